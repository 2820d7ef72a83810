"""Listening on a port, or saying in one line why not."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

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


def port_of(listener: socket.socket) -> int:
    port: int = listener.getsockname()[1]
    return port
