"""A CSV file as spreadsheets and CRMs save it, from bytes to rows of cells with their line numbers."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.transfer.csv.lines import read_line
from bot.transfer.csv.records import BadRow, LeftOut, Row
from bot.transfer.csv.reports import without_footer
from bot.transfer.csv.text import UnreadableFile, read_text_of
from bot.transfer.csv.tokenizer import Tokenizer

__all__ = ["BadRow", "LeftOut", "Row", "Table", "UnreadableFile", "read_table"]


@dataclass(frozen=True)
class Table:
    """`line` is that of the header. `bad` are rows that cannot be told apart, `left_out` lines that are no rows."""

    line: int
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    bad: tuple[BadRow, ...]
    left_out: tuple[LeftOut, ...]


class IsHeader(Protocol):
    def __call__(self, cells: Sequence[str], *, is_first: bool) -> bool:
        """Whether these may be the names of columns; `is_first` says that nothing stands above them."""
        ...


def read_table(content: bytes | str, is_header: IsHeader, wanted: str) -> Table:
    """Read a table with commas, semicolons, tabs or bars between its cells. Raises UnreadableFile.

    Its header is the first line, within the first ones that hold anything, for which `is_header` is true; `wanted` is
    what to say where there is none.
    """
    text = read_text_of(content)
    start = _behind_named_separator(text.lines)
    head = _find_header(text.lines, start, is_header)
    if head is None:
        if not any(line.strip() for line in text.lines[start.line :]):
            raise UnreadableFile("The file is empty: its first line should hold the column names.")
        raise UnreadableFile(wanted)
    row, separator = head
    found, bad = Tokenizer(text.lines, separator, len(row.cells)).read(row.last)
    # Behind a torn quote what is left of a row may be empty cells alone.
    rows, left_out = without_footer([row for row in found if row.filled])
    again = [each for each in rows if each.cells == row.cells]
    kept = [each for each in rows if each.cells != row.cells] if again else rows
    left_out += [LeftOut(each.line, "", "the column names once more") for each in again]
    left_out += [LeftOut(line, "", "a byte that is no character was taken out or replaced") for line in text.mended]
    return Table(row.line, row.cells, tuple(kept), tuple(bad), (*_above(text.lines, start.line, row), *left_out))


@dataclass(frozen=True)
class _Start:
    """The line, counted from 0, from which on to look for the header, and the separator if the file names it."""

    line: int
    separator: str | None


_SEPARATORS = (",", ";", "\t", "|")
_NAMED_SEPARATOR = re.compile(r'"?sep=(?P<separator>[,;\t|])"?[,;\t| ]*\Z', re.IGNORECASE)
_TRIED_LINES = 30
"""A report says at most so much above its column names."""


def _behind_named_separator(lines: Sequence[str]) -> _Start:
    """Excel may write `sep=;` above the header, and what saved the file again may have put it into quotes."""
    first = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    named = _NAMED_SEPARATOR.match(lines[first].strip("\r\n ")) if first < len(lines) else None
    return _Start(first + 1, named["separator"]) if named else _Start(first, None)


def _find_header(lines: Sequence[str], start: _Start, is_header: IsHeader) -> tuple[Row, str] | None:
    tried = 0
    for number in range(start.line, len(lines)):
        if not lines[number].strip():
            continue
        for separator in (start.separator,) if start.separator else _likely_separators(lines[number]):
            header = _row_at(lines, number, separator)
            if header is not None and is_header(header.cells, is_first=tried == 0):
                return header, separator
        tried += 1
        if tried == _TRIED_LINES:
            break
    return None


def _likely_separators(line: str) -> list[str]:
    counts = Counter(re.sub(r'"[^"]*"', "", line))
    return sorted(_SEPARATORS, key=lambda separator: -counts[separator])


def _row_at(lines: Sequence[str], number: int, separator: str) -> Row | None:
    """The row that begins on a line, over at most as many lines as are tried."""
    line = read_line(lines[number], separator)
    cells, end = line.cells, number
    while line.is_open and line.stray is None and end + 1 < min(len(lines), number + _TRIED_LINES):
        end += 1
        line = read_line(lines[end], separator, inside=True)
        cells = [*cells[:-1], cells[-1] + line.cells[0], *line.cells[1:]]
    return None if line.is_open or line.stray is not None else Row(number + 1, tuple(cells), end + 1)


def _above(lines: Sequence[str], start: int, header: Row) -> list[LeftOut]:
    sentences = [number for number in range(start, header.line - 1) if lines[number].strip('\r\n,;\t| "')]
    if not sentences:
        return []
    to = (
        f"lines {sentences[0] + 1} to {sentences[-1] + 1} stand"
        if sentences[0] < sentences[-1]
        else f"line {sentences[0] + 1} stands"
    )
    return [LeftOut(sentences[0] + 1, "", f"{to} above the column names, no rows")]
