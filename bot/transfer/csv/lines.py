"""One line of a CSV file at a time: its cells, and whether its quotation marks stand where they may.

Python's csv module does not serve here. It reads no cell over 131,072 characters unless a limit of the whole process is
raised, and of a torn quotation it says neither where it begins nor what it is like to read on from a later line.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LineCells:
    """A line as read from outside a quotation, or from inside one.

    `is_open`: it ends within a quotation, which the next line goes on with. `stray` is the place of the first quoted
    cell in which a quotation mark stands that neither ends the cell nor is doubled. `unopened` is the place of the
    first cell without quotation that ends in a mark, as the last line of a quotation does when its first is lost;
    `unpaired` of the first in which marks are not in pairs either, as they are around a nickname.
    """

    cells: list[str]
    is_open: bool = False
    stray: int | None = None
    unopened: int | None = None
    unpaired: int | None = None


def read_line(line: str, separator: str, *, inside: bool = False) -> LineCells:
    """Read a line with the line break it ends in. The work is linear in its length."""
    body = line.rstrip("\r\n")
    if '"' not in body:
        return LineCells([line], is_open=True) if inside else LineCells(body.split(separator))
    cells = None if inside else _all_quoted(body, separator)
    return LineCells(cells) if cells is not None else _Reader(line, body, separator).read(inside)


def has_width(cells: Sequence[str], width: int) -> bool:
    """Whether there are as many cells as that; empty ones may follow, as a spreadsheet adds them."""
    return len(cells) >= width and not any(cell.strip() for cell in cells[width:])


_SINGLE = re.compile(r'(?:[^"]++|"")*+"')
"""Up to the first quotation mark that is not one of a doubled pair."""


def _all_quoted(body: str, separator: str) -> list[str] | None:
    """The usual line of a CRM, quickly: each cell quoted, no mark within one; None for any other line."""
    if not (body.startswith('"') and body.endswith('"')) or '""' in body:
        return None
    cells = body[1:-1].split(f'"{separator}"')
    return cells if body.count('"') == 2 * len(cells) else None


class _Reader:
    def __init__(self, line: str, body: str, separator: str) -> None:
        self._line = line
        self._body = body
        self._separator = separator
        self._cells: list[str] = []
        self._stray: int | None = None
        self._unopened: int | None = None
        self._unpaired: int | None = None

    def read(self, inside: bool) -> LineCells:
        at: int | None = 0
        while at is not None:
            if not inside and self._body.startswith('"', at):
                inside, at = True, at + 1
            if inside:
                end = self._closing(at)
                if end is None:
                    self._cells.append(_undoubled(self._line[at:]))
                    return self._read_cells(is_open=True)
                self._cells.append(_undoubled(self._line[at:end]))
                at = end + 2 if end + 1 < len(self._body) else None
                inside = False
            else:
                at = self._read_plain(at)
        return self._read_cells(is_open=False)

    def _read_cells(self, *, is_open: bool) -> LineCells:
        return LineCells(self._cells, is_open, self._stray, self._unopened, self._unpaired)

    def _closing(self, at: int) -> int | None:
        """Where the mark stands that ends the cell: one with a separator or the end of the line behind it."""
        while single := _SINGLE.match(self._body, at):
            end = single.end()
            if end == len(self._body) or self._body[end] == self._separator:
                return end - 1
            self._note_stray()
            at = end
        return None

    def _note_stray(self) -> None:
        if self._stray is None:
            self._stray = len(self._cells)

    def _read_plain(self, at: int) -> int | None:
        """Take a cell without quotation; where the next begins, or None behind the last."""
        end = self._body.find(self._separator, at)
        cell = self._body[at:] if end < 0 else self._body[at:end]
        if cell.endswith('"'):
            place = len(self._cells)
            self._unopened = place if self._unopened is None else self._unopened
            self._unpaired = place if self._unpaired is None and cell.count('"') % 2 else self._unpaired
        self._cells.append(cell)
        return None if end < 0 else end + 1


def _undoubled(text: str) -> str:
    return text.replace('""', '"')
