"""What the outbox holds over all workspaces, for whoever operates the program: numbers alone."""

from datetime import datetime

from sqlalchemy import func, select

from bot.storage.engine import Session
from bot.storage.schema import deliveries


def by_state(session: Session) -> dict[str, int]:
    """How many deliveries are in each state."""
    rows = session.execute(select(deliveries.c.state, func.count().label("number")).group_by(deliveries.c.state))
    return {row.state: row.number for row in rows}


def oldest_due(session: Session, *, now: datetime) -> datetime | None:
    """Since when the oldest of what is to be sent by `now` is due; None when nothing is."""
    query = select(func.min(deliveries.c.due_at)).where(deliveries.c.state == "pending", deliveries.c.due_at <= now)
    found: datetime | None = session.execute(query).scalar_one()
    return found
