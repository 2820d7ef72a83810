"""Deadline: how long a person waits for an answer, from the arrival of the request, queueing included."""

import threading
import time
from collections.abc import Callable

from bot.domain.errors import DeadlinePassed

COMMIT_WITHIN = 2.3
"""Seconds from arrival after which nothing may be committed any more."""

ANSWER_WITHIN = 2.45
"""Seconds from arrival after which an answer is sent whatever the thread does, so that it is read within 2.5 s; Slack
gives up after 3."""


class Deadline:
    """Made when a request arrives; `check` is called directly before COMMIT.

    Once the person was told NOT saved, `check` refuses, however early it is; once a commit has begun,
    `give_up` says so.
    """

    def __init__(self, *, arrived: float | None = None, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._arrived = monotonic() if arrived is None else arrived
        self._lock = threading.Lock()
        self._given_up = False
        self._committing = False

    @property
    def seconds_left(self) -> float:
        """Until an answer must be sent."""
        return max(0.0, self._arrived + ANSWER_WITHIN - self._monotonic())

    @property
    def seconds_to_commit(self) -> float:
        """Until nothing may be committed any more."""
        return max(0.0, self._arrived + COMMIT_WITHIN - self._monotonic())

    @property
    def was_given_up(self) -> bool:
        """Whether the person was answered at the deadline: then nothing else may be sent."""
        with self._lock:
            return self._given_up

    def check(self) -> None:
        """Raise DeadlinePassed unless there is time for a commit; otherwise one has begun."""
        with self._lock:
            if self._given_up or self._monotonic() - self._arrived > COMMIT_WITHIN:
                raise DeadlinePassed("no time left for a commit")
            self._committing = True

    def give_up(self) -> bool:
        """No commit may begin any more. True if one had begun already, so that its outcome is not known."""
        with self._lock:
            self._given_up = True
            return self._committing
