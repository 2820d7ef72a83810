"""The days on which a workspace is closed: its weekly posts move, and nobody is reminded."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import delete, select

from bot.db.engine import Session, insert_once
from bot.storage.conversations import plans
from bot.storage.workspace import schedules
from bot.storage.workspace.tables import closed_days


def of(session: Session, workspace_id: str) -> frozenset[date]:
    rows = session.execute(select(closed_days.c.day).where(closed_days.c.workspace_id == workspace_id))
    return frozenset(row.day for row in rows)


def choose(session: Session, workspace_id: str, days: Iterable[date]) -> None:
    """Let these days, and no others, be closed."""
    session.execute(delete(closed_days).where(closed_days.c.workspace_id == workspace_id))
    insert_once(session, closed_days, [{"workspace_id": workspace_id, "day": day} for day in sorted(set(days))])
    schedules.check_again(session, workspace_id)
    plans.check_again(session, workspace_id)
