"""What the rows of an import come to: worked out in memory, from the accounts that stand."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.domain.accounts import Account, Stage, Tier
from bot.parsing.csv_accounts import AccountRow
from bot.storage.accounts import key_of


class ImportPlan:
    """Takes rows one after the other. The key of a row is its external id, else its name.

    Several rows may mean one account: each finds it as the rows before left it, and what counts is the end. So the
    same rows again change nothing, be they at odds with each other.
    """

    def __init__(self, standing: Iterable[Account], today: date) -> None:
        self._today = today
        self._before: dict[str, Account] = {}
        self._touched: dict[str, Account] = {}
        self._by_external: dict[str, dict[str, Account]] = defaultdict(dict)
        self._by_name: dict[str, dict[str, Account]] = defaultdict(dict)
        for account in standing:
            self._before[account.id] = account
            self._index(account)

    @property
    def new(self) -> tuple[Account, ...]:
        """Accounts to add; their ids are ours, for the time being."""
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
        return not row.external_id and len(self._named(row)) > 1 and self._without_key(row) is None

    def take(self, row: AccountRow) -> None:
        """Add the account of the row, or merge what the row says into the one it is about."""
        before = self._find(row)
        after = _merged(before, row) if before is not None else self._new(row)
        if before is not None:
            del self._by_external[before.external_id or ""][before.id]
            del self._by_name[key_of(before.name)][before.id]
        self._index(after)
        self._touched[after.id] = after

    @property
    def _standing_touched(self) -> list[Account]:
        return [account for account in self._touched.values() if account.id in self._before]

    def _index(self, account: Account) -> None:
        self._by_external[account.external_id or ""][account.id] = account
        self._by_name[key_of(account.name)][account.id] = account

    def _find(self, row: AccountRow) -> Account | None:
        """The account the row is about. Where several share an external id, the name decides between them."""
        named = self._named(row)
        if not row.external_id:
            return named[0] if len(named) == 1 else self._without_key(row)
        same = list(self._by_external[row.external_id].values())
        if len(same) == 1 and not row.key_by_name:
            return same[0]
        by_both = [each for each in named if each.external_id == row.external_id]
        return by_both[0] if by_both else self._without_key(row)

    def _named(self, row: AccountRow) -> list[Account]:
        return list(self._by_name[key_of(row.name)].values())

    def _without_key(self, row: AccountRow) -> Account | None:
        """The one that was added by name alone: it takes the external id of the first row that names it."""
        return next((each for each in self._named(row) if not each.external_id), None)

    def _new(self, row: AccountRow) -> Account:
        stands_for = f"row {row.line}"
        blank = Account(id=stands_for, name=row.name, stage=Stage.CUSTOMER, tier=Tier.STANDARD, added_on=self._today)
        return _merged(blank, row)


def _merged(before: Account, row: AccountRow) -> Account:
    """`before` with what the row says; an empty cell says nothing. Whoever is found by name keeps its spelling."""
    said = {
        "name": row.name if row.external_id else None,
        "external_id": row.external_id or None,
        "stage": row.stage,
        "tier": row.tier,
        "cadence": row.cadence,
        "value": row.value,
        "customer_since": row.customer_since,
        "last_activity": row.last_activity,
        "channel": row.channel or None,
        "owner": row.owner or None,
    }
    return replace(
        before,
        **{name: value for name, value in said.items() if value is not None},  # type: ignore[arg-type]
        aliases=_together(before, row),
    )


def _together(before: Account, row: AccountRow) -> tuple[str, ...]:
    by_key = {key_of(alias): alias for alias in (*row.aliases, *before.aliases)}
    by_key.pop(key_of(row.name), None)
    return tuple(alias for _, alias in sorted(by_key.items()) if alias)


def _are_same(one: Account, other: Account) -> bool:
    """Databases differ in how they order aliases: their order says nothing."""
    return set(one.aliases) == set(other.aliases) and replace(one, aliases=other.aliases) == other
