"""What an import came to, and how it waits for others."""

import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from bot.domain.errors import NotSaved
from bot.parsing.csv_table import BadRow
from bot.storage import statistics
from bot.storage.engine import Database

__all__ = ["IMPORTER", "BadRow", "Imported", "Noted", "by_line", "give_way"]

IMPORTER = "import"
"""Stands in the audit log where no person can be named."""

_GIVE_WAY_SECONDS = 0.005
"""Whoever waits for the write lock looks every millisecond: between two portions it is theirs."""


@dataclass(frozen=True)
class Noted:
    """A row that went in, and what somebody should know of it: a cell that was left out, or another of that name.

    `line` is where the row begins in the file, counted from 1.
    """

    line: int
    reason: str


@dataclass(frozen=True)
class Imported:
    """How many records were added, changed or already so; `bad` names each row that did not go in, and why.

    `unknown_headers` are the columns that nobody read.
    """

    added: int
    changed: int
    same: int
    bad: tuple[BadRow, ...]
    unknown_headers: tuple[str, ...] = ()
    noted: tuple[Noted, ...] = ()


def by_line(rows: Iterable[BadRow]) -> tuple[BadRow, ...]:
    return tuple(sorted(rows, key=lambda row: row.line))


def give_way(database: Database, portions: int) -> None:
    """Between two portions, of which so many are written: let whoever waits for the write lock have it."""
    has_doubled = portions & (portions - 1) == 0
    if has_doubled and not database.is_sqlite:
        # It only makes the rest quicker.
        with suppress(NotSaved), database.transaction() as session:
            statistics.renew(session)
    time.sleep(_GIVE_WAY_SECONDS)
