"""What a person may do with an account, an entry or a proposal, as it stands in this transaction."""

from collections.abc import Set

from bot.db.scope import Scope
from bot.domain.accounts.model import Account
from bot.domain.conversations.model import Conversation
from bot.domain.errors import NotAllowed
from bot.domain.workspace.members import Caller
from bot.domain.workspace.roles import Action, Role, may, roles_in_workspace, roles_to_account, roles_to_entry
from bot.storage.accounts import accounts
from bot.storage.sponsors import sponsorships
from bot.storage.workspace import members, roles

ADMIN, EXECUTIVE, FOUNDER, PROGRAMME_OWNER = "admin", "executive", "founder", "programme owner"
"""The roles that settings give."""

WHO_EDITS = "Only its author, the person who held it, or an admin can change this entry."


def in_workspace(scope: Scope, caller: Caller) -> frozenset[Role]:
    """What the caller is to the workspace."""
    return roles_in_workspace(
        caller.member,
        admins=frozenset(roles.having(scope, ADMIN)),
        executives=frozenset(roles.having(scope, EXECUTIVE)),
        programme_owners=frozenset(roles.having(scope, PROGRAMME_OWNER)),
    )


def programme_owner(scope: Scope) -> str | None:
    """Who runs the programme; None where nobody is named, or whoever is named left."""
    people = members.of(scope, roles.having(scope, PROGRAMME_OWNER)).values()
    return next((person.id for person in people if person.may_take_part), None)


def to_account(scope: Scope, caller: Caller, account: Account) -> frozenset[Role]:
    """What the caller is to the workspace and to one of its accounts."""
    added_by, added_at = accounts.added(scope, account.id)
    own = roles_to_account(
        caller.member.id,
        account,
        sponsor=sponsorships.sponsor_of(scope, account.id),
        added_by=added_by if added_at is not None else None,
        added_at=added_at or scope.now,
        now=scope.now,
    )
    return in_workspace(scope, caller) | own


def to_entry(scope: Scope, caller: Caller, entry: Conversation) -> frozenset[Role]:
    """What the caller is to the workspace and to one entry."""
    return in_workspace(scope, caller) | roles_to_entry(caller.member.id, entry)


def may_end_follow_up(scope: Scope, caller: Caller, entry: Conversation) -> bool:
    """Whether the caller may say what became of the follow-up of an entry: an admin may, but for a private one."""
    action = Action.END_PRIVATE_FOLLOW_UP if entry.details.private else Action.END_FOLLOW_UP
    return may(action, to_entry(scope, caller, entry))


def require(action: Action, held: Set[Role], text: str) -> None:
    """Raise NotAllowed with `words`, which say who may, unless one of these roles suffices."""
    if not may(action, held):
        raise NotAllowed(text)
