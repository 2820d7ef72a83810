"""Changing an account: what it is, who owns it, by which names it is found, and letting it rest."""

from dataclasses import replace
from datetime import date

from bot.db.scope import Scope
from bot.domain.accounts.account_form import FilledAccount, Stamps, stamps_of
from bot.domain.accounts.fields import AccountField, with_field
from bot.domain.accounts.model import Account, at_rest, awake
from bot.domain.accounts.saved import SavedChange, changed_fields
from bot.domain.errors import Conflict, NotSaved, Refusal
from bot.domain.workspace.members import Caller
from bot.domain.workspace.roles import Action
from bot.parsing.commands import account_changes as wanted
from bot.parsing.commands.account_changes import AccountChange
from bot.parsing.forms import account_fields
from bot.services import audit_log
from bot.services.accounts import assignments
from bot.services.deps import Deps, Guard
from bot.services.local_days import local_day
from bot.services.workspace import permissions
from bot.services.workspace.members import known
from bot.storage.accounts import accounts, contacts
from bot.storage.sponsors import sponsorships
from bot.storage.workspace import audit, members

_AUDITED = {AccountField.NAME: "RenameAccount", AccountField.SINCE: "SetCustomerSince"}

WHO = "Its owner, its sponsor or an admin changes an account. Ask one of them; /account shows who."


def change(
    deps: Deps, caller: Caller, account: Account, asked: AccountChange, *, channel: str | None, guard: Guard
) -> SavedChange:
    """Make one change; made twice it is made once. `channel` is where the command was typed.

    Raises NotAllowed to whoever may not, Refusal where another account has that name or channel.
    """
    try:
        with deps.transaction(caller.workspace.id, guard) as scope:
            standing = _standing(scope, caller, account, _action(asked))
            if isinstance(asked, wanted.AddContact | wanted.RemoveContact):
                is_new = _change_contact(scope, caller, standing, asked)
                return SavedChange(standing, contact=_contact_words(asked) if is_new else "")
            changed = _changed(standing, asked, today=local_day(caller, scope.now), channel=channel)
            if isinstance(asked, wanted.LinkChannel):
                refuse_linked(scope, changed)
            written = _write(scope, caller, standing, changed, _audited(asked))
            return saved(scope, standing, written)
    except NotSaved:
        raise  # an Outrun too, which says nothing of names
    except Conflict:
        raise Refusal("Another account has that name already.") from None


def give(deps: Deps, caller: Caller, account: Account, owner: str | None, *, guard: Guard) -> SavedChange:
    """Let a member own an account, or nobody. Everybody gives one without an owner somebody to look after it."""
    if owner is not None:
        check_owner(deps, caller, owner)
    with deps.transaction(caller.workspace.id, guard) as scope:
        action = Action.TAKE_ACCOUNT if account.owner is None else Action.CHANGE_ACCOUNT
        standing = _standing(scope, caller, account, action, _who_passes_on(scope, account))
        if standing.owner != account.owner:
            raise Refusal(f"Somebody was faster: /owner {account.name} shows who owns it now.")
        given = replace(standing, owner=owner)
        if owner is not None and given != standing:
            refuse_sponsor(scope, caller, given)
            members.mention(scope, [owner])
        given = _write(scope, caller, standing, given, "owner")
        change = saved(scope, standing, given)
    deps.outbox.wake()
    return change


def take(deps: Deps, caller: Caller, account: Account, *, guard: Guard) -> SavedChange:
    """Own an account that nobody owns."""
    if account.owner not in (None, caller.member.id):
        raise Refusal(f"Somebody was faster: /owner {account.name} shows who owns it now.")
    return give(deps, caller, account, caller.member.id, guard=guard)


def undo(deps: Deps, caller: Caller, account_id: str, was: FilledAccount, left: Stamps, *, guard: Guard) -> SavedChange:
    """Let the fields read as they did; pressed twice it is once. `left` are their stamps after the change.

    Raises NotAllowed but for whoever made the last change and whoever may change the account; Refusal where somebody
    has changed these fields since.
    """
    if was.get(AccountField.OWNER):
        check_owner(deps, caller, was[AccountField.OWNER])
    try:
        with deps.transaction(caller.workspace.id, guard) as scope:
            standing = accounts.lock(scope, account_id)
            if standing is None:
                raise Refusal("That account is gone.")
            _require_undo(scope, caller, standing)
            fields = {each: text for each, text in account_fields.shown(standing).items() if each in was}
            if fields == was:
                return SavedChange(standing)
            if stamps_of(fields) != left:
                raise Refusal("Somebody has changed it since, so nothing was taken back: /account shows how it stands.")
            restored = account_fields.read(was, standing, local_day(caller, scope.now))
            refuse_sponsor(scope, caller, restored)
            refuse_linked(scope, restored)
            change = saved(scope, standing, _write(scope, caller, standing, restored, "undo"))
    except NotSaved:
        raise
    except Conflict:
        raise Refusal("Another account has that name by now.") from None
    deps.outbox.wake()
    return change


def saved(scope: Scope, before: Account, after: Account) -> SavedChange:
    """What was written, with the names of those who own it and did."""
    was, now = changed_fields(account_fields.shown(before), account_fields.shown(after))
    owners = [each for each in (before.owner, after.owner) if each]
    return SavedChange(after, was, now, names=members.names_of(scope, owners))


