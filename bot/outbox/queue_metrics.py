"""Metrics of the queue over all workspaces: how many deliveries are in each state, and how old the oldest is."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from bot.db.engine import Session
from bot.domain.deliveries.model import DeliveryState as State
from bot.domain.deliveries.model import ExpiryReason
from bot.domain.errors import TouchbaseError
from bot.metrics import QueueMetrics
from bot.outbox.ports import Outbox
from bot.outbox.tables import deliveries

_ON_THEIR_WAY = (State.PENDING.value, State.SENDING.value, State.VERIFY.value)


RECENT = timedelta(days=14)
_ENDED = (State.SENT, State.EXPIRED)


def exposition(outbox: Outbox) -> bytes:
    """The metrics as Prometheus reads them; those of the database are left out while it does not answer.

    What has ended is counted for two weeks: the outbox keeps it for ever.
    """
    now = outbox.now()
    try:
        with outbox.database.reading() as session:
            states = {
                state.value: count(session, state, since=now - RECENT if state in _ENDED else None) for state in State
            }
            oldest = oldest_due(session, now=now)
    except TouchbaseError:
        return outbox.metrics.text(None)
    return outbox.metrics.text(QueueMetrics(states, (now - oldest).total_seconds() if oldest is not None else 0.0))


def count(session: Session, state: State, *, since: datetime | None = None) -> int:
    """How many deliveries are in that state, of those due after `since`; of the expired those that were too late."""
    query = select(func.count()).select_from(deliveries).where(deliveries.c.state == state.value)
    if since is not None:
        query = query.where(deliveries.c.due_at > since)
    if state is State.EXPIRED:
        query = query.where(deliveries.c.expiry_reason == ExpiryReason.TOO_LATE.value)
    return session.execute(query).scalar_one()


def oldest_due(session: Session, *, now: datetime) -> datetime | None:
    """Since when the oldest of what is on its way is due by `now`; None when nothing is."""
    found = [
        session.execute(
            select(func.min(deliveries.c.due_at)).where(deliveries.c.state == state, deliveries.c.due_at <= now)
        ).scalar_one()
        for state in _ON_THEIR_WAY
    ]
    return min((each for each in found if each is not None), default=None)
