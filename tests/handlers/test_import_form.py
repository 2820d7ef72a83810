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
from tests.conftest import MONDAY_9AM
from tests.e2e.freezing import begun
from tests.house import ANA, BO, CHEN, DEE, GUS, House

OpenHouse = Callable[..., House]
COMPANIES = b"Company name,Tier,Favourite colour\nAcme,enterprise,red\nGlobex,,blue\n,standard,\n,golden,\n"


def ready(house: House) -> House:
    """Everybody is known to the bot, and the form is not open yet."""
    for person in (ANA, BO):
        house.reads(person, "/account help")
    return house


def opened(house: House, person: str = ANA) -> House:
    """The form, open before an admin."""
    assert house.type(person, "/account import").error is None
    assert house.form(person).given["callback_id"] == drawn.IMPORT_FORM
    return house


def chosen(house: House, content: bytes = COMPANIES, name: str = "companies.csv") -> list[dict[str, Any]]:
    return [house.sandbox.choose_file(ANA, name, content)]


def direct(house: House, person: str) -> list[PostedMessage]:
    """What the bot wrote to somebody, once everything due was sent."""
    house.settle()
    house.pass_time()
    return list(house.sandbox.messages(house.sandbox.workspace.dm_of(person)))


def names(house: House) -> list[str]:
    with house.runtime.deps.database.reading() as session:
        return sorted(account.name for account in accounts.every(session, house.team.id))


def caller(house: House, person: str = ANA) -> Caller:
    found: Caller = members.recognise(house.runtime.deps, house.team.id, person)
    return found


def take_rights_away(house: House, person: str) -> None:
    with house.runtime.deps.database.transaction() as session:
        kept_members.remember(session, house.team.id, Profile(person, "Ana", None), now=MONDAY_9AM)


def without_scope(house: House, scope: str) -> House:
    """The app as somebody installed it who left a scope out."""
    app = house.sandbox.workspace.app
    assert app is not None
    manifest = copy.deepcopy(dict(app.manifest))
    manifest["oauth_config"]["scopes"]["bot"].remove(scope)
    house.sandbox.connect(replace(app, manifest=manifest))
    house.runtime.introduce()
    return house


def begin(house: House) -> Transfer:
    """The transfer of a file, as if whatever follows its form was lost."""
    by = caller(house)
    begun = transfers.begin_import(
        house.runtime.deps, by, Dataset.ACCOUNTS, "companies.csv", trigger_id="view:V1", guard=AnyTime()
    )
    assert begun is not None
    return begun


class AnyTime:
    def before_commit(self) -> None:
        """Nobody waits."""

    def after_commit(self) -> None:
        """Nobody is answered."""


def test_a_file_goes_in_after_its_form_and_only_who_asked_hears_what_came_of_it(house: House) -> None:
    opened(ready(house))
    view = house.form(ANA)
    file = chosen(house)
    answer = house.save(ANA, file=file)
    assert "I read *companies.csv* now; what came of it reaches you as a direct message." in str(answer["view"])
    (told,) = direct(house, ANA)
    assert told.text.splitlines()[:2] == [
        "*Imported 2 accounts from companies.csv: 2 new.*",
        "2 rows could not be read:",
    ]
    assert "• Line 4: no name" in told.text and "• Line 5: no name" in told.text
    assert told.text.endswith("Columns I did not use: Favourite colour.")
    assert names(house) == ["Acme", "Globex"]
    assert [direct(house, person) for person in (BO, CHEN, DEE, GUS)] == [[]] * 4
    house.deliver_form(ANA, view, file=file)
    assert len(direct(house, ANA)) == 1, "one form is one import, however often it arrives"


