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
from bot.parsing.csv_account_columns import Column, read_account_header
from bot.parsing.csv_cells import (
    BadCell,
    read_cadence,
    read_kind_of_account,
    read_list,
    read_stage,
    read_text,
    read_tier,
    read_value,
)
from bot.parsing.csv_rows import RowReader, read_rows
from bot.parsing.csv_table import BadRow, Row, UnreadableFile, read_table

__all__ = ["AccountRow", "AccountsFile", "BadRow", "UnreadableFile", "read_accounts"]

ID_LIMIT = 128
_DATES = (Column.CUSTOMER_SINCE, Column.LAST_ACTIVITY)
ALIASES_LIMIT = 200


@dataclass(frozen=True)
class AccountRow:
    """One account; what is None or empty is not said. People and `channel` are text as they stand.

    `line` is where the row begins in the file; `our_id` is what our own export calls the account. `key_by_name`: see
    the module.
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
    our_id: str | None = None
    sponsor: str | None = None
    sponsor_state: str | None = None


@dataclass(frozen=True)
class AccountsFile:
    """Good rows in the order of the file, bad ones by line, and the headers that were not read."""

    rows: tuple[AccountRow, ...]
    bad: tuple[BadRow, ...]
    unknown_headers: tuple[str, ...]


def read_accounts(content: bytes | str) -> AccountsFile:
    """Read a CSV file. Raises UnreadableFile where it is no CSV or none of its columns holds names."""
    table = read_table(content)
    header = read_account_header(table.header)
    if Column.NAME not in header.places:
        raise UnreadableFile("None of the columns is called Name, Company name or Account name: rename one of them.")
    rows, bad = read_rows(table, _RowReader(table, header, _DATES).read)
    kept = list(_without_repeats(rows, bad))
    return AccountsFile(_keyed(kept), tuple(sorted(bad, key=lambda one: one.line)), header.unknown)


class _RowReader(RowReader[Column]):
    def read(self, row: Row) -> AccountRow:
        self._header.check_width(row)
        return AccountRow(
            line=row.line,
            our_id=self._said(row, Column.OUR_ID),
            external_id=read_text(self._cell(row, Column.EXTERNAL_ID), "the id", most=ID_LIMIT) or None,
            name=self._name(row),
            aliases=self._aliases(row),
            stage=read_stage(self._cell(row, Column.STAGE))
            or read_kind_of_account(self._cell(row, Column.KIND_OF_ACCOUNT)),
            tier=read_tier(self._cell(row, Column.TIER)),
            cadence=read_cadence(self._cell(row, Column.CADENCE)),
            value=read_value(self._cell(row, Column.VALUE)),
            customer_since=self._date(row, Column.CUSTOMER_SINCE),
            channel=self._said(row, Column.CHANNEL),
            owner=self._said(row, Column.OWNER),
            last_activity=self._date(row, Column.LAST_ACTIVITY),
            sponsor=self._said(row, Column.SPONSOR),
            sponsor_state=self._said(row, Column.SPONSOR_STATE),
        )

    def _name(self, row: Row) -> str:
        name = self._cell(row, Column.NAME)
        if not name:
            raise BadCell("no name")
        if not any(c.isalnum() for c in name):
            raise BadCell("the name has no letter and no digit")
        return read_text(name, "the name", most=NAME_LIMIT)

    def _aliases(self, row: Row) -> tuple[str, ...]:
        """Of all alias columns, the name itself left out."""
        name = _name_key(self._cell(row, Column.NAME))
        items = (item for cell in self._header.texts(row, Column.ALIASES) for item in read_list(cell))
        aliases = tuple(dict.fromkeys(item for item in items if _name_key(item) != name))
        if len(aliases) > ALIASES_LIMIT:
            raise BadCell(f"{len(aliases)} aliases; at most {ALIASES_LIMIT} fit")
        return tuple(read_text(alias, "an alias", most=NAME_LIMIT) for alias in aliases)

    def _said(self, row: Row, column: Column) -> str | None:
        return self._cell(row, column) or None


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
