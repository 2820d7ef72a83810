"""How fast we write: to each channel, and in each workspace as a whole; by the database's clock, for all senders."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, not_, or_, select, update

from bot.db.engine import Session, insert_once
from bot.db.types import WireTime
from bot.domain.deliveries.rate_limit import BURST, PER_MINUTE, Bucket, halved, rate_after
from bot.outbox.tables import rate_limits

_A_QUIET_TIME = 60.0
"""Seconds in which nothing was sent, before the first."""

_LONGEST_AHEAD = 60.0
"""Seconds. No turn lies further ahead, at the slowest pace: one that does was taken by a clock that was ahead."""


@dataclass(frozen=True)
class _Row:
    now: datetime
    next_free_at: datetime
    per_minute: float
    throttled_at: datetime | None

    def rate(self, lane: Bucket, minute: float) -> float:
        """How many a `minute`, in seconds, are granted now."""
        slow_for = None if self.throttled_at is None else (self.now - self.throttled_at).total_seconds()
        return rate_after(self.per_minute, PER_MINUTE[lane], slow_for, minute)


def is_free(session: Session, workspace_id: str, channel: str) -> bool:
    """Whether the channel may be written to now."""
    taken = select(rate_limits.c.channel).where(
        rate_limits.c.workspace_id == workspace_id, rate_limits.c.channel == channel, not_(_has_come())
    )
    return session.execute(taken).first() is None


def take(session: Session, workspace_id: str, channel: str, *, seconds: float) -> bool:
    """Take the channel's next free moment; the one after it is `seconds` later. False when it is not free yet."""
    insert_once(session, rate_limits, [{"workspace_id": workspace_id, "channel": channel, "next_free_at": WireTime()}])
    taken = session.execute(
        update(rate_limits)
        .where(rate_limits.c.workspace_id == workspace_id, rate_limits.c.channel == channel, _has_come())
        .values(next_free_at=WireTime(seconds))
    )
    return taken.rowcount == 1


def acquire(session: Session, workspace_id: str, lane: Bucket, *, minute: float) -> bool:
    """Take a turn in the workspace's pace, which allows `AT_ONCE` in a row after a pause. False when none is free.

    A `minute`, in seconds, after it was halved the pace doubles again, and so on until it is whole.
    """
    row = _held(session, workspace_id, lane)
    if row.now < row.next_free_at <= row.now + timedelta(seconds=_LONGEST_AHEAD):
        return False
    interval = timedelta(seconds=minute) / row.rate(lane, minute)
    free_at = min(row.next_free_at, row.now)
    next_free_at = max(free_at, row.now - BURST * interval) + interval
    _write(session, workspace_id, lane.value, next_free_at=next_free_at)
    return True


def throttle(session: Session, workspace_id: str, lane: Bucket, *, minute: float) -> None:
    """Slack says that it was too much: half the pace from now on. A `minute` is in seconds."""
    row = _held(session, workspace_id, lane)
    slower = halved(row.rate(lane, minute))
    _write(session, workspace_id, lane.value, per_minute=slower, throttled_at=row.now)


def _has_come() -> ColumnElement[bool]:
    """Whether a channel's next free moment is there."""
    return or_(rate_limits.c.next_free_at <= WireTime(), rate_limits.c.next_free_at > WireTime(_LONGEST_AHEAD))


def _held(session: Session, workspace_id: str, lane: Bucket) -> _Row:
    """The lane's row, which nobody else moves until this transaction ends."""
    start = {"workspace_id": workspace_id, "channel": lane.value, "next_free_at": WireTime(-_A_QUIET_TIME)}
    insert_once(session, rate_limits, [start])
    found = session.execute(
        select(rate_limits, WireTime().label("now"))
        .where(rate_limits.c.workspace_id == workspace_id, rate_limits.c.channel == lane.value)
        .with_for_update()  # dropped on SQLite, where a transaction holds the write lock
    ).one()
    return _Row(found.now, found.next_free_at, found.per_minute or PER_MINUTE[lane], found.throttled_at)


def _write(session: Session, workspace_id: str, channel: str, **values: object) -> None:
    session.execute(
        update(rate_limits)
        .where(rate_limits.c.workspace_id == workspace_id, rate_limits.c.channel == channel)
        .values(**values)
    )
