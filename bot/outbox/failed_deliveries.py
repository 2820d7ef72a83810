"""Failed deliveries: which there are, and what an admin decides about them."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, select, update

from bot.db.engine import Session
from bot.db.scope import Scope
from bot.db.types import WireTime
from bot.domain.deliveries.model import Delivery, ExpiryReason
from bot.domain.deliveries.model import DeliveryState as State
from bot.outbox.queue import as_delivery
from bot.outbox.tables import deliveries

_AT_MOST = 50
_DECIDABLE = (State.UNKNOWN.value, State.BLOCKED.value)


def listed(scope: Scope, *, since: datetime) -> list[Delivery]:
    """Those that a person has to decide about, and those due after `since` that were too late, the oldest first."""
    waits = and_(deliveries.c.workspace_id == scope.workspace_id, deliveries.c.state.in_(_DECIDABLE))
    was_late = and_(
        deliveries.c.workspace_id == scope.workspace_id,
        deliveries.c.state == State.EXPIRED.value,
        deliveries.c.due_at > since,
        deliveries.c.expiry_reason == ExpiryReason.TOO_LATE.value,
    )
    found = [
        *scope.session.execute(select(deliveries).where(waits).limit(_AT_MOST)),
        *scope.session.execute(select(deliveries).where(was_late).limit(_AT_MOST)),
    ]
    return sorted(map(as_delivery, found), key=lambda each: (each.due_at, each.id))


def postpone_after_error(session: Session, delivery: Delivery, *, seconds: float, error: str) -> None:
    """Retry a locked delivery that could not be rendered later; `error` says what went wrong, never what it tells."""
    session.execute(
        update(deliveries)
        .where(deliveries.c.workspace_id == delivery.workspace_id, deliveries.c.id == delivery.id)
        .values(next_at=WireTime(seconds), error_count=deliveries.c.error_count + 1, last_error=error)
    )


def leave_out(scope: Scope, delivery_id: str) -> bool:
    """Expire it: nobody needs it any more. False where it is on its way, sent or too late already."""
    left = scope.session.execute(
        update(deliveries)
        .where(*_failed(scope.workspace_id, delivery_id, State.UNKNOWN, State.BLOCKED))
        .values(state=State.EXPIRED.value, expiry_reason=ExpiryReason.LEFT_OUT.value, last_error=None)
    )
    return left.rowcount == 1


def send_again(scope: Scope, delivery_id: str, *, due_at: datetime) -> bool:
    """Let it be tried anew. False where it is on its way, sent or too late already."""
    reopened = scope.session.execute(
        update(deliveries)
        .where(*_failed(scope.workspace_id, delivery_id, State.UNKNOWN, State.BLOCKED))
        .values(
            state=State.PENDING.value,
            error_count=0,
            due_at=due_at,
            next_at=WireTime(),
            first_try_at=None,
            last_error=None,
        )
    )
    return reopened.rowcount == 1


def mark_sent(scope: Scope, delivery_id: str) -> bool:
    """Take it for sent: somebody saw it in the channel. False where its fate is known already."""
    settled = scope.session.execute(
        update(deliveries)
        .where(*_failed(scope.workspace_id, delivery_id, State.UNKNOWN))
        .values(state=State.SENT.value, last_error=None)
    )
    return settled.rowcount == 1


def _failed(workspace_id: str, delivery_id: str, *states: State) -> tuple[ColumnElement[bool], ...]:
    return (
        deliveries.c.workspace_id == workspace_id,
        deliveries.c.id == delivery_id,
        deliveries.c.state.in_([state.value for state in states]),
    )
