"""Message types: what a feature declares of a message that it sends through the outbox; bootstrap collects them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.db.scope import Scope
from bot.domain.deliveries.model import Delivery
from bot.domain.workspace import schedule
from bot.domain.workspace.schedule import PostRule
from bot.messages.blocks import Message

EVENT_LIFETIME = timedelta(days=7)
"""How late a message may be that an event caused, not the calendar."""


class Skip(StrEnum):
    """Why nothing is sent now; unless it is NOT_READY or HELD, the delivery expires."""

    STALE = "stale"  # it is no longer true
    EXPIRED = "expired"  # it is too late
    PAUSED = "paused"  # nothing of its kind is sent for now
    NOT_READY = "not_ready"  # what it needs is not known yet
    HELD = "held"  # whoever it is for may not be written to at this hour, or is away


@dataclass(frozen=True)
class Held:
    """Its reader is not to be written to now; at `until` it is looked at again."""

    until: datetime


@dataclass(frozen=True)
class Rerendered:
    """What a message that was sent is to say now; one that `redacts` takes words back wherever it was posted."""

    message: Message
    redacts: bool = False


def _own_target(scope: Scope, delivery: Delivery) -> str | None:
    return delivery.target


def _never_held(scope: Scope, delivery: Delivery) -> datetime | None:
    return None


@dataclass(frozen=True)
class MessageType:
    """One kind of message that leaves through the outbox.

    `name` is stored with each delivery and never changes; `label` is what people call it. `render` makes the message
    from what is true at the moment of sending, or says why nothing is sent; `rerender` what a sent message is to say
    after a change, None where it stays as it was. `lifetime`: how late it may be. With a `schedule` it is due every
    week or month. `target`: the person or channel it goes to, asked at the claim, so that changing the channel makes no
    second post; None where no channel is chosen. `held_until`: when to look again whether its reader may be written
    to, where that is not now.
    """

    name: str
    label: str
    render: Callable[[Scope, Delivery], Message | Skip]
    rerender: Callable[[Scope, Delivery], Rerendered | Skip] | None = None
    lifetime: timedelta = EVENT_LIFETIME
    schedule: PostRule | None = None
    target: Callable[[Scope, Delivery], str | None] = _own_target
    held_until: Callable[[Scope, Delivery], datetime | None] = _never_held


MessageTypes = Mapping[str, MessageType]
"""Every message type of the program, by name."""


def by_name(types: Iterable[MessageType]) -> MessageTypes:
    """Raises ValueError where two have one name."""
    found: dict[str, MessageType] = {}
    for message_type in types:
        if message_type.name in found:
            raise ValueError(f"two message types are named {message_type.name!r}")
        found[message_type.name] = message_type
    return found


def render(types: MessageTypes, scope: Scope, delivery: Delivery) -> Message | Skip | Held:
    """What is to be sent for `delivery` now, or why nothing is. What is no longer true ends, and is not held."""
    message_type = types[delivery.kind]
    if schedule.has_expired(delivery.due_at, scope.now, message_type.lifetime):
        return Skip.EXPIRED
    message = message_type.render(scope, delivery)
    until = None if isinstance(message, Skip) else message_type.held_until(scope, delivery)
    return message if until is None else Held(until)


def rerender(types: MessageTypes, scope: Scope, delivery: Delivery) -> Rerendered | Skip:
    """What the sent `delivery` is to say now, or why it stays as it is."""
    change = types[delivery.kind].rerender
    return Skip.STALE if change is None else change(scope, delivery)


def caused_by_events(types: MessageTypes) -> tuple[str, ...]:
    """The names of the types that the calendar does not cause."""
    return tuple(name for name, each in types.items() if each.lifetime == EVENT_LIFETIME)
