"""Sharing a conversation in a channel: once each, never a private one, never where another company reads along."""

from dataclasses import dataclass

from bot.db.scope import Scope
from bot.domain.conversations.model import Conversation, State
from bot.domain.deliveries.model import Delivery
from bot.domain.errors import Incomplete, Refusal
from bot.domain.workspace.members import Caller
from bot.messages.blocks import Message
from bot.messages.conversations import complaints, shares
from bot.messages.conversations.conversation_form import CHANNEL
from bot.outbox import queue, rescheduling
from bot.outbox.message_types import MessageType, Rerendered, Skip
from bot.services.conversations.corrections import changeable
from bot.services.conversations.message_updates import SHARE, whose
from bot.services.deps import Deps, Guard
from bot.storage.conversations import conversations
from bot.storage.workspace import members


@dataclass(frozen=True)
class Shared:
    """That a conversation goes to the channel; `is_on_its_way` is False where it was sent there before."""

    channel: str
    is_on_its_way: bool


def shareable(deps: Deps, caller: Caller, conversation_id: str) -> Conversation:
    """The entry, if it may be shared. Raises Refusal or NotAllowed with the reason."""
    with deps.reading(caller.workspace.id) as scope:
        return _shareable(scope, caller, conversation_id, hold=False)


def share(deps: Deps, caller: Caller, conversation_id: str, channel_id: str, *, guard: Guard) -> Shared:
    """Put it into the outbox, once for the conversation and channel.

    Raises Incomplete with what to do for a channel where it cannot be posted.
    """
    # Before the transaction: nobody's write waits for Slack.
    channel = deps.slack.channel_named(caller.workspace.id, channel_id)
    if channel is None:
        raise Incomplete({CHANNEL: "Slack did not tell me about that channel: press Share again in a minute."})
    if channel.is_shared:
        raise Incomplete({CHANNEL: f"#{channel.name} is shared with another company; I never post there."})
    if channel.is_archived:
        raise Incomplete({CHANNEL: f"#{channel.name} is archived: choose another one."})
    if not channel.is_member:
        raise Incomplete({CHANNEL: f"Invite me first: type /invite @Touchbase in #{channel.name}."})
    with deps.transaction(caller.workspace.id, guard) as scope:
        _shareable(scope, caller, conversation_id, hold=True)
        is_new = queue.enqueue(scope, kind=SHARE, subject=conversation_id, target=channel.id, due_at=scope.now)
        is_on_its_way = is_new or rescheduling.retry(
            scope, kind=SHARE, subject=conversation_id, target=channel.id, due_at=scope.now
        )
    deps.outbox.wake()
    return Shared(channel.name, is_on_its_way)


def render(scope: Scope, delivery: Delivery) -> Message | Skip:
    """What the channel reads; nothing of what was taken back or made private meanwhile."""
    entry = conversations.find(scope, delivery.subject)
    if entry is None or _why_not(entry) is not None:
        return Skip.STALE
    names = members.names_of(scope, [entry.logged_by, *entry.details.people])
    return shares.share(entry, names)


def rerender(scope: Scope, delivery: Delivery) -> Rerendered | Skip:
    """As it is now; where it was taken back or made private, by whom, and none of its words."""
    entry = conversations.find(scope, delivery.subject)
    if entry is None:
        return Skip.STALE
    shown = render(scope, delivery)
    if isinstance(shown, Message):
        return Rerendered(shown)
    by = whose(scope, entry)
    return Rerendered(complaints.withdrawn(entry.account_name, by), redacts=True)


def _shareable(scope: Scope, caller: Caller, conversation_id: str, *, hold: bool) -> Conversation:
    entry = changeable(scope, caller, conversation_id, hold=hold)
    if (why := _why_not(entry)) is not None:
        raise Refusal(why)
    return entry


def _why_not(entry: Conversation) -> str | None:
    if entry.undone_at is not None:
        return "That entry was taken back."
    if entry.details.private:
        return "That entry is private: its words stay with those who read it."
    if entry.details.state is State.PLANNED:
        return "That is still a plan: share what came of it."
    return None


SHARED_CONVERSATION = MessageType(SHARE, "A shared conversation", render, rerender)
