"""Merge and delete accounts, without losing a word that anybody said of them."""

from dataclasses import replace

from bot.db.scope import Scope
from bot.domain.accounts.model import Account
from bot.domain.errors import Refusal
from bot.domain.workspace.members import Caller
from bot.domain.workspace.roles import Action
from bot.services import audit_log
from bot.services.accounts import assignments
from bot.services.conflict_retry import retried
from bot.services.deps import Deps, Guard
from bot.services.workspace import permissions
from bot.storage.accounts import accounts, merges

_SAME = "Those are the same account."
_WHO_MERGES = "An admin merges accounts: ask one."


def ask_merge(deps: Deps, caller: Caller, account: Account, into: Account) -> int:
    """How many conversations would move. Raises Refusal for one and the same, NotAllowed to whoever may not."""
    if account.id == into.id:
        raise Refusal(_SAME)
    with deps.reading(caller.workspace.id) as scope:
        held = permissions.to_account(scope, caller, account)
        permissions.require(Action.MERGE_ACCOUNTS, held, _WHO_MERGES)
        return merges.conversations_of(scope, account.id)


def ask_delete(deps: Deps, caller: Caller, account: Account) -> None:
    """Raises NotAllowed to whoever may not delete it, Refusal where anybody ever spoke with it."""
    with deps.reading(caller.workspace.id) as scope:
        _require_deletable(scope, caller, account)


@retried
def merge(deps: Deps, caller: Caller, account: Account, into: Account, *, guard: Guard) -> Account:
    """Everything of `account` belongs to `into` from now on, which is found by its names too. Admins do this."""
    if account.id == into.id:
        raise Refusal(_SAME)
    with deps.transaction(caller.workspace.id, guard) as scope:
        going, staying = _standing(scope, account), _standing(scope, into)
        held = permissions.to_account(scope, caller, going)
        permissions.require(Action.MERGE_ACCOUNTS, held, _WHO_MERGES)
        merges.lock(scope, going.id)
        merges.move(scope, going.id, staying.id, by=caller.member.id)
        merges.remove(scope, going.id)
        merged = _merged(staying, going)
        accounts.change(scope, merged)
        details = {
            merges.GONE: going.id,
            assignments.GONE_NAME: going.name,
            assignments.GONE_OWNER: going.owner,
            assignments.FROM: staying.owner,
            assignments.TO: merged.owner,
            "external id": going.external_id,
        }
        entry_id = audit_log.write(scope, caller, merges.MERGE, staying.id, **details)
        assignments.tell(scope, entry_id, going.owner, by=caller.member.id)
    deps.outbox.wake()
    return merged


@retried
def delete(deps: Deps, caller: Caller, account: Account, *, guard: Guard) -> None:
    """Delete an account with which nobody ever spoke: whoever added it, for a day, or an admin."""
    with deps.transaction(caller.workspace.id, guard) as scope:
        going = _standing(scope, account)
        merges.lock(scope, going.id)
        _require_deletable(scope, caller, going)
        merges.remove(scope, going.id)
        audit_log.write(scope, caller, "delete account", going.id)


def _require_deletable(scope: Scope, caller: Caller, account: Account) -> None:
    held = permissions.to_account(scope, caller, account)
    permissions.require(Action.DELETE_ACCOUNT, held, "Whoever added it can delete it for a day; after that, an admin.")
    if merges.conversations_of(scope, account.id):
        name = account.name
        raise Refusal(
            f"{name} has conversations, and what was said is kept: /account merge {name} into another, "
            f"or /account {name} rest."
        )


def _merged(staying: Account, going: Account) -> Account:
    """What is not known of the one that stays is taken from the one that goes."""
    names = (*staying.aliases, going.name, *going.aliases)
    keys = {accounts.key_of(name): name for name in names if accounts.key_of(name) != accounts.key_of(staying.name)}
    return replace(
        staying,
        aliases=tuple(keys.values()),
        owner=staying.owner or going.owner,
        value=staying.value if staying.value is not None else going.value,
        customer_since=staying.customer_since or going.customer_since,
        channel=staying.channel or going.channel,
        cadence=staying.cadence if staying.cadence is not None else going.cadence,
        last_activity=max((day for day in (staying.last_activity, going.last_activity) if day), default=None),
        external_id=staying.external_id or going.external_id,
    )


def _standing(scope: Scope, account: Account) -> Account:
    standing = accounts.lock(scope, account.id)
    if standing is None:
        raise Refusal(f"{account.name} is gone.")
    return standing
