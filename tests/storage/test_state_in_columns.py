"""A database of before state stood in columns: nothing is lost, and the running week is told once."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import MetaData, inspect, select

from bot.db import migrations
from bot.db.columns import metadata
from bot.db.engine import Database
from bot.domain.conversations.model import Source
from bot.domain.deliveries.model import Delivery, DeliveryState, ExpiryReason
from bot.outbox import batching, queue_metrics, rescheduling
from bot.storage.conversations import conversations, drafts
from tests.app_fixture import ANA, CUSTOMERS, AppFixture
from tests.databases import as_engine_url
from tests.deliveries import in_states
from tests.scopes import scoped
from tests.storage.filled import GLOBEX, INITECH
from tests.storage.old_rows import OldDatabase

BEFORE = "0012"
FRIDAY_4PM = datetime(2026, 11, 27, 15, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
RENAMED = {
    "conversations": {"trigger_id": "idempotency_key"},
    "drafts": {"trigger_id": "idempotency_key"},
    "transfers": {"trigger_id": "idempotency_key"},
    "deliveries": {
        "refusals": "error_count",
        "plain": "text_only",
        "changes": "revision",
        "edit_refusals": "edit_error_count",
    },
    "rate_limits": {"slowed_at": "throttled_at"},
}
DELIVERY: Mapping[str, Any] = {
    "kind": "friday",
    "target": "friday",
    "attempt": 0,
    "refusals": 0,
    "plain": False,
    "dirty": False,
    "changes": 0,
    "lease_until": None,
    "owner": None,
    "first_try_at": None,
    "last_try_at": None,
    "slack_channel": None,
    "slack_ts": None,
    "last_error": None,
    "moved_from": None,
    "next_edit_at": None,
    "edited_at": None,
    "edit_error": None,
    "due_at": LONG_AGO,
    "next_at": LONG_AGO,
}


@pytest.fixture
def old(empty_url: str) -> Iterator[OldDatabase]:
    opened = Database(as_engine_url(empty_url))
    yield OldDatabase(opened, BEFORE)
    opened.close()


def contents(database: Database, names: Callable[[str], str] = str) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, as the database has it, under the name that `names` gives the table."""
    found = MetaData()
    with database.reading() as session:
        found.reflect(session)
        return {
            names(table.name): [dict(row) for row in session.execute(select(table)).mappings()]
            for table in found.sorted_tables
            if table.name != "alembic_version"
        }


def deliver(old: OldDatabase, subject: str, state: str, **values: Any) -> None:
    key = {"workspace_id": INITECH, "id": subject, "subject": subject}
    old.add("deliveries", **{**DELIVERY, **key, "state": state, **values})


def delivered(database: Database) -> dict[str, Delivery]:
    with scoped(database.reading(), INITECH) as scope:
        return {each.subject: each for each in in_states(scope, list(DeliveryState))}


def test_every_row_comes_over_with_all_that_it_held(old: OldDatabase) -> None:
    for workspace_id in (INITECH, GLOBEX):
        old.fill(workspace_id)
    before = contents(old.database, lambda name: {"pace": "rate_limits"}.get(name, name))
    assert all(len(rows) == 2 for rows in before.values())
    migrations.migrate(old.database, to="0014")
    after = contents(old.database)
    assert set(after) == set(before)
    for name, rows in before.items():
        renamed = RENAMED.get(name, {})
        kept = [
            {renamed.get(column, column): value for column, value in row.items() if column != "dirty"} for row in rows
        ]
        assert [{column: row[column] for column in kept[0]} for row in after[name]] == kept, name


def test_conditions_of_indexes_and_checks_stand_in_the_tables_that_were_made_anew(old: OldDatabase) -> None:
    migrations.migrate(old.database)
    with old.database.reading() as session:
        found = inspect(session)
        for table in metadata.sorted_tables:
            there = {str(each["name"]): _condition(each["dialect_options"]) for each in found.get_indexes(table.name)}
            conditional = {str(each.name) for each in table.indexes if _condition(each.dialect_kwargs)}
            assert {name for name, condition in there.items() if condition} == conditional, table.name
        assert [check["name"] for check in found.get_check_constraints("conversations")] == ["ck_conversations_minutes"]


def _condition(options: Mapping[str, Any]) -> str:
    return "".join(str(value) for name, value in options.items() if name.endswith("_where") and value is not None)


def test_why_a_delivery_expired_stands_in_its_column(old: OldDatabase) -> None:
    old.add("workspaces", id=INITECH)
    said = {
        "too late": ExpiryReason.TOO_LATE,
        "no longer true": ExpiryReason.STALE,
        "left out by an admin": ExpiryReason.LEFT_OUT,
        "goes to another: who was to read it left": ExpiryReason.READER_LEFT,
    }
    for words in said:
        deliver(old, words, "expired", id=said[words], last_error=words)
    deliver(old, "blocked", "blocked", last_error="too late")
    migrations.migrate(old.database)
    after = delivered(old.database)
    assert {words: after[words].expiry_reason for words in said} == said
    assert {after[words].last_error for words in said} == {None}
    assert (after["blocked"].expiry_reason, after["blocked"].last_error) == (None, "too late")
    with old.database.reading() as session:
        assert queue_metrics.count(session, DeliveryState.EXPIRED) == 1


