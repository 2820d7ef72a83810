"""Listening on a port, or saying in one line why not."""

import logging
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from bot.domain.errors import Unusable
from bot.slack.http.limits import IDLE_SECONDS, LimitedProtocol

STOP_WITHIN = 25.0
"""Seconds from SIGTERM until the process has ended, whatever hangs."""

_BACKLOG = 256
_CONNECTIONS_END_WITHIN = 6

_log = logging.getLogger("touchbase")


@contextmanager
def bound(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that listens, so that nobody else can. Raises Unusable when the port is taken or may not be used."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(_BACKLOG)
    except (OSError, UnicodeError, OverflowError) as error:
        listener.close()
        reason = getattr(error, "strerror", None) or "no such address"
        raise Unusable(
            f"cannot listen on {host}:{port} ({reason}): stop what uses it, or set TOUCHBASE_HOST and TOUCHBASE_PORT"
        ) from error
    with listener:
        yield listener


class ListeningServer(uvicorn.Server):
    """uvicorn that stops on SIGTERM or SIGINT and leaves it at that.

    Its own handling raises the signal again once it has stopped, which ends the process before what is in
    flight is finished and recorded. What has not ended after `stop_within` is not waited for.

    `stopping` is called before the requests under way are waited for.
    """

    stop_within = STOP_WITHIN

    def __init__(self, config: uvicorn.Config, *, stopping: Callable[[], None] = lambda: None) -> None:
        super().__init__(config)
        self._stopping = stopping

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._stopping()
        await super().shutdown(sockets)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if not self.should_exit:
            last = threading.Timer(self.stop_within, _end_at_once)
            last.daemon = True
            last.start()
        super().handle_exit(sig, frame)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            # A second signal must not cut short what is being finished.
            for number in before:
                signal.signal(number, signal.SIG_IGN)


def server_config(asgi: ASGIApp) -> uvicorn.Config:
    """How every server of ours is run."""
    return uvicorn.Config(
        asgi,
        http=LimitedProtocol,
        ws="none",
        log_config=None,
        access_log=False,
        lifespan="off",
        backlog=_BACKLOG,
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=_CONNECTIONS_END_WITHIN,
    )


def _end_at_once() -> None:
    _log.error("stopped with work unfinished: it did not end in time")
    os._exit(1)


def port_of(listener: socket.socket) -> int:
    port: int = listener.getsockname()[1]
    return port


@contextmanager
def serving(asgi: ASGIApp, listener: socket.socket) -> Iterator[None]:
    """Serve from a thread of its own while this lasts; requests under way have five seconds to end."""
    server = uvicorn.Server(server_config(asgi))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(5)
