"""Listening on a port, or saying in one line why not."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager

from bot.domain.errors import Unusable


@contextmanager
def bound(host: str, port: int) -> Iterator[socket.socket]:
    """A bound socket. Raises Unusable when the port is taken or may not be used."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise Unusable(
            f"cannot listen on {host}:{port} ({error.strerror}): stop what uses it, or set TOUCHBASE_PORT"
        ) from error
    with listener:
        yield listener


def port_of(listener: socket.socket) -> int:
    port: int = listener.getsockname()[1]
    return port
