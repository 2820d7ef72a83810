"""Accounts from CSV, without options: good rows come out as values, each bad one with its line and reason.

The key of a row is its external id, else its name. Where rows of one file share an external id under
different names (two share classes of one company), `key_by_name` is set on each of them: id and name
together are the key then. A row with the key of an earlier one is bad.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.accounts import Stage, Tier
from bot.parsing.commands import NAME_LIMIT
from bot.parsing.csv_cells import (
    BadCell,
    read_cadence,
    read_date,
    read_kind_of_account,
    read_list,
    read_stage,
    read_tier,
    read_value,
    slashed_day_first,
)
from bot.parsing.csv_headers import Column, Header, read_header
from bot.parsing.csv_table import BadRow, Row, Table, UnreadableFile, read_table

__all__ = ["AccountRow", "AccountsFile", "BadRow", "UnreadableFile", "read_accounts"]


@dataclass(frozen=True)
class AccountRow:
    """One account; what is None or empty is not said. `owner` and `channel` are text as they stand.

    `line` is where the row begins in the file. `key_by_name`: see the module.
    """

    line: int
    external_id: str | None
    name: str
    aliases: tuple[str, ...] = ()
    stage: Stage | None = None
    tier: Tier | None = None
    cadence: int | None = None
    value: int | None = None
    customer_since: date | None = None
    channel: str | None = None
    owner: str | None = None
    key_by_name: bool = False
    last_activity: date | None = None


@dataclass(frozen=True)
class AccountsFile:
    """Good rows in the order of the file, bad ones by line, and the headers that were not read."""

    rows: tuple[AccountRow, ...]
    bad: tuple[BadRow, ...]
    unknown_headers: tuple[str, ...]


def read_accounts(content: bytes | str) -> AccountsFile:
    """Read a CSV file. Raises UnreadableFile where it is no CSV or none of its columns holds names."""
    table = read_table(content)
    header = read_header(table.header)
    if Column.NAME not in header.places:
        raise UnreadableFile("None of the columns is called Name, Company name or Account name: rename one of them.")
    reader = _RowReader(table, header)
    rows, bad = [], list(table.bad)
    for row in table.rows:
        try:
            rows.append(reader.read(row))
        except BadCell as error:
            bad.append(BadRow(row.line, str(error)))
    kept = list(_without_repeats(rows, bad))
    return AccountsFile(_keyed(kept), tuple(sorted(bad, key=lambda one: one.line)), header.unknown)


class _RowReader:
    """Reads rows of one table, whose columns also tell how its dates with slashes are meant."""

    def __init__(self, table: Table, header: Header) -> None:
        self._header = header
        self._width = len(table.header)
        self._day_first = {
            column: slashed_day_first([self._cell(row, column) for row in table.rows])
            for column in (Column.CUSTOMER_SINCE, Column.LAST_ACTIVITY)
        }

    def read(self, row: Row) -> AccountRow:
        if any(row.cells[self._width :]):
            raise BadCell("more cells than the header has; a comma within a name needs quotation marks")
        return AccountRow(
            line=row.line,
            external_id=self._cell(row, Column.EXTERNAL_ID) or None,
            name=self._name(row),
            aliases=self._aliases(row),
            stage=read_stage(self._cell(row, Column.STAGE))
            or read_kind_of_account(self._cell(row, Column.KIND_OF_ACCOUNT)),
            tier=read_tier(self._cell(row, Column.TIER)),
            cadence=read_cadence(self._cell(row, Column.CADENCE)),
            value=read_value(self._cell(row, Column.VALUE)),
            customer_since=self._date(row, Column.CUSTOMER_SINCE),
            channel=self._cell(row, Column.CHANNEL) or None,
            owner=self._cell(row, Column.OWNER) or None,
            last_activity=self._date(row, Column.LAST_ACTIVITY),
        )

    def _name(self, row: Row) -> str:
        name = self._cell(row, Column.NAME)
        if not name:
            raise BadCell("no name")
        if len(name) > NAME_LIMIT:
            raise BadCell(f"the name has {len(name)} characters; at most {NAME_LIMIT} fit")
        return name

    def _aliases(self, row: Row) -> tuple[str, ...]:
        """Of all alias columns, the name itself left out."""
        name = _name_key(self._cell(row, Column.NAME))
        places = self._header.places.get(Column.ALIASES, ())
        items = (item for place in places for item in read_list(_cell_at(row, place)))
        return tuple(dict.fromkeys(item for item in items if _name_key(item) != name))

    def _date(self, row: Row, column: Column) -> date | None:
        return read_date(self._cell(row, column), day_first=self._day_first[column])

    def _cell(self, row: Row, column: Column) -> str:
        places = self._header.places.get(column)
        return _cell_at(row, places[0]) if places else ""


def _cell_at(row: Row, place: int) -> str:
    return row.cells[place] if place < len(row.cells) else ""


def _name_key(name: str) -> str:
    return name.casefold()


def _without_repeats(rows: list[AccountRow], bad: list[BadRow]) -> Iterator[AccountRow]:
    lines: dict[tuple[str | None, str], int] = {}
    for row in rows:
        key = (row.external_id, _name_key(row.name))
        if key in lines:
            bad.append(BadRow(row.line, f"the same account as line {lines[key]}"))
        else:
            lines[key] = row.line
            yield row


def _keyed(rows: list[AccountRow]) -> tuple[AccountRow, ...]:
    names: dict[str, set[str]] = {}
    for row in rows:
        names.setdefault(row.external_id or "", set()).add(_name_key(row.name))
    return tuple(
        replace(row, key_by_name=True) if row.external_id and len(names[row.external_id]) > 1 else row for row in rows
    )
