"""The conversations that one line tells of, written once under a key each, with everything others must hear of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from bot.db.scope import Scope
from bot.domain.conversations.alerts import Alerted
from bot.domain.conversations.model import Conversation, Source
from bot.domain.workspace.members import Caller
from bot.parsing.line import Line
from bot.parsing.typed import labels
from bot.services import alerts
from bot.services.setup import first_words
from bot.services.weekly import digest_items
from bot.storage.conversations import conversations, drafts
from bot.storage.conversations.conversations import Duplicate, NewConversation, Origin
from bot.storage.conversations.drafts import Draft
from bot.storage.workspace import members

_NUMBERED = "#"
"""Stands in the idempotency key of an entry behind that of its request: the second entry ends in "#1"."""


@dataclass(frozen=True)
class Inserted:
    """What one transaction made of an entry: a new record, or the one its request made before (`again`).

    `has_duplicate`: there is a standing one with the same author, account, day and note, logged within ten minutes.
    """

    conversation_id: str
    again: bool = False
    has_duplicate: bool = False
    alerted: Alerted | None = None
    has_first_words: bool = False


def entries_of(caller: Caller, draft: Draft, line: Line) -> list[NewConversation]:
    """What is written of a line: an entry for each of its accounts, each under a key of its own."""
    return [
        NewConversation(one.account.account_id, one.details, caller.member.id, draft.line, draft.source, key)
        for one, key in zip(line.entries, _keys(draft.idempotency_key), strict=False)
    ]


def insert(scope: Scope, caller: Caller, entry: NewConversation, *, has_twin: bool) -> Inserted:
    """Write an entry, once for its idempotency key, with everything others must hear of it."""
    called = labels(entry.line or "")
    mentioned = {caller.member.id, *entry.details.people, *called}
    members.mention(scope, mentioned, called)
    conversation_id = conversations.add(scope, entry, mentioned=mentioned)
    if conversation_id is None:
        return Inserted(_made_before(scope, entry).id, again=True)
    alerted = alerts.enqueue(scope, caller, entry.account_id, entry.details, conversation_id)
    digest_items.enqueue(scope, caller, _inserted(scope, caller, conversation_id, entry), is_new=True)
    is_first = first_words.are_due(scope, caller)
    return Inserted(conversation_id, has_duplicate=has_twin, alerted=alerted, has_first_words=is_first)


def _inserted(scope: Scope, caller: Caller, conversation_id: str, entry: NewConversation) -> Conversation:
    """The record that was made of an entry; only of a private one it is asked who reads it."""
    if entry.details.private and (kept := conversations.find(scope, conversation_id)):
        return kept
    return Conversation(conversation_id, entry.account_id, "", caller.member.id, scope.now, entry.details)


def _keys(key: str | None) -> Iterator[str | None]:
    """An idempotency key for each conversation of one request: sent twice, all of them are there already."""
    return (None if key is None else f"{key}{_NUMBERED}{number}" if number else key for number in count())


def insert_all(
    scope: Scope, caller: Caller, entries: list[NewConversation], twins: list[list[Duplicate]]
) -> list[Inserted]:
    """Write the entries of one line, each once. In the order of their accounts: two lines never wait for each other."""
    made: dict[int, Inserted] = {}
    for number in sorted(range(len(entries)), key=lambda each: entries[each].account_id):
        has_twin = bool(twins[number]) and entries[number].has_note
        made[number] = insert(scope, caller, entries[number], has_twin=has_twin)
    return [made[number] for number in range(len(entries))]


def made_before(scope: Scope, source: Source, request_key: str | None) -> list[Conversation]:
    """What the same request made before, at once or when its author answered a question."""
    if request_key is None or not drafts.came_before(scope, source, request_key):
        return []
    made: list[Conversation] = []
    for key in _keys(request_key):
        one = conversations.by_key(scope, source, key or "")
        if one is None:
            break
        made.append(one)
    if made or source is Source.DRAFT:
        return made
    kept = drafts.by_key(scope, source, request_key)
    return made_before(scope, Source.DRAFT, kept.id) if kept and kept.conversation_id else []


def of_same_line(scope: Scope, entry: Origin) -> list[str]:
    """The ids of everything that the line of an entry told of, undone or not; nothing where no line was typed."""
    if entry.line is None or entry.idempotency_key is None:
        return []
    request_key = entry.idempotency_key.partition(_NUMBERED)[0]
    return [each.id for each in made_before(scope, entry.source, request_key)]


def _made_before(scope: Scope, entry: NewConversation) -> Conversation:
    conversation = conversations.by_key(scope, entry.source, entry.idempotency_key or "")
    if conversation is None:
        raise LookupError(entry.idempotency_key)
    return conversation
