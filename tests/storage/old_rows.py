"""Databases as an earlier program left them: at an old revision, with rows that only its columns can hold."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Column, Connection, MetaData, Table, insert, literal
from sqlalchemy.types import Boolean, Date, DateTime, Float, Integer, LargeBinary

from bot.db import migrations
from bot.db.engine import Database
from bot.db.types import Instant

SEARCH_INDEX = "passages_index"
"""SQLite's full-text index, and the beginning of the names of the tables in which it keeps itself."""

AN_INSTANT = datetime(2026, 11, 23, 8, tzinfo=UTC)


class OldDatabase:
    """An empty database brought to an old revision; `tables` are those it has there."""

    def __init__(self, database: Database, at: str) -> None:
        self.database = database
        migrations.migrate(database, to=at)
        self._metadata = MetaData()
        with database.reading() as session:
            self._metadata.reflect(session)
        own = ("alembic_version", SEARCH_INDEX)
        self.tables = {table.name: table for table in self._metadata.sorted_tables if not table.name.startswith(own)}

    def add(self, table: str, **values: Any) -> None:
        """Insert a row; what is not given has a value of its column's type."""
        with self.database.transaction() as session:
            _insert(session, self.tables[table], values, {})

    def fill(self, workspace_id: str) -> None:
        """A row in every table, each pointing to the others of this workspace."""
        made: dict[str, Mapping[str, Any]] = {}
        with self.database.transaction() as session:
            for name, table in self.tables.items():
                given = {"id": workspace_id} if name == "workspaces" else {}
                made[name] = _insert(session, table, given, made)


def _insert(
    connection: Connection, table: Table, given: Mapping[str, Any], made: Mapping[str, Mapping[str, Any]]
) -> Mapping[str, Any]:
    row = {column.name: _value(column, given, made) for column in table.columns}
    wired = {name: literal(value, Instant()) if isinstance(value, datetime) else value for name, value in row.items()}
    connection.execute(insert(table).values(wired))
    return row


def _value(column: Column[Any], given: Mapping[str, Any], made: Mapping[str, Mapping[str, Any]]) -> Any:
    if column.name in given:
        return given[column.name]
    for key in column.foreign_keys:
        if key.column.table.name in made:
            return made[key.column.table.name][key.column.name]
    if _is_instant(column):
        return AN_INSTANT
    samples: dict[type, Any] = {Boolean: False, Date: date(2026, 11, 23), Float: 1.0, Integer: 1, LargeBinary: b"1"}
    sample = next((value for kind, value in samples.items() if isinstance(column.type, kind)), None)
    return column.name[: getattr(column.type, "length", None)] if sample is None else sample


def _is_instant(column: Column[Any]) -> bool:
    """On SQLite an instant is text of its own width."""
    return isinstance(column.type, DateTime) or getattr(column.type, "length", None) == 23
