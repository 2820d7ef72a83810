"""Rate limits, shared by all senders through the database: of each channel, and of each workspace as a whole."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, not_, or_, select, update

from bot.db.engine import insert_once
from bot.db.scope import Scope
from bot.db.types import WireTime
from bot.domain.deliveries.rate_limit import BURST, PER_MINUTE, Bucket, halved, rate_after
from bot.outbox.tables import rate_limits

_IDLE_SECONDS = 60.0
"""Seconds in which nothing was sent, before the first."""

_MOST_AHEAD = 60.0
"""Seconds. At the lowest rate no free moment lies further ahead, unless a clock that was ahead wrote it."""


@dataclass(frozen=True)
class _Row:
    now: datetime
    next_free_at: datetime
    per_minute: float
    throttled_at: datetime | None

    def rate(self, bucket: Bucket, minute: float) -> float:
        """How many a `minute`, in seconds, are granted now."""
        slow_for = None if self.throttled_at is None else (self.now - self.throttled_at).total_seconds()
        return rate_after(self.per_minute, PER_MINUTE[bucket], slow_for, minute)


def is_free(scope: Scope, channel: str) -> bool:
    """Whether the channel may be written to now."""
    taken = select(rate_limits.c.channel).where(
        rate_limits.c.workspace_id == scope.workspace_id, rate_limits.c.channel == channel, not_(_is_free_now())
    )
    return scope.session.execute(taken).first() is None


def take(scope: Scope, channel: str, *, seconds: float) -> bool:
    """Take the channel's next free moment; the one after it is `seconds` later. False when it is not free yet."""
    insert_once(
        scope.session,
        rate_limits,
        [{"workspace_id": scope.workspace_id, "channel": channel, "next_free_at": WireTime()}],
    )
    taken = scope.session.execute(
        update(rate_limits)
        .where(rate_limits.c.workspace_id == scope.workspace_id, rate_limits.c.channel == channel, _is_free_now())
        .values(next_free_at=WireTime(seconds))
    )
    return taken.rowcount == 1


def acquire(scope: Scope, bucket: Bucket, *, minute: float) -> bool:
    """Take one call of the workspace's rate, which allows `BURST` at once after an idle time. False when none is free.

    A `minute`, in seconds, after the rate was halved it doubles again, and so on until it is whole.
    """
    row = _locked(scope, bucket)
    if row.now < row.next_free_at <= row.now + timedelta(seconds=_MOST_AHEAD):
        return False
    interval = timedelta(seconds=minute) / row.rate(bucket, minute)
    free_at = min(row.next_free_at, row.now)
    next_free_at = max(free_at, row.now - BURST * interval) + interval
    _write(scope, bucket.value, next_free_at=next_free_at)
    return True


def throttle(scope: Scope, bucket: Bucket, *, minute: float) -> None:
    """Halve the rate from now on: Slack answered 429. A `minute` is in seconds."""
    row = _locked(scope, bucket)
    slower = halved(row.rate(bucket, minute))
    _write(scope, bucket.value, per_minute=slower, throttled_at=row.now)


def _is_free_now() -> ColumnElement[bool]:
    """Whether a channel's next free moment is there."""
    return or_(rate_limits.c.next_free_at <= WireTime(), rate_limits.c.next_free_at > WireTime(_MOST_AHEAD))


def _locked(scope: Scope, bucket: Bucket) -> _Row:
    """The bucket's row, which nobody else changes until this transaction ends."""
    start = {"workspace_id": scope.workspace_id, "channel": bucket.value, "next_free_at": WireTime(-_IDLE_SECONDS)}
    insert_once(scope.session, rate_limits, [start])
    found = scope.session.execute(
        select(rate_limits, WireTime().label("now"))
        .where(rate_limits.c.workspace_id == scope.workspace_id, rate_limits.c.channel == bucket.value)
        .with_for_update()  # dropped on SQLite, where a transaction holds the write lock
    ).one()
    return _Row(found.now, found.next_free_at, found.per_minute or PER_MINUTE[bucket], found.throttled_at)


def _write(scope: Scope, channel: str, **values: object) -> None:
    scope.session.execute(
        update(rate_limits)
        .where(rate_limits.c.workspace_id == scope.workspace_id, rate_limits.c.channel == channel)
        .values(**values)
    )
