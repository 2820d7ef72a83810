"""CSV into chat: pasted or as a file, by admins alone, and whatever happens they hear what came of it."""

import copy
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.errors import StorageAway
from bot.domain.transfers import ChosenFile, Dataset, Transfer
from bot.domain.workspace.members import Caller, Profile
from bot.messages.workspace import csv_transfers as drawn
from bot.sandbox import PostedMessage
from bot.sandbox.api import faults
from bot.services.workspace import members
from bot.storage.accounts import accounts
from bot.storage.workspace import members as kept_members
from bot.transfer import transfers
from tests.app_fixture import ANA, BO, CHEN, DEE, GUS, AppFixture
from tests.conftest import MONDAY_9AM
from tests.e2e.freezing import begun
from tests.scopes import scoped

OpenApp = Callable[..., AppFixture]
COMPANIES = b"Company name,Tier,Favourite colour\nAcme,enterprise,red\nGlobex,,blue\n,standard,\n,golden,\n"


def ready(app: AppFixture) -> AppFixture:
    """Everybody is known to the bot, and the form is not open yet."""
    for person in (ANA, BO):
        app.reads(person, "/account help")
    return app


def opened(app: AppFixture, person: str = ANA) -> AppFixture:
    """The form, open before an admin."""
    assert app.type(person, "/account import").error is None
    assert app.form(person).given["callback_id"] == drawn.IMPORT_FORM
    return app


def chosen(app: AppFixture, content: bytes = COMPANIES, name: str = "companies.csv") -> list[dict[str, Any]]:
    return [app.sandbox.choose_file(ANA, name, content)]


def direct(app: AppFixture, person: str) -> list[PostedMessage]:
    """What the bot wrote to somebody, once everything due was sent."""
    app.settle()
    app.pass_time()
    return list(app.sandbox.messages(app.sandbox.workspace.dm_of(person)))


def names(app: AppFixture) -> list[str]:
    with app.runtime.deps.reading(app.team.id) as scope:
        return sorted(account.name for account in accounts.every(scope))


def caller(app: AppFixture, person: str = ANA) -> Caller:
    found: Caller = members.recognise(app.runtime.deps, app.team.id, person)
    return found


def make_guest(app: AppFixture, person: str) -> None:
    with scoped(app.runtime.deps.database.transaction(), app.team.id, MONDAY_9AM) as scope:
        kept_members.remember(scope, Profile(person, "Ana", None))


def without_scope(app: AppFixture, scope: str) -> AppFixture:
    """The app as somebody installed it who left a scope out."""
    slack_app = app.sandbox.workspace.app
    assert slack_app is not None
    manifest = copy.deepcopy(dict(slack_app.manifest))
    manifest["oauth_config"]["scopes"]["bot"].remove(scope)
    app.sandbox.connect(replace(slack_app, manifest=manifest))
    app.runtime.set_up_workspace()
    return app


def begin(app: AppFixture) -> Transfer:
    """The transfer of a file, as if whatever follows its form was lost."""
    by = caller(app)
    begun = transfers.begin_import(
        app.runtime.deps, by, Dataset.ACCOUNTS, "companies.csv", idempotency_key="V1", guard=AnyTime()
    )
    assert begun is not None
    return begun


class AnyTime:
    def before_commit(self) -> None:
        """Nobody waits."""

    def after_commit(self) -> None:
        """Nobody is answered."""


def test_a_file_goes_in_after_its_form_and_only_who_asked_hears_what_came_of_it(app: AppFixture) -> None:
    opened(ready(app))
    view = app.form(ANA)
    file = chosen(app)
    answer = app.save(ANA, file=file)
    assert "I read *companies.csv* now; what came of it reaches you as a direct message." in str(answer["view"])
    (told,) = direct(app, ANA)
    assert told.text.splitlines()[:2] == [
        "*Imported 2 accounts from companies.csv: 2 new.*",
        "2 rows could not be read:",
    ]
    assert "• Line 4: no name" in told.text and "• Line 5: no name" in told.text
    assert told.text.endswith("Columns I did not use: Favourite colour.")
    assert names(app) == ["Acme", "Globex"]
    assert [direct(app, person) for person in (BO, CHEN, DEE, GUS)] == [[]] * 4
    app.deliver_form(ANA, view, file=file)
    assert len(direct(app, ANA)) == 1, "one form is one import, however often it arrives"