def test_what_another_delivery_tells_points_to_it(old: OldDatabase) -> None:
    old.add("workspaces", id=INITECH)
    key = {"kind": "asked", "target": ANA}
    deliver(old, "first", "pending", **key)
    deliver(old, "other", "pending", kind="asked", target="U0ELSE")
    for subject in ("second", "third"):
        deliver(old, subject, "expired", last_error="goes with first", **key)
    migrations.migrate(old.database)
    assert {each.batch_leader_id for each in delivered(old.database).values()} == {None, "first"}
    with scoped(old.database.reading(), INITECH) as scope:
        told = {"kind": "asked", "target": ANA}
        assert batching.batched_subjects(scope, subject="third", **told) == ["first", "second", "third"]
        assert rescheduling.batch_leader(scope, subject="other", **told) == "other"


@pytest.mark.parametrize("changes", [0, 3])
def test_what_was_to_be_edited_still_is_and_nothing_else(old: OldDatabase, changes: int) -> None:
    old.add("workspaces", id=INITECH)
    for subject, dirty in (("as told", False), ("changed since", True)):
        deliver(old, subject, "sent", dirty=dirty, changes=changes)
    migrations.migrate(old.database)
    after = delivered(old.database)
    assert {subject: each.is_outdated for subject, each in after.items()} == {"as told": False, "changed since": True}
    assert after["as told"].revision == changes


def test_the_same_request_is_known_again_whatever_made_it(old: OldDatabase) -> None:
    keys = {
        "1.1": (Source.COMMAND, "1.1"),
        "line:D1:1.2": (Source.CHAT, "D1:1.2"),
        "view:V1": (Source.FORM, "V1"),
        "draft:7": (Source.DRAFT, "7"),
        "first talk:asked": (Source.PLAN, "asked"),
        "import 7": (Source.IMPORT, "7"),
    }
    old.add("workspaces", id=INITECH)
    old.add("accounts", workspace_id=INITECH, id="acme")
    for before in keys:
        known = {"state": "held", "kind": "call", "workspace_id": INITECH}
        old.add("conversations", **known, id=before, account_id="acme", trigger_id=before)
    old.add("drafts", workspace_id=INITECH, id="again", trigger_id="entry:e1")
    old.add("drafts", workspace_id=INITECH, id="no key", trigger_id=None)
    migrations.migrate(old.database)
    with scoped(old.database.reading(), INITECH) as scope:
        for before, key in keys.items():
            found = conversations.by_key(scope, *key)
            assert found is not None and found.id == before
        kept = [drafts.find(scope, each) for each in ("again", "no key")]
    assert [(each.source, each.idempotency_key) for each in kept if each] == [
        (Source.ENTRY, "e1"),
        (Source.COMMAND, None),
    ]


STATES: Mapping[str, Mapping[str, Any] | None] = {
    "not in the outbox yet": None,
    "pending": {"state": "pending"},
    "put off": {"state": "pending", "refusals": 2, "attempt": 2, "last_error": "ratelimited"},
    "left behind by a sender": {
        "state": "sending",
        "attempt": 1,
        "owner": "gone",
        "slack_channel": CUSTOMERS,
        "lease_until": LONG_AGO,
        "first_try_at": LONG_AGO,
        "last_try_at": LONG_AGO,
    },
    "too late by a clock that was ahead": {"state": "expired", "last_error": "too late"},
    "sent": {"state": "sent", "attempt": 1, "slack_channel": CUSTOMERS, "slack_ts": "1795000000.000100"},
}


@pytest.mark.parametrize("before", STATES)
def test_the_posts_of_the_running_week_go_out_once(old: OldDatabase, empty_url: str, before: str) -> None:
    old.add("workspaces", id=INITECH, zone="Europe/Berlin", zone_of=ANA, channel=CUSTOMERS)
    for kind, weekday, at in (("monday", 0, "09:00"), ("friday", 4, "16:00")):
        row = {"kind": kind, "weekday": weekday, "at": at, "starts_at": LONG_AGO, "next_at": LONG_AGO}
        old.add("schedules", workspace_id=INITECH, looked_at=None, changed_at=None, **row)
    deliver(old, "2026-W48", "sent", id="monday", kind="monday", target="monday", due_at=FRIDAY_4PM - timedelta(days=4))
    state = STATES[before]
    if state is not None:
        deliver(old, "2026-W48", **{"id": "friday", "due_at": FRIDAY_4PM, **state})
    with AppFixture.open(as_engine_url(empty_url), now=FRIDAY_4PM + timedelta(minutes=1), mondays=True) as app:
        app.pass_time()
        app.pass_time()
        assert len(app.posts) == (0 if before == "sent" else 1)
        app.pass_time(FRIDAY_4PM + timedelta(days=2, hours=18))
        app.pass_time(FRIDAY_4PM + timedelta(days=7))
        assert len(app.posts) == (2 if before == "sent" else 3)
