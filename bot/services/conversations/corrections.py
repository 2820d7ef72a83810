"""One-press corrections of a conversation: each is one transaction, and pressed twice is made once."""

from collections.abc import Sequence
from datetime import date

from bot.db.scope import Scope
from bot.domain.conversations import corrections
from bot.domain.conversations.corrections import Correction
from bot.domain.conversations.model import Conversation, Details, Insight
from bot.domain.conversations.receipts import Receipt, Undone
from bot.domain.errors import NotAllowed, Refusal
from bot.domain.workspace.members import Caller
from bot.domain.workspace.roles import Action
from bot.services import audit_log
from bot.services.conversations import log_conversation, message_updates, receipts
from bot.services.deps import Deps, Guard
from bot.services.line_entries import Inserted
from bot.services.local_days import local_today
from bot.services.workspace import permissions
from bot.storage.conversations import conversations as entries


def undo_all(deps: Deps, caller: Caller, conversation_ids: Sequence[str], *, guard: Guard) -> tuple[Undone, ...]:
    """Take back what one line told of, in one transaction. Raises NotAllowed as `undo` does."""
    with deps.transaction(caller.workspace.id, guard) as scope:
        standing = [log_conversation.undoable(scope, caller, each) for each in conversation_ids]
        for conversation in standing:
            log_conversation.take_back(scope, caller, conversation.id)
        undone = tuple(log_conversation.undone_entry(scope, caller, conversation) for conversation in standing)
    deps.outbox.wake()
    return undone


def it_was_a_call(deps: Deps, caller: Caller, conversation_id: str, *, guard: Guard) -> Receipt | Undone:
    """A message or an attempt was a conversation after all."""
    return correct(deps, caller, conversation_id, corrections.as_call, guard=guard)


def it_was_today(deps: Deps, caller: Caller, conversation_id: str, *, guard: Guard) -> Receipt | Undone:
    today = local_today(deps, caller)
    return correct(deps, caller, conversation_id, corrections.as_held_on(today), guard=guard)


def read_otherwise(
    deps: Deps, caller: Caller, conversation_id: str, meant: date | int | None, *, guard: Guard
) -> Receipt | Undone:
    """The other reading of a doubtful line is right: another day, other minutes, or, with None, no promise."""
    if meant is None:
        return correct(deps, caller, conversation_id, corrections.without_follow_up, guard=guard)
    if isinstance(meant, date):
        correction = corrections.as_read_on(meant, local_today(deps, caller))
        return correct(deps, caller, conversation_id, correction, guard=guard)
    return correct(deps, caller, conversation_id, corrections.as_lasting(meant), guard=guard)


def it_is_planned(deps: Deps, caller: Caller, conversation_id: str, *, guard: Guard) -> Receipt | Undone:
    """The day was meant in the year that comes."""
    today = local_today(deps, caller)
    return correct(deps, caller, conversation_id, corrections.as_planned(today), guard=guard)


def was_there(deps: Deps, caller: Caller, conversation_id: str, member_id: str, *, guard: Guard) -> Receipt | Undone:
    """Somebody who is named in the note took part."""
    return correct(deps, caller, conversation_id, corrections.with_colleague(member_id), guard=guard)


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


def correct(
    deps: Deps, caller: Caller, conversation_id: str, correction: Correction, *, guard: Guard
) -> Receipt | Undone:
    """Make a correction and draw the receipt anew.

    Raises Refusal where the entry is gone or taken back, NotAllowed unless its author, its holder or an admin asks.
    """
    with deps.transaction(caller.workspace.id, guard) as scope:
        entry = changeable(scope, caller, conversation_id)
        alerted = change(scope, caller, entry, correction(entry))
    deps.outbox.wake()
    return log_conversation.receipt_of(deps, caller, Inserted(conversation_id, alerted_owner=alerted))


def change(
    scope: Scope, caller: Caller, held: Conversation, details: Details, *, account_id: str | None = None
) -> str | None:
    """Write what an entry that is held should be, with everything others must hear of it; who is alerted, if anybody.

    Where nothing changed, nothing is written.
    """
    target = account_id or held.account_id
    if (target, details) == (held.account_id, held.details):
        return None
    entries.change(scope, held, target, details, by=caller.member.id)
    audit_log.write(scope, caller, "edit", held.id)
    message_updates.entry_changed(scope, held.id)
    is_news = target != held.account_id or set(receipts.alarming(details)) - set(receipts.alarming(held.details))
    # With the version: each change that brings a complaint is another delivery, or its key would be taken already.
    subject = f"{held.id}:{held.version + 1}"
    return receipts.alert_owner(scope, caller, target, details, subject) if is_news else None


def changeable(scope: Scope, caller: Caller, conversation_id: str, *, hold: bool = True) -> Conversation:
    """The entry, held for this transaction unless it is only to be read.

    Raises Refusal where it is gone or taken back, NotAllowed unless its author, its holder or, but for a private one,
    an admin asks: an admin may undo that, not open it.
    """
    entry = _standing(scope, conversation_id, hold=hold)
    action = Action.EDIT_PRIVATE_ENTRY if entry.details.private else Action.EDIT_ENTRY
    permissions.require(action, permissions.to_entry(scope, caller, entry), permissions.WHO_EDITS)
    return entry


def _standing(scope: Scope, conversation_id: str, *, hold: bool = True) -> Conversation:
    entry = (entries.lock if hold else entries.find)(scope, conversation_id)
    if entry is None:
        raise Refusal("That entry is gone.")
    if entry.undone_at is not None:
        raise Refusal("That entry was taken back: put it back first.")
    return entry
