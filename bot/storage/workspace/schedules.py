"""Schedules of the weekly posts: weekday and time of day, in the workspace's zone."""

from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import Row, select, update

from bot.db.engine import for_update, insert_once
from bot.db.scope import Scope
from bot.storage.workspace.tables import schedules


@dataclass(frozen=True)
class Schedule:
    """A weekly post; occurrences of days before that of `starts_at`, in the workspace's zone, are not posted.

    `weekday` 0 is Monday. An admin last changed it at `changed_at`: what it comes to until then is not posted either.
    """

    kind: str
    weekday: int
    at: time
    starts_at: datetime
    is_off: bool = False
    changed_at: datetime | None = None


def of(scope: Scope) -> list[Schedule]:
    rows = scope.session.execute(
        select(schedules).where(schedules.c.workspace_id == scope.workspace_id).order_by(schedules.c.kind)
    )
    return [_as_schedule(row) for row in rows]


def lock(scope: Scope) -> list[Schedule]:
    """Those that no other worker looks at; nobody changes them until this transaction ends."""
    query = select(schedules).where(schedules.c.workspace_id == scope.workspace_id).order_by(schedules.c.kind)
    rows = scope.session.execute(for_update(scope.session, query))
    return [_as_schedule(row) for row in rows]


def mark_checked(scope: Scope, kind: str, *, at: datetime, next_at: datetime) -> None:
    """One was looked at as of the instant `at`, and nothing comes of it before `next_at`."""
    scope.session.execute(
        update(schedules)
        .where(schedules.c.workspace_id == scope.workspace_id, schedules.c.kind == kind)
        .values(looked_at=at, next_at=next_at)
    )


def check_again(scope: Scope) -> None:
    """What they come to has changed: the zone, or the days on which the workspace is closed."""
    scope.session.execute(update(schedules).where(schedules.c.workspace_id == scope.workspace_id).values(next_at=None))


def add(scope: Scope, schedule: Schedule) -> bool:
    """Add the schedule unless the workspace has one of this kind. Says whether it is new."""
    row = {
        "workspace_id": scope.workspace_id,
        "kind": schedule.kind,
        "weekday": schedule.weekday,
        "at": f"{schedule.at:%H:%M}",
        "starts_at": schedule.starts_at,
    }
    return insert_once(scope.session, schedules, [row]) == 1


def change(scope: Scope, schedule: Schedule) -> None:
    """Move one, or switch it on or off: by hand, so that it begins with what is due after `now`."""
    scope.session.execute(
        update(schedules)
        .where(schedules.c.workspace_id == scope.workspace_id, schedules.c.kind == schedule.kind)
        .values(
            weekday=schedule.weekday,
            at=f"{schedule.at:%H:%M}",
            is_off=schedule.is_off,
            changed_by_hand_at=scope.now,
            next_at=None,
        )
    )


def _as_schedule(row: Row[tuple[object, ...]]) -> Schedule:
    return Schedule(
        row.kind, row.weekday, time.fromisoformat(row.at), row.starts_at, row.is_off, row.changed_by_hand_at
    )
