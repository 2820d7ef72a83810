"""Initech and globex in one database: nothing of one is seen, changed or pointed to from the other."""

import inspect
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import RowMapping, insert, select

from bot.db.columns import metadata
from bot.db.engine import Database, Session
from bot.db.scope import Scope
from bot.domain.conversations.model import Source
from bot.domain.deliveries.model import DeliveryState
from bot.domain.errors import Conflict
from bot.domain.sponsors import model
from bot.domain.workspace.members import Profile
from bot.outbox import batching, queue, rescheduling
from bot.outbox import tables as outbox_tables
from bot.storage.accounts import accounts
from bot.storage.conversations import children, conversations, drafts
from bot.storage.sponsors import sponsorships
from bot.storage.workspace import members, workspaces
from bot.storage.workspace import tables as workspace_tables
from tests.scopes import scope_of, scoped
from tests.storage.filled import (
    ANA,
    BO,
    CHANNEL,
    GLOBEX,
    HELD,
    INITECH,
    NOW,
    create_workspace,
    deliver,
    draft,
    fill,
    log,
    rows_by_table,
)
from tests.storage.isolated import CHANGES, ELSEWHERE, MODULES, QUERIES, ids


@pytest.fixture
def filled(database: Database) -> Database:
    """Initech has a row in every table; globex is a workspace with the same two people, and nothing else."""
    with database.transaction() as session:
        fill(scope_of(session, INITECH))
        create_workspace(scope_of(session, GLOBEX))
    return database


def test_every_query_finds_its_own_and_nothing_of_another_workspace(filled: Database) -> None:
    with filled.reading() as session:
        in_initech, in_globex = scope_of(session, INITECH), scope_of(session, GLOBEX)
        found = {name: (bool(query(in_initech)), bool(query(in_globex))) for name, query in QUERIES.items()}
    assert found == dict.fromkeys(QUERIES, (True, False))


def test_no_function_of_storage_is_left_out_here() -> None:
    assert set(QUERIES) | set(CHANGES) | ELSEWHERE == {
        f"{module.__name__.rsplit('.', 1)[1]}.{name}"
        for module in MODULES
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
        if next(iter(inspect.signature(function).parameters)) == "scope"
    }


def test_a_calendars_delivery_stands_only_in_its_own_workspace(filled: Database) -> None:
    with filled.transaction() as session:
        in_initech = scope_of(session, INITECH)
        assert deliver(in_initech)
        assert queue.exists(in_initech, "friday", "2026-W48")
        assert not queue.exists(scope_of(session, GLOBEX), "friday", "2026-W48")


def test_expired_leases_are_seen_and_parked_only_in_their_own_workspace(filled: Database) -> None:
    with filled.transaction() as session:
        in_initech, in_globex = scope_of(session, INITECH), scope_of(session, GLOBEX)
        delivery = queue.lock(in_initech, ids(session)["delivery"])
        assert delivery is not None
        queue.claim(session, delivery, owner="sender", channel=CHANNEL, lease=-1.0, rendered=0, there=None)
        assert not rescheduling.has_expired_leases(in_globex)
        assert rescheduling.park_expired_leases(in_globex, settle=0.0) == 0
        assert rescheduling.has_expired_leases(in_initech)
        assert rescheduling.park_expired_leases(in_initech, settle=0.0) == 1
        assert queue.find_unverified(in_globex, delivery.id) is None
        assert queue.find_unverified(in_initech, delivery.id) is not None


def test_the_same_person_is_somebody_of_their_own_in_each_workspace(filled: Database) -> None:
    with filled.transaction() as session:
        in_initech, in_globex = scope_of(session, INITECH), scope_of(session, GLOBEX)
        members.mention(in_initech, ["U0NEW"])
        assert members.unknown(in_initech, limit=9) == ["U0NEW"]
        assert members.unknown(in_globex, limit=9) == []
        assert members.find(in_globex, "U0NEW") is None
        assert set(members.of(in_initech, [ANA, "U0NEW"])) == {ANA, "U0NEW"}
        assert set(members.of(in_globex, [ANA, "U0NEW"])) == {ANA}
        assert [each.id for each in members.every(in_globex)] == [ANA, "U0BO"]
        members.remember(in_initech, Profile(ANA, "Ana of Initech", None))
        assert members.names(in_globex) == members.names_of(in_globex, [ANA, "U0BO"])
        assert members.names(in_globex) == {ANA: "Ana", "U0BO": "Bo"}
        schema_row = workspace_tables.members.c.workspace_id == INITECH
        session.execute(workspace_tables.members.update().where(schema_row).values(opted_out=True))
        assert ANA in members.opted_out(in_initech)
        assert members.opted_out(in_globex) == frozenset()


