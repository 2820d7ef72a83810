"""Accounts from a CSV file: good rows go in, bad ones are named, and the same file twice changes nothing.

What the file comes to is worked out first; then it is written in portions, so that nobody who logs waits long.
Where somebody else changes an account in between, the rest is worked out anew.
"""

import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from bot.domain import schedule
from bot.domain.accounts import Account
from bot.domain.members import Member
from bot.parsing.csv_accounts import AccountRow, BadRow, read_accounts
from bot.services.deps import Deps
from bot.services.import_plan import ImportPlan
from bot.storage import accounts, audit, members, workspaces
from bot.storage.engine import Session

IMPORTER = "import"
"""Stands in the audit log where no person can be named."""

PORTION = 250
"""Accounts written in one transaction: the write lock is held for some hundredths of a second each time."""

_GIVE_WAY_SECONDS = 0.005
"""Whoever waits for the write lock looks every millisecond: between two portions it is theirs."""

_MEMBER_ID = re.compile(r"[UW](?:0[A-Z0-9]{2,30}|(?=[A-Z]*[0-9])[A-Z0-9]{7,30})")
"""WILLIAMSON is a name. Old ids may do without a digit too: they are taken from whoever is known already."""


@dataclass(frozen=True)
class LeftOut:
    """A cell that was left out of a row that went in: the line the row begins on, and why."""

    line: int
    reason: str


@dataclass(frozen=True)
class Imported:
    """How many accounts were added, changed or already so; `bad` names each row that was not read."""

    added: int
    changed: int
    same: int
    bad: tuple[BadRow, ...]
    unknown_headers: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True)
class _Writes:
    """What is still to be written, as long as the accounts are as they were under `stamp`."""

    stamp: int
    changed: tuple[Account, ...]
    new: tuple[Account, ...]
    same: int
    bad: tuple[BadRow, ...]

    @property
    def portion(self) -> tuple[tuple[Account, ...], tuple[Account, ...]]:
        """Those to change and those to add next; both empty when all is written."""
        changed = self.changed[:PORTION]
        return changed, self.new[: PORTION - len(changed)]

    def rest(self, stamp: int) -> "_Writes":
        changed, new = self.portion
        return replace(self, stamp=stamp, changed=self.changed[len(changed) :], new=self.new[len(new) :])


def import_accounts(deps: Deps, workspace_id: str, content: bytes) -> Imported:
    """Read `content`, then write it. The key of a row is its external id, else its name.

    What a row leaves empty stays as it is. Raises Refusal for content that is no CSV with account names.
    """
    file = read_accounts(content)
    rows, left_out = _with_owners_who_may(deps, workspace_id, file.rows)
    writes = _work_out(deps, workspace_id, rows)
    same, added, changed = writes.same, 0, 0
    while any(writes.portion):
        rest = _write(deps, workspace_id, writes)
        if rest is None:
            writes = _work_out(deps, workspace_id, rows)
            continue
        changed += len(writes.portion[0])
        added += len(writes.portion[1])
        writes = rest
        time.sleep(_GIVE_WAY_SECONDS)
    bad = sorted((*file.bad, *writes.bad), key=lambda row: row.line)
    return Imported(added, changed, same, tuple(bad), file.unknown_headers, left_out)


def _with_owners_who_may(
    deps: Deps, workspace_id: str, rows: Iterable[AccountRow]
) -> tuple[list[AccountRow], tuple[LeftOut, ...]]:
    with deps.database.reading() as session:
        people = members.of(session, workspace_id, [row.owner for row in rows if row.owner])
    kept, left_out = [], []
    for row in rows:
        against = _reason_against(row.owner, people)
        kept.append(replace(row, owner=None) if against else row)
        if against:
            left_out.append(LeftOut(row.line, f"owner {row.owner} {against} and was left out"))
    return kept, tuple(left_out)


def _reason_against(owner: str | None, people: Mapping[str, Member]) -> str | None:
    if not owner or (owner in people and people[owner].may_take_part):
        return None
    if owner in people:
        return "is a guest, a bot or somebody who left"
    return None if _MEMBER_ID.fullmatch(owner) else "is no Slack id"


def _work_out(deps: Deps, workspace_id: str, rows: Iterable[AccountRow]) -> _Writes:
    with deps.database.reading() as session:
        workspace = workspaces.find(session, workspace_id)  # before the accounts: they are never older than its stamp
        if workspace is None:
            raise LookupError(workspace_id)
        today = schedule.local_date(deps.now(), ZoneInfo(workspace.zone))
        plan = ImportPlan(accounts.every(session, workspace_id), today)
    bad = []
    # Names alone come last: by then it is known how many accounts have them.
    for row in sorted(rows, key=lambda row: not row.external_id):
        if plan.is_ambiguous(row):
            bad.append(BadRow(row.line, "several accounts have this name: give its external id"))
        else:
            plan.take(row)
    return _Writes(workspace.accounts_version, plan.changed, plan.new, plan.same, tuple(bad))


def _write(deps: Deps, workspace_id: str, writes: _Writes) -> _Writes | None:
    """Write one portion; what is left, or None when nothing was written because the accounts are others by now."""
    changed, new = writes.portion
    with deps.database.transaction() as session:
        if accounts.hold_names(session, workspace_id) != writes.stamp:
            return None
        owners = {account.owner for account in (*changed, *new) if account.owner}
        members.mention(session, workspace_id, owners)
        accounts.change_all(session, workspace_id, changed)
        accounts.add_all(session, workspace_id, new, by=IMPORTER, now=deps.now())
        _audit(session, deps, workspace_id, added=len(new), changed=len(changed))
        return writes.rest(accounts.hold_names(session, workspace_id))


def _audit(session: Session, deps: Deps, workspace_id: str, **counts: int) -> None:
    audit.record(
        session,
        workspace_id,
        actor=IMPORTER,
        action="import accounts",
        subject=workspace_id,
        now=deps.now(),
        details=counts,
    )
