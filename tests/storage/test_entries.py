"""What is one person's own: entries, plans and credits, in the order they are read."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.db.engine import Database, Session
from bot.domain.conversations.model import Conversation, Details, Source, State
from bot.domain.conversations.plans import soonest_asked
from bot.domain.workspace.members import Profile
from bot.storage.conversations import conversations, member_conversations, plans, revisions
from bot.storage.workspace import closed_days, members
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
PLAN = replace(HELD, state=State.PLANNED)


@pytest.fixture
def acme(database: Database) -> str:
    with database.transaction() as session:
        for workspace_id in (INITECH, GLOBEX):
            create_workspace(session, workspace_id)
        return add_account(session, INITECH).id


def keep_in(session: Session, account_id: str, details: Details, *, by: str = ANA) -> str:
    conversation_id = log(session, INITECH, account_id, details=details, logged_by=by)
    assert conversation_id is not None
    return conversation_id


def keep(database: Database, account_id: str, details: Details, *, by: str = ANA) -> str:
    with database.transaction() as session:
        return keep_in(session, account_id, details, by=by)


def ids(found: list[Conversation]) -> list[str]:
    return [each.id for each in found]


def test_ones_entries_are_those_typed_and_those_held_the_latest_day_first(database: Database, acme: str) -> None:
    typed = keep(database, acme, replace(ALONE, held_by=BO, on=TODAY - timedelta(days=3)))
    held = keep(database, acme, ALONE, by=BO)
    keep(database, acme, replace(HELD, held_by=BO, colleagues=(ANA,)), by=BO)  # took part: not theirs to edit
    with database.reading() as session:
        assert ids(member_conversations.of(session, INITECH, ANA, limit=9)) == [held, typed]
        assert ids(member_conversations.of(session, INITECH, ANA, limit=1, skip=1)) == [typed]
        assert member_conversations.of(session, INITECH, ANA, account_id="another", limit=9) == []


def test_what_was_taken_back_is_nobodys_entry_plan_or_credit(database: Database, acme: str) -> None:
    planned = replace(HELD, state=State.PLANNED)
    conversation_id = keep(database, acme, planned)
    with database.transaction() as session:
        conversations.set_undone(session, INITECH, conversation_id, by=ANA, at=NOW)
        assert member_conversations.of(session, INITECH, ANA, limit=9) == []
        assert member_conversations.plans(session, INITECH, TODAY, TODAY, of=ANA) == []
        assert member_conversations.plans_of(session, INITECH, ANA, since=TODAY) == []
        assert member_conversations.credited_to(session, INITECH, BO, since=TODAY) == []


def test_plans_are_found_by_day_and_by_whoever_is_to_hold_them(database: Database, acme: str) -> None:
    planned = replace(ALONE, state=State.PLANNED)
    later = keep(database, acme, replace(planned, on=TODAY + timedelta(days=2)))
    sooner = keep(database, acme, planned)
    keep(database, acme, ALONE)
    with database.reading() as session:
        assert ids(member_conversations.plans_of(session, INITECH, ANA, since=TODAY)) == [sooner, later]
        assert ids(member_conversations.plans(session, INITECH, TODAY, TODAY, of=ANA)) == [sooner]
        assert member_conversations.plans(session, INITECH, TODAY, TODAY, of="U0NOBODY") == []
        assert member_conversations.plans_of(session, INITECH, BO, since=TODAY) == []
        assert member_conversations.plans_of(session, GLOBEX, ANA, since=TODAY) == []
        assert member_conversations.plans(session, GLOBEX, TODAY, TODAY + timedelta(days=9), of=ANA) == []


def test_only_what_somebody_else_typed_is_a_credit(database: Database, acme: str) -> None:
    keep(database, acme, replace(ALONE, held_by=BO), by=BO)
    held = keep(database, acme, replace(ALONE, held_by=BO))
    took_part = keep(database, acme, HELD)
    keep(database, acme, replace(ALONE, named=(BO,)))
    with database.reading() as session:
        assert sorted(ids(member_conversations.credited_to(session, INITECH, BO, since=TODAY))) == sorted(
            [held, took_part]
        )
        assert member_conversations.credited_to(session, INITECH, BO, since=TODAY + timedelta(days=1)) == []


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


def to_look_at(session: Session, now: datetime) -> list[Conversation]:
    return conversations.those(session, INITECH, plans.lock_due(session, INITECH, now=now, limit=9))


def looked_at(session: Session, now: datetime, workspace_id: str = INITECH) -> list[str]:
    return plans.lock_due(session, workspace_id, now=now, limit=9)


def test_a_plan_is_looked_at_from_the_soonest_moment_on_until_that_is_done(database: Database, acme: str) -> None:
    soonest = soonest_asked(TODAY)
    keep(database, acme, HELD)
    planned = keep(database, acme, PLAN)
    with database.transaction() as session:
        assert looked_at(session, soonest - timedelta(seconds=1)) == []
        (plan,) = to_look_at(session, soonest)
        assert plan.id == planned and looked_at(session, soonest, GLOBEX) == []
        plans.mark_checked(session, INITECH, plan, at=soonest, next_at=soonest + timedelta(hours=1))
        assert looked_at(session, soonest) == []
        assert looked_at(session, soonest + timedelta(hours=1)) == [planned]
        plans.mark_checked(session, INITECH, plan, at=soonest, next_at=None)
        assert looked_at(session, soonest + timedelta(weeks=9)) == []
        # A clock that was wrong, or `tick` in a future, looked at it too early.
        assert looked_at(session, soonest - timedelta(seconds=1)) == [planned]


def test_a_plan_that_is_changed_is_looked_at_anew(database: Database, acme: str) -> None:
    planned = keep(database, acme, PLAN)
    later = TODAY + timedelta(days=3)
    with database.transaction() as session:
        (plan,) = to_look_at(session, soonest_asked(TODAY))
        correct(session, INITECH, planned, on=later)
        plans.mark_checked(
            session, INITECH, plan, at=soonest_asked(TODAY), next_at=None
        )  # what was read stands no more
        assert looked_at(session, soonest_asked(TODAY)) == []
        assert looked_at(session, soonest_asked(later)) == [planned]
        correct(session, INITECH, planned, state=State.HELD)
        assert looked_at(session, soonest_asked(later)) == []


def test_a_plan_that_is_put_back_is_looked_at_anew(database: Database, acme: str) -> None:
    planned, soonest = keep(database, acme, PLAN), soonest_asked(TODAY)
    with database.transaction() as session:
        conversations.set_undone(session, INITECH, planned, by=ANA, at=NOW)
        (undone,) = to_look_at(session, soonest)
        conversations.set_undone(session, INITECH, planned, by=ANA, at=None)
        plans.mark_checked(session, INITECH, undone, at=soonest, next_at=None)  # what was read stands no more
        assert looked_at(session, soonest) == [planned]
        held = keep_in(session, acme, HELD)
        for at in (NOW, None):
            conversations.set_undone(session, INITECH, held, by=ANA, at=at)
        assert looked_at(session, soonest) == [planned]


def test_what_was_imported_is_never_looked_at(database: Database, acme: str) -> None:
    with database.transaction() as session:
        brought = log(session, INITECH, acme, details=PLAN, source=Source.IMPORT, idempotency_key="7") or ""
        correct(session, INITECH, brought, on=TODAY + timedelta(days=1))
        for at in (NOW, None):
            conversations.set_undone(session, INITECH, brought, by=ANA, at=at)
        assert looked_at(session, NOW + timedelta(weeks=9)) == []


def test_when_a_morning_may_be_another_each_plan_that_waits_is_looked_at_anew(database: Database, acme: str) -> None:
    of_ana, of_bo, done = (keep(database, acme, replace(PLAN, held_by=each), by=each) for each in (ANA, BO, BO))
    with database.transaction() as session:
        for plan in to_look_at(session, soonest_asked(TODAY)):
            next_at = None if plan.id == done else NOW + timedelta(days=9)
            plans.mark_checked(session, INITECH, plan, at=NOW, next_at=next_at)
        members.remember(session, INITECH, Profile(BO, "Bo", "Asia/Tokyo"), now=NOW)
        assert looked_at(session, NOW) == [of_bo]
        closed_days.choose(session, GLOBEX, [TODAY])
        assert looked_at(session, NOW) == [of_bo]
        closed_days.choose(session, INITECH, [TODAY])
        assert sorted(looked_at(session, NOW)) == sorted([of_ana, of_bo])
