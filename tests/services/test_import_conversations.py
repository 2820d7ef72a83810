"""Past conversations going in: they count by their day, nobody hears of them, and what is known stays as it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.db.engine import Session
from bot.domain.conversations.model import Conversation, Kind, Source, State
from bot.domain.errors import NotAllowed
from bot.domain.workspace.members import Profile
from bot.outbox import tables as outbox_tables
from bot.services.deps import Deps
from bot.storage.accounts import accounts, merges
from bot.storage.conversations import conversations, member_conversations, stats
from bot.storage.conversations.conversations import NewConversation
from bot.storage.weekly import digests
from bot.storage.workspace import members
from bot.storage.workspace import tables as workspace_tables
from bot.transfer import import_file
from bot.transfer.import_file import ImportResult
from bot.transfer.imports import conversations as portions
from tests.scopes import scope_of, scoped
from tests.storage.filled import ANA, BO, GLOBEX, HELD, INITECH, NOW, TODAY, add_account, create_workspace

HEADER = "Activity date,Activity type,Company,Assigned to,Notes\n"


@pytest.fixture
def here(deps: Deps) -> Deps:
    """Initech has Acme Corp, also called Acme, and Globex."""
    with deps.transaction(INITECH) as scope:
        add_account(scope, external_id="crm-1")
        add_account(scope, "Globex", aliases=(), owner=None)
    return deps


def bring(deps: Deps, rows: str, header: str = HEADER, **options: Any) -> ImportResult:
    return import_file.conversations(deps, INITECH, f"{header}{rows}".encode(), **{"by": None, **options})


def stored(deps: Deps) -> list[Conversation]:
    with deps.reading(INITECH) as scope:
        return conversations.active(scope)


def test_they_count_by_their_day_and_reset_the_clock_and_the_same_file_again_changes_nothing(here: Deps) -> None:
    rows = "2026-11-03,Call,Acme,Ana,About exports\n2026-10-01,Visit,globex,bo,\n2026-11-05,Email,Globex,Bo,Sent it\n"
    done = bring(here, rows)
    assert (done.added, done.changed, done.same, done.bad) == (3, 0, 0, ())
    assert [(each.account_name, each.details.kind, each.details.held_by, each.logged_by) for each in stored(here)] == [
        ("Globex", Kind.VISIT, BO, BO),
        ("Acme Corp", Kind.CALL, ANA, ANA),
        ("Globex", Kind.MESSAGE, BO, BO),
    ]
    with scoped(here.database.reading(), INITECH) as scope:
        spoken = stats.last_by_account(scope)
        assert sorted(spoken.values()) == [date(2026, 10, 1), date(2026, 11, 3)]
        assert len(stats.between(scope, date(2026, 11, 1), TODAY)) == 1
    again = bring(here, rows)
    assert (again.added, again.same, len(stored(here))) == (0, 3, 3)


def test_a_duration_that_may_be_seconds_is_assumed_and_told_with_the_row_that_went_in(here: Deps) -> None:
    header = "Date,Account,Assigned,Call Duration\n"
    done = bring(here, "2026-11-03,Acme,Ana,600\n2026-11-04,Nowhere,Ana,600\n2026-11-05,Acme,Ana,0:20:00\n", header)
    assert [(each.line, each.reason) for each in done.noted] == [
        (2, "duration '600' has no unit: 30 minutes are assumed")
    ]
    assert [each.details.minutes for each in stored(here)] == [None, 20]


def test_nobody_hears_of_it_and_nobody_is_enrolled(here: Deps) -> None:
    header = "id,date,state,account,held_by,colleagues,insights,follow_up\n"
    ahead = TODAY + timedelta(days=3)
    assert bring(here, f"1,2026-11-20,held,Acme,{ANA},{BO},risk=they may leave,call\n", header).added == 1
    assert bring(here, f"2,{ahead},,Acme,{ANA},,,\n", header).added == 1
    assert [each.details.state for each in stored(here)] == [State.HELD, State.PLANNED]
    with scoped(here.database.transaction(), INITECH) as scope:
        assert scope.session.execute(select(outbox_tables.deliveries)).all() == []
        assert digests.untold(scope, ANA, TODAY) == digests.untold(scope, BO, TODAY) == []
        assert len(member_conversations.plans_of(scope, ANA, since=TODAY)) == 1
        assert member_conversations.authors(scope, [ANA, BO]) == frozenset()
        conversations.add(scope, NewConversation(stored(here)[0].account_id, HELD, ANA, "typed", Source.COMMAND, None))
        assert member_conversations.authors(scope, [ANA, BO]) == {ANA}


@pytest.mark.parametrize(("author", "added"), [("", 0), (ANA, 1)])
def test_who_only_took_part_in_a_private_one_does_not_come_to_read_it(here: Deps, author: str, added: int) -> None:
    header = "date,account,held_by,logged_by,colleagues,private,note\n"
    done = bring(here, f"2026-11-03,Globex,Dee,{author},{BO},yes,budget frozen\n", header)
    assert (done.added, len(done.bad)) == (added, 1 - added)
    assert not any(each.may_be_read_by(BO) for each in stored(here))
    told = [each.reason for each in done.bad] + [each.reason for each in done.noted]
    assert [words.startswith("held_by not found") for words in told] == [True]


def test_a_private_one_keeps_its_readers_whoever_brings_it(here: Deps) -> None:
    with here.database.transaction() as session:
        session.execute(
            workspace_tables.members.update().where(workspace_tables.members.c.id == BO).values(is_admin=True)
        )
    header = "date,account,held_by,private,note\n"
    assert bring(here, f"2026-11-03,Globex,{ANA},true,between us\n", header, by=BO).added == 1
    (private,) = stored(here)
    assert private.may_be_read_by(ANA) and not private.may_be_read_by(BO)


def test_whoever_is_no_admin_brings_nothing(here: Deps) -> None:
    for bring_in in (import_file.accounts, import_file.conversations):
        with pytest.raises(NotAllowed):
            bring_in(here, INITECH, b"Name,Date,Account,Held by\nHooli,2026-11-03,Globex,U0ANA\n", by=ANA)
    assert stored(here) == []


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2026-11-03,Call,Hooli,Ana,", "no account is called Hooli"),
        ("2026-11-03,Call,,Ana,", "no account"),
        ("2026-11-03,Call,Acme,Dee,", "held_by not found, write the Slack id: Dee"),
        ("2026-11-03,Call,Acme,,", "held_by is empty"),
        ("2026-11-01,Call,Acme,Bo,first", "the same conversation as line 2"),
    ],
)
def test_a_row_that_cannot_go_in_is_named_and_creates_nobody(here: Deps, row: str, reason: str) -> None:
    done = bring(here, f"2026-11-01,Call,Acme,Bo,first\n{row}\n2026-11-02,Call,Acme,Bo,last\n")
    assert ([(bad.line, bad.reason) for bad in done.bad], done.added) == ([(3, reason)], 2)
    with scoped(here.database.reading(), INITECH) as scope:
        assert accounts.count(scope) == 2


def test_of_accounts_with_one_name_the_other_systems_id_tells_which(here: Deps) -> None:
    with scoped(here.database.transaction(), INITECH) as scope:
        twin = add_account(scope, external_id="crm-2", aliases=())
    rows = "2026-11-01,Acme Corp,crm-2,U0ANA\n2026-11-02,,crm-1,U0ANA\n2026-11-03,Acme Corp,,U0ANA\n"
    done = bring(here, rows, "Date,Account,Account ID,Owner\n")
    assert [(bad.line, bad.reason) for bad in done.bad] == [(4, "several accounts could be meant by Acme Corp")]
    assert [each.account_id == twin.id for each in stored(here)] == [True, False]


def test_what_was_taken_back_or_corrected_here_stays_so(here: Deps) -> None:
    header = "Activity ID,Date,Account,Owner,Notes\n"
    rows = "a1,2026-11-01,Acme,Ana,one\na2,2026-11-02,Acme,Ana,two\n"
    bring(here, rows, header)
    first, second = stored(here)
    with scoped(here.database.transaction(), INITECH) as scope:
        conversations.set_undone(scope, first.id, by=ANA, at=NOW)
        corrected = replace(second.details, note="twice")
        conversations.change(scope, second, second.account_id, corrected, by=ANA)
    assert (done := bring(here, rows, header)).same == 2 and done.added == 0
    assert [each.details.note for each in stored(here)] == ["twice"]


def test_what_somebody_logged_by_hand_is_not_doubled(here: Deps) -> None:
    with scoped(here.database.transaction(), INITECH) as scope:
        (account,) = [each for each in accounts.every(scope) if each.name == "Acme Corp"]
        details = replace(HELD, on=date(2026, 11, 3), note="About exports")
        conversations.add(scope, NewConversation(account.id, details, BO, None, Source.COMMAND, None))
    done = bring(here, "2026-11-03,Call,Acme,Ana,About exports\n2026-11-03,Call,Acme,Bo,About exports\n")
    assert (done.added, done.same) == (1, 1)


def test_an_account_that_is_merged_in_between_is_found_where_it_went(
    here: Deps, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portions, "BATCH", 1)
    real = here.database.transaction

    @contextmanager
    def followed(*given: Any) -> Iterator[Session]:
        with real(*given) as session:
            yield session
        with real() as session:
            in_initech = scope_of(session, INITECH)
            if accounts.count(in_initech) == 2:
                acme, globex = sorted(accounts.every(in_initech), key=lambda account: account.name)
                merges.move(in_initech, globex.id, acme.id, by=ANA)
                merges.remove(in_initech, globex.id)
                accounts.change(in_initech, replace(acme, aliases=(*acme.aliases, "Globex")))

    monkeypatch.setattr(here.database, "transaction", followed)
    done = bring(here, "2026-11-03,Call,Globex,Ana,one\n2026-11-04,Call,Globex,Ana,two\n")
    assert (done.added, done.bad) == (2, ())
    assert {each.account_name for each in stored(here)} == {"Acme Corp"}


def test_thousands_go_in_by_portions_in_the_order_of_the_file_and_one_workspace_sees_nothing_of_another(
    here: Deps,
) -> None:
    with scoped(here.database.transaction(), GLOBEX) as scope:
        create_workspace(scope)
    rows = "".join(f"2026-11-{day:02},Call,Acme,Ana,note {day} {number}\n" for number in range(100) for day in (3, 2))
    assert bring(here, rows).added == 200
    notes = [each.details.note for each in stored(here)]
    assert notes == [f"note {day} {number}" for day in (2, 3) for number in range(100)]
    with scoped(here.database.reading(), GLOBEX) as scope:
        assert conversations.active(scope) == []


@pytest.mark.parametrize(
    ("row", "told", "who"),
    [
        ("Dee,,,", [], None),
        (
            f"Dee,{ANA},,",
            [f"held_by not found, write the Slack id: Dee; {ANA}, who is named too, stands for them"],
            ANA,
        ),
        (f"Dee,,{BO},", [f"held_by not found, write the Slack id: Dee; {BO}, who is named too, stands for them"], BO),
        (f"{ANA},Dee,,", ["logged_by not found, write the Slack id: Dee"], ANA),
        (f"{ANA},,{BO};Dee,", ["colleague not found, write the Slack id: Dee"], ANA),
        (f"{ANA},,,Dee", ["follow_up_assignee not found, write the Slack id: Dee"], ANA),
        ("U0NOBODY,,,", ["held_by U0NOBODY: not known here yet"], "U0NOBODY"),
    ],
)
def test_who_is_not_known_is_named_and_the_rest_goes_in(here: Deps, row: str, told: list[str], who: str | None) -> None:
    header = "date,account,held_by,logged_by,colleagues,follow_up_assignee,follow_up\n"
    done = bring(here, f"2026-11-01,Acme,{ANA},,,,\n2026-11-02,Acme,{row},call\n2026-11-03,Acme,{ANA},,,,\n", header)
    assert done.added == (2 if who is None else 3)
    assert [bad.reason for bad in done.bad] == ([] if who else ["held_by not found, write the Slack id: Dee"])
    assert [(each.line, each.reason) for each in done.noted] == [(3, words) for words in told]
    assert [each.details.held_by for each in stored(here)][1] == (who or ANA)


def test_a_colleagues_name_is_found_however_its_letters_are_composed(here: Deps) -> None:
    with scoped(here.database.transaction(), INITECH) as scope:
        members.remember(scope, Profile("U0JOS", "Jos\u00e9 D\u00edaz", None))
    done = bring(here, "2026-11-03,Call,Acme,Jose\u0301 Di\u0301az\u200b,\n")
    assert ([each.details.held_by for each in stored(here)], done.noted) == (["U0JOS"], ())