def test_pasted_rows_go_in_after_the_form_too_and_what_cannot_be_read_is_said_in_it(open_app: OpenApp) -> None:
    app = opened(ready(open_app(now=MONDAY_9AM)))
    view, rows = app.form(ANA), "Name\tTier\nAcme\tenterprise\nGlobex\t\n\tstandard"
    answer = app.save(ANA, pasted=rows)
    assert "I read what you pasted now; what came of it reaches you as a direct message." in str(answer["view"])
    (told,) = direct(app, ANA)
    assert told.text.startswith("*Imported 2 accounts: 2 new.*\n") and "• Line 4: " in told.text
    assert names(app) == ["Acme", "Globex"]
    app.deliver_form(ANA, view, pasted=rows)
    assert direct(app, ANA) == [told], "one form is one import, however often it arrives"
    opened(app)
    app.save(ANA, pasted="Name,Tier\nAcme,enterprise\nGlobex,\n")
    assert direct(app, ANA)[-1].text == "*All as before: 2 accounts stood here already.*"
    opened(app)
    said = app.save(ANA, pasted="Colour,Size\nred,9")
    assert list(said["errors"]) == [drawn.PASTED] and "rename one of them" in said["errors"][drawn.PASTED]
    assert "Nothing is here yet" in app.save(ANA, pasted=" \n")["errors"][drawn.PASTED]
    both = app.save(ANA, pasted="Name\nAcme", file=chosen(app))
    assert "one of the two" in both["errors"][drawn.PASTED]
    large = {**chosen(app)[0], "size": 10 * 1024 * 1024 + 1}
    assert "larger than 10 MB" in app.save(ANA, pasted="", file=[large])["errors"][drawn.FILE]


def test_more_bad_rows_than_a_message_names_come_as_a_file_above_it(open_app: OpenApp) -> None:
    app = opened(ready(open_app(now=MONDAY_9AM)))
    rows = b"Name,Tier\nAcme,enterprise\n" + b",golden\n" * 57
    app.save(ANA, file=chosen(app, rows))
    attached, told = direct(app, ANA)
    (file,) = attached.files or ()
    assert attached.text == "57 rows of *companies.csv* could not be read: line and reason of each."
    content = app.sandbox.workspace.files.find(file["id"]).content.decode().splitlines()
    assert content[0] == "\ufeffline,reason" and len(content) == 58 and content[-1].startswith("59,")
    assert "57 rows could not be read:" in told.text and told.text.count("• Line ") == 10
    assert told.text.endswith("And 47 more: all of them stand in the file above.")
    opened(without_scope(app, "files:write"))
    app.save(ANA, file=chosen(app, rows))
    assert direct(app, ANA)[-1].text.endswith("And 47 more: mend these and import once more.")


def test_without_files_read_the_form_takes_pasted_rows_and_says_how_to_get_more(open_app: OpenApp) -> None:
    app = opened(without_scope(ready(open_app(now=MONDAY_9AM)), "files:read"))
    view = app.form(ANA).given
    assert drawn.FILE not in {block["block_id"] for block in view["blocks"]}
    assert "adds the scope files:read" in str(view)
    app.save(ANA, pasted="Name\nAcme")
    assert direct(app, ANA) and names(app) == ["Acme"]


def test_only_admins_import_and_it_is_looked_at_again_when_the_form_comes_back(open_app: OpenApp) -> None:
    app = ready(open_app(now=MONDAY_9AM))
    assert app.reads(BO, "/account import").startswith("Admins import: ask one of them.")
    assert app.sandbox.views(BO) == []
    opened(app)
    view = app.form(ANA)
    for person in (BO, GUS):
        assert "errors" in app.deliver_form(person, view, pasted="Name\nAcme")
        assert "errors" in app.deliver_form(person, view, file=chosen(app))
    make_guest(app, ANA)
    for answer in (app.save(ANA, pasted="Name\nAcme"), app.save(ANA, pasted="", file=chosen(app))):
        assert "Admins import: ask one of them." in str(answer["errors"])
    assert names(app) == [] and direct(app, ANA) == []


