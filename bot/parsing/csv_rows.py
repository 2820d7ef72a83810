"""Rows of a CSV table as values: each good one read, each bad one with its line and reason."""

from collections.abc import Callable, Iterable
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from bot.parsing.csv_cells import BadCell, read_date, slashed_day_first
from bot.parsing.csv_headers import Header
from bot.parsing.csv_table import BadRow, Row, Table

ColumnT = TypeVar("ColumnT", bound=StrEnum)
ValueT = TypeVar("ValueT")


class RowReader(Generic[ColumnT]):
    """Reads the cells of one table, whose columns of `dates` also tell how dates with slashes are meant."""

    def __init__(self, table: Table, header: Header[ColumnT], dates: Iterable[ColumnT]) -> None:
        self._header = header
        self._day_first = {
            column: slashed_day_first([header.cell(row, column) for row in table.rows]) for column in dates
        }

    def _date(self, row: Row, column: ColumnT) -> date | None:
        return read_date(self._cell(row, column), day_first=self._day_first[column])

    def _cell(self, row: Row, column: ColumnT) -> str:
        return self._header.cell(row, column)


def read_rows(table: Table, read: Callable[[Row], ValueT]) -> tuple[list[ValueT], list[BadRow]]:
    """What `read` makes of each row, and those that it refuses with BadCell beside those that are no row at all."""
    rows, bad = [], list(table.bad)
    for row in table.rows:
        try:
            rows.append(read(row))
        except BadCell as error:
            bad.append(BadRow(row.line, str(error)))
    return rows, bad