def test_pasted_rows_go_in_after_the_form_too_and_what_cannot_be_read_is_said_in_it(open_house: OpenHouse) -> None:
    house = opened(ready(open_house(now=MONDAY_9AM)))
    view, rows = house.form(ANA), "Name\tTier\nAcme\tenterprise\nGlobex\t\n\tstandard"
    answer = house.save(ANA, pasted=rows)
    assert "I read what you pasted now; what came of it reaches you as a direct message." in str(answer["view"])
    (told,) = direct(house, ANA)
    assert told.text.startswith("*Imported 2 accounts: 2 new.*\n") and "• Line 4: " in told.text
    assert names(house) == ["Acme", "Globex"]
    house.deliver_form(ANA, view, pasted=rows)
    assert direct(house, ANA) == [told], "one form is one import, however often it arrives"
    opened(house)
    house.save(ANA, pasted="Name,Tier\nAcme,enterprise\nGlobex,\n")
    assert direct(house, ANA)[-1].text == "*All as before: 2 accounts stood here already.*"
    opened(house)
    said = house.save(ANA, pasted="Colour,Size\nred,9")
    assert list(said["errors"]) == [drawn.PASTED] and "rename one of them" in said["errors"][drawn.PASTED]
    assert "Nothing is here yet" in house.save(ANA, pasted=" \n")["errors"][drawn.PASTED]
    both = house.save(ANA, pasted="Name\nAcme", file=chosen(house))
    assert "one of the two" in both["errors"][drawn.PASTED]
    large = {**chosen(house)[0], "size": 10 * 1024 * 1024 + 1}
    assert "larger than 10 MB" in house.save(ANA, pasted="", file=[large])["errors"][drawn.FILE]


def test_more_bad_rows_than_a_message_names_come_as_a_file_above_it(open_house: OpenHouse) -> None:
    house = opened(ready(open_house(now=MONDAY_9AM)))
    rows = b"Name,Tier\nAcme,enterprise\n" + b",golden\n" * 57
    house.save(ANA, file=chosen(house, rows))
    attached, told = direct(house, ANA)
    (file,) = attached.files or ()
    assert attached.text == "57 rows of *companies.csv* could not be read: line and reason of each."
    content = house.sandbox.workspace.files.find(file["id"]).content.decode().splitlines()
    assert content[0] == "\ufeffline,reason" and len(content) == 58 and content[-1].startswith("59,")
    assert "57 rows could not be read:" in told.text and told.text.count("• Line ") == 10
    assert told.text.endswith("And 47 more: all of them stand in the file above.")
    opened(without_scope(house, "files:write"))
    house.save(ANA, file=chosen(house, rows))
    assert direct(house, ANA)[-1].text.endswith("And 47 more: mend these and import once more.")


def test_without_files_read_the_form_takes_pasted_rows_and_says_how_to_get_more(open_house: OpenHouse) -> None:
    house = opened(without_scope(ready(open_house(now=MONDAY_9AM)), "files:read"))
    view = house.form(ANA).given
    assert drawn.FILE not in {block["block_id"] for block in view["blocks"]}
    assert "adds the scope files:read" in str(view)
    house.save(ANA, pasted="Name\nAcme")
    assert direct(house, ANA) and names(house) == ["Acme"]


def test_only_admins_import_and_it_is_looked_at_again_when_the_form_comes_back(open_house: OpenHouse) -> None:
    house = ready(open_house(now=MONDAY_9AM))
    assert house.reads(BO, "/account import").startswith("Admins import: ask one of them.")
    assert house.sandbox.views(BO) == []
    opened(house)
    view = house.form(ANA)
    for person in (BO, GUS):
        assert "errors" in house.deliver_form(person, view, pasted="Name\nAcme")
        assert "errors" in house.deliver_form(person, view, file=chosen(house))
    take_rights_away(house, ANA)
    for answer in (house.save(ANA, pasted="Name\nAcme"), house.save(ANA, pasted="", file=chosen(house))):
        assert "Admins import: ask one of them." in str(answer["errors"])
    assert names(house) == [] and direct(house, ANA) == []


