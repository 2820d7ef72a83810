"""Where a torn quotation ends: in a file in which a mark was not doubled, is missing, or is one too many.

Behind a tear nothing says for sure whether a line begins within a cell. What does say something is a line with a stray
mark, one that could end the torn cell: up to there everything belongs to that cell.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.transfer.csv.lines import LineCells, has_width, read_line


@dataclass(frozen=True, slots=True)
class Rest:
    """How a quotation goes on that is open where a line begins.

    It closes and its row ends on line `end`, counted from 0, after so many `cells`, the open one included. Without
    `end` it is torn, or never closes: then `cells` are those before the torn one.
    """

    end: int | None
    cells: int
    never_closes: bool = False


@dataclass(frozen=True)
class _Closers:
    """Lines that may end a torn cell, and the line on which the row ends then, in order.

    `certain` are those that cannot be a row of their own. `likely` could: by the number of cells they bring, the torn
    one included.
    """

    certain: list[tuple[int, int]]
    likely: dict[int, list[tuple[int, int]]]


class Quotations:
    """The quotations of a file, across its lines. All questions together cost work linear in the file's length."""

    def __init__(self, lines: Sequence[str], separator: str, width: int) -> None:
        self._lines = lines
        self._separator = separator
        self._width = width
        self._quoted = [number for number, line in enumerate(lines) if '"' in line]
        self._rests: dict[int, Rest] = {}

    def rest(self, start: int) -> Rest:
        """How a quotation goes on that is open at the beginning of line `start`."""
        number = self._quoted_from(start)
        passed: list[tuple[int, LineCells]] = []
        while number is not None and number not in self._rests:
            line = self._read(number, inside=True)
            passed.append((number, line))
            number = self._quoted_from(number + 1) if line.is_open and line.stray is None else None
        found = Rest(None, 0, never_closes=True) if number is None else self._rests[number]
        for place, line in reversed(passed):
            found = self._rests[place] = _rest_of(place, line, found)
        return found

    def end_of_torn(self, row: int, place: int, *, is_open: bool) -> int | None:
        """The line on which the row of a torn cell ends; None where no later line is like its end.

        `place` is which cell of the row is torn, counted from 0, and `is_open` says that its line ends within it.
        """
        following = next((each for each in range(row + 1, len(self._lines)) if self._lines[each].strip()), row)
        if is_open and following in self._whole_rows:
            return self._whole_rows[following]  # no whole line stands between: it is likelier to be the torn cell
        found = []
        for closers in (self._closers.certain, self._closers.likely.get(self._width - place, [])):
            at = bisect_right(closers, (row, len(self._lines)))
            found += closers[at : at + 1]
        return min(found)[1] if found else None

    def is_lone_end(self, number: int) -> bool:
        """Whether a line begins with a mark that ends a cell: nobody opens one before a separator or a line's end."""
        body = self._lines[number].rstrip("\r\n")
        return body == '"' or body.startswith(f'"{self._separator}')

    @cached_property
    def _closers(self) -> _Closers:
        certain: list[tuple[int, int]] = []
        likely: dict[int, list[tuple[int, int]]] = defaultdict(list)
        within = {line for first, last in self._whole_rows.items() for line in range(first, last + 1)}
        for number in self._quoted:
            line = self._read(number)
            is_stray = line.stray is not None or line.unopened is not None or self.is_lone_end(number)
            if number in within or not is_stray:
                continue
            end, cells = self._closed(number, line)
            if cells and (line.is_open or not has_width(line.cells, self._width)):
                certain.append((number, end))
            elif cells and line.unopened is not None:
                likely[cells].append((number, end))
        return _Closers(certain, likely)

    def _closed(self, number: int, line: LineCells) -> tuple[int, int]:
        """Where a row ends whose torn cell ends on a line, and how many cells it has then from that on; 0 if none."""
        closing = self._read(number, inside=True)
        if not closing.is_open:
            return number, len(closing.cells)
        if len(closing.cells) == 1:  # a doubled mark may be the last one of a word and that of the cell
            return number, 0 if line.unopened is None else len(line.cells) - line.unopened
        rest = self.rest(number + 1)
        return number if rest.end is None else rest.end, len(closing.cells) - 1 + rest.cells

    @cached_property
    def _whole_rows(self) -> dict[int, int]:
        """First and last lines of rows over several that have as many cells as the header: no mark in them is stray."""
        found: dict[int, int] = {}
        end = -1
        for number in self._quoted:
            line = self._read(number) if number > end else None
            if line is None or not line.is_open or line.stray is not None:
                continue
            rest = self.rest(number + 1)
            if rest.end is not None and len(line.cells) - 1 + rest.cells == self._width:
                end = found[number] = rest.end
        return found

    def _quoted_from(self, start: int) -> int | None:
        at = bisect_left(self._quoted, start)
        return self._quoted[at] if at < len(self._quoted) else None

    def _read(self, number: int, *, inside: bool = False) -> LineCells:
        return read_line(self._lines[number], self._separator, inside=inside)


def _rest_of(number: int, line: LineCells, following: Rest) -> Rest:
    """`following` is how it goes on where the line ends within a quotation too."""
    if line.stray is not None:
        return Rest(None, line.stray)
    if not line.is_open:
        return Rest(number, len(line.cells))
    return Rest(following.end, len(line.cells) - 1 + following.cells, following.never_closes)
