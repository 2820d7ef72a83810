"""Waiting for a call at most so long in all: timeouts of sockets count anew for each piece of an answer."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as WaitedInVain
from typing import TypeVar

from bot.domain.errors import SlackTrouble

THREADS = 64

Answer = TypeVar("Answer")


class Patience:
    """Runs calls in threads of its own, so that whoever waits can stop waiting."""

    def __init__(self, threads: int = THREADS) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="slack")

    def within(self, seconds: float, call: Callable[[], Answer]) -> Answer:
        """The answer of `call`, or SlackTrouble("timeout") after so many seconds; the call itself goes on."""
        running = self._pool.submit(call)
        try:
            return running.result(timeout=seconds)
        except WaitedInVain as error:
            running.cancel()
            raise SlackTrouble("timeout") from error