def test_who_left_and_what_they_sponsored_is_known_in_their_own_workspace_alone(filled: Database) -> None:
    with filled.transaction() as session:
        in_initech, in_globex = scope_of(session, INITECH), scope_of(session, GLOBEX)
        bo = Profile(BO, "Bo", "Europe/Berlin", is_admin=True)
        for each in (bo, replace(bo, is_deactivated=True), replace(bo, is_deactivated=True)):
            members.remember(in_initech, each)
        assert members.lock(in_initech, BO) == NOW and members.lock(in_globex, BO) is None
        assert members.deactivated(in_initech) == {BO: NOW} and members.deactivated(in_globex) == {}
        assert members.admins(in_initech) == [BO] and members.admins(in_globex) == []
        (standing,) = sponsorships.active(in_initech)
        sponsorships.record(in_initech, standing, model.ended_by_leaving(standing, NOW))
        assert [each.id for each in sponsorships.ended_by_leaving(in_initech)] == [standing.id]
        assert sponsorships.ended_by_leaving(in_globex) == []
        members.remember(scope_of(session, INITECH, NOW + timedelta(days=1)), bo)
        assert members.deactivated(in_initech) == {} and sponsorships.ended_by_leaving(in_initech) == []


def test_slack_is_asked_for_everybody_in_each_workspace_at_its_own_time(filled: Database) -> None:
    with filled.transaction() as session:
        in_initech = scope_of(session, INITECH)
        workspaces.ask_for_roster(in_initech, at=NOW, cursor="next")
        assert workspaces.next_roster(in_initech) == (NOW, "next")
        assert workspaces.next_roster(scope_of(session, GLOBEX)) == (None, None)


def test_what_is_told_together_is_known_in_its_own_workspace(filled: Database) -> None:
    told = {"kind": "asked", "target": ANA}
    with filled.transaction() as session:
        in_initech, in_globex = scope_of(session, INITECH), scope_of(session, GLOBEX)
        deliver(in_initech, subject="first", **told)
        first = rescheduling.latest(in_initech, **told)
        assert first is not None
        session.execute(outbox_tables.deliveries.update().values(due_at=NOW + timedelta(minutes=9)))
        batching.enqueue(in_initech, subject="second", kind="asked", target=ANA)
        assert rescheduling.latest(in_initech, **told) == replace(first, due_at=NOW + timedelta(minutes=9))
        assert rescheduling.latest(in_globex, **told) is None
        assert rescheduling.batched(in_initech, subject="first", **told) == ["second"]
        assert rescheduling.batched(in_globex, subject="first", **told) == []
        assert rescheduling.batch_leader(in_initech, subject="second", **told) == "first"
        assert rescheduling.batch_leader(in_globex, subject="second", **told) == "second"
        session.execute(outbox_tables.deliveries.update().values(state=DeliveryState.EXPIRED.value, slack_ts=None))
        assert rescheduling.ended_untold(in_initech, subject="first", **told)
        assert not rescheduling.ended_untold(in_globex, subject="first", **told)


def test_a_change_in_one_workspace_leaves_every_row_of_the_other_as_it_was(filled: Database) -> None:
    with scoped(filled.transaction(), INITECH) as scope:
        before = _rows_of(scope)
        for name, change in CHANGES.items():
            change(scope.session)
            assert _rows_of(scope) == before, name


def test_the_same_names_keys_and_triggers_may_stand_in_both(filled: Database) -> None:
    with filled.transaction() as session:
        in_globex = scope_of(session, GLOBEX)
        _forget_members(session)
        session.execute(workspace_tables.workspaces.delete().where(workspace_tables.workspaces.c.id == GLOBEX))
        fill(in_globex)
        assert len(_rows_of(in_globex)) == len(_rows_of(scope_of(session, INITECH)))


