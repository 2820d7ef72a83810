"""What its author is told of a line that is on disk: the receipt of its entry, or of all it told of, as they stand."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from bot.db.scope import Scope
from bot.domain.conversations.alerts import Alerted
from bot.domain.conversations.doubts import still_open
from bot.domain.conversations.model import Conversation
from bot.domain.conversations.receipts import Receipt, SeveralReceipts, Undone
from bot.domain.errors import Refusal
from bot.domain.workspace.members import Caller
from bot.parsing.line import Line
from bot.parsing.line.reader import Entry
from bot.parsing.typed import as_typed
from bot.services import line_entries, line_reading
from bot.services.conversations import receipts
from bot.services.deps import Deps
from bot.services.line_entries import Inserted
from bot.services.local_days import local_day
from bot.storage.conversations import conversations
from bot.storage.conversations.conversations import Origin
from bot.storage.conversations.drafts import Draft
from bot.storage.workspace import members

LineReceipt = Receipt | SeveralReceipts | Undone
AlertedById = Mapping[str, Alerted | None]


def of_one(deps: Deps, caller: Caller, inserted: Inserted) -> Receipt | Undone:
    """What its author is told of an entry that is on disk."""
    with deps.reading(caller.workspace.id) as scope:
        return _as_it_stands(scope, caller, inserted)


def of_inserted(scope: Scope, caller: Caller, inserted: Sequence[Inserted], line: Line | None = None) -> LineReceipt:
    """The receipt of what a line made, with what of it is to be checked."""
    entries: Sequence[Entry | None] = line.entries if line is not None else [None] * len(inserted)
    return _together([_checked(scope, caller, *pair) for pair in zip(inserted, entries, strict=True)])


def of_entries(deps: Deps, caller: Caller, conversation_ids: Sequence[str]) -> LineReceipt:
    """The receipt of these entries of one line, as they stand."""
    with deps.reading(caller.workspace.id) as scope:
        return of_inserted(scope, caller, [Inserted(conversation_id) for conversation_id in conversation_ids])


def of_line(
    scope: Scope, deps: Deps, caller: Caller, conversation_id: str, *, alerted: AlertedById | None = None
) -> LineReceipt:
    """The receipt of the whole line that told of an entry, with what of it still is to be checked.

    `alerted` are those who read of an entry that was logged or changed just now, by its id.
    """
    entry = conversations.origin_of(scope, conversation_id)
    told = line_entries.of_same_line(scope, entry) if entry is not None else []
    readers = alerted or {}
    inserted = [Inserted(each, alerted=readers.get(each)) for each in told or [conversation_id]]
    line = _read_again(scope, deps, caller, entry) if entry is not None else None
    is_same = line is not None and len(line.entries) == len(told)
    return of_inserted(scope, caller, inserted, line if is_same else None)


def undone_entry(scope: Scope, caller: Caller, conversation: Conversation) -> Undone:
    origin = conversations.origin_of(scope, conversation.id)
    line = origin.line if origin is not None and origin.logged_by == caller.member.id else None
    return Undone(conversation, as_typed(line) if line else None)


def _together(entries: Sequence[Receipt | Undone]) -> LineReceipt:
    return entries[0] if len(entries) == 1 else SeveralReceipts(tuple(entries))


def _checked(scope: Scope, caller: Caller, inserted: Inserted, read: Entry | None) -> Receipt | Undone:
    """An entry as it stands, with the doubts of how it was `read`, as far as nobody corrected it."""
    shown = _as_it_stands(scope, caller, inserted)
    if read is None or isinstance(shown, Undone):
        return shown
    entry = shown.conversation
    is_guess = read.account.guessed and read.account.account_id == entry.account_id
    doubts = still_open(read.doubts, read.details, entry.details)
    return replace(shown, guessed_from=read.account.typed if is_guess else None, doubts=doubts)


def _read_again(scope: Scope, deps: Deps, caller: Caller, entry: Origin) -> Line | None:
    """The line read once more as on the day it was typed, by its author; None where it would not be read any more."""
    if entry.line is None or entry.logged_by != caller.member.id:
        return None
    today = local_day(caller, entry.logged_at)
    draft = Draft("", entry.logged_by, entry.line, today, None, entry.source, None, expires_at=scope.now)
    with suppress(Refusal):
        return line_reading.read(scope, deps, caller, draft)
    return None


def _names_of(scope: Scope, alerted: Alerted | None) -> Mapping[str, str]:
    return {} if alerted is None else members.names_of(scope, filter(None, (alerted.member, alerted.instead_of)))


def _as_it_stands(scope: Scope, caller: Caller, inserted: Inserted) -> Receipt | Undone:
    """The receipt; of an entry that was taken back meanwhile, just that."""
    conversation = conversations.find(scope, inserted.conversation_id)
    if conversation is None:
        raise LookupError(inserted.conversation_id)
    if conversation.undone_at is not None:
        return undone_entry(scope, caller, conversation)
    receipt = receipts.of(scope, caller, conversation, today=local_day(caller, scope.now))
    return replace(
        receipt,
        names={**receipt.names, **_names_of(scope, inserted.alerted)},
        again=inserted.again,
        has_duplicate=inserted.has_duplicate,
        alerted=inserted.alerted,
        has_first_words=inserted.has_first_words,
    )
