"""The shown time: it flows with real time, and jumps forward when somebody turns the clock.

Everything about the wire (ts, signatures, ages of triggers and response_urls) stays on real time.
"""

import re
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(rf"({'|'.join(_DAYS)})-(\d\d):(\d\d)")
_STEP = re.compile(r"\+(\d{1,3})-(hour|day|week)s?")

Ring = Callable[[datetime], None]


class ClockIsMovingError(Exception):
    """Somebody else is turning the clock; ask again when it stands."""


class BackwardInTimeError(ValueError):
    """The shown time only moves forward."""


class ShownClock:
    """`ring(target)` is called for each turn and returns when all that was due until then is done.

    `changed(now, moving)` hears of every step. While the clock moves, the shown time stands still between
    the steps, so that whatever is posted for 16:00 is shown at 16:00.
    """

    def __init__(
        self,
        zone: str,
        real: Callable[[], float],
        start: datetime | None = None,
        *,
        ring: Ring | None = None,
        changed: Callable[[datetime, bool], None] = lambda now, moving: None,
    ) -> None:
        self.zone = ZoneInfo(zone)
        self._real = real
        self._ring = ring
        self._changed = changed
        self._turning = threading.Lock()
        self._moving = False
        self._anchor = real()
        self._base = start or datetime.fromtimestamp(self._anchor, UTC)

    @property
    def now(self) -> datetime:
        """The shown instant, in the team's zone."""
        flowed = 0.0 if self._moving else self._real() - self._anchor
        return (self._base + timedelta(seconds=flowed)).astimezone(self.zone)

    @property
    def is_moving(self) -> bool:
        return self._moving

    def advance(self, to: datetime) -> None:
        """Turn to `to` (aware). Called while the clock moves, it is a step on the way and rings nothing."""
        if self._moving:
            self._step(to)
        else:
            self.turn(to)

    def turn(self, to: datetime) -> None:
        """Turn to `to`, through everything due until then. Raises ClockIsMovingError, BackwardInTimeError."""
        if not self._turning.acquire(blocking=False):
            raise ClockIsMovingError
        try:
            self._turn(to)
        finally:
            self._turning.release()

    def target(self, name: str) -> datetime:
        """The instant `fri-16:00`, `+1-week` or an ISO instant means, seen from the shown now.

        Raises ValueError for other words.
        """
        now = self.now
        if found := _WEEKDAY.fullmatch(name):
            return _next_weekday(now, _DAYS.index(found[1]), int(found[2]), int(found[3]))
        if found := _STEP.fullmatch(name):
            return _step_ahead(now, int(found[1]), found[2])
        instant = datetime.fromisoformat(name)
        return instant if instant.tzinfo else instant.replace(tzinfo=self.zone)

    def _turn(self, to: datetime) -> None:
        if to <= self.now:
            raise BackwardInTimeError(f"{to.isoformat()} is not after {self.now.isoformat()}")
        self._base, self._moving = self.now, True
        self._changed(self.now, True)
        try:
            if self._ring is not None:
                self._ring(to)
            self._base = max(self._base, to)
        finally:
            self._anchor, self._moving = self._real(), False
            self._changed(self.now, False)

    def _step(self, to: datetime) -> None:
        if to > self._base:
            self._base = to
            self._changed(self.now, True)


def _next_weekday(now: datetime, weekday: int, hour: int, minute: int) -> datetime:
    days = (weekday - now.weekday()) % 7
    wanted = (now + timedelta(days=days)).replace(hour=hour, minute=minute, second=0, microsecond=0, fold=0)
    if wanted <= now:
        wanted = (wanted + timedelta(days=7)).replace(fold=0)
    return _existing(wanted)


def _step_ahead(now: datetime, count: int, unit: str) -> datetime:
    if unit == "hour":
        return (now.astimezone(UTC) + timedelta(hours=count)).astimezone(now.tzinfo)
    return _existing((now + timedelta(days=count * (7 if unit == "week" else 1))).replace(fold=0))


def _existing(local: datetime) -> datetime:
    """A wall time that a spring gap swallows, as the hour behind the gap."""
    return local.astimezone(UTC).astimezone(local.tzinfo)
