"""Waiting for what happens in another thread or process."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any


def wait_until(holds: Callable[[], object], within: float = 20.0) -> None:
    """Look again and again until something holds; an AssertionError when it does not."""
    until = time.monotonic() + within
    while not holds():
        assert time.monotonic() < until, "it did not come to hold"
        time.sleep(0.02)


class CountingPool(ThreadPoolExecutor):
    """A thread pool of which one can wait until nothing is left to do, what its tasks submit included."""

    def __init__(self, threads: int) -> None:
        super().__init__(threads, thread_name_prefix="answer")
        self._unfinished = 0
        self._changed = threading.Condition()

    def submit(self, task: Callable[..., Any], /, *arguments: Any, **named: Any) -> "Future[Any]":
        self._count(1)
        try:
            future = super().submit(task, *arguments, **named)
        except RuntimeError:  # it was shut down
            self._count(-1)
            raise
        future.add_done_callback(lambda _: self._count(-1))
        return future

    def wait_until_idle(self, within: float = 10.0) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: self._unfinished == 0, within), f"{self._unfinished} still run"

    def _count(self, by: int) -> None:
        with self._changed:
            self._unfinished += by
            self._changed.notify_all()
