"""Admission control: a queue of requests that is limited by time, and refusal before any work is done.

What people do is refused as soon as it cannot be served in time. Events are never refused; one that cannot be begun in
time is not answered, and Slack delivers it again.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable

from bot.slack.deadline import Deadline

AT_ONCE = 4
"""How many are served at once while they compute. Python computes for one at a time: more would only make each slower,
and keep the event loop from running."""

THREADS = 16
"""How many are served at once at most: those that wait for Slack or the database leave others room to compute."""

QUEUE_SECONDS = 1.0
"""How much work may wait: with more, whoever waits longest is refused."""

_ADAPT_SECONDS = 0.02  # how often the event loop's lateness is looked at while somebody waits
_PROMPT, _LATE = 0.005, 0.015  # seconds of lateness: below the first more are served at once, above the second fewer
_FEWEST_WAITING, _MOST_WAITING = 8, 500
_FIRST_INTERVAL, _FIRST_RUN = 0.02, 0.05  # seconds between two ends, and that one takes, until there are measurements
_WEIGHT = 0.05  # of the newest measurement in the moving averages
_EVENTS_TURN = 4  # every fourth turn is an event's where people wait too
_LEAST_TO_RUN, _MOST_TO_RUN = 0.1, 0.8  # seconds left free before the last commit for running what is begun


class QueuedRequest:
    """One request, waiting in the queue or being served."""

    def __init__(self, deadline: Deadline, *, is_event: bool) -> None:
        self.deadline = deadline
        self.is_event = is_event
        self.turn: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self.began = 0.0


class Admission:
    """Lives in one event loop, and is called there only.

    In quiet times the oldest is served first. When half of what may wait is waiting, the newest is: its answer still
    comes in time, while whoever has waited long may soon be refused.
    """

    def __init__(
        self, *, at_once: int = AT_ONCE, threads: int = THREADS, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._usual = self._limit = at_once
        self._threads = threads
        self._monotonic = monotonic
        self._people: deque[QueuedRequest] = deque()
        self._events: deque[QueuedRequest] = deque()
        self._running = 0
        self._turns = 0
        self._interval = _FIRST_INTERVAL
        self._run = _FIRST_RUN
        self._last_end: float | None = None
        self._next_adaptation: asyncio.TimerHandle | None = None

    @property
    def waiting(self) -> int:
        return len(self._people) + len(self._events)

    async def enter(self, request: QueuedRequest) -> bool:
        """Wait for a turn. True: it has begun, and `leave` is to be called at its end. False: it is refused."""
        queue = self._events if request.is_event else self._people
        queue.append(request)
        self._refuse_oldest()
        self._begin_next()
        try:
            if not request.turn.done():
                self._adapt_later()
                await asyncio.wait({request.turn}, timeout=self._seconds_to_begin(request))
        except asyncio.CancelledError:
            if request.turn.done() and request.turn.result():
                self.leave(request)
            raise
        finally:
            if not request.turn.done():
                queue.remove(request)
        return request.turn.done() and request.turn.result()

    def leave(self, request: QueuedRequest) -> None:
        """Its work has ended, in time or not."""
        now = self._monotonic()
        self._running -= 1
        self._run += _WEIGHT * (now - request.began - self._run)
        if self._last_end is not None and self.waiting:
            self._interval += _WEIGHT * (min(1.0, now - self._last_end) - self._interval)
        self._last_end = now if self.waiting else None
        self._begin_next()

    def _seconds_to_begin(self, request: QueuedRequest) -> float:
        """How long it may wait for its turn: what is begun later would come to nothing."""
        return request.deadline.seconds_to_commit - min(_MOST_TO_RUN, _LEAST_TO_RUN + 2 * self._run)

    def _refuse_oldest(self) -> None:
        while len(self._people) > self._most_waiting():
            self._people.popleft().turn.set_result(False)

    def _most_waiting(self) -> int:
        return min(_MOST_WAITING, max(_FEWEST_WAITING, int(QUEUE_SECONDS / self._interval)))

    def _begin_next(self) -> None:
        while self._running < self._limit and self.waiting:
            request = self._next()
            self._running += 1
            request.began = self._monotonic()
            request.turn.set_result(True)

    def _next(self) -> QueuedRequest:
        self._turns += 1
        if self._events and (not self._people or self._turns % _EVENTS_TURN == 0):
            return self._events.popleft()
        is_overloaded = len(self._people) > self._most_waiting() // 2
        return self._people.pop() if is_overloaded else self._people.popleft()

    def _adapt_later(self) -> None:
        if self._next_adaptation is None:
            expected = self._monotonic() + _ADAPT_SECONDS
            self._next_adaptation = asyncio.get_running_loop().call_later(_ADAPT_SECONDS, self._adapt, expected)

    def _adapt(self, expected: float) -> None:
        """Serve more at once while the event loop is prompt, fewer when it is late: then they compute."""
        self._next_adaptation = None
        late = self._monotonic() - expected
        if late < _PROMPT:
            self._limit = min(self._threads, self._limit + 1)
        elif late > _LATE:
            self._limit = max(self._usual, self._limit - 1)
        self._begin_next()
        if self.waiting:
            self._adapt_later()
        else:
            self._limit = self._usual
