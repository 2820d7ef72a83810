"""Accounts from a CSV file: good rows go in, bad ones are named, and the same file twice changes nothing.

What the file comes to is worked out first; then it is written in portions, so that nobody who logs waits long.
Where somebody else changes an account in between, the rest is worked out anew.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from bot.db.ids import instant_of
from bot.db.scope import Scope
from bot.domain.accounts.model import Account
from bot.domain.errors import Conflict, NotSaved, StorageAway
from bot.parsing.names.normal_form import shown_form
from bot.services.deps import Deps
from bot.storage.accounts import accounts
from bot.storage.conversations import stats
from bot.storage.sponsors import sponsorships
from bot.storage.workspace import audit, members, workspaces
from bot.transfer.columns.account_rows import AccountRow, read_accounts
from bot.transfer.import_result import IMPORTER, BadRow, ImportResult, Noted, by_line, noted_by_line, yield_lock
from bot.transfer.imports.people import PersonFinder, UnreadableCell, people_of, require_importer
from bot.transfer.imports.plan import ImportPlan
from bot.transfer.imports.sponsors import RequestedSponsor, bring_sponsors

BATCH = 250
"""Accounts written in one transaction: the write lock is held for some hundredths of a second each time."""

_MOST_LOSSES = 100
"""So many times somebody else may be faster."""

_CHANNEL_ID = re.compile(r"[CG][A-Z0-9]{2,31}")


@dataclass(frozen=True)
class _Writes:
    """What is still to be written, as long as the accounts are as they were under `stamp`.

    `sponsors` are for afterwards, when all their accounts stand.
    """

    stamp: int
    changed: tuple[Account, ...]
    new: tuple[Account, ...]
    same: int
    sponsors: tuple[RequestedSponsor, ...]
    bad: tuple[BadRow, ...]
    noted: tuple[Noted, ...]

    @property
    def batch(self) -> tuple[tuple[Account, ...], tuple[Account, ...]]:
        """Those to change and those to add next; both empty when all is written."""
        changed = self.changed[:BATCH]
        return changed, self.new[: BATCH - len(changed)]

    def rest(self, stamp: int) -> "_Writes":
        changed, new = self.batch
        return replace(self, stamp=stamp, changed=self.changed[len(changed) :], new=self.new[len(new) :])


def import_accounts(deps: Deps, workspace_id: str, content: bytes | str, *, by: str | None) -> ImportResult:
    """See bot.transfer.import_file.accounts. What a row leaves empty stays as it is."""
    with deps.reading(workspace_id) as scope:
        require_importer(scope, by)
    file = read_accounts(content)
    rows, left_out = _settled(deps, workspace_id, file.rows)
    first = _work_out(deps, workspace_id, rows)
    with _announced(deps, workspace_id):
        done = _write_all(deps, workspace_id, rows, first, by)
    sponsored = bring_sponsors(deps, workspace_id, done.last.sponsors, by)
    only_sponsored = sponsored.accounts - done.added - done.changed
    return ImportResult(
        added=len(done.added),
        changed=len(done.changed | only_sponsored),
        same=first.same - len(only_sponsored),
        bad=by_line((*file.bad, *done.last.bad)),
        unknown_headers=file.unknown_headers,
        noted=noted_by_line((*left_out, *first.noted, *sponsored.noted), file.left_out),
    )


@dataclass(frozen=True)
class _Done:
    """The ids of the accounts that were written, and what the file came to in the end."""

    added: set[str]
    changed: set[str]
    last: _Writes


def _write_all(
    deps: Deps,
    workspace_id: str,
    rows: Sequence[AccountRow],
    writes: _Writes,
    by: str | None,
) -> _Done:
    added, changed = set[str](), set[str]()
    portions = losses = 0
    while any(writes.batch):
        rest = _write(deps, workspace_id, writes, by)
        if rest is None:
            losses += 1
            if losses > _MOST_LOSSES:
                raise StorageAway("others change accounts all the time")
            writes = _work_out(deps, workspace_id, rows)
            continue
        changed.update(account.id for account in writes.batch[0])
        added.update(account.id for account in writes.batch[1])
        writes, portions = rest, portions + 1
        yield_lock(deps.database, portions)
    return _Done(added, changed, writes)


def _settled(
    deps: Deps, workspace_id: str, rows: Sequence[AccountRow]
) -> tuple[tuple[AccountRow, ...], tuple[Noted, ...]]:
    """The rows with people as ids; what names nobody, or no channel, is left out of them and told."""
    cells = {cell for row in rows for cell in (row.owner, row.sponsor) if cell}
    people = people_of(deps, workspace_id, cells)
    noted: list[Noted] = []
    settled = tuple(_settled_row(row, people, noted) for row in rows)
    return settled, tuple(noted)


def _settled_row(row: AccountRow, people: PersonFinder, noted: list[Noted]) -> AccountRow:
    if not instant_of(row.our_id or ""):  # what we exported comes back to the letter
        row = replace(row, name=shown_form(row.name))
    if row.channel and not _CHANNEL_ID.fullmatch(row.channel):
        noted.append(Noted(row.line, f"channel not linked: {row.channel[:40]} is no Slack id"))
        row = replace(row, channel=None)
    found: dict[str, str | None] = {}
    for role, cell in (("owner", row.owner), ("sponsor", row.sponsor)):
        try:
            found[role] = people.one_who_may(cell) if cell else None
        except UnreadableCell as reason:
            noted.append(Noted(row.line, f"{role} {reason}"))
            found[role] = None
        member_id = found[role]
        if member_id is not None and not people.knows(member_id):
            noted.append(Noted(row.line, f"{role} {member_id}: not known here yet"))
    return replace(row, owner=found["owner"], sponsor=found["sponsor"])


def _work_out(deps: Deps, workspace_id: str, rows: Sequence[AccountRow]) -> _Writes:
    with deps.reading(workspace_id) as scope:
        workspace = workspaces.find(scope)  # before the accounts: they are never older than its stamp
        if workspace is None:
            raise LookupError(workspace_id)
        plan = ImportPlan(
            accounts.every(scope),
            rows,
            now=scope.now,
            zone=ZoneInfo(workspace.zone),
            spoken=stats.last_by_account(scope),
            sponsors=_sponsors(scope),
        )
    bad: list[BadRow] = []
    noted: list[Noted] = []
    sponsors: list[RequestedSponsor] = []
    # Names alone come last: by then it is known how many accounts have them.
    for row in sorted(rows, key=lambda row: not row.external_id):
        if plan.is_ambiguous(row):
            bad.append(BadRow(row.line, "several accounts have this name: give its external id"))
            continue
        account = plan.take(row)
        if alike := plan.others_like(account):
            noted.append(Noted(row.line, _alike(account, alike)))
        if row.owner and row.owner != account.owner:
            noted.append(Noted(row.line, "owner left out: they sponsor the account"))
        if row.sponsor:
            sponsors.append(RequestedSponsor(row.line, account.id, row.sponsor, row.sponsor_state or ""))
    return _Writes(
        workspace.accounts_version, plan.changed, plan.new, plan.same, tuple(sponsors), tuple(bad), tuple(noted)
    )


def _sponsors(scope: Scope) -> dict[str, str]:
    return {
        sponsorship.account_id: sponsorship.member
        for sponsorship in sponsorships.active(scope)
        if sponsorship.is_accepted
    }


def _alike(account: Account, others: Sequence[str]) -> str:
    return f"{account.name} is an account of its own beside {others[0]}: merge them in Slack if they are one"


@contextmanager
def _announced(deps: Deps, workspace_id: str) -> Iterator[None]:
    """Where it breaks off, what is in by then can be found; else the last portion says so."""
    try:
        yield
    except BaseException:
        with suppress(NotSaved), deps.transaction(workspace_id) as scope:
            workspaces.renew_accounts_version(scope)
        raise


def _write(deps: Deps, workspace_id: str, writes: _Writes, by: str | None) -> _Writes | None:
    """Write one portion; what is left, or None when nothing was written because the accounts are others by now."""
    with suppress(Conflict), deps.transaction(workspace_id) as scope:
        require_importer(scope, by)
        if accounts.lock_names(scope) != writes.stamp:
            return None
        return _written(scope, writes, by)
    return None


def _written(scope: Scope, writes: _Writes, by: str | None) -> _Writes:
    """Raises Conflict where another import was first: it does not say so before it ends."""
    changed, new = writes.batch
    # Each announcement costs everybody's next line a second or more where there are tens of thousands of names.
    is_last = not any(writes.rest(writes.stamp).batch)
    owners = {account.owner for account in (*changed, *new) if account.owner}
    members.mention(scope, owners)
    _audit_owners(scope, by, changed)
    accounts.change_all(scope, changed)
    accounts.add_all(scope, new, by=by or IMPORTER, announce=is_last)
    _audit(scope, by, added=len(new), changed=len(changed))
    return writes.rest(accounts.lock_names(scope))


def _audit_owners(scope: Scope, by: str | None, changed: Sequence[Account]) -> None:
    """Who owned each account that is about to be another's."""
    before = {each.id: each.owner for each in accounts.those(scope, [each.id for each in changed])}
    for account in changed:
        if account.owner != before.get(account.id):
            audit.record(
                scope,
                actor=by or IMPORTER,
                action="account: owner",
                subject=account.id,
                details={"from": before.get(account.id), "to": account.owner},
            )


def _audit(scope: Scope, by: str | None, **counts: int) -> None:
    audit.record(scope, actor=by or IMPORTER, action="import accounts", subject=scope.workspace_id, details=counts)
