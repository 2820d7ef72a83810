"""When the scheduler ticked last, by the monotonic clock: it goes on whatever becomes of the time of day."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

OVERDUE_AFTER = 120.0
"""Seconds without the end of a tick after which something is wrong; three intervals where those are longer."""

_GRACE = 2.0
"""Seconds that a tick may begin late on a busy machine."""


class Ticks:
    """The last tick of a scheduler that ticks every `every` seconds; until it is started there is nothing to tell."""

    def __init__(self, every: float, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._every = every
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._began_at: float | None = None
        self._ended_at: float | None = None
        self._is_first = True
        self._is_running = False

    def start(self) -> None:
        """From now on the scheduler ticks: what it is late with counts from here."""
        with self._lock:
            self._began_at = self._ended_at = self._monotonic()

    @contextmanager
    def ticking(self) -> Iterator[None]:
        """What runs within is one tick."""
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
        """One was asked for: it is missed again if it has not begun an interval from now."""
        with self._lock:
            self._began_at = self._monotonic()

    def age(self) -> float | None:
        """Seconds since the last tick ended, or since the start; None where there are no ticks."""
        with self._lock:
            return None if self._ended_at is None else self._monotonic() - self._ended_at

    def told(self) -> str | None:
        """How long ago the last one was, for an operator; None where there are no ticks."""
        age = self.age()
        if age is None:
            return None
        return f"no tick yet, started {age:.0f} s ago" if self._is_first else f"the last tick ended {age:.0f} s ago"

    def overdue(self) -> str | None:
        """What is wrong, where the last one is too long ago; None else."""
        age = self.age()
        if age is None or age <= max(OVERDUE_AFTER, 3 * self._every):
            return None
        return "nothing is done on time: see the log, and restart if it does not tick again"
