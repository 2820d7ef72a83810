"""When a message goes that others of its kind may be batched with: the first at once, those of the next hour as one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.deliveries.model import Delivery, DeliveryState

BATCH_INTERVAL = timedelta(minutes=60)
CLOSES_BEFORE = timedelta(seconds=30)
"""A batch closes so long before it goes: what it tells must be on disk before it is rendered."""


@dataclass(frozen=True)
class Slot:
    """When a message goes; `leader_id` is the delivery that tells it, where it does not go by itself."""

    due_at: datetime
    leader_id: str | None = None


def slot_after(before: Delivery | None, now: datetime) -> Slot:
    """The slot of one more message, after the latest of its kind that goes to the same person by itself.

    One that is held for its reader's morning tells whatever comes until then. Another one that is due in more than an
    hour was stamped by a clock that has been set back since: nothing waits for it.
    """
    if before is not None and before.moved_from is not None and _is_open(before, now):
        return Slot(before.due_at, leader_id=before.id)
    if before is None or not now - BATCH_INTERVAL < before.due_at <= now + BATCH_INTERVAL:
        return Slot(now)
    if _is_open(before, now):
        return Slot(before.due_at, leader_id=before.id)
    return Slot(before.due_at + BATCH_INTERVAL)


def _is_open(before: Delivery, now: datetime) -> bool:
    return before.state is DeliveryState.PENDING and before.due_at - now >= CLOSES_BEFORE
