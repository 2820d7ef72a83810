"""uvicorn's HTTP protocol with limits: on the size of a head, on the time a request or an idle connection may take, and
on the number of connections."""

import resource
import socket
import struct
import time
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_LIMIT = 32 * 1024
"""Bytes of the request line and all headers, trailers included."""

SILENT_SECONDS = 10.0
"""How long a new connection may say nothing."""

READ_SECONDS = 5.0
"""How long a request may take to arrive. Slack waits 3 s for the answer."""

ANSWER_SECONDS = 30.0
"""How long an answer may take, until the last of it is read."""

IDLE_SECONDS = 75
"""How long a connection is kept for the next request: longer than proxies keep theirs, or they meet a closed one."""

EXTENSION = "touchbase"
"""In the scope's extensions: "arrived", when the first byte did, by the monotonic clock."""

MOST_CONNECTIONS = 1000

_OTHER_FILES = 256
_PIPELINED = 4
_CLOSING_SECONDS = 2.0
_LAST_DATA_RECEIVED = struct.Struct("=52xI")


class TooLarge(ValueError):
    """A head beyond its limit; uvicorn answers 400 and closes."""


class LimitedProtocol(HttpToolsProtocol):
    """One connection. Whoever is over a limit is cut off; whoever waits longest goes first where there are too many."""

    silent_seconds, read_seconds, answer_seconds = SILENT_SECONDS, READ_SECONDS, ANSWER_SECONDS
    most_connections = MOST_CONNECTIONS

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.since = time.monotonic()
        self.is_reading = False
        self.is_busy = False
        self._held = 0
        self._timer: Any = None
        self._counted = 0

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._allow(self.silent_seconds)
        if len(self.connections) > connections_at_most(self.most_connections):
            _longest_waiting(self.connections, self).cut_off()

    def connection_lost(self, exc: Exception | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._held += len(data)
        super().data_received(data)
        # The parser keeps the whole of a header, or of a trailer, until it ends.
        if self._held > HEAD_LIMIT and not self.transport.is_closing():
            self.send_400_response("The headers are too large.")
            self._allow(_CLOSING_SECONDS)

    def on_message_begin(self) -> None:
        if len(self.pipeline) >= _PIPELINED:
            raise TooLarge("too many requests at once on one connection")
        super().on_message_begin()
        self._count_head(0, anew=True)
        self.is_reading = True
        self.scope["extensions"] = {EXTENSION: {"arrived": time.monotonic() - _seconds_received(self.transport)}}
        self._allow(self.read_seconds)

    def on_url(self, url: bytes) -> None:
        self._count_head(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._count_head(len(name) + len(value))
        super().on_header(name, value)

    def on_body(self, body: bytes) -> None:
        self._held = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        self.is_reading = False
        self.is_busy = not self.cycle.response_complete
        self._allow(self.answer_seconds if self.is_busy else IDLE_SECONDS)
        self._held = 0
        super().on_message_complete()

    def on_response_complete(self) -> None:
        self.is_busy = False
        if self.transport.is_closing():
            self._allow(_CLOSING_SECONDS)
        elif not self.is_reading:
            self._allow(IDLE_SECONDS)
        super().on_response_complete()

    def timeout_keep_alive_handler(self) -> None:
        super().timeout_keep_alive_handler()
        self._allow(_CLOSING_SECONDS)

    def cut_off(self) -> None:
        """Close at once, whatever is under way: what was written and is not read yet is dropped."""
        self.transport.abort()

    def _count_head(self, size: int, *, anew: bool = False) -> None:
        self._counted = size if anew else self._counted + size
        if self._counted > HEAD_LIMIT:
            raise TooLarge("the head is too large")

    def _allow(self, seconds: float) -> None:
        """From now on this connection has so long for what it is at."""
        if self._timer is not None:
            self._timer.cancel()
        self.since = time.monotonic()
        self._timer = self.loop.call_later(seconds, self.cut_off)


def connections_at_most(most: int) -> int:
    """Fewer where files have to be left for the database, for Slack, and for those waiting to be accepted."""
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if files == resource.RLIM_INFINITY:
        return most
    return min(most, max(16, (files - _OTHER_FILES) // 2))


def _longest_waiting(connections: set[Any], newest: LimitedProtocol) -> LimitedProtocol:
    """Of those whose request is not being answered, the one that has been at it longest; else the newest."""
    waiting = [other for other in connections if not (other is newest or other.is_busy or other.transport.is_closing())]
    return min(waiting, key=lambda other: other.since, default=newest)


def _seconds_received(transport: Any) -> float:
    """How long ago the kernel received what is being read; 0 where it does not tell."""
    connection = transport.get_extra_info("socket")
    try:
        known = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, _LAST_DATA_RECEIVED.size)
        (milliseconds,) = _LAST_DATA_RECEIVED.unpack(known)
    except (AttributeError, OSError, struct.error):
        return 0.0
    return float(milliseconds) / 1000
