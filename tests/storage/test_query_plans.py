"""How the databases find the rows of each query: by an index that begins with the workspace, whatever else is there."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import CheckConstraint, Connection, event, text
from sqlalchemy.schema import ColumnCollectionConstraint

from bot.db.columns import metadata
from bot.db.engine import Database, Session
from bot.db.scope import Scope
from tests.scopes import scope_of
from tests.storage.filled import INITECH, fill
from tests.storage.isolated import QUERIES

ACROSS_WORKSPACES = {
    "ix_deliveries_outdated",
    "ix_deliveries_pending",
    "ix_deliveries_state",
    "ix_deliveries_verify",
    "ix_departments_ask_at",
    "ix_digests_looked_at",
    "ix_digests_next_at",
    "ix_drafts_expires_at",
    "ix_drafts_forgotten",
    "ix_schedules_looked_at",
    "ix_schedules_next_at",
}
"""By these a round finds where something is due, in whichever workspace; none of them is unique."""


@pytest.fixture
def filled(database: Database) -> Database:
    with database.transaction() as session:
        fill(scope_of(session, INITECH))
    return database


def test_no_query_of_a_workspace_goes_through_a_whole_table(filled: Database) -> None:
    whole = _whole_on_sqlite if filled.is_sqlite else _whole_on_postgresql
    with filled.transaction() as session:
        if not filled.is_sqlite:
            session.execute(text("SET LOCAL enable_seqscan = off"))  # a table of a few rows is read whole otherwise
        found = [f"{name}: {step}" for name, query in QUERIES.items() for step in _steps(session, query, whole)]
    assert "\n".join(found) == ""


def test_every_key_begins_with_the_workspace() -> None:
    """So that the tables can be divided by workspace, each with its own part of every other one."""
    tables = [table for table in metadata.tables.values() if table.name != "workspaces"]
    keys = {
        str(key.name): next(iter(key.columns)).name
        for table in tables
        for key in table.constraints
        if isinstance(key, ColumnCollectionConstraint) and not isinstance(key, CheckConstraint)
    }
    indexes = {str(index.name): next(iter(index.columns)).name for table in tables for index in table.indexes}
    found = {name for name, first in {**keys, **indexes}.items() if first != "workspace_id"}
    assert found == ACROSS_WORKSPACES
    assert not any(index.unique for table in metadata.tables.values() for index in table.indexes if index.name in found)


def _steps(session: Session, query: Callable[[Scope], object], whole: Callable[[list[str]], Iterator[str]]) -> set[str]:
    """The steps in which the statements of a query read a table whole."""
    with _selects(session) as statements:
        query(scope_of(session, INITECH))
    explain = "EXPLAIN QUERY PLAN" if session.dialect.name == "sqlite" else "EXPLAIN"
    plans = [session.exec_driver_sql(f"{explain} {statement}", values) for statement, values in statements]
    return {step for plan in plans for step in whole([str(row[-1]).strip() for row in plan])}


def _whole_on_sqlite(plan: list[str]) -> Iterator[str]:
    for step in plan:
        of_rows_found = re.match(r"(SCAN|SEARCH) (anon_\d+|\(.*|\d+ CONSTANT ROWS?|CONSTANT ROW)", step)
        of_rows_found = of_rows_found or re.search(r"VIRTUAL TABLE INDEX \d+:M|INTEGER PRIMARY KEY \(rowid=\?\)", step)
        is_whole = step.startswith("SCAN") or re.match(r"SEARCH (?!.*\((workspace_id|id)=\?)", step) is not None
        if is_whole and not of_rows_found:
            yield step


def _whole_on_postgresql(plan: list[str]) -> Iterator[str]:
    """Where no index could serve. Which one serves is not held here: in tables of a few rows any does."""
    return (step for step in plan if "Seq Scan on" in step)


@contextmanager
def _selects(session: Session) -> Iterator[list[tuple[str, Any]]]:
    """The statements meanwhile that read; those without a condition ask for ids in this test."""
    found: list[tuple[str, Any]] = []

    def note(connection: Connection, cursor: Any, statement: str, values: Any, context: Any, is_many: bool) -> None:
        if statement.startswith("SELECT") and "WHERE" in statement:
            found.append((statement, values))

    event.listen(session, "before_cursor_execute", note)
    yield found
    event.remove(session, "before_cursor_execute", note)
