"""CallTimeout: a timeout for a whole call, after which nothing of it is sent any more.

Timeouts of sockets count anew for each address that is tried and for each piece of an answer. A call that nobody waits
for any more goes on connecting, and would post minutes later what by then was looked up, not found and sent again.
"""

import ssl
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from typing import Any, TypeVar

from bot.domain.errors import SlackTrouble

THREADS = 64

Answer = TypeVar("Answer")


class CallTimeout:
    """Runs calls in threads of its own, so that the caller can stop waiting."""

    def __init__(self, threads: int = THREADS, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="slack")
        self._monotonic = monotonic
        self._running = threading.local()

    def within(self, seconds: float, call: Callable[[], Answer]) -> Answer:
        """The answer of `call`, or SlackTrouble("timeout") after so many seconds; the call itself goes on."""
        running = self._pool.submit(self._run, self._monotonic() + seconds, call)
        try:
            return running.result(timeout=seconds)
        except FutureTimeout as error:
            running.cancel()
            raise SlackTrouble("timeout") from error

    def is_over(self) -> bool:
        """Within a call: whether nobody waits for it any more."""
        until: float | None = getattr(self._running, "until", None)
        return until is not None and self._monotonic() >= until

    def _run(self, until: float, call: Callable[[], Answer]) -> Answer:
        self._running.until = until
        return call()


class DeadlineSSLContext(ssl.SSLContext):
    """TLS that hands out no connection, over which a request could go, once `is_over` says so."""

    is_over: Callable[[], bool]

    @classmethod
    def to_servers(cls, is_over: Callable[[], bool]) -> "DeadlineSSLContext":
        """As for any client: certificates and names are checked against the system's authorities."""
        context = cls(ssl.PROTOCOL_TLS_CLIENT)
        context.load_default_certs(ssl.Purpose.SERVER_AUTH)
        context.is_over = is_over
        return context

    def wrap_socket(self, *arguments: Any, **options: Any) -> ssl.SSLSocket:
        """Raises TimeoutError where connecting, or the handshake, took too long."""
        connected = super().wrap_socket(*arguments, **options)
        if self.is_over():
            connected.close()
            raise TimeoutError("nobody waits for this call any more")
        return connected