def test_a_right_that_is_gone_before_the_file_is_read_imports_nothing_and_says_so(open_house: OpenHouse) -> None:
    house = ready(open_house(now=MONDAY_9AM))
    transfer, by = begin(house), caller(house)
    file = chosen(house)[0]
    take_rights_away(house, ANA)
    address = file["url_private_download"]
    transfers.carry_out_import(house.runtime.deps, by, transfer, ChosenFile("companies.csv", 9, address))
    (told,) = direct(house, ANA)
    assert told.text.startswith("*Import of companies.csv:* ") and names(house) == []


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        ("deleted", "It is not in Slack any more: choose it once more."),
        ("refused", "Slack did not hand it over (HTTP 500): import it again in a minute."),
        ("elsewhere", "Slack did not hand it over (not an address of Slack's): import it again in a minute."),
        ("workbook", "That is an Excel workbook: save it as CSV and send that file."),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_what_to_do(open_house: OpenHouse, harm: str, words: str) -> None:
    house = opened(ready(open_house(now=MONDAY_9AM)))
    (file,) = chosen(house, b"PK\x03\x04" if harm == "workbook" else COMPANIES)
    if harm == "deleted":
        house.sandbox.workspace.files.delete(file["id"])
    elif harm == "refused":
        house.sandbox.fail("file download", faults.ERROR_BEFORE)
    elif harm == "elsewhere":
        file["url_private_download"] = "https://files.slack.com.evil.example/a.csv"
    house.save(ANA, file=[file])
    (told,) = direct(house, ANA)
    assert told.text == f"*Import of companies.csv:* {words}"


def test_what_a_crash_or_a_frozen_database_breaks_off_is_told_after_ten_minutes(open_house: OpenHouse) -> None:
    house = ready(open_house(now=MONDAY_9AM))
    transfer, by = begin(house), caller(house)
    with begun(house), pytest.raises(StorageAway):
        address = chosen(house)[0]["url_private_download"]
        transfers.carry_out_import(house.runtime.deps, by, transfer, ChosenFile("companies.csv", 9, address))
    house.clock.forward(minutes=9)
    assert direct(house, ANA) == []
    house.clock.forward(minutes=2)
    (told,) = direct(house, ANA)
    assert told.text == (
        "*Import of companies.csv:* I did not get to the end within 10 minutes. "
        "What went in stays: import it once more, nothing goes in twice."
    )
    transfers.carry_out_import(house.runtime.deps, by, transfer, ChosenFile("companies.csv", 9, address))
    assert direct(house, ANA)[-1].text.startswith("*Imported 2 accounts from companies.csv: 2 new.*")


def test_whom_a_file_calls_proposed_is_asked_when_somebody_proposes_them(open_house: OpenHouse) -> None:
    house = ready(open_house(now=MONDAY_9AM))
    house.reads(DEE, "/account help")
    opened(house).save(ANA, pasted=f"Name,Sponsor,Sponsor state\nAcme,{DEE},proposed")
    assert direct(house, DEE) == [], "an import asks nobody"
    house.clock.forward(days=21)
    assert house.reads(BO, "/sponsor Acme @dee").startswith("Dee is asked to be Acme’s executive sponsor.")
    (question,) = direct(house, DEE)
    assert "Bo asks." in question.text and "If it is open on Mon 28 Dec, Bo can see that" in question.text
    assert house.reads(ANA, "/sponsor Acme @dee").startswith("Dee is already asked")
    house.clock.forward(hours=2)
    assert direct(house, DEE) == [question]


def test_while_the_database_stands_still_the_form_stays_open_and_keeps_its_words(open_house: OpenHouse) -> None:
    house = opened(ready(open_house(now=MONDAY_9AM)))
    with begun(house):
        for filled in ({"pasted": "Name\nAcme"}, {"pasted": "", "file": chosen(house)}):
            assert "Not saved yet: press Import again in a minute." in str(house.save(ANA, **filled)["errors"])
    assert names(house) == [] and direct(house, ANA) == []
    house.save(ANA, pasted="Name\nAcme")
    assert direct(house, ANA) and names(house) == ["Acme"]
