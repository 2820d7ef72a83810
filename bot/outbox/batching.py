"""Batching: messages of one kind to one person go as one, the first at once, those of the next hour together."""

from datetime import datetime

from bot.db.scope import Scope
from bot.domain.deliveries.batching import slot_after
from bot.domain.deliveries.model import ExpiryReason
from bot.outbox import edit_queue, queue, rescheduling


def enqueue(scope: Scope, *, kind: str, subject: str, target: str, held_until: datetime | None = None) -> datetime:
    """Put a message into the outbox, once for its subject: by itself, or batched into another one that waits; when that
    is due. With `held_until` its reader is not to be written to sooner, and all that comes until then is one."""
    slot = slot_after(rescheduling.latest(scope, kind=kind, target=target), scope.now)
    leader_id = slot.leader_id
    is_held = leader_id is None and held_until is not None
    due_at = held_until if is_held and held_until is not None else slot.due_at
    queue.enqueue(
        scope,
        kind=kind,
        subject=subject,
        target=target,
        due_at=due_at if leader_id is None else scope.now,
        moved_from=scope.now.date() if is_held else None,
        expired=None if leader_id is None else ExpiryReason.BATCHED,
        batch_leader_id=leader_id,
    )
    return due_at


def batched_subjects(scope: Scope, *, kind: str, subject: str, target: str) -> list[str]:
    """The subjects of the batch that `subject` is in, its leader's first."""
    first = rescheduling.batch_leader(scope, kind=kind, subject=subject, target=target)
    return [first, *rescheduling.batched(scope, kind=kind, subject=first, target=target)]


def ended_untold(scope: Scope, *, kind: str, subject: str, target: str) -> bool:
    """Whether the message that was to tell `subject` expired before it was sent."""
    first = rescheduling.batch_leader(scope, kind=kind, subject=subject, target=target)
    return rescheduling.ended_untold(scope, kind=kind, subject=first, target=target)


def was_sent(scope: Scope, *, kind: str, subject: str, target: str) -> bool:
    """Whether the message that tells `subject` was sent, or may have been."""
    first = rescheduling.batch_leader(scope, kind=kind, subject=subject, target=target)
    return queue.was_tried(scope, kind=kind, subject=first, target=target)


def mark(scope: Scope, *, kind: str, subject: str, target: str) -> None:
    """Have the message that tells `subject` rendered anew: what it tells has changed."""
    first = rescheduling.batch_leader(scope, kind=kind, subject=subject, target=target)
    edit_queue.mark(scope, kind=kind, subject=first, target=target)
