"""What the rows of an import come to: worked out in memory, from the accounts that stand."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from bot.db.ids import instant_of, new_id
from bot.domain.accounts.fields import FIELDS, AccountField
from bot.domain.accounts.model import Account, Stage, Tier, in_stage
from bot.domain.workspace import schedule
from bot.parsing.names.normal_form import normal_names
from bot.storage.accounts.accounts import key_of
from bot.transfer.columns.account_rows import AccountRow

_REPLACED = [
    name
    for field in FIELDS
    if field.key not in (AccountField.NAME, AccountField.STAGE, AccountField.ALIASES)
    for name in field.attributes
]
"""What a row says in place of what stood."""


class ImportPlan:
    """Takes rows one after the other, each of `rows` once. The key of a row is its external id, else its name.

    Names are one when they are in their normal form, with legal endings: however letters with accents are composed.

    Several rows may mean one account: each finds it as the rows before left it, and what counts is the end. So the
    same rows again change nothing, be they at odds with each other. `spoken` has the day of the last conversation with
    an account, by id: what another system says of an earlier one tells nothing. `sponsors` has who sponsors it: they
    stand beside its owner and do not become it.
    """

    def __init__(
        self,
        standing: Collection[Account],
        rows: Sequence[AccountRow],
        *,
        now: datetime,
        zone: ZoneInfo,
        spoken: Mapping[str, date] = MappingProxyType({}),
        sponsors: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._zone = zone
        self._spoken = spoken
        self._sponsors = sponsors
        self._today = schedule.local_date(now, zone)
        ids = sorted(new_id(now) for _ in rows)  # of one instant they are random: accounts stand as in the file
        self._ids = dict(zip(sorted(row.line for row in rows), ids, strict=True))
        self._before: dict[str, Account] = {}
        self._touched: dict[str, Account] = {}
        self._by_external: dict[str, dict[str, Account]] = defaultdict(dict)
        self._by_name: dict[str, dict[str, Account]] = defaultdict(dict)
        self._normal = dict(zip(names := _names_of(standing, rows), normal_names(names), strict=True))
        self._by_normal: dict[str, dict[str, Account]] = defaultdict(dict)
        self._alike: dict[str, dict[str, str]] = defaultdict(dict)
        for account in standing:
            self._before[account.id] = account
            self._index(account)

    @property
    def new(self) -> tuple[Account, ...]:
        """Accounts to add, with their ids."""
        return tuple(account for account in self._touched.values() if account.id not in self._before)

    @property
    def changed(self) -> tuple[Account, ...]:
        """Accounts that stand and are to be written over."""
        return tuple(account for account in self._standing_touched if not _are_same(self._before[account.id], account))

    @property
    def same(self) -> int:
        """How many accounts are as the rows say already."""
        return len(self._standing_touched) - len(self.changed)

    def is_ambiguous(self, row: AccountRow) -> bool:
        """Whether the row names, without an external id, more than one account that has one."""
        return not row.external_id and self._find(row) is None and len(self._named(row)) > 1

    def take(self, row: AccountRow) -> Account:
        """Add the account of the row, or merge what the row says into the one it is about; as it is then."""
        before = self._find(row)
        spoken = self._spoken.get(before.id) if before else None
        if spoken and row.last_activity and row.last_activity <= spoken:
            row = replace(row, last_activity=None)
        if before and row.owner and row.owner == self._sponsors.get(before.id):
            row = replace(row, owner=None)
        after = _merged(before or self._new(row), row, self._today)
        if before is not None:
            del self._by_external[before.external_id or ""][before.id]
            del self._by_name[key_of(before.name)][before.id]
            del self._by_normal[self._normal[before.name].written_key][before.id]
        self._index(after)
        self._touched[after.id] = after
        return after

    def others_like(self, account: Account) -> tuple[str, ...]:
        """Where `account` is new: what others are called whose names read the same (`Acme GmbH`, `Acme Inc`)."""
        if account.id in self._before:
            return ()
        alike = self._alike[self._normal[account.name].bare_key]
        return tuple(sorted(name for account_id, name in alike.items() if account_id != account.id))

    @property
    def _standing_touched(self) -> list[Account]:
        return [account for account in self._touched.values() if account.id in self._before]

    def _index(self, account: Account) -> None:
        self._by_external[account.external_id or ""][account.id] = account
        self._by_name[key_of(account.name)][account.id] = account
        normal = self._normal[account.name]
        self._by_normal[normal.written_key][account.id] = account
        self._alike[normal.bare_key][account.id] = account.name

    def _find(self, row: AccountRow) -> Account | None:
        """The account the row is about. Where several share an external id, the name decides between them."""
        named = self._named(row)
        if not row.external_id:
            by_id = self._touched.get(row.our_id or "") or self._before.get(row.our_id or "")
            return by_id or (named[0] if len(named) == 1 else self._without_key(row))
        same = list(self._by_external[row.external_id].values())
        if len(same) == 1 and not row.key_by_name:
            return same[0]
        by_both = [each for each in named if each.external_id == row.external_id]
        return by_both[0] if by_both else self._without_key(row)

    def _named(self, row: AccountRow) -> list[Account]:
        """Accounts of this name: to the letter, or else in its normal form, as a line finds them.

        Of two in one export of ours neither is the other, though one has no external id, or they are spelt alike.
        """
        named = list(self._by_name[key_of(row.name)].values())
        if not _is_ours(row):
            return named or list(self._by_normal[self._normal[row.name].written_key].values())
        if not named:
            alike = self._by_normal[self._normal[row.name].written_key].values()
            return [each for each in alike if each.id in self._before]
        return named if row.external_id else [each for each in named if not each.external_id or each.id in self._before]

    def _without_key(self, row: AccountRow) -> Account | None:
        """The one that was added by name alone: it takes the external id of the first row that names it."""
        return next((each for each in self._named(row) if not each.external_id), None)

    def _new(self, row: AccountRow) -> Account:
        """What our export calls it, it is called again; and it was added when that id was made."""
        made = instant_of(row.our_id or "")
        is_taken = row.our_id in self._before or row.our_id in self._touched
        added_on = self._today if made is None else min(schedule.local_date(made, self._zone), self._today)
        return Account(
            id=self._ids[row.line] if made is None or is_taken else row.our_id or "",
            name=row.name,
            stage=Stage.CUSTOMER,
            tier=Tier.STANDARD,
            added_on=self._today if is_taken else added_on,
        )


def _names_of(standing: Collection[Account], rows: Sequence[AccountRow]) -> list[str]:
    return list(dict.fromkeys((*(account.name for account in standing), *(row.name for row in rows))))


def _is_ours(row: AccountRow) -> bool:
    return instant_of(row.our_id or "") is not None


def _merged(before: Account, row: AccountRow, today: date) -> Account:
    """`before` with what the row says; an empty cell says nothing. Whoever is found by name keeps its spelling."""
    text = {
        **{name: getattr(row, name) for name in _REPLACED},
        "name": row.name if row.external_id else None,
        "external_id": row.external_id or None,
        "last_activity": row.last_activity,
    }
    return replace(
        _in_stage(before, row.stage, today),
        **{name: value for name, value in text.items() if value is not None},
        aliases=_together(before, row),
    )


def _in_stage(account: Account, stage: Stage | None, today: date) -> Account:
    """Whatever somebody let rest rests on, whatever another system calls it; that is what it wakes up to."""
    if stage is None or stage is account.stage:
        return account
    return replace(account, rested_from=stage) if account.rested_on else in_stage(account, stage, today)


def _together(before: Account, row: AccountRow) -> tuple[str, ...]:
    by_key = {key_of(alias): alias for alias in (*row.aliases, *before.aliases)}
    by_key.pop(key_of(row.name), None)
    return tuple(alias for _, alias in sorted(by_key.items()) if alias)


def _are_same(one: Account, other: Account) -> bool:
    """Databases differ in how they order aliases: their order says nothing."""
    return set(one.aliases) == set(other.aliases) and replace(one, aliases=other.aliases) == other
