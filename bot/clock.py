"""The only place that reads the time of day. Everything else takes `now`, aware, UTC."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def read() -> datetime:
    return datetime.now(UTC)


def fixed(instant: datetime) -> Clock:
    """A clock that stands, for `touchbase tick --now`."""
    return lambda: instant
