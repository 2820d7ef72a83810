"""What is one person's own: entries, plans and credits, in the order they are read."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.db.engine import Database, Session
from bot.db.scope import Scope
from bot.domain.conversations.model import Conversation, Details, Source, State
from bot.domain.conversations.plans import soonest_asked
from bot.domain.workspace.members import Profile
from bot.storage.conversations import conversations, member_conversations, plans, revisions
from bot.storage.workspace import closed_days, members
from tests.scopes import scope_of, scoped
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
            create_workspace(scope_of(session, workspace_id))
        return add_account(scope_of(session, INITECH)).id


def keep_in(session: Session, account_id: str, details: Details, *, by: str = ANA) -> str:
    conversation_id = log(scope_of(session, INITECH), account_id, details=details, logged_by=by)
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
    with scoped(database.reading(), INITECH) as scope:
        assert ids(member_conversations.of(scope, ANA, limit=9)) == [held, typed]
        assert ids(member_conversations.of(scope, ANA, limit=1, skip=1)) == [typed]
        assert member_conversations.of(scope, ANA, account_id="another", limit=9) == []


def test_what_was_taken_back_is_nobodys_entry_plan_or_credit(database: Database, acme: str) -> None:
    planned = replace(HELD, state=State.PLANNED)
    conversation_id = keep(database, acme, planned)
    with scoped(database.transaction(), INITECH) as scope:
        conversations.set_undone(scope, conversation_id, by=ANA, at=NOW)
        assert member_conversations.of(scope, ANA, limit=9) == []
        assert member_conversations.plans(scope, TODAY, TODAY, of=ANA) == []
        assert member_conversations.plans_of(scope, ANA, since=TODAY) == []
        assert member_conversations.credited_to(scope, BO, since=TODAY) == []


def test_plans_are_found_by_day_and_by_whoever_is_to_hold_them(database: Database, acme: str) -> None:
    planned = replace(ALONE, state=State.PLANNED)
    later = keep(database, acme, replace(planned, on=TODAY + timedelta(days=2)))
    sooner = keep(database, acme, planned)
    keep(database, acme, ALONE)
    with database.reading() as session:
        in_initech, in_globex = scope_of(session, INITECH), scope_of(session, GLOBEX)
        assert ids(member_conversations.plans_of(in_initech, ANA, since=TODAY)) == [sooner, later]
        assert ids(member_conversations.plans(in_initech, TODAY, TODAY, of=ANA)) == [sooner]
        assert member_conversations.plans(in_initech, TODAY, TODAY, of="U0NOBODY") == []
        assert member_conversations.plans_of(in_initech, BO, since=TODAY) == []
        assert member_conversations.plans_of(in_globex, ANA, since=TODAY) == []
        assert member_conversations.plans(in_globex, TODAY, TODAY + timedelta(days=9), of=ANA) == []


def test_only_what_somebody_else_typed_is_a_credit(database: Database, acme: str) -> None:
    keep(database, acme, replace(ALONE, held_by=BO), by=BO)
    held = keep(database, acme, replace(ALONE, held_by=BO))
    took_part = keep(database, acme, HELD)
    keep(database, acme, replace(ALONE, named=(BO,)))
    with scoped(database.reading(), INITECH) as scope:
        assert sorted(ids(member_conversations.credited_to(scope, BO, since=TODAY))) == sorted([held, took_part])
        assert member_conversations.credited_to(scope, BO, since=TODAY + timedelta(days=1)) == []


def test_every_state_an_entry_had_is_kept_to_the_letter(database: Database, acme: str) -> None:
    conversation_id = keep(database, acme, HELD)
    with scoped(database.transaction(), INITECH) as scope:
        correct(scope, conversation_id, note="“ünïcode”\n<@U0CEO>", follow_up=None, insights=())
        correct(scope, conversation_id, note="third")
    with scoped(database.reading(), INITECH) as scope:
        now = conversations.find(scope, conversation_id)
        assert now is not None and (now.version, now.details.note) == (3, "third")
        assert revisions.find(scope, conversation_id, 1) == (acme, HELD)
        second = replace(HELD, note="“ünïcode”\n<@U0CEO>", follow_up=None, insights=())
        assert revisions.find(scope, conversation_id, 2) == (acme, second)
        assert revisions.find(scope, conversation_id, 3) is None
        assert revisions.last_changed_by(scope, conversation_id) == BO


def to_look_at(session: Session, now: datetime) -> list[Conversation]:
    return conversations.those(scope_of(session, INITECH), plans.lock_due(scope_of(session, INITECH, now), limit=9))


def looked_at(scope: Scope) -> list[str]:
    return plans.lock_due(scope, limit=9)


def test_a_plan_is_looked_at_from_the_soonest_moment_on_until_that_is_done(database: Database, acme: str) -> None:
    soonest = soonest_asked(TODAY)
    keep(database, acme, HELD)
    planned = keep(database, acme, PLAN)
    with database.transaction() as session:
        in_initech = scope_of(session, INITECH)
        assert looked_at(scope_of(session, INITECH, soonest - timedelta(seconds=1))) == []
        (plan,) = to_look_at(session, soonest)
        assert plan.id == planned and looked_at(scope_of(session, GLOBEX, soonest)) == []
        plans.mark_checked(in_initech, plan, at=soonest, next_at=soonest + timedelta(hours=1))
        assert looked_at(scope_of(session, INITECH, soonest)) == []
        assert looked_at(scope_of(session, INITECH, soonest + timedelta(hours=1))) == [planned]
        plans.mark_checked(in_initech, plan, at=soonest, next_at=None)
        assert looked_at(scope_of(session, INITECH, soonest + timedelta(weeks=9))) == []
        # A clock that was wrong, or `tick` in a future, looked at it too early.
        assert looked_at(scope_of(session, INITECH, soonest - timedelta(seconds=1))) == [planned]


def test_a_plan_that_is_changed_is_looked_at_anew(database: Database, acme: str) -> None:
    planned = keep(database, acme, PLAN)
    later = TODAY + timedelta(days=3)
    with database.transaction() as session:
        in_initech = scope_of(session, INITECH)
        (plan,) = to_look_at(session, soonest_asked(TODAY))
        correct(in_initech, planned, on=later)
        plans.mark_checked(in_initech, plan, at=soonest_asked(TODAY), next_at=None)  # what was read stands no more
        assert looked_at(scope_of(session, INITECH, soonest_asked(TODAY))) == []
        assert looked_at(scope_of(session, INITECH, soonest_asked(later))) == [planned]
        correct(in_initech, planned, state=State.HELD)
        assert looked_at(scope_of(session, INITECH, soonest_asked(later))) == []


def test_a_plan_that_is_put_back_is_looked_at_anew(database: Database, acme: str) -> None:
    planned, soonest = keep(database, acme, PLAN), soonest_asked(TODAY)
    with scoped(database.transaction(), INITECH, soonest) as scope:
        conversations.set_undone(scope, planned, by=ANA, at=NOW)
        (undone,) = to_look_at(scope.session, soonest)
        conversations.set_undone(scope, planned, by=ANA, at=None)
        plans.mark_checked(scope, undone, at=soonest, next_at=None)  # what was read stands no more
        assert looked_at(scope) == [planned]
        held = keep_in(scope.session, acme, HELD)
        for at in (NOW, None):
            conversations.set_undone(scope, held, by=ANA, at=at)
        assert looked_at(scope) == [planned]


def test_what_was_imported_is_never_looked_at(database: Database, acme: str) -> None:
    with scoped(database.transaction(), INITECH, NOW + timedelta(weeks=9)) as scope:
        brought = log(scope, acme, details=PLAN, source=Source.IMPORT, idempotency_key="7") or ""
        correct(scope, brought, on=TODAY + timedelta(days=1))
        for at in (NOW, None):
            conversations.set_undone(scope, brought, by=ANA, at=at)
        assert looked_at(scope) == []


def test_when_a_morning_may_be_another_each_plan_that_waits_is_looked_at_anew(database: Database, acme: str) -> None:
    of_ana, of_bo, done = (keep(database, acme, replace(PLAN, held_by=each), by=each) for each in (ANA, BO, BO))
    with database.transaction() as session:
        in_initech = scope_of(session, INITECH)
        for plan in to_look_at(session, soonest_asked(TODAY)):
            next_at = None if plan.id == done else NOW + timedelta(days=9)
            plans.mark_checked(in_initech, plan, at=NOW, next_at=next_at)
        members.remember(in_initech, Profile(BO, "Bo", "Asia/Tokyo"))
        assert looked_at(in_initech) == [of_bo]
        closed_days.choose(scope_of(session, GLOBEX), [TODAY])
        assert looked_at(in_initech) == [of_bo]
        closed_days.choose(in_initech, [TODAY])
        assert sorted(looked_at(in_initech)) == sorted([of_ana, of_bo])
