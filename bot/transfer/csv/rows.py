"""Rows of a CSV table as values: each good one read, each bad one and each bad cell with its line and reason."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from bot.parsing.cells.dates import is_day_first
from bot.parsing.cells.values import BadCell, read_date
from bot.transfer.csv.headers import Header
from bot.transfer.csv.table import BadRow, LeftOut, Row, Table

ValueT = TypeVar("ValueT")


class RowReader:
    """Reads the cells of one table, whose columns of `dates` also tell how dates with slashes are meant.

    A cell that cannot be read is left out, and stands in `left_out`; one without which its row says nothing true
    raises BadCell.
    """

    def __init__(self, table: Table, header: Header, dates: Iterable[str]) -> None:
        self.left_out: list[LeftOut] = []
        self._header = header
        told = {column: is_day_first(header.cell(row, column) for row in table.rows) for column in dates}
        # A column in which nothing tells is written as the others are: one program wrote them all.
        others = {day_first for day_first in told.values() if day_first is not None}
        in_all = others.pop() if len(others) == 1 else None
        self._day_first = {column: in_all if told[column] is None else told[column] for column in told}

    def _date(self, row: Row, column: str) -> date | None:
        """Raises BadCell."""
        return read_date(self._cell(row, column), day_first=self._day_first[column])

    def _date_if_any(self, row: Row, column: str) -> date | None:
        return self._read(row, column, lambda cell: read_date(cell, day_first=self._day_first[column]))

    def _read(self, row: Row, column: str, read: Callable[[str], ValueT | None]) -> ValueT | None:
        """What `read` makes of a cell; None where it cannot, and then that is told."""
        try:
            return read(self._cell(row, column))
        except BadCell as reason:
            self._leave_out(row, column, f"{reason}")
            return None

    def _leave_out(self, row: Row, column: str, reason: str) -> None:
        self.left_out.append(LeftOut(row.line, self._header.title(column), reason))

    def _cell(self, row: Row, column: str) -> str:
        return self._header.cell(row, column)


def read_rows(
    table: Table, read: Callable[[Row], ValueT], left_out: list[LeftOut]
) -> tuple[list[ValueT], list[BadRow], list[LeftOut]]:
    """What `read` makes of each row, and those that it refuses with BadCell beside those that are no row at all.

    Of a row that is refused no cell is told: `left_out`, to which `read` adds, keeps those of the others, by line.
    """
    rows, bad = [], list(table.bad)
    for row in table.rows:
        try:
            rows.append(read(row))
        except BadCell as error:
            bad.append(BadRow(row.line, str(error)))
    refused = {each.line for each in bad}
    cells = (cell for cell in left_out if cell.line not in refused)
    return rows, bad, sorted([*table.left_out, *cells], key=lambda cell: cell.line)
