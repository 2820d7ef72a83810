"""Lines of a CSV file to rows, past quotations that are torn: no row is made of what lies within a cell."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.transfer.csv.lines import LineCells, has_width, read_line
from bot.transfer.csv.records import BadRow, Row
from bot.transfer.csv.tears import Quotations


class Tokenizer:
    """Reads the rows of one file, all lines counted from 0. `width` is how many cells the header has.

    In a file with a broken quotation only rows with as many cells as the header count: others may lie within a cell.
    """

    def __init__(self, lines: Sequence[str], separator: str, width: int) -> None:
        self._lines = lines
        self._separator = separator
        self._width = width
        self._quotations = Quotations(lines, separator, width)
        self._rows: list[Row] = []
        self._bad: list[BadRow] = []
        self._behind_tear = False
        self._is_suspect = False

    def read(self, start: int) -> tuple[list[Row], list[BadRow]]:
        """All rows from line `start` on that can be told apart, and what is skipped, in the order of the file."""
        at = start
        while at < len(self._lines):
            at = self._read_row(at)
        if not self._bad and not self._is_suspect:
            return self._rows, []
        whole = [row for row in self._rows if has_width(row.cells, self._width)]
        return whole, sorted([*self._bad, *self._not_whole()], key=lambda bad: bad.line)

    def _read_row(self, at: int) -> int:
        """Take or skip what begins on a line; where to go on."""
        line = read_line(self._lines[at], self._separator)
        rest = self._quotations.rest(at + 1) if line.is_open and line.stray is None else None
        if line.stray is None and (rest is None or rest.end is not None):
            end = at if rest is None or rest.end is None else rest.end
            return self._take(at, end, line)
        if self._quotations.is_lone_end(at):
            return self._skip_end(at, at)
        place = line.stray if rest is None else len(line.cells) - 1 + rest.cells
        reason = _NEVER_CLOSED if rest is not None and rest.never_closes else _NOT_DOUBLED
        return self._skip_torn(at, self._quotations.end_of_torn(at, place or 0, is_open=line.is_open), reason)

    def _take(self, at: int, end: int, line: LineCells) -> int:
        cells = line.cells if end == at else self._joined(at, end, line)
        if not any(cell.strip() for cell in cells):
            return end + 1
        is_whole = has_width(cells, self._width)
        if line.unpaired is not None:
            self._is_suspect = True  # an inch sign, or the end of a cell whose first mark is lost
            if not is_whole or line.unpaired == 0:
                return self._skip_end(at, end)
        if not is_whole and end > at:
            if self._quotations.is_lone_end(at):
                return self._skip_end(at, at)
            if self._behind_tear:
                cells, end = line.cells, at
        self._rows.append(Row(at + 1, tuple(map(_unguarded, cells)), end + 1))
        return end + 1

    def _joined(self, at: int, end: int, line: LineCells) -> list[str]:
        """The cells of a row over several lines."""
        cells, open_cell = line.cells[:-1], [line.cells[-1]]
        for number in range(at + 1, end + 1):
            following = read_line(self._lines[number], self._separator, inside=True)
            self._is_suspect = self._is_suspect or following.unpaired is not None
            open_cell.append(following.cells[0])
            if len(following.cells) > 1 or not following.is_open:
                cells.append("".join(open_cell))
                cells += following.cells[1:-1] if following.is_open else following.cells[1:]
                open_cell = following.cells[-1:] if following.is_open else []
        return cells

    def _skip_torn(self, at: int, end: int | None, reason: str) -> int:
        """Skip a torn row: to where its cell seems to end, else its first line alone."""
        if end is None:
            self._behind_tear = True
            self._bad.append(BadRow(at + 1, reason))
            return at + 1
        self._bad.append(BadRow(at + 1, f"{reason}; skipped to line {end + 1}, where that cell seems to end"))
        return end + 1

    def _skip_end(self, at: int, end: int) -> int:
        """Skip the last line of a quotation of which the first is lost."""
        self._bad.append(BadRow(at + 1, _NEVER_OPENED))
        return end + 1

    def _not_whole(self) -> Iterator[BadRow]:
        """Rows that do not count beside a broken quotation, those together that follow each other."""
        broken = [bad.line for bad in self._bad]

        def kind(row: Row) -> tuple[bool, int]:
            return has_width(row.cells, self._width), bisect_left(broken, row.line)

        for (is_whole, _), group in groupby(self._rows, kind):
            rows = list(group)
            if not is_whole:
                to = f"to line {rows[-1].last}: " if rows[-1].last > rows[0].line else ""
                yield BadRow(rows[0].line, f"{to}{_NOT_WHOLE}")


_NOT_DOUBLED = "a quotation mark stands within a cell; inside quotes it must be doubled"
_NEVER_CLOSED = "a quotation mark is opened and never closed"
_NEVER_OPENED = "a quotation mark ends a cell that has none at its beginning"
_NOT_WHOLE = "not as many cells as the header has: it may lie within a cell whose quotation is broken"
_GUARDED = re.compile(r"""(\A|[;\t\r\n]"*)'('*)(?=[=+\-@\t\r])""")
"""Where a spreadsheet may begin a cell. What reads `'=` itself was exported as `''=`: one quote is the guard."""


def _unguarded(cell: str) -> str:
    return _GUARDED.sub(r"\1\2", cell)
