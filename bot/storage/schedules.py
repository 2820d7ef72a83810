"""When each workspace's posts are due, in its own wall time."""

from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import select

from bot.storage.engine import Session, insert_once
from bot.storage.schema import schedules


@dataclass(frozen=True)
class Schedule:
    """A weekly post; occurrences before `starts_at` are not posted. `weekday` 0 is Monday."""

    kind: str
    weekday: int
    at: time
    starts_at: datetime


def of(session: Session, workspace_id: str) -> list[Schedule]:
    rows = session.execute(select(schedules).where(schedules.c.workspace_id == workspace_id).order_by(schedules.c.kind))
    return [Schedule(row.kind, row.weekday, time.fromisoformat(row.at), row.starts_at) for row in rows]


def add(session: Session, workspace_id: str, schedule: Schedule) -> bool:
    """Add the schedule unless the workspace has one of this kind. Says whether it is new."""
    row = {
        "workspace_id": workspace_id,
        "kind": schedule.kind,
        "weekday": schedule.weekday,
        "at": f"{schedule.at:%H:%M}",
        "starts_at": schedule.starts_at,
    }
    return insert_once(session, schedules, [row]) == 1
