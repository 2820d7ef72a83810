"""A CSV file as spreadsheets and CRMs save it, from bytes to rows of cells with their line numbers."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.errors import Refusal
from bot.parsing.slack_text import storable


class UnreadableFile(Refusal, ValueError):
    """The file as a whole cannot be read; the words say what to do."""


@dataclass(frozen=True)
class BadRow:
    """A row that is left out: the line it begins on, counted from 1, and why."""

    line: int
    reason: str


@dataclass(frozen=True)
class Row:
    """Cells as they stand in the file, without the `'` that keeps a spreadsheet from calculating."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    bad: tuple[BadRow, ...]


def read_table(content: bytes | str) -> Table:
    """Read UTF-8, UTF-16 or Windows-1252 with commas, semicolons or tabs. Raises UnreadableFile."""
    text = content if isinstance(content, str) else _decoded(content)
    lines = list(io.StringIO(storable(text.removeprefix("\ufeff")), newline=""))
    separator, first = _separator(lines)
    bad: list[BadRow] = []
    rows = [row for row in _rows(lines, first, separator, bad) if any(cell.strip() for cell in row.cells)]
    if not rows:
        raise UnreadableFile("The file is empty: its first line should hold the column names.")
    return Table(rows[0].cells, tuple(_without_footer(rows[1:])), tuple(bad))


_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_SEPARATORS = (",", ";", "\t")
_NAMED_SEPARATOR = re.compile(r"sep=([,;\t])\s*\Z", re.IGNORECASE)
_FOOTER = re.compile(r"Copyright \(c\) 2000-[0-9]{4} salesforce|Confidential Information - Do Not Distribute")
_GUARDED = re.compile(r"""(\A|[;\t\r\n]"*)'('*)(?=[=+\-@\t\r])""")
"""Where a spreadsheet may begin a cell. What reads `'=` itself was exported as `''=`: one quote is the guard."""


def _decoded(content: bytes) -> str:
    if content.startswith(_WORKBOOKS):
        raise UnreadableFile("That is an Excel workbook: save it as CSV and send that file.")
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnreadableFile("The file is no text I can read: save it as CSV in UTF-8 and send that file.")


def _encodings(content: bytes) -> tuple[str, ...]:
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return (encoding,)
    if b"\x00" in content[:200]:
        return ("utf-16-le", "utf-16-be") if content[1:2] == b"\x00" else ("utf-16-be", "utf-16-le")
    return ("utf-8", "cp1252")


def _separator(lines: list[str]) -> tuple[str, int]:
    """The separator and the number of the line with the header: Excel may write `sep=;` above it."""
    first = next((number for number, line in enumerate(lines) if line.strip("\ufeff \r\n")), 0)
    header = lines[first] if lines else ""
    if named := _NAMED_SEPARATOR.match(header):
        return named[1], first + 1
    counts = Counter(re.sub(r'"[^"]*"', "", header))
    return max(_SEPARATORS, key=lambda separator: counts[separator]), first


def _rows(lines: list[str], first: int, separator: str, bad: list[BadRow]) -> Iterator[Row]:
    """All rows that can be told apart. Behind a broken one reading goes on with the line after its first."""
    start = first
    while start < len(lines):
        reader = csv.reader((lines[number] for number in range(start, len(lines))), delimiter=separator, strict=True)
        begin = start
        try:
            for cells in reader:
                yield Row(begin + 1, tuple(map(_unguarded, cells)))
                begin = start + reader.line_num
            return
        except csv.Error as error:
            bad.append(BadRow(begin + 1, _broken(error)))
            start = begin + 1


def _broken(error: csv.Error) -> str:
    if "unexpected end" in str(error):
        return "a quotation mark is opened and never closed"
    if "field larger" in str(error):
        return "a cell is too long; a quotation mark may not be closed"
    return "a quotation mark stands within a cell; inside quotes it must be doubled"


def _without_footer(rows: list[Row]) -> list[Row]:
    """Salesforce ends a report with lines about itself, a cell each, below an empty line."""
    start = end = len(rows)
    while end and len(rows[end - 1].cells) == 1:
        end -= 1
        if end and rows[end].line > rows[end - 1].line + 1:
            start = end
    return rows[:start] if any(_FOOTER.match(row.cells[0]) for row in rows[start:]) else rows


def _unguarded(cell: str) -> str:
    return _GUARDED.sub(r"\1\2", cell)
