"""What a person may do with an account, an entry or a proposal, as it stands in this transaction."""

from collections.abc import Set

from bot.db.engine import Session
from bot.domain.accounts.model import Account
from bot.domain.conversations.model import Conversation
from bot.domain.errors import NotAllowed
from bot.domain.workspace.members import Caller
from bot.domain.workspace.roles import Action, Role, may, roles_in_workspace, roles_to_account, roles_to_entry
from bot.services.deps import Deps
from bot.storage.accounts import accounts
from bot.storage.sponsors import sponsorships
from bot.storage.workspace import roles

ADMIN, EXECUTIVE, FOUNDER, PROGRAMME_OWNER = "admin", "executive", "founder", "programme owner"
"""The roles that settings give."""

WHO_EDITS = "Only its author, the person who held it, or an admin can change this entry."


def in_workspace(session: Session, caller: Caller) -> frozenset[Role]:
    """What the caller is to the workspace."""
    workspace_id = caller.workspace.id
    return roles_in_workspace(
        caller.member,
        admins=frozenset(roles.having(session, workspace_id, ADMIN)),
        executives=frozenset(roles.having(session, workspace_id, EXECUTIVE)),
        programme_owners=frozenset(roles.having(session, workspace_id, PROGRAMME_OWNER)),
    )


def to_account(session: Session, deps: Deps, caller: Caller, account: Account) -> frozenset[Role]:
    """What the caller is to the workspace and to one of its accounts."""
    workspace_id = caller.workspace.id
    added_by, added_at = accounts.added(session, workspace_id, account.id)
    own = roles_to_account(
        caller.member.id,
        account,
        sponsor=sponsorships.sponsor_of(session, workspace_id, account.id),
        added_by=added_by if added_at is not None else None,
        added_at=added_at or deps.now(),
        now=deps.now(),
    )
    return in_workspace(session, caller) | own


def to_entry(session: Session, caller: Caller, entry: Conversation) -> frozenset[Role]:
    """What the caller is to the workspace and to one entry."""
    return in_workspace(session, caller) | roles_to_entry(caller.member.id, entry)


def require(action: Action, held: Set[Role], words: str) -> None:
    """Raise NotAllowed with `words`, which say who may, unless one of these roles suffices."""
    if not may(action, held):
        raise NotAllowed(words)
