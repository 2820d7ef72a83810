"""What is one person's own: entries, plans and credits, in the order they are read."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.db.engine import Database, Session
from bot.domain.conversations.model import Conversation, Details, State
from bot.storage.conversations import conversations, member_conversations, revisions
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
        assert member_conversations.plans_of(scope, ANA, since=TODAY) == []
        assert member_conversations.credited_to(scope, BO, since=TODAY) == []


def test_plans_are_found_by_day_and_by_whoever_is_to_hold_them(database: Database, acme: str) -> None:
    planned = replace(ALONE, state=State.PLANNED)
    later = keep(database, acme, replace(planned, on=TODAY + timedelta(days=2)))
    sooner = keep(database, acme, planned)
    keep(database, acme, ALONE)
    with database.reading() as session:
        in_initech = scope_of(session, INITECH)
        assert ids(member_conversations.plans_of(in_initech, ANA, since=TODAY)) == [sooner, later]
        assert member_conversations.plans_of(in_initech, BO, since=TODAY) == []
        assert member_conversations.plans_of(scope_of(session, GLOBEX), ANA, since=TODAY) == []


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
