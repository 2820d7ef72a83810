"""A load generator: signed requests over raw sockets in one event loop, at a rate that does not wait for answers."""

import asyncio
import hashlib
import hmac
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

FORM = b"application/x-www-form-urlencoded"
JSON = b"application/json"
GIVE_UP = 10.0
"""Seconds after which an answer is called missing."""

_IDLE_AT_MOST = 2.0
_AGAIN = 0.002


@dataclass(frozen=True)
class Answer:
    """What came back, and how many seconds after the request was meant to be sent; status 0: nothing did."""

    status: int
    body: bytes
    seconds: float


@dataclass(frozen=True)
class Offer:
    """A request to be sent; `name` says which one it is."""

    name: str
    body: bytes
    content_type: bytes = FORM


@dataclass
class Result:
    """The answers by the name of what was offered, and the seconds from the first request to the last answer."""

    answers: dict[str, Answer] = field(default_factory=dict)
    seconds: float = 0.0

    def percentile(self, share: float) -> float:
        ordered = sorted(each.seconds for each in self.answers.values())
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0

    def statuses(self) -> Counter[int]:
        return Counter(each.status for each in self.answers.values())


class Client:
    """Keeps connections to one server: the one used last is used again, another is opened where none is free."""

    def __init__(self, port: int, secret: str) -> None:
        self._port = port
        self._secret = secret.encode()
        self._free: list[_Connection] = []
        self.opened = 0

    async def send(self, offer: Offer, *, meant: float | None = None) -> Answer:
        """Send, and wait for the answer; the seconds count from `meant`."""
        begun = time.monotonic() if meant is None else meant
        try:
            async with asyncio.timeout(GIVE_UP):
                status, body = await self._exchange(self._signed(offer))
        except (OSError, TimeoutError, EOFError) as error:
            status, body = 0, repr(error).encode()
        return Answer(status, body, time.monotonic() - begun)

    def close(self) -> None:
        for connection in self._free:
            connection.close()
        self._free.clear()

    async def _exchange(self, request: bytes) -> tuple[int, bytes]:
        while self._free:
            connection = self._free.pop()
            if connection.is_fresh:
                try:
                    return await self._ask(connection, request)
                except ConnectionError:
                    break
            connection.close()
        _, connection = await asyncio.get_running_loop().create_connection(_Connection, "127.0.0.1", self._port)
        self.opened += 1
        return await self._ask(connection, request)

    async def _ask(self, connection: "_Connection", request: bytes) -> tuple[int, bytes]:
        try:
            answer = await connection.ask(request)
        except asyncio.CancelledError:
            connection.close()
            raise
        if connection.is_fresh:
            self._free.append(connection)
        return answer

    def _signed(self, offer: Offer) -> bytes:
        timestamp = str(int(time.time())).encode()
        digest = hmac.new(self._secret, b"v0:" + timestamp + b":" + offer.body, hashlib.sha256).hexdigest().encode()
        return (
            b"POST /slack/events HTTP/1.1\r\nHost: touchbase\r\nContent-Type: %b\r\nContent-Length: %d\r\n"
            b"X-Slack-Request-Timestamp: %b\r\nX-Slack-Signature: v0=%b\r\n\r\n%b"
            % (offer.content_type, len(offer.body), timestamp, digest, offer.body)
        )


class _Connection(asyncio.Protocol):
    def __init__(self) -> None:
        self._received = bytearray()
        self._waiting: asyncio.Future[tuple[int, bytes]] | None = None
        self._transport: asyncio.Transport | None = None
        self._used = time.monotonic()

    @property
    def is_fresh(self) -> bool:
        """Whether it stands, and was used so lately that the server will not just be closing it."""
        return self._transport is not None and time.monotonic() - self._used < _IDLE_AT_MOST

    def ask(self, request: bytes) -> Awaitable[tuple[int, bytes]]:
        if self._transport is None:
            raise ConnectionResetError("closed meanwhile")
        self._waiting = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return self._waiting

    def close(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: Any) -> None:
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(ConnectionResetError("closed before the answer"))

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, separator, body = bytes(self._received).partition(b"\r\n\r\n")
        if not separator or len(body) < (length := _length(head)):
            return
        self._received = bytearray(body[length:])
        self._used = time.monotonic()
        if b"connection: close" in head.lower() and self._transport is not None:
            self._transport.close()
            self._transport = None
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result((int(head[9:12]), body[:length]))


def _length(head: bytes) -> int:
    _, found, rest = head.lower().partition(b"content-length:")
    return int(rest.partition(b"\r\n")[0]) if found else 0


async def at_rate(client: Client, offers: Iterable[Offer], *, rate: float) -> Result:
    """Send so many a second, whatever comes back, and wait for every answer."""
    result, tasks = Result(), []
    began = time.monotonic()

    async def one(offer: Offer, meant: float) -> None:
        result.answers[offer.name] = await client.send(offer, meant=meant)

    for number, offer in enumerate(offers):
        meant = began + number / rate
        while (early := meant - time.monotonic()) > 0:
            await asyncio.sleep(max(_AGAIN, early))
        tasks.append(asyncio.create_task(one(offer, meant)))
    await asyncio.gather(*tasks)
    result.seconds = time.monotonic() - began
    return result


async def closed_loop(client: Client, offer: Callable[[], Offer], *, people: int, seconds: float) -> Result:
    """So many people, each sending again as soon as they have an answer."""
    result, began = Result(), time.monotonic()

    async def one() -> None:
        while time.monotonic() - began < seconds:
            each = offer()
            result.answers[each.name] = await client.send(each)

    await asyncio.gather(*(one() for _ in range(people)))
    result.seconds = time.monotonic() - began
    return result
