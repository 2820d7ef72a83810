"""What is one person's own: entries, plans and credits, in the order they are read."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.conversations import Conversation, Details, State
from bot.domain.plans import soonest_asked
from bot.storage import conversations, entries, revisions
from bot.storage.counting import IMPORTED
from bot.storage.engine import Database
from tests.storage.filled import (
    ANA,
    BO,
    GLOBEX,
    HELD,
    INITECH,
    NOW,
    TODAY,
    add_account,
    correct,
    create_workspace,
    log,
)

ALONE = replace(HELD, colleagues=())


@pytest.fixture
def acme(database: Database) -> str:
    with database.transaction() as session:
        for workspace_id in (INITECH, GLOBEX):
            create_workspace(session, workspace_id)
        return add_account(session, INITECH).id


def keep(database: Database, account_id: str, details: Details, *, by: str = ANA) -> str:
    with database.transaction() as session:
        conversation_id = log(session, INITECH, account_id, details=details, logged_by=by)
    assert conversation_id is not None
    return conversation_id


def ids(found: list[Conversation]) -> list[str]:
    return [each.id for each in found]


def test_ones_entries_are_those_typed_and_those_held_the_latest_day_first(database: Database, acme: str) -> None:
    typed = keep(database, acme, replace(ALONE, held_by=BO, on=TODAY - timedelta(days=3)))
    held = keep(database, acme, ALONE, by=BO)
    keep(database, acme, replace(HELD, held_by=BO, colleagues=(ANA,)), by=BO)  # took part: not theirs to edit
    with database.reading() as session:
        assert ids(entries.of(session, INITECH, ANA, limit=9)) == [held, typed]
        assert ids(entries.of(session, INITECH, ANA, limit=1, skip=1)) == [typed]
        assert entries.of(session, INITECH, ANA, account_id="another", limit=9) == []


def test_what_was_taken_back_is_nobodys_entry_plan_or_credit(database: Database, acme: str) -> None:
    planned = replace(HELD, state=State.PLANNED)
    conversation_id = keep(database, acme, planned)
    with database.transaction() as session:
        conversations.set_undone(session, INITECH, conversation_id, by=ANA, at=NOW)
        assert entries.of(session, INITECH, ANA, limit=9) == []
        assert entries.plans(session, INITECH, TODAY, TODAY) == []
        assert entries.plans_of(session, INITECH, ANA, since=TODAY) == []
        assert entries.credited_to(session, INITECH, BO, since=TODAY) == []


def test_plans_are_found_by_day_and_by_whoever_is_to_hold_them(database: Database, acme: str) -> None:
    planned = replace(ALONE, state=State.PLANNED)
    later = keep(database, acme, replace(planned, on=TODAY + timedelta(days=2)))
    sooner = keep(database, acme, planned)
    keep(database, acme, ALONE)
    with database.reading() as session:
        assert ids(entries.plans_of(session, INITECH, ANA, since=TODAY)) == [sooner, later]
        assert ids(entries.plans(session, INITECH, TODAY, TODAY)) == [sooner]
        assert entries.plans_of(session, INITECH, BO, since=TODAY) == []
        assert entries.plans_of(session, GLOBEX, ANA, since=TODAY) == []
        assert entries.plans(session, GLOBEX, TODAY, TODAY + timedelta(days=9)) == []


def test_only_what_somebody_else_typed_is_a_credit(database: Database, acme: str) -> None:
    keep(database, acme, replace(ALONE, held_by=BO), by=BO)
    held = keep(database, acme, replace(ALONE, held_by=BO))
    took_part = keep(database, acme, HELD)
    keep(database, acme, replace(ALONE, named=(BO,)))
    with database.reading() as session:
        assert sorted(ids(entries.credited_to(session, INITECH, BO, since=TODAY))) == sorted([held, took_part])
        assert entries.credited_to(session, INITECH, BO, since=TODAY + timedelta(days=1)) == []


def test_every_state_an_entry_had_is_kept_to_the_letter(database: Database, acme: str) -> None:
    conversation_id = keep(database, acme, HELD)
    with database.transaction() as session:
        correct(session, INITECH, conversation_id, note="“ünïcode”\n<@U0CEO>", follow_up=None, insights=())
        correct(session, INITECH, conversation_id, note="third")
    with database.reading() as session:
        now = conversations.find(session, INITECH, conversation_id)
        assert now is not None and (now.version, now.details.note) == (3, "third")
        assert revisions.find(session, INITECH, conversation_id, 1) == (acme, HELD)
        second = replace(HELD, note="“ünïcode”\n<@U0CEO>", follow_up=None, insights=())
        assert revisions.find(session, INITECH, conversation_id, 2) == (acme, second)
        assert revisions.find(session, INITECH, conversation_id, 3) is None
        assert revisions.last_changed_by(session, INITECH, conversation_id) == BO


def test_a_plan_is_looked_at_from_the_soonest_moment_on_until_that_is_done(database: Database, acme: str) -> None:
    soonest = soonest_asked(TODAY)
    keep(database, acme, HELD)
    planned = keep(database, acme, replace(HELD, state=State.PLANNED))
    with database.transaction() as session:
        assert entries.to_look_at(session, INITECH, now=soonest - timedelta(seconds=1)) == []
        (plan,) = entries.to_look_at(session, INITECH, now=soonest)
        assert plan.id == planned and entries.to_look_at(session, GLOBEX, now=soonest) == []
        entries.look_again(session, INITECH, plan, soonest + timedelta(hours=1))
        assert entries.to_look_at(session, INITECH, now=soonest) == []
        assert ids(entries.to_look_at(session, INITECH, now=soonest + timedelta(hours=1))) == [planned]
        entries.look_again(session, INITECH, plan, None)
        assert entries.to_look_at(session, INITECH, now=soonest + timedelta(weeks=9)) == []


def test_a_plan_that_is_changed_is_looked_at_anew(database: Database, acme: str) -> None:
    planned = keep(database, acme, replace(HELD, state=State.PLANNED))
    later = TODAY + timedelta(days=3)
    with database.transaction() as session:
        (plan,) = entries.to_look_at(session, INITECH, now=soonest_asked(TODAY))
        correct(session, INITECH, planned, on=later)
        entries.look_again(session, INITECH, plan, None)  # of what stands no more
        assert entries.to_look_at(session, INITECH, now=soonest_asked(TODAY)) == []
        assert ids(entries.to_look_at(session, INITECH, now=soonest_asked(later))) == [planned]
        correct(session, INITECH, planned, state=State.HELD)
        assert entries.to_look_at(session, INITECH, now=soonest_asked(later)) == []


def test_what_was_imported_is_never_looked_at(database: Database, acme: str) -> None:
    with database.transaction() as session:
        plan = replace(HELD, state=State.PLANNED)
        brought = log(session, INITECH, acme, details=plan, trigger_id=f"{IMPORTED}7") or ""
        correct(session, INITECH, brought, on=TODAY + timedelta(days=1))
        assert entries.to_look_at(session, INITECH, now=NOW + timedelta(weeks=9)) == []
