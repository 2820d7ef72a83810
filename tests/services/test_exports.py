"""Everything as CSV: columns that stay, nothing undone, private words only when asked for, no cell that calculates."""

import csv
import io
import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from bot.domain.conversations.model import Insight, Source
from bot.domain.sponsors.model import Step, taken
from bot.domain.transfers import Dataset
from bot.services.deps import Deps
from bot.storage.conversations import conversations
from bot.storage.conversations.conversations import NewConversation
from bot.storage.sponsors import sponsorships
from bot.transfer import exports
from tests.scopes import scope_of, scoped
from tests.storage.filled import ANA, BO, GLOBEX, HELD, INITECH, NOW, TODAY, add_account, create_workspace, log


def read(deps: Deps, what: Dataset, **options: bool) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(deps, what, **options))))


def text(deps: Deps, what: Dataset, **options: bool) -> str:
    return exports.csv_of(deps, INITECH, what, **options).decode("utf-8-sig")


def test_insights_are_rows_of_their_own_by_day_without_private_and_undone_ones(deps: Deps) -> None:
    with deps.transaction(INITECH) as scope:
        acme = add_account(scope)
        earlier = replace(HELD, on=TODAY - timedelta(days=2), private=True, insights=(Insight("risk", "they leave"),))
        first, undone, second = (
            log(scope, acme.id, details=details) for details in (HELD, replace(HELD, note="x"), earlier)
        )
        assert undone and conversations.set_undone(scope, undone, by=ANA, at=NOW)
    told = read(deps, Dataset.INSIGHTS)
    assert list(told[0]) == "conversation,number,date,account,kind,text,private,held_by,logged_by".split(",")
    assert [(each["conversation"], each["number"], each["kind"], each["text"]) for each in told] == [
        (first, "1", "complaint", "exports are slow"),
        (first, "2", "request", "single sign-on"),
    ]
    private = read(deps, Dataset.INSIGHTS, include_private=True)[0]
    assert list(private.values()) == [second, "1", "2026-11-21", "Acme Corp", "risk", "they leave", "true", ANA, ANA]


def test_sponsorships_have_their_whole_history_and_an_account_whom_it_has_now(deps: Deps) -> None:
    with deps.database.transaction() as session:
        in_initech = scope_of(session, INITECH)
        acme = add_account(in_initech)
        declined = sponsorships.propose(scope_of(session, INITECH, NOW - timedelta(days=9)), acme.id, BO, by=ANA)
        accepted = sponsorships.propose(in_initech, acme.id, ANA, by=BO)
        assert declined and accepted
        no = taken(declined, Step.DECLINE, by=BO, at=NOW - timedelta(days=8), reason="=too busy")
        yes = taken(accepted, Step.CONFIRM, by=BO, at=NOW, first_talk=date(2026, 12, 1))
        sponsorships.record(in_initech, declined, no)
        sponsorships.record(in_initech, accepted, yes)
    first, second = read(deps, Dataset.SPONSORSHIPS)
    assert first == {
        "id": declined.id, "date": "2026-11-14", "account": "Acme Corp", "sponsor": BO, "state": "declined",
        "proposed_by": ANA, "decided_by": BO, "decided_on": "2026-11-15", "reason": "'=too busy", "first_talk": "",
        "ended_by": "", "ended_on": "",
    }  # fmt: skip
    assert (second["sponsor"], second["state"], second["first_talk"]) == (ANA, "accepted", "2026-12-01")
    (account,) = read(deps, Dataset.ACCOUNTS)
    assert (account["sponsor"], account["sponsor_state"]) == (ANA, "accepted")


def test_no_cell_calculates_and_the_quote_before_it_tells_apart_what_began_with_one(deps: Deps) -> None:
    names = ["=1+2", "'=1+2", "+49 30", "@home 1", "-1", "'n Sync"]
    with scoped(deps.database.transaction(), INITECH) as scope:
        for name in names:
            acme = add_account(scope, name, aliases=("=A1",))
        for note in ("-2+3\n=4", "a;=cmd|' /C calc'!A0;b", 'a;"=1+2', "a\t@home;\t=1;'=2", "a, b\r\n\r\n+1"):
            details = replace(HELD, note=note, contacts=("@Jo",), insights=(), follow_up=None)
            conversations.add(scope, NewConversation(acme.id, details, ANA, None, Source.COMMAND, None))
    for what, separator in itertools.product(Dataset, ",;\t"):
        opened = csv.reader(io.StringIO(text(deps, what), newline=""), delimiter=separator)
        cells = [cell for row in opened for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))], separator
    exported = sorted(row["name"] for row in read(deps, Dataset.ACCOUNTS))
    assert exported == sorted(["'=1+2", "''=1+2", "'+49 30", "'@home 1", "'-1", "'n Sync"])


def test_one_workspace_exports_nothing_of_another(deps: Deps) -> None:
    with deps.database.transaction() as session:
        in_initech = scope_of(session, INITECH)
        create_workspace(scope_of(session, GLOBEX))
        acme = add_account(in_initech)
        assert log(in_initech, acme.id) and sponsorships.propose(in_initech, acme.id, BO, by=ANA)
    assert [len(list(rows(deps, what, INITECH))) > 1 for what in Dataset] == [True] * 4
    assert [len(list(rows(deps, what, GLOBEX))) for what in Dataset] == [1] * 4


def rows(deps: Deps, what: Dataset, workspace_id: str) -> Iterator[list[str]]:
    return exports.rows_of(deps, workspace_id, what, include_private=True)
