"""Accounts from CSV, without options: good rows come out as values, each bad one with its line and reason.

The key of a row is its external id, else its name. Where rows of one file share an external id under
different names (two share classes of one company), `key_by_name` is set on each of them: id and name
together are the key then. A row with the key of an earlier one is bad.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.accounts.model import Stage, Tier
from bot.parsing.cells.values import (
    BadCell,
    read_cadence,
    read_kind_of_account,
    read_list,
    read_stage,
    read_text,
    read_tier,
    read_value,
)
from bot.parsing.commands.account_add import NAME_LIMIT
from bot.parsing.names.normal_form import normal_names, shown_form
from bot.transfer.columns.account_columns import (
    WANTED,
    AccountColumn,
    is_account_header,
    read_account_header,
    says_stage,
)
from bot.transfer.csv.headers import Header
from bot.transfer.csv.rows import RowReader, read_rows
from bot.transfer.csv.table import BadRow, LeftOut, Row, Table, UnreadableFile, read_table

__all__ = ["AccountRow", "AccountsFile", "BadRow", "LeftOut", "UnreadableFile", "read_accounts"]

ID_LIMIT = 128
_DATES = (AccountColumn.CUSTOMER_SINCE, AccountColumn.LAST_ACTIVITY)
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
    """Good rows in the order of the file, bad ones by line, and the headers that were not read.

    `left_out` are cells of good rows that could not be read, and lines that are no rows, by line.
    """

    rows: tuple[AccountRow, ...]
    bad: tuple[BadRow, ...]
    unknown_headers: tuple[str, ...]
    left_out: tuple[LeftOut, ...] = ()


def read_accounts(content: bytes | str) -> AccountsFile:
    """Read a CSV file. Raises UnreadableFile where it is no CSV or none of its columns holds names."""
    table = read_table(content, is_account_header, WANTED)
    header = read_account_header(table.header)
    if _heads_nothing(table, header):
        raise UnreadableFile(WANTED)
    reader = _AccountReader(table, header, _DATES)
    rows, bad, left_out = read_rows(table, reader.read, reader.left_out)
    kept = _keyed(list(_without_repeats(rows, bad)))
    return AccountsFile(kept, tuple(sorted(bad, key=lambda one: one.line)), header.unknown, tuple(left_out))


def _heads_nothing(table: Table, header: Header) -> bool:
    """Whether the header is a row itself: of `Acme,Customer` one cell is a word for names, but heads stages."""
    names = [header.cell(row, AccountColumn.NAME) for row in table.rows]
    told = [name for name in names if name]
    title = header.title(AccountColumn.NAME)
    if len(header.places) > 1:
        return False
    if not told:
        return says_stage(title) and header.width > 1
    return title in told or (says_stage(title) and 2 * sum(map(says_stage, told)) > len(told))


class _AccountReader(RowReader):
    def read(self, row: Row) -> AccountRow:
        self._header.check_width(row)
        name = self._name(row)
        return AccountRow(
            line=row.line,
            our_id=self._said(row, AccountColumn.OUR_ID),
            external_id=read_text(self._cell(row, AccountColumn.EXTERNAL_ID), "the id", most=ID_LIMIT) or None,
            name=name,
            aliases=self._aliases(row, name),
            stage=self._read(row, AccountColumn.STAGE, read_stage)
            or read_kind_of_account(self._cell(row, AccountColumn.KIND_OF_ACCOUNT)),
            tier=self._read(row, AccountColumn.TIER, read_tier),
            cadence=self._read(row, AccountColumn.CADENCE, read_cadence),
            value=self._read(row, AccountColumn.VALUE, read_value),
            customer_since=self._date_if_any(row, AccountColumn.CUSTOMER_SINCE),
            channel=self._said(row, AccountColumn.CHANNEL),
            owner=self._said(row, AccountColumn.OWNER),
            last_activity=self._date_if_any(row, AccountColumn.LAST_ACTIVITY),
            sponsor=self._said(row, AccountColumn.SPONSOR),
            sponsor_state=self._said(row, AccountColumn.SPONSOR_STATE),
        )

    def _name(self, row: Row) -> str:
        name = self._cell(row, AccountColumn.NAME)
        if not shown_form(name):
            raise BadCell("no name")
        if not any(c.isalnum() for c in shown_form(name)):
            raise BadCell("the name has no letter and no digit")
        return read_text(name, "the name", most=NAME_LIMIT)

    def _aliases(self, row: Row, name: str) -> tuple[str, ...]:
        """Of all alias columns, the name itself left out."""
        items = (item for cell in self._header.texts(row, AccountColumn.ALIASES) for item in read_list(cell))
        aliases = [item for item in dict.fromkeys(items) if item.casefold() != name.casefold()]
        fitting = [alias for alias in aliases if len(alias) <= NAME_LIMIT]
        if len(fitting) < len(aliases):
            self._leave_out(row, AccountColumn.ALIASES, f"an alias has more than {NAME_LIMIT} characters")
        if len(fitting) > ALIASES_LIMIT:
            self._leave_out(row, AccountColumn.ALIASES, f"{len(fitting)} aliases; at most {ALIASES_LIMIT} fit")
        return tuple(fitting[:ALIASES_LIMIT])

    def _said(self, row: Row, column: AccountColumn) -> str | None:
        return self._cell(row, column) or None


def _without_repeats(rows: list[AccountRow], bad: list[BadRow]) -> Iterator[AccountRow]:
    """Two that our own export tells apart are two, unless their names are equal to the letter."""
    lines: dict[tuple[str | None, ...], int] = {}
    for row, normal in zip(rows, normal_names([row.name for row in rows]), strict=True):
        keys = (row.external_id, row.name.casefold()), (row.external_id, normal.written_key, row.our_id)
        first = next((lines[key] for key in keys if key in lines), None)
        if first is not None:
            bad.append(BadRow(row.line, f"the same account as line {first}"))
            continue
        lines |= dict.fromkeys(keys, row.line)
        yield row


def _keyed(rows: list[AccountRow]) -> tuple[AccountRow, ...]:
    names: dict[str, int] = Counter(row.external_id or "" for row in rows)
    return tuple(
        replace(row, key_by_name=True) if row.external_id and names[row.external_id] > 1 else row for row in rows
    )
