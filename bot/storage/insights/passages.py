"""The passages of conversations that everybody may read, written with the conversation and found by their words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, delete, insert, select

from bot.db.full_text import matches
from bot.db.scope import Scope
from bot.domain.conversations.model import Details
from bot.domain.insights.passages import passages_of, search_words
from bot.storage.conversations.filters import belongs_to, typed_by_a_member
from bot.storage.conversations.tables import conversations
from bot.storage.insights.tables import passages


@dataclass(frozen=True)
class FoundPassage:
    """Where words were found; `position` is that of bot.domain.insights.passages.Passage."""

    conversation_id: str
    position: int


def add_all(scope: Scope, entries: Sequence[tuple[str, Details]]) -> None:
    """Let these conversations be found, each an id and its details; nothing of a private one is."""
    rows = [
        {
            "workspace_id": scope.workspace_id,
            "conversation_id": conversation_id,
            "position": passage.position,
            "kind": passage.kind,
            "words": " ".join(search_words(passage.text)),
        }
        for conversation_id, details in entries
        if not details.private
        for passage in passages_of(details)
    ]
    if rows:
        scope.session.execute(insert(passages), rows)


def replace(scope: Scope, conversation_id: str, details: Details) -> None:
    """Let a conversation be found by what its details say now."""
    scope.session.execute(
        delete(passages).where(
            passages.c.workspace_id == scope.workspace_id, passages.c.conversation_id == conversation_id
        )
    )
    add_all(scope, [(conversation_id, details)])


def search(
    scope: Scope, words: Sequence[str] = (), *, kinds: Collection[str] = (), since: date | None = None, limit: int
) -> list[FoundPassage]:
    """The passages of standing conversations in which all of `words` stand, the latest conversation first.

    Of these kinds, and since that day, where they are given.
    """
    rows = scope.session.execute(query(scope, words, kinds=kinds, since=since, limit=limit))
    return [FoundPassage(row.conversation_id, row.position) for row in rows]


def query(
    scope: Scope, words: Sequence[str] = (), *, kinds: Collection[str] = (), since: date | None = None, limit: int
) -> Select[Any]:
    """The statement of `search`."""
    conditions = [
        matches(scope.session, passages, scope.workspace_id, words)
        if words
        else passages.c.workspace_id == scope.workspace_id,
        conversations.c.undone_at.is_(None),
        conversations.c.private.is_(False),
        typed_by_a_member(),
    ]
    conditions += [passages.c.kind.in_(sorted(kinds))] if kinds else []
    conditions += [conversations.c.on_date >= since] if since is not None else []
    return (
        select(passages.c.conversation_id, passages.c.position)
        .join(conversations, belongs_to(passages))
        .where(*conditions)
        .order_by(conversations.c.on_date.desc(), conversations.c.id.desc(), passages.c.position)
        .limit(limit)
    )
