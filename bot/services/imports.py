"""Accounts from a CSV file: good rows go in, bad ones are named, and the same file twice changes nothing."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from zoneinfo import ZoneInfo

from bot.domain import schedule
from bot.domain.accounts import Account, Stage, Tier
from bot.parsing.csv_accounts import AccountRow, BadRow, read_accounts
from bot.services.deps import Deps
from bot.storage import accounts, audit, workspaces
from bot.storage.engine import Session

IMPORTER = "import"
"""Stands in the audit log where no person can be named."""

_MEMBER_ID = re.compile(r"[UW][A-Z0-9]{2,}")


@dataclass(frozen=True)
class Imported:
    """How many accounts were added, changed or already so; `bad` names each row that was not read."""

    added: int
    changed: int
    same: int
    bad: tuple[BadRow, ...]
    unknown_headers: tuple[str, ...]


def import_accounts(deps: Deps, workspace_id: str, content: bytes) -> Imported:
    """Read `content` in one transaction. The key of a row is its external id, else its name.

    What a row leaves empty stays as it is. Raises Refusal for content that is no CSV with account names.
    """
    file = read_accounts(content)
    with deps.database.transaction() as session:
        workspace = workspaces.find(session, workspace_id)
        zone = ZoneInfo(workspace.zone if workspace else "UTC")
        standing = _Standing(accounts.every(session, workspace_id))
        today = schedule.local_date(deps.now(), zone)
        done = [_take(session, deps, workspace_id, row, standing, today) for row in file.rows]
        counts = {what: done.count(what) for what in (_ADDED, _CHANGED, _SAME)}
        if counts[_ADDED] or counts[_CHANGED]:
            audit.record(
                session,
                workspace_id,
                actor=IMPORTER,
                action="import accounts",
                subject=workspace_id,
                now=deps.now(),
                details=counts,
            )
    return Imported(counts[_ADDED], counts[_CHANGED], counts[_SAME], file.bad, file.unknown_headers)


_ADDED, _CHANGED, _SAME = "added", "changed", "same"


@dataclass
class _Standing:
    """The accounts that are there, by the keys a row may have; grows as rows are added."""

    known: Iterable[Account]
    by_external: dict[str, list[Account]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[str, list[Account]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for account in self.known:
            self.add(account)

    def add(self, account: Account) -> None:
        if account.external_id:
            self.by_external[account.external_id].append(account)
        self.by_name[accounts.key_of(account.name)].append(account)

    def find(self, row: AccountRow) -> Account | None:
        """The account the row is about. Where several share an external id, the name decides between them."""
        named = self.by_name.get(accounts.key_of(row.name), [])
        if not row.external_id:
            return named[0] if len(named) == 1 else next((each for each in named if not each.external_id), None)
        same = self.by_external.get(row.external_id, [])
        if len(same) == 1 and not row.key_by_name:
            return same[0]
        by_both = [each for each in named if each.external_id == row.external_id]
        return by_both[0] if by_both else self._without_key(named)

    def _without_key(self, named: list[Account]) -> Account | None:
        """One that was added by name alone takes the external id of the row that names it."""
        return next((each for each in named if not each.external_id), None)


def _take(session: Session, deps: Deps, workspace_id: str, row: AccountRow, standing: _Standing, today: date) -> str:
    before = standing.find(row)
    if before is None:
        added = accounts.add(session, workspace_id, _new(row, today), by=IMPORTER, now=deps.now())
        if added is None:
            return _SAME
        standing.add(added)
        return _ADDED
    after = _merged(before, row)
    if after == before:
        return _SAME
    accounts.change(session, workspace_id, after)
    return _CHANGED


def _new(row: AccountRow, today: date) -> Account:
    blank = Account(id="", name=row.name, stage=Stage.CUSTOMER, tier=Tier.STANDARD, added_on=today)
    return _merged(blank, row)


def _merged(before: Account, row: AccountRow) -> Account:
    """`before` with what the row says; an empty cell says nothing."""
    said = {
        "name": row.name,
        "external_id": row.external_id or None,
        "stage": row.stage,
        "tier": row.tier,
        "cadence": row.cadence,
        "value": row.value,
        "customer_since": row.customer_since,
        "last_activity": row.last_activity,
        "channel": row.channel or None,
        "owner": row.owner if row.owner and _MEMBER_ID.fullmatch(row.owner) else None,
    }
    return replace(
        before,
        **{name: value for name, value in said.items() if value is not None},  # type: ignore[arg-type]
        aliases=_together(before, row),
    )


def _together(before: Account, row: AccountRow) -> tuple[str, ...]:
    by_key = {accounts.key_of(alias): alias for alias in (*row.aliases, *before.aliases)}
    by_key.pop(accounts.key_of(row.name), None)
    return tuple(alias for _, alias in sorted(by_key.items()) if alias)