def test_the_fixture_fills_every_table(filled: Database) -> None:
    with filled.reading() as session:
        assert all(rows_by_table(session).values()), rows_by_table(session)


def _children() -> list[Any]:
    return [
        pytest.param(table.name, column, id=f"{table.name}.{column}")
        for table in metadata.sorted_tables
        for column in sorted(key.column_keys[1] for key in table.foreign_key_constraints if len(key.column_keys) == 2)
    ]


@pytest.mark.parametrize(("table", "column"), _children())
def test_a_row_cannot_point_into_another_workspace(filled: Database, table: str, column: str) -> None:
    child = metadata.tables[table]
    with pytest.raises(Conflict), filled.transaction() as session:
        row = session.execute(select(child).where(child.c.workspace_id == INITECH)).mappings().first()
        assert row is not None
        _forget_members(session)
        stranger = {**row, "workspace_id": GLOBEX}
        # Every other parent is brought along, so that only the one looked at is missing.
        _bring_parents(session, child, row, but=column)
        session.execute(insert(child), [stranger])


def test_every_table_but_workspaces_begins_its_keys_with_the_workspace() -> None:
    for table in metadata.sorted_tables:
        if table.name == "workspaces":
            continue
        assert next(iter(table.primary_key.columns)).name == "workspace_id", table.name
        for key in table.foreign_key_constraints:
            assert key.column_keys[0] == "workspace_id", table.name
            assert key.ondelete is None, table.name


def test_a_workspace_that_is_not_there_can_have_no_rows(database: Database) -> None:
    with pytest.raises(Conflict), scoped(database.transaction(), "T0NOBODY") as scope:
        members.mention(scope, [ANA])


def test_two_workspaces_log_under_the_same_trigger_without_a_word_of_each_other(filled: Database) -> None:
    with filled.transaction() as session:
        in_globex = scope_of(session, GLOBEX)
        drafts.keep(in_globex, draft("trigger-2"))
        account = accounts.add(in_globex, accounts.every(scope_of(session, INITECH))[0], by=ANA)
        assert account is not None
        own = log(in_globex, account.id, idempotency_key="key-1")
        assert own is not None
        found = conversations.by_key(in_globex, Source.COMMAND, "key-1")
        assert found is not None and found.id == own
        assert [each.id for each in conversations.active(in_globex)] == [own]


def _rows_of(scope: Scope) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    for name, table in metadata.tables.items():
        column = table.c.id if name == "workspaces" else table.c.workspace_id
        rows += [(name, *row) for row in scope.session.execute(select(table).where(column == scope.workspace_id))]
    return sorted(rows, key=repr)


def _bring_parents(session: Session, child: Any, row: RowMapping, *, but: str) -> None:
    for key in child.foreign_key_constraints:
        if len(key.column_keys) != 2 or key.column_keys[1] == but:
            continue
        parent = key.referred_table
        own = (
            session.execute(
                select(parent).where(parent.c.workspace_id == INITECH, parent.c.id == row[key.column_keys[1]])
            )
            .mappings()
            .one()
        )
        _bring_parents(session, parent, own, but=but)
        session.execute(insert(parent), [{**own, "workspace_id": GLOBEX}])


def _forget_members(session: Session) -> None:
    session.execute(workspace_tables.members.delete().where(workspace_tables.members.c.workspace_id == GLOBEX))


def test_nothing_of_another_workspace_can_be_changed_or_replaced(filled: Database) -> None:
    with scoped(filled.reading(), INITECH) as scope:
        before = _rows_of(scope)
        guessed, account = conversations.active(scope)[0], ids(scope.session)["account"]
    changes: tuple[Callable[[Session], object], ...] = (
        lambda session: conversations.change(scope_of(session, GLOBEX), guessed, account, HELD, by=ANA),
        lambda session: children.replace(
            scope_of(session, GLOBEX), guessed.id, account, HELD, follow_up_before=None, by=ANA
        ),
    )
    for replaces in changes:
        with pytest.raises(Conflict), filled.transaction() as session:
            replaces(session)
    with scoped(filled.reading(), INITECH) as scope:
        assert _rows_of(scope) == before
