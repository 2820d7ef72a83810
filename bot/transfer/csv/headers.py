"""Which column holds what: headers are recognised whatever their case, accents, spaces and signs."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.parsing.cells.values import BadCell
from bot.transfer.csv.records import Row

Headers = Mapping[str, tuple[str, ...]]
"""How files head each column, the most telling name first."""


@dataclass(frozen=True)
class Header:
    """Where each column stands; `unknown` headers are not read. `titles` are all headers as the file has them."""

    places: Mapping[str, tuple[int, ...]]
    unknown: tuple[str, ...]
    titles: tuple[str, ...]

    @property
    def width(self) -> int:
        return len(self.titles)

    def title(self, column: str) -> str:
        """What the file calls a column, cut where that is long."""
        title = " ".join(self.titles[self.places[column][0]].split()) if column in self.places else column
        return title if len(title) <= _TITLE_LIMIT else f"{title[: _TITLE_LIMIT - 1]}…"

    def texts(self, row: Row, column: str) -> Iterator[str]:
        """The cells of a column that may stand more than once, as they are."""
        return (row.cells[place] for place in self.places.get(column, ()) if place < len(row.cells))

    def text(self, row: Row, column: str) -> str:
        """A cell with its line breaks, all written one way."""
        return self._first(row, column).replace("\r\n", "\n").replace("\r", "\n").strip()

    def cell(self, row: Row, column: str) -> str:
        """A cell on one line, white space folded."""
        return " ".join(self._first(row, column).split())

    def check_width(self, row: Row) -> None:
        """Raise BadCell where there are more cells than headers; fewer are fine."""
        if any(cell.strip() for cell in row.cells[self.width :]):
            raise BadCell("more cells than the header has; a comma within a name needs quotation marks")

    def _first(self, row: Row, column: str) -> str:
        places = self.places.get(column)
        return row.cells[places[0]] if places and places[0] < len(row.cells) else ""


_TITLE_LIMIT = 40


def read_header(
    cells: Sequence[str], headers: Headers, *, many: Collection[str] = (), unread: Collection[str] = ()
) -> Header:
    """Of two headers for the same column the more telling one is read (`Company name` before `Name`).

    Columns in `many` take all of theirs. Headers in `unread` are known, and nobody is told that they are not read.
    """
    keys = [_key(cell) for cell in cells]
    places: dict[str, tuple[int, ...]] = {}
    for column, names in headers.items():
        found = tuple(dict.fromkeys(keys.index(key) for key in map(_key, names) if key in keys))
        if found:
            places[column] = found if column in many else found[:1]
    read = {place for found in places.values() for place in found}
    known = {_key(name) for name in unread}
    unknown = (
        " ".join(cell.split()) for place, cell in enumerate(cells) if place not in read and keys[place] not in known
    )
    return Header(places, tuple(name for name in unknown if name), tuple(cells))


def _key(header: str) -> str:
    """Case, accents, spaces and signs aside."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", header) if not unicodedata.combining(c))
    return re.sub(r"[\W_]", "", plain.casefold())
