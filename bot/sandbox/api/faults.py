"""The one seam where a call is answered otherwise than it deserves: tests put refusals and delays here."""

import threading
from collections import defaultdict, deque

from bot.sandbox.content import RefusalError


class Faults:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._refusals: defaultdict[str, deque[str]] = defaultdict(deque)
        self._delays: dict[str, float] = {}
        self._lost: defaultdict[str, int] = defaultdict(int)

    def refuse(self, method: str, error: str, times: int = 1) -> None:
        """Answer the next `times` calls of `method` with `error` and accept nothing of them."""
        with self._lock:
            self._refusals[method].extend([error] * times)

    def lose_reply(self, method: str, times: int = 1) -> None:
        """Accept the next `times` calls of `method`, and answer them with a 500 all the same."""
        with self._lock:
            self._lost[method] += times

    def raise_if_lost(self, method: str) -> None:
        """After a call was accepted: raises where its reply is to be lost."""
        with self._lock:
            is_lost = self._lost[method] > 0
            self._lost[method] -= is_lost
        if is_lost:
            raise RefusalError("internal_error", status=500)

    def delay(self, method: str, seconds: float) -> None:
        """Let every call of `method` wait that long before it is looked at; 0 ends it."""
        self._delays[method] = seconds

    def seconds(self, method: str) -> float:
        return self._delays.get(method, 0.0)

    def raise_due(self, method: str) -> None:
        """Raises the RefusalError that was ordered for this call, if one was."""
        with self._lock:
            errors = self._refusals.get(method)
            error = errors.popleft() if errors else None
        if error in ("ratelimited", "rate_limited"):
            raise RefusalError("ratelimited", status=429, headers={"Retry-After": "1"})
        if error is not None:
            raise RefusalError(error)
