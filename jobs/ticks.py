"""When the scheduler ticked last, by the monotonic clock, which no change of the wall clock moves."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

OVERDUE_AFTER = 120.0
"""Seconds without the end of a tick after which something is wrong; three intervals where those are longer."""

_GRACE = 2.0
"""Seconds that a tick may begin late on a busy machine."""


class Ticks:
    """Times of the last tick of a scheduler that ticks every `every` seconds; none until it is started."""

    def __init__(self, every: float, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._every = every
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._began_at: float | None = None
        self._ended_at: float | None = None
        self._is_first = True
        self._is_running = False

    def start(self) -> None:
        """Count from now on: the scheduler ticks."""
        with self._lock:
            self._began_at = self._ended_at = self._monotonic()

    @contextmanager
    def ticking(self) -> Iterator[None]:
        """Take what runs within for one tick."""
        with self._lock:
            self._began_at, self._is_running = self._monotonic(), True
        try:
            yield
        finally:
            with self._lock:
                self._ended_at, self._is_running, self._is_first = self._monotonic(), False, False

    def was_missed(self) -> bool:
        """Whether a tick should have begun by now, and none runs."""
        with self._lock:
            if self._began_at is None or self._is_running:
                return False
            return self._monotonic() - self._began_at > self._every + _GRACE

    def expect(self) -> None:
        """Expect one now: it is missed again if it has not begun an interval later."""
        with self._lock:
            self._began_at = self._monotonic()

    def age(self) -> float | None:
        """Seconds since the last tick ended, or since the start; None where there are no ticks."""
        with self._lock:
            return None if self._ended_at is None else self._monotonic() - self._ended_at

    def description(self) -> str | None:
        """How long ago the last tick was, in words for an operator; None where there are none."""
        age = self.age()
        if age is None:
            return None
        return f"no tick yet, started {age:.0f} s ago" if self._is_first else f"the last tick ended {age:.0f} s ago"

    def overdue(self) -> str | None:
        """What is wrong, in words, where the last tick is too long ago; None else."""
        age = self.age()
        if age is None or age <= max(OVERDUE_AFTER, 3 * self._every):
            return None
        return "nothing is done on time: see the log, and restart if it does not tick again"
