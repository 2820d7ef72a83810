"""Schedules of the weekly posts: weekday and time of day, in the workspace's zone."""

from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import Row, select, update

from bot.db.engine import Session, for_update, insert_once
from bot.storage.workspace.tables import schedules


@dataclass(frozen=True)
class Schedule:
    """A weekly post; occurrences of days before that of `starts_at`, in the workspace's zone, are not posted.

    `weekday` 0 is Monday.
    """

    kind: str
    weekday: int
    at: time
    starts_at: datetime


def of(session: Session, workspace_id: str) -> list[Schedule]:
    rows = session.execute(select(schedules).where(schedules.c.workspace_id == workspace_id).order_by(schedules.c.kind))
    return [_as_schedule(row) for row in rows]


def lock(session: Session, workspace_id: str) -> list[Schedule]:
    """Those that no other worker looks at; nobody changes them until this transaction ends."""
    query = select(schedules).where(schedules.c.workspace_id == workspace_id).order_by(schedules.c.kind)
    rows = session.execute(for_update(session, query))
    return [_as_schedule(row) for row in rows]


def mark_checked(session: Session, workspace_id: str, kind: str, *, at: datetime, next_at: datetime) -> None:
    """One was looked at as of the instant `at`, and nothing comes of it before `next_at`."""
    session.execute(
        update(schedules)
        .where(schedules.c.workspace_id == workspace_id, schedules.c.kind == kind)
        .values(looked_at=at, next_at=next_at)
    )


def check_again(session: Session, workspace_id: str) -> None:
    """What they come to has changed: the zone, or the days on which the workspace is closed."""
    session.execute(update(schedules).where(schedules.c.workspace_id == workspace_id).values(next_at=None))


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


def _as_schedule(row: Row[tuple[object, ...]]) -> Schedule:
    return Schedule(row.kind, row.weekday, time.fromisoformat(row.at), row.starts_at)
