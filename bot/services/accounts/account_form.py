"""The form of an account: who may change what, and what becomes of it when somebody saves."""

from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import datetime

from bot.db.scope import Scope
from bot.domain.accounts.account_form import AccountForm, FilledAccount, Stamps, stamps_of
from bot.domain.accounts.fields import AccountField
from bot.domain.accounts.model import Account
from bot.domain.accounts.saved import SavedChange
from bot.domain.concurrent_edits import Changer, ConcurrentEdit, Merge, merge
from bot.domain.errors import Conflict, Incomplete, NotAllowed, NotSaved, Refusal
from bot.domain.workspace.members import Caller
from bot.domain.workspace.roles import Action, Role, may
from bot.messages.error_messages import NOTHING
from bot.parsing.forms import account_fields
from bot.services import audit_log
from bot.services.accounts import assignments, changes
from bot.services.deps import CommitGuard, Deps
from bot.services.local_days import local_day
from bot.services.workspace import permissions
from bot.services.workspace.members import require_colleague
from bot.storage.accounts import accounts, cadences
from bot.storage.workspace import audit, members

_EDITED = "account: edit"
_CHANGED = "account: "
"""What every change of an account begins with in the audit log."""


@dataclass(frozen=True)
class Saved:
    """What was written; `also_changed_by` is who changed other fields while the form was open."""

    change: SavedChange
    also_changed_by: Changer | None = None


def of_account(deps: Deps, caller: Caller, account_id: str) -> AccountForm:
    """The form of an account as it stands. Raises NotAllowed to whoever may change nothing of it."""
    require_colleague(deps, caller)
    with deps.reading(caller.workspace.id) as scope:
        account = _found(accounts.find(scope, account_id))
        fields = _open_to(permissions.to_account(scope, caller, account))
        return _form(scope, account, fields)


def save(
    deps: Deps,
    caller: Caller,
    account_id: str,
    opened: Stamps,
    typed: FilledAccount,
    *,
    since: datetime,
    round_: int,
    guard: CommitGuard,
) -> Saved | AccountForm:
    """Save a form that was opened at the instant `since`, when the fields read as `opened`; twice is once.

    What somebody changed meanwhile stays where it is in other fields; where both changed the same, nothing is saved
    and the form comes back with what they wrote. Raises NotAllowed where the right is gone by now, Incomplete with
    what is wrong under which field.
    """
    _check_owner(deps, caller, opened, typed)
    try:
        with deps.transaction(caller.workspace.id, guard) as scope:
            account = _found(accounts.lock(scope, account_id))
            found = merge(opened, stamps_of(typed), stamps_of(account_fields.shown(account)))
            to_write = {each: typed[each] for each in found.to_write}
            _require(permissions.to_account(scope, caller, account), to_write)
            if found.conflicts:
                guard.on_commit(NOTHING)
                return replace(_conflicting(scope, caller, account, found, typed, since), round=round_ + 1)
            changed = account_fields.read(to_write, account, local_day(caller, scope.now))
            other = _who_changed(scope, caller, account, since) if found.taken else None
            _write(scope, caller, account, changed, to_write)
            change = changes.saved(scope, account, changed)
    except NotSaved:
        raise  # an Outrun too, which says nothing of names
    except Conflict:
        raise Incomplete({AccountField.NAME: "Another account has that name already: write another one."}) from None
    deps.outbox.wake()
    return Saved(change, other)


def _found(account: Account | None) -> Account:
    if account is None:
        raise Refusal("That account is gone.")
    return account


def _open_to(held: Set[Role]) -> tuple[AccountField, ...]:
    """The fields that somebody with these roles may change."""
    if may(Action.CHANGE_ACCOUNT, held):
        return tuple(AccountField)
    if may(Action.RENAME_ACCOUNT, held):
        return (AccountField.NAME,)
    raise NotAllowed(changes.WHO)


def _require(held: Set[Role], to_write: FilledAccount) -> None:
    if not set(to_write) <= set(_open_to(held)):
        raise NotAllowed(changes.WHO)


def _form(scope: Scope, account: Account, fields: tuple[AccountField, ...]) -> AccountForm:
    stands = account_fields.shown(account)
    filled = {field: stands[field] for field in fields}
    names = members.names_of(scope, [account.owner or ""])
    days = cadences.of(scope)
    return AccountForm(account, filled, stamps_of(filled), scope.now, names=names, cadences=days)


def _check_owner(deps: Deps, caller: Caller, opened: Stamps, typed: FilledAccount) -> None:
    """Slack may have to be asked who that is: before the transaction."""
    owner = typed.get(AccountField.OWNER, "")
    if not owner or stamps_of({AccountField.OWNER: owner})[AccountField.OWNER] == opened.get(AccountField.OWNER):
        return
    try:
        changes.check_owner(deps, caller, owner)
    except Refusal as refusal:
        raise Incomplete({AccountField.OWNER: refusal.words}) from None


def _conflicting(
    scope: Scope, caller: Caller, account: Account, found: Merge[AccountField], typed: FilledAccount, since: datetime
) -> AccountForm:
    """The form once more, with the reader's own words where both changed something, and what the other one wrote."""
    stands = {each: text for each, text in account_fields.shown(account).items() if each in typed}
    own = {each: typed[each] for each in found.to_write}
    conflicts = {conflict: stands[conflict] for conflict in found.conflicts}
    people = [account.owner or "", typed.get(AccountField.OWNER, "")]
    return AccountForm(
        account,
        {**stands, **own},
        stamps_of(stands),
        scope.now,
        ConcurrentEdit(_who_changed(scope, caller, account, since), found.taken, conflicts),
        names=members.names_of(scope, people),
    )


def _who_changed(scope: Scope, caller: Caller, account: Account, since: datetime) -> Changer:
    """Who changed it since then. An import names no accounts in the audit log: then nobody is named."""
    member_id = audit.last_actor(scope, account.id, action=_CHANGED, since=since) or ""
    names = members.names_of(scope, [member_id])
    return Changer(names.get(member_id, ""), is_reader=member_id == caller.member.id)


def _write(scope: Scope, caller: Caller, before: Account, after: Account, to_write: FilledAccount) -> None:
    if after == before:
        return
    if after.channel != before.channel and after.channel is not None:
        _refuse_linked(scope, after)
    if after.owner != before.owner and after.owner is not None:
        _refuse_sponsor(scope, caller, after)
        members.mention(scope, [after.owner])
    accounts.change(scope, after)
    entry_id = audit_log.write(scope, caller, _EDITED, after.id, fields=" ".join(to_write), **_owners(before, after))
    if before.owner != after.owner:
        concerned = after.owner, before.owner
        assignments.tell(scope, entry_id, *concerned, by=caller.member.id)


def _owners(before: Account, after: Account) -> dict[str, str | None]:
    """Who owned it and who does, where that changed."""
    return {assignments.FROM: before.owner, assignments.TO: after.owner} if before.owner != after.owner else {}


def _refuse_sponsor(scope: Scope, caller: Caller, account: Account) -> None:
    try:
        changes.refuse_sponsor(scope, caller, account)
    except Refusal as refusal:
        raise Incomplete({AccountField.OWNER: refusal.words}) from None


def _refuse_linked(scope: Scope, account: Account) -> None:
    try:
        changes.refuse_linked(scope, account)
    except Refusal as refusal:
        raise Incomplete({AccountField.CHANNEL: refusal.words}) from None
