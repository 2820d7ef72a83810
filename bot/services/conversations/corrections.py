"""One-press corrections of a conversation: each is one transaction, and pressed twice is made once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.db.scope import Scope
from bot.domain.conversations import corrections
from bot.domain.conversations.alerts import Alerted, alarming
from bot.domain.conversations.corrections import Correction
from bot.domain.conversations.model import Conversation, Details, Insight
from bot.domain.conversations.receipts import Receipt, Undone
from bot.domain.errors import NotAllowed, Refusal
from bot.domain.workspace.members import Caller
from bot.domain.workspace.roles import Action
from bot.services import alerts, audit_log, line_receipts
from bot.services.conflict_retry import retried
from bot.services.conversations import message_updates
from bot.services.deps import Deps, Guard
from bot.services.line_entries import Inserted
from bot.services.line_receipts import LineReceipt
from bot.services.local_days import local_today
from bot.services.weekly import digest_items
from bot.services.workspace import permissions
from bot.storage.conversations import conversations as entries


@retried
def undo(deps: Deps, caller: Caller, conversation_id: str, *, guard: Guard) -> Undone:
    """Take an entry back; it stays on disk. Raises NotAllowed unless its author, its holder or an admin asks."""
    with deps.transaction(caller.workspace.id, guard) as scope:
        conversation = _undoable(scope, caller, conversation_id)
        take_back(scope, caller, conversation_id)
        undone = line_receipts.undone_entry(scope, caller, conversation)
    deps.outbox.wake()
    return undone


@retried
def undo_all(deps: Deps, caller: Caller, conversation_ids: Sequence[str], *, guard: Guard) -> LineReceipt:
    """Take back what one line told of, in one transaction. Raises NotAllowed as `undo` does."""
    with deps.transaction(caller.workspace.id, guard) as scope:
        for conversation_id in sorted(conversation_ids):  # in one order: two who do so never wait for each other
            _undoable(scope, caller, conversation_id)
            take_back(scope, caller, conversation_id)
    deps.outbox.wake()
    return line_receipts.of_entries(deps, caller, conversation_ids)


@retried
def put_back(deps: Deps, caller: Caller, conversation_ids: Sequence[str], *, guard: Guard) -> LineReceipt:
    """Undo the undo of one entry, or of several of one line. Raises NotAllowed as `undo` does."""
    with deps.transaction(caller.workspace.id, guard) as scope:
        for conversation_id in sorted(conversation_ids):
            _restore(scope, caller, _undoable(scope, caller, conversation_id))
    deps.outbox.wake()
    return line_receipts.of_entries(deps, caller, conversation_ids)


def take_back(scope: Scope, caller: Caller, conversation_id: str) -> None:
    """Undo within a transaction; once undone it changes nothing."""
    if entries.set_undone(scope, conversation_id, by=caller.member.id, at=scope.now):
        audit_log.write(scope, caller, "undo", conversation_id)
        message_updates.entry_changed(scope, conversation_id)
        undone = entries.find(scope, conversation_id)
        if undone is not None:
            message_updates.quoted_words_changed(scope, caller.workspace, undone)


def whole_line(deps: Deps, caller: Caller, conversation_id: str) -> LineReceipt:
    """The receipt of everything that the line of an entry told of, as it stands."""
    with deps.reading(caller.workspace.id) as scope:
        return line_receipts.of_line(scope, deps, caller, conversation_id)


def it_was_a_call(deps: Deps, caller: Caller, conversation_ids: Sequence[str], *, guard: Guard) -> LineReceipt:
    """A message or an attempt was a conversation after all."""
    return correct_line(deps, caller, conversation_ids, corrections.as_call, guard=guard)


def it_was_today(deps: Deps, caller: Caller, conversation_ids: Sequence[str], *, guard: Guard) -> LineReceipt:
    today = local_today(deps, caller)
    return correct_line(deps, caller, conversation_ids, corrections.as_held_on(today), guard=guard)


def read_otherwise(
    deps: Deps, caller: Caller, conversation_ids: Sequence[str], meant: date | int | None, *, guard: Guard
) -> LineReceipt:
    """The other reading of a doubtful line is right: another day, other minutes, or, with None, no promise."""
    if meant is None:
        return correct_line(deps, caller, conversation_ids, corrections.without_follow_up, guard=guard)
    if isinstance(meant, date):
        correction = corrections.as_read_on(meant, local_today(deps, caller))
        return correct_line(deps, caller, conversation_ids, correction, guard=guard)
    return correct_line(deps, caller, conversation_ids, corrections.as_lasting(meant), guard=guard)


def it_is_planned(deps: Deps, caller: Caller, conversation_ids: Sequence[str], *, guard: Guard) -> LineReceipt:
    """The day was meant in the year that comes."""
    today = local_today(deps, caller)
    return correct_line(deps, caller, conversation_ids, corrections.as_planned(today), guard=guard)


def was_there(
    deps: Deps, caller: Caller, conversation_ids: Sequence[str], member_id: str, *, guard: Guard
) -> LineReceipt:
    """Somebody who is named in the note took part."""
    return correct_line(deps, caller, conversation_ids, corrections.with_colleague(member_id), guard=guard)


def add_insight(
    deps: Deps, caller: Caller, conversation_id: str, insight: Insight, *, guard: Guard
) -> Receipt | Undone:
    """They said this too."""
    return correct(deps, caller, conversation_id, corrections.with_insight(insight), guard=guard)


def it_happened(deps: Deps, caller: Caller, conversation_id: str, *, guard: Guard) -> Receipt | Undone:
    """A plan was held."""
    today = local_today(deps, caller)
    return correct(deps, caller, conversation_id, corrections.as_happened(today), guard=guard)


def it_moved(deps: Deps, caller: Caller, conversation_id: str, day: date, *, guard: Guard) -> Receipt | Undone:
    """A plan is for another day. Raises Refusal for a day that is past."""
    if day < local_today(deps, caller):
        raise Refusal("That day is past: pick one that is still to come, or press It happened.")
    return correct(deps, caller, conversation_id, corrections.as_moved_to(day), guard=guard)


def check(deps: Deps, caller: Caller, conversation_id: str) -> None:
    """Before a form for it opens. Raises Refusal or NotAllowed as `changeable` does."""
    with deps.reading(caller.workspace.id) as scope:
        changeable(scope, caller, conversation_id, hold=False)


def not_me(deps: Deps, caller: Caller, conversation_id: str, *, guard: Guard) -> Conversation:
    """Whoever was put down for a conversation was not there. Raises NotAllowed unless they are credited with it."""
    with deps.transaction(caller.workspace.id, guard) as scope:
        entry = _standing(scope, conversation_id)
        if caller.member.id not in (entry.details.held_by, *entry.details.colleagues):
            raise NotAllowed("You are not down for this one.")
        change(scope, caller, entry, corrections.without_person(caller.member.id)(entry))
    return entry


@retried
def correct(
    deps: Deps, caller: Caller, conversation_id: str, correction: Correction, *, guard: Guard
) -> Receipt | Undone:
    """Make a correction and render the receipt anew.

    Raises Refusal where the entry is gone or taken back, NotAllowed unless its author, its holder or an admin asks.
    """
    with deps.transaction(caller.workspace.id, guard) as scope:
        entry = changeable(scope, caller, conversation_id)
        alerted = change(scope, caller, entry, correction(entry))
    deps.outbox.wake()
    return line_receipts.of_one(deps, caller, Inserted(conversation_id, alerted=alerted))


@retried
def correct_line(
    deps: Deps, caller: Caller, conversation_ids: Sequence[str], correction: Correction, *, guard: Guard
) -> LineReceipt:
    """Make a correction in entries of one line, in one transaction, and render the receipt of the whole line anew.

    Those that were taken back meanwhile are left out. Raises Refusal where all of them were, and as `correct` does.
    """
    alerted = dict[str, Alerted | None]()
    with deps.transaction(caller.workspace.id, guard) as scope:
        for conversation_id in _active(scope, conversation_ids):
            entry = changeable(scope, caller, conversation_id)
            alerted[conversation_id] = change(scope, caller, entry, correction(entry))
    deps.outbox.wake()
    with deps.reading(caller.workspace.id) as scope:
        return line_receipts.of_line(scope, deps, caller, conversation_ids[0], alerted=alerted)


def change(
    scope: Scope, caller: Caller, held: Conversation, details: Details, *, account_id: str | None = None
) -> Alerted | None:
    """Write what an entry that is held should be, with everything others must hear of it; who is alerted, if anybody.

    Where nothing changed, nothing is written.
    """
    target = account_id or held.account_id
    if (target, details) == (held.account_id, held.details):
        return None
    entries.change(scope, held, target, details, by=caller.member.id)
    audit_log.write(scope, caller, "edit", held.id)
    message_updates.entry_changed(scope, held.id)
    changed = replace(held, account_id=target, details=details)
    digest_items.enqueue(scope, caller, changed, before=held.details.follow_up)
    before = held.details
    if details.private or (target, details.note, details.insights) != (held.account_id, before.note, before.insights):
        message_updates.quoted_words_changed(scope, caller.workspace, held)
    is_news = target != held.account_id or set(alarming(details)) - set(alarming(held.details))
    # With the version: each change that brings a complaint is another delivery, or its key would be taken already.
    subject = f"{held.id}:{held.version + 1}"
    return alerts.enqueue(scope, caller, target, details, subject) if is_news else None


def changeable(scope: Scope, caller: Caller, conversation_id: str, *, hold: bool = True) -> Conversation:
    """The entry, held for this transaction unless it is only to be read.

    Raises Refusal where it is gone or taken back, NotAllowed unless its author, its holder or, but for a private one,
    an admin asks: an admin may undo that, not open it.
    """
    entry = _standing(scope, conversation_id, hold=hold)
    action = Action.EDIT_PRIVATE_ENTRY if entry.details.private else Action.EDIT_ENTRY
    permissions.require(action, permissions.to_entry(scope, caller, entry), permissions.WHO_EDITS)
    return entry


def _active(scope: Scope, conversation_ids: Sequence[str]) -> list[str]:
    """Those that are not undone, in one order for everybody; all of them where none is left."""
    found = entries.those(scope, conversation_ids)
    return sorted(each.id for each in found if each.undone_at is None) or sorted(conversation_ids)


def _restore(scope: Scope, caller: Caller, undone: Conversation) -> None:
    """Undo an undo within a transaction; what stands is left as it is."""
    if entries.set_undone(scope, undone.id, by=caller.member.id, at=None):
        audit_log.write(scope, caller, "put back", undone.id)
        message_updates.entry_changed(scope, undone.id)
        digest_items.enqueue(scope, caller, replace(undone, undone_at=None), before=undone.details.follow_up)


def _undoable(scope: Scope, caller: Caller, conversation_id: str) -> Conversation:
    conversation = entries.find(scope, conversation_id)
    if conversation is None:
        raise Refusal("That entry is gone.")
    permissions.require(Action.UNDO_ENTRY, permissions.to_entry(scope, caller, conversation), permissions.WHO_EDITS)
    return conversation


def _standing(scope: Scope, conversation_id: str, *, hold: bool = True) -> Conversation:
    entry = (entries.lock if hold else entries.find)(scope, conversation_id)
    if entry is None:
        raise Refusal("That entry is gone.")
    if entry.undone_at is not None:
        raise Refusal("That entry was taken back: put it back first.")
    return entry
