"""Slack's rate limits: calls a minute and method, and one message a second and channel."""

import math
import threading
from collections import defaultdict, deque
from collections.abc import Callable

MESSAGES_PER_MINUTE = 400
"""Slack says "several hundred messages a minute and workspace"."""
_MINUTE, _SECOND = 60.0, 1.0


class Limits:
    """Counts in sliding windows of real time; a call that is refused is not counted."""

    def __init__(self, real: Callable[[], float]) -> None:
        self._real = real
        self._lock = threading.Lock()
        self._calls: defaultdict[str, deque[float]] = defaultdict(deque)

    def retry_after(self, method: str, per_minute: int | None, channel: str | None = None) -> int | None:
        """Seconds to wait, or None and the call is counted. `channel` is given for chat.postMessage."""
        windows = [] if per_minute is None else [(method, per_minute, _MINUTE)]
        if channel is not None:
            windows += [(f"in {channel}", 1, _SECOND), ("messages", MESSAGES_PER_MINUTE, _MINUTE)]
        with self._lock:
            waits = [self._wait(*window) for window in windows]
            if any(waits):
                return max(1, math.ceil(max(waits)))
            for key, _, _ in windows:
                self._calls[key].append(self._real())
        return None

    def _wait(self, key: str, most: int, seconds: float) -> float:
        calls, now = self._calls[key], self._real()
        while calls and calls[0] <= now - seconds:
            calls.popleft()
        return calls[0] + seconds - now if len(calls) >= most else 0.0
