"""Accounts: adding one, and finding one."""

from dataclasses import dataclass, replace

from bot.db.scope import Scope
from bot.domain.accounts.model import Account, Stage, Tier
from bot.domain.conversations.receipts import Choice
from bot.domain.errors import Refusal
from bot.domain.workspace.members import Caller
from bot.parsing.commands.account_add import AddAccount
from bot.parsing.names.matching import search
from bot.parsing.names.normal_form import normal_name
from bot.services import audit_log
from bot.services.accounts import assignments
from bot.services.accounts.changes import check_owner
from bot.services.conversations import questions
from bot.services.deps import Deps, Guard
from bot.services.local_days import local_day, local_today
from bot.services.workspace.members import require_colleague, require_known
from bot.storage.accounts import accounts, merges
from bot.storage.conversations import member_conversations
from bot.storage.workspace import members

_LATEST = 200
_OFFERED = 20
_NAMED = 3


@dataclass(frozen=True)
class Added:
    """The account that stands now; `is_new` is False where one of that name stood already."""

    account: Account
    owner: str | None
    is_new: bool


def add(deps: Deps, caller: Caller, account: AddAccount, *, guard: Guard) -> Added:
    """Add an account; twice is once. Where nothing is said of its stage it is a customer.

    Raises Refusal for an owner who may not take part (a guest, a bot, or somebody who left), for a name that
    several accounts have, and to somebody Slack has not told us of yet where it would show them what stands.
    """
    if account.owner is not None:
        check_owner(deps, caller, account.owner)
    with deps.transaction(caller.workspace.id, guard) as scope:
        named = _named_exactly(scope, deps, caller, account.name)
        if named:
            return _was_here(scope, caller, account, named)
        added = accounts.add(scope, _new(deps, caller, account), by=caller.member.id)
        if added is None:
            raise LookupError(account.name)
        if account.owner is not None:
            members.mention(scope, [account.owner])
        entry_id = _audit(scope, caller, added)
        assignments.tell(scope, entry_id, added.owner, by=caller.member.id)
        owner = _owner_of(scope, added)
    deps.outbox.wake()
    return Added(added, owner, is_new=True)


def existing_or_added(scope: Scope, deps: Deps, caller: Caller, name: str, stage: Stage) -> Account:
    """The account that stands under `name` already, to the letter or exactly as a line would find it, or a new one.

    A colleague who was asked about the same name may have been faster; until the transaction ends nobody else is.
    """
    named = _named_exactly(scope, deps, caller, name)
    if len(named) == 1:
        return named[0]
    new = _new(deps, caller, AddAccount(name, stage))
    added = accounts.add(scope, new, by=caller.member.id)
    if added is None:
        raise LookupError(name)
    _audit(scope, caller, added)
    return added


def existing(deps: Deps, caller: Caller, account_id: str) -> Account:
    """The account with this id, or what it was merged into. Raises Refusal where it is gone."""
    with deps.reading(caller.workspace.id) as scope:
        account = merges.surviving(scope, account_id)
    if account is None:
        raise Refusal("That account is gone.")
    return account


def look_for(deps: Deps, caller: Caller, typed: str) -> tuple[Choice, ...]:
    """Accounts for a type-ahead, best first; before anything is typed those they spoke to last.

    Raises Refusal to somebody not known yet.
    """
    require_colleague(deps, caller)
    with deps.reading(caller.workspace.id) as scope:
        if typed.strip():
            found = search(deps.directories.of(scope, caller.workspace), typed, limit=_OFFERED)
            ids = [candidate.account_id for candidate in found]
        else:
            own = member_conversations.of(scope, caller.member.id, limit=_LATEST)
            ids = list(dict.fromkeys(entry.account_id for entry in own))[:_OFFERED]
        return questions.choices(scope, ids, today=local_day(caller, scope.now))


def _named_exactly(scope: Scope, deps: Deps, caller: Caller, name: str) -> list[Account]:
    version = accounts.lock_names(scope)
    same = accounts.named(scope, name, None)
    if same is not None:
        return [same]
    directory = deps.directories.of(scope, replace(caller.workspace, accounts_version=version))
    ids = directory.exact(normal_name(name), short_aliases=True)
    found = (accounts.find(scope, account_id) for account_id in ids)
    return [account for account in found if account is not None]


def _was_here(scope: Scope, caller: Caller, add_account: AddAccount, named: list[Account]) -> Added:
    require_known(caller, typed=f"/account add {add_account.name}")
    if len(named) > 1:
        several = ", ".join(account.name for account in named[:_NAMED])
        raise Refusal(f"That could be one that is here already: {several}. Send a name of its own for another.")
    return Added(named[0], _owner_of(scope, named[0]), is_new=False)


def _new(deps: Deps, caller: Caller, account: AddAccount) -> Account:
    return Account(
        id="",
        name=account.name,
        stage=account.stage or Stage.CUSTOMER,
        tier=account.tier or Tier.STANDARD,
        added_on=local_today(deps, caller),
        owner=account.owner,
    )


def _owner_of(scope: Scope, account: Account) -> str | None:
    if account.owner is None:
        return None
    return members.names_of(scope, [account.owner]).get(account.owner) or "a colleague"


def _audit(scope: Scope, caller: Caller, account: Account) -> str:
    return audit_log.write(scope, caller, "add account", account.id, **{assignments.TO: account.owner})
