"""Listening on a port, or saying in one line why not."""

import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from bot.domain.errors import Unusable

_BACKLOG = 2048


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


class Server(uvicorn.Server):
    """uvicorn that stops on SIGTERM or SIGINT and leaves it at that.

    Its own handling raises the signal again once it has stopped, which ends the process before what is in
    flight is finished and recorded.
    """

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            # A second signal must not cut short what is being finished.
            for number in before:
                signal.signal(number, signal.SIG_IGN)


def port_of(listener: socket.socket) -> int:
    port: int = listener.getsockname()[1]
    return port


@contextmanager
def serving(asgi: ASGIApp, listener: socket.socket) -> Iterator[None]:
    """Serve from a thread of its own while this lasts; requests under way have five seconds to end."""
    server = uvicorn.Server(uvicorn.Config(asgi, log_config=None, access_log=False, lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(5)
