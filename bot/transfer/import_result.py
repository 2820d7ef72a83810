"""What an import came to, and how it waits for others."""

import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from bot.db.engine import Database
from bot.domain.errors import NotSaved
from bot.storage import statistics
from bot.transfer.csv.records import BadRow, LeftOut

__all__ = ["IMPORTER", "BadRow", "ImportResult", "Noted", "by_line", "noted_by_line", "yield_lock"]

IMPORTER = "import"
"""Stands in the audit log where no person can be named."""

_GIVE_WAY_SECONDS = 0.005
"""Whoever waits for the write lock looks every millisecond: between two portions it is theirs."""


@dataclass(frozen=True)
class Noted:
    """What somebody should know of a row that went in: a cell that was left out, or another of that name.

    Also of lines that are no rows, as a report's footer. `line` is where it begins in the file, counted from 1.
    """

    line: int
    reason: str


@dataclass(frozen=True)
class ImportResult:
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


def noted_by_line(noted: Iterable[Noted], left_out: Iterable[LeftOut], bad: Iterable[BadRow] = ()) -> tuple[Noted, ...]:
    """All that is to be told, but nothing of rows that did not go in."""
    lines = {row.line for row in bad}
    every = (*noted, *(Noted(cell.line, cell.text) for cell in left_out))
    return tuple(sorted((each for each in every if each.line not in lines), key=lambda each: each.line))


def yield_lock(database: Database, portions: int) -> None:
    """Between two portions, of which so many are written: let whoever waits for the write lock have it."""
    has_doubled = portions & (portions - 1) == 0
    if has_doubled and not database.is_sqlite:
        # It only makes the rest quicker.
        with suppress(NotSaved), database.transaction() as session:
            statistics.renew(session)
    time.sleep(_GIVE_WAY_SECONDS)
