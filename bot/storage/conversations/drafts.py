"""Drafts: lines that wait for a decision, kept until tomorrow so that nothing typed is lost."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, or_, select, union_all, update

from bot.db.engine import insert_once
from bot.db.ids import new_id
from bot.db.scope import Scope
from bot.domain.conversations.model import Source
from bot.storage.conversations.tables import conversations, drafts
from bot.storage.workspace.tables import members


@dataclass(frozen=True)
class Draft:
    """A kept line; `today` is the author's day when it was typed, `conversation_id` what became of it.

    It `awaits_member` while Slack has not said who its author is.
    """

    id: str
    author: str
    line: str
    today: date
    channel: str | None
    source: Source
    idempotency_key: str | None
    expires_at: datetime
    conversation_id: str | None = None
    forgotten_at: datetime | None = None
    awaits_member: bool = False


def keep(scope: Scope, draft: Draft) -> Draft:
    """Insert `draft` (its id is given here), or return the one that its request made before."""
    row = {
        "workspace_id": scope.workspace_id,
        "id": new_id(scope.now),
        "author": draft.author,
        "line": draft.line,
        "today": draft.today,
        "channel": draft.channel,
        "source": draft.source.value,
        "idempotency_key": draft.idempotency_key,
        "created_at": scope.now,
        "expires_at": draft.expires_at,
        "awaits_member": draft.awaits_member,
    }
    insert_once(scope.session, drafts, [row])
    is_same = (drafts.c.source == draft.source.value, drafts.c.idempotency_key == draft.idempotency_key)
    this = is_same if draft.idempotency_key is not None else (drafts.c.id == row["id"],)
    return _as_draft(
        scope.session.execute(select(drafts).where(drafts.c.workspace_id == scope.workspace_id, *this)).one()
    )


def find(scope: Scope, draft_id: str) -> Draft | None:
    row = scope.session.execute(
        select(drafts).where(drafts.c.workspace_id == scope.workspace_id, drafts.c.id == draft_id)
    ).one_or_none()
    return None if row is None else _as_draft(row)


def came_before(scope: Scope, source: Source, idempotency_key: str) -> bool:
    """Whether the request of this key was here before: it kept a line, or made a conversation."""
    request = {"workspace_id": scope.workspace_id, "source": source.value, "key": idempotency_key}
    return scope.session.execute(_CAME_BEFORE, request).first() is not None


def by_key(scope: Scope, source: Source, idempotency_key: str) -> Draft | None:
    """The line that a request kept."""
    row = scope.session.execute(
        select(drafts).where(
            drafts.c.workspace_id == scope.workspace_id,
            drafts.c.source == source.value,
            drafts.c.idempotency_key == idempotency_key,
        )
    ).one_or_none()
    return None if row is None else _as_draft(row)


def unfinished(scope: Scope, author: str) -> list[Draft]:
    """What this person's lines are still kept for: neither logged, forgotten nor expired; the oldest first."""
    rows = scope.session.execute(
        select(drafts)
        .where(
            drafts.c.workspace_id == scope.workspace_id,
            drafts.c.author == author,
            drafts.c.conversation_id.is_(None),
            drafts.c.forgotten_at.is_(None),
            drafts.c.expires_at > scope.now,
        )
        .order_by(drafts.c.created_at, drafts.c.id)
    )
    return [_as_draft(row) for row in rows]


def awaiting(scope: Scope, *, limit: int) -> list[Draft]:
    """Lines that waited for what Slack says of their authors, which it has said by now; the oldest first."""
    is_author = (members.c.workspace_id == drafts.c.workspace_id) & (members.c.id == drafts.c.author)
    rows = scope.session.execute(
        select(drafts)
        .join(members, is_author)
        .where(drafts.c.workspace_id == scope.workspace_id, drafts.c.awaits_member, members.c.known_at.is_not(None))
        .order_by(drafts.c.created_at, drafts.c.id)
        .limit(limit)
    )
    return [_as_draft(row) for row in rows]


def stop_waiting(scope: Scope, draft_id: str) -> None:
    """Slack has said who the author is: what becomes of the line is theirs to say, as of any other."""
    scope.session.execute(
        update(drafts)
        .where(drafts.c.workspace_id == scope.workspace_id, drafts.c.id == draft_id)
        .values(awaits_member=False)
    )


def settle(scope: Scope, draft_id: str, *, conversation_id: str) -> None:
    """Record what became of the draft."""
    scope.session.execute(
        update(drafts)
        .where(drafts.c.workspace_id == scope.workspace_id, drafts.c.id == draft_id)
        .values(conversation_id=conversation_id, forgotten_at=None, awaits_member=False)
    )


def forget(scope: Scope, draft_id: str) -> None:
    """Mark a draft that nothing came of as not wanted."""
    scope.session.execute(
        update(drafts)
        .where(drafts.c.workspace_id == scope.workspace_id, drafts.c.id == draft_id, drafts.c.conversation_id.is_(None))
        .values(forgotten_at=scope.now, awaits_member=False)
    )


def delete_expired(scope: Scope, *, limit: int) -> int:
    """Delete at most so many lines past their day or forgotten, those of which something became among them: it has
    its own words. Returns how many."""
    is_over = or_(drafts.c.expires_at <= scope.now, drafts.c.forgotten_at <= scope.now)
    over = select(drafts.c.id).where(drafts.c.workspace_id == scope.workspace_id, is_over).limit(limit)
    return scope.session.execute(
        delete(drafts).where(drafts.c.workspace_id == scope.workspace_id, drafts.c.id.in_(over))
    ).rowcount


def _as_draft(row: Row[Any]) -> Draft:
    return Draft(
        id=row.id,
        author=row.author,
        line=row.line,
        today=row.today,
        channel=row.channel,
        source=Source(row.source),
        idempotency_key=row.idempotency_key,
        expires_at=row.expires_at,
        conversation_id=row.conversation_id,
        forgotten_at=row.forgotten_at,
        awaits_member=row.awaits_member,
    )


_CAME_BEFORE = union_all(
    *(
        select(table.c.id).where(
            table.c.workspace_id == bindparam("workspace_id"),
            table.c.source == bindparam("source"),
            table.c.idempotency_key == bindparam("key"),
        )
        for table in (conversations, drafts)
    )
)
