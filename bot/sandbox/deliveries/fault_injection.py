"""What can happen to requests on their way to the app: they come twice, or in another order."""

import threading
from collections.abc import Callable

from bot.sandbox.deliveries.http_sender import AppReply

OVERTAKEN_WITHIN = 10.0
"""Seconds that a delivery which is to be overtaken waits for the one behind it."""


class FaultInjection:
    """Of one app. Whoever delivers waits meanwhile, so that what is overtaken needs a thread of its own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._doubled = 0
        self._overtaken = False
        self._passed: threading.Event | None = None

    def double(self, times: int) -> None:
        """Let each of the next `times` deliveries come twice; the second answer is nobody's."""
        with self._lock:
            self._doubled += times

    def overtake(self) -> None:
        """Let the next delivery wait until the one behind it was answered."""
        with self._lock:
            self._overtaken = True

    @property
    def held_back(self) -> int:
        """How many deliveries wait to be overtaken."""
        with self._lock:
            return int(self._passed is not None)

    def carry(self, send: Callable[[], AppReply]) -> AppReply:
        wait_for, release, is_doubled = self._draw()
        if wait_for is not None:
            wait_for.wait(OVERTAKEN_WITHIN)
        reply = send()
        if is_doubled:
            send()
        if release is not None:
            release.set()
        return reply

    def _draw(self) -> tuple[threading.Event | None, threading.Event | None, bool]:
        """What this delivery waits for, what waits for it, and whether it comes twice."""
        with self._lock:
            is_doubled = self._doubled > 0
            self._doubled -= is_doubled
            release, self._passed = self._passed, threading.Event() if self._overtaken else None
            self._overtaken = False
            return self._passed, release, is_doubled