def test_a_right_that_is_gone_before_the_file_is_read_imports_nothing_and_says_so(open_app: OpenApp) -> None:
    app = ready(open_app(now=MONDAY_9AM))
    transfer, by = begin(app), caller(app)
    file = chosen(app)[0]
    make_guest(app, ANA)
    address = file["url_private_download"]
    transfers.carry_out_import(app.runtime.deps, by, transfer, ChosenFile("companies.csv", 9, address))
    (told,) = direct(app, ANA)
    assert told.text.startswith("*Import of companies.csv:* ") and names(app) == []


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        ("deleted", "It is not in Slack any more: choose it once more."),
        ("refused", "Slack did not hand it over (HTTP 500): import it again in a minute."),
        ("elsewhere", "Slack did not hand it over (not an address of Slack's): import it again in a minute."),
        ("workbook", "That is an Excel workbook: save it as CSV and send that file."),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_what_to_do(open_app: OpenApp, harm: str, words: str) -> None:
    app = opened(ready(open_app(now=MONDAY_9AM)))
    (file,) = chosen(app, b"PK\x03\x04" if harm == "workbook" else COMPANIES)
    if harm == "deleted":
        app.sandbox.workspace.files.delete(file["id"])
    elif harm == "refused":
        app.sandbox.fail("file download", faults.ERROR_BEFORE)
    elif harm == "elsewhere":
        file["url_private_download"] = "https://files.slack.com.evil.example/a.csv"
    app.save(ANA, file=[file])
    (told,) = direct(app, ANA)
    assert told.text == f"*Import of companies.csv:* {words}"


def test_what_a_crash_or_a_frozen_database_breaks_off_is_told_after_ten_minutes(open_app: OpenApp) -> None:
    app = ready(open_app(now=MONDAY_9AM))
    transfer, by = begin(app), caller(app)
    with begun(app), pytest.raises(StorageAway):
        address = chosen(app)[0]["url_private_download"]
        transfers.carry_out_import(app.runtime.deps, by, transfer, ChosenFile("companies.csv", 9, address))
    app.clock.forward(minutes=9)
    assert direct(app, ANA) == []
    app.clock.forward(minutes=2)
    (told,) = direct(app, ANA)
    assert told.text == (
        "*Import of companies.csv:* I did not get to the end within 10 minutes. "
        "What went in stays: import it once more, nothing goes in twice."
    )
    transfers.carry_out_import(app.runtime.deps, by, transfer, ChosenFile("companies.csv", 9, address))
    assert direct(app, ANA)[-1].text.startswith("*Imported 2 accounts from companies.csv: 2 new.*")


def test_whom_a_file_calls_proposed_is_asked_when_somebody_proposes_them(open_app: OpenApp) -> None:
    app = ready(open_app(now=MONDAY_9AM))
    app.reads(DEE, "/account help")
    opened(app).save(ANA, pasted=f"Name,Sponsor,Sponsor state\nAcme,{DEE},proposed")
    assert direct(app, DEE) == [], "an import asks nobody"
    app.clock.forward(days=21)
    assert app.reads(BO, "/sponsor Acme @dee").startswith("Dee is asked to be Acme’s executive sponsor.")
    (question,) = direct(app, DEE)
    assert "Bo asks." in question.text and "If it is open on Mon 28 Dec, Bo can see that" in question.text
    assert app.reads(ANA, "/sponsor Acme @dee").startswith("Dee is already asked")
    app.clock.forward(hours=2)
    assert direct(app, DEE) == [question]


def test_while_the_database_stands_still_the_form_stays_open_and_keeps_its_words(open_app: OpenApp) -> None:
    app = opened(ready(open_app(now=MONDAY_9AM)))
    with begun(app):
        for filled in ({"pasted": "Name\nAcme"}, {"pasted": "", "file": chosen(app)}):
            assert "Not saved yet: press Import again in a minute." in str(app.save(ANA, **filled)["errors"])
    assert names(app) == [] and direct(app, ANA) == []
    app.save(ANA, pasted="Name\nAcme")
    assert direct(app, ANA) and names(app) == ["Acme"]