def check_owner(deps: Deps, caller: Caller, owner: str) -> None:
    """Raise Refusal for somebody who cannot own an account: a guest, a bot, or somebody who left."""
    member = known(deps, caller.workspace, owner)
    if not member.may_take_part:
        name = member.profile.name or "That person"
        raise Refusal(f"{name} cannot own an account here: a guest, a bot, or somebody who left. Name a member.")


def refuse_sponsor(scope: Scope, caller: Caller, account: Account) -> None:
    """Raise Refusal where the account would be owned by its sponsor: two people are to know it, not one twice."""
    if account.owner is None or account.owner != sponsorships.sponsor_of(scope, account.id):
        return
    name = members.names_of(scope, [account.owner]).get(account.owner, "That person")
    who = "You are" if account.owner == caller.member.id else f"{name} is"
    raise Refusal(
        f"{who} {account.name}'s sponsor and stands beside its owner. "
        f"Name somebody else, or end that first: /sponsor {account.name} none."
    )


def refuse_linked(scope: Scope, account: Account) -> None:
    """In a channel of two accounts a line without a name would mean neither."""
    other = accounts.linked_to(scope, account.channel or "")
    if other is not None and other.id != account.id:
        raise Refusal(f"That channel is {other.name}'s: /account {other.name} unlink frees it.")


def _who_passes_on(scope: Scope, account: Account) -> str:
    """Who may give an account another owner."""
    if account.owner is None:
        return WHO
    owner = members.names_of(scope, [account.owner]).get(account.owner, "Somebody")
    return f"{owner} owns {account.name}. Its owner, its sponsor or an admin passes it on: ask one of them."


def _standing(scope: Scope, caller: Caller, account: Account, action: Action, who: str = WHO) -> Account:
    standing = accounts.lock(scope, account.id)
    if standing is None:
        raise Refusal("That account is gone.")
    permissions.require(action, permissions.to_account(scope, caller, standing), who)
    return standing


def _require_undo(scope: Scope, caller: Caller, account: Account) -> None:
    """Raise NotAllowed: who gave an account away may have it back, though it is theirs no more."""
    last = audit.last_actor(scope, account.id, action="account: ")
    if last != caller.member.id or not caller.member.may_take_part:
        permissions.require(Action.CHANGE_ACCOUNT, permissions.to_account(scope, caller, account), WHO)


def _contact_words(asked: wanted.AddContact | wanted.RemoveContact) -> str:
    return f"contact {asked.contact}" if isinstance(asked, wanted.AddContact) else f"no contact {asked.contact}"


def _action(asked: AccountChange) -> Action:
    is_name = isinstance(asked, wanted.SetField) and asked.field is AccountField.NAME
    return Action.RENAME_ACCOUNT if is_name else Action.CHANGE_ACCOUNT


def _audited(asked: AccountChange) -> str:
    """What the audit log calls a change, since it was first kept."""
    if not isinstance(asked, wanted.SetField):
        return type(asked).__name__
    return _AUDITED.get(asked.field, f"Set{asked.field.value.capitalize()}")


def _write(scope: Scope, caller: Caller, before: Account, after: Account, what: str) -> Account:
    if after == before:
        return before
    accounts.change(scope, after)
    has_other_owner = after.owner != before.owner
    owners = {assignments.FROM: before.owner, assignments.TO: after.owner} if has_other_owner else {}
    entry_id = audit_log.write(scope, caller, f"account: {what}"[:32], after.id, **owners)
    if has_other_owner:
        concerned = after.owner, before.owner
        assignments.tell(scope, entry_id, *concerned, by=caller.member.id)
    return after


def _with(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    return names if accounts.key_of(name) in map(accounts.key_of, names) else (*names, name)


def _without(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    """Raises Refusal where it is none of them."""
    left = tuple(each for each in names if accounts.key_of(each) != accounts.key_of(name))
    if left == names:
        raise Refusal(f"“{name}” is no alias of it: there is nothing to take away.")
    return left


def _changed(account: Account, asked: AccountChange, *, today: date, channel: str | None) -> Account:
    """The account as it should be."""
    match asked:
        case wanted.SetField(_, key, value):
            return with_field(account, key, value, today)
        case wanted.AddAlias(_, alias):
            return replace(account, aliases=_with(account.aliases, alias))
        case wanted.RemoveAlias(_, alias):
            return replace(account, aliases=_without(account.aliases, alias))
        case wanted.LinkChannel(_, named):
            return replace(account, channel=_linkable(named or channel))
        case wanted.UnlinkChannel():
            return replace(account, channel=None)
        case wanted.RestAccount():
            return at_rest(account, today)
        case wanted.WakeAccount():
            return awake(account)
    raise TypeError(f"not a change of an account: {asked!r}")


def _linkable(channel: str | None) -> str:
    if channel is None or channel[:1] not in "CG":
        raise Refusal("That is no channel: type it in the one you mean, or name it with #.")
    return channel


def _change_contact(
    scope: Scope, caller: Caller, account: Account, asked: wanted.AddContact | wanted.RemoveContact
) -> bool:
    """Says whether it is new."""
    if isinstance(asked, wanted.AddContact):
        if not contacts.add(scope, account.id, asked.contact):
            return False
    elif not contacts.remove(scope, account.id, asked.contact):
        raise Refusal(f"“{asked.contact}” stands in conversations with {account.name}, or is not known there.")
    audit_log.write(scope, caller, f"account: {type(asked).__name__}", account.id)
    return True
