"""Readers of private conversations beside author and holder, recorded when a conversation becomes private."""

from collections.abc import Iterable, Sequence

from sqlalchemy import BindParameter, ColumnElement, delete, exists, or_, select

from bot.db.engine import insert_once
from bot.db.scope import Scope
from bot.domain.sponsors.model import SponsorState
from bot.storage.accounts.tables import accounts
from bot.storage.conversations.tables import conversation_readers, conversations
from bot.storage.sponsors.tables import sponsorships


def keep(scope: Scope, conversation_ids: Sequence[str]) -> None:
    """Let whoever owns and sponsors their accounts at this moment, and nobody later, read these conversations."""
    people = [*_owners(scope, conversation_ids), *_sponsors(scope, conversation_ids)]
    rows = [
        {"workspace_id": scope.workspace_id, "conversation_id": conversation_id, "member_id": member_id}
        for conversation_id, member_id in dict.fromkeys(people)
    ]
    insert_once(scope.session, conversation_readers, rows)


def forget(scope: Scope, conversation_id: str) -> None:
    """Forget who read it for owning or sponsoring its account; whom somebody granted it stays."""
    scope.session.execute(
        delete(conversation_readers).where(
            conversation_readers.c.workspace_id == scope.workspace_id,
            conversation_readers.c.conversation_id == conversation_id,
            conversation_readers.c.granted_by.is_(None),
        )
    )


def grant(scope: Scope, conversation_id: str, member_id: str, *, by: str) -> bool:
    """Let one more person read a conversation. Says whether that is new."""
    row = {
        "workspace_id": scope.workspace_id,
        "conversation_id": conversation_id,
        "member_id": member_id,
        "granted_by": by,
        "granted_at": scope.now,
    }
    return insert_once(scope.session, conversation_readers, [row]) == 1


def of(scope: Scope, conversation_ids: Iterable[str]) -> dict[str, frozenset[str]]:
    """The readers of these conversations, by id; those without any are left out."""
    rows = scope.session.execute(
        select(conversation_readers.c.conversation_id, conversation_readers.c.member_id).where(
            conversation_readers.c.workspace_id == scope.workspace_id,
            conversation_readers.c.conversation_id.in_(list(conversation_ids)),
        )
    )
    found: dict[str, frozenset[str]] = {}
    for row in rows:
        found[row.conversation_id] = found.get(row.conversation_id, frozenset()) | {row.member_id}
    return found


def may_read(member_id: str | BindParameter[str]) -> ColumnElement[bool]:
    """The condition on conversations that a member may read their words: the same rule as
    bot.domain.conversations.model.Conversation.may_be_read_by."""
    is_reader = exists().where(
        conversation_readers.c.workspace_id == conversations.c.workspace_id,
        conversation_readers.c.conversation_id == conversations.c.id,
        conversation_readers.c.member_id == member_id,
    )
    is_their_own = or_(conversations.c.logged_by == member_id, conversations.c.held_by == member_id)
    return or_(conversations.c.private.is_(False), is_their_own, is_reader)


def _owners(scope: Scope, conversation_ids: Sequence[str]) -> list[tuple[str, str]]:
    own = (accounts.c.workspace_id == conversations.c.workspace_id) & (accounts.c.id == conversations.c.account_id)
    rows = scope.session.execute(
        select(conversations.c.id, accounts.c.owner)
        .join(accounts, own)
        .where(
            conversations.c.workspace_id == scope.workspace_id,
            conversations.c.id.in_(conversation_ids),
            accounts.c.owner.is_not(None),
        )
    )
    return [(row.id, row.owner) for row in rows]


def _sponsors(scope: Scope, conversation_ids: Sequence[str]) -> list[tuple[str, str]]:
    own = (sponsorships.c.workspace_id == conversations.c.workspace_id) & (
        sponsorships.c.account_id == conversations.c.account_id
    )
    rows = scope.session.execute(
        select(conversations.c.id, sponsorships.c.member_id)
        .join(sponsorships, own)
        .where(
            conversations.c.workspace_id == scope.workspace_id,
            conversations.c.id.in_(conversation_ids),
            sponsorships.c.state == SponsorState.ACCEPTED.value,
        )
    )
    return [(row.id, row.member_id) for row in rows]
