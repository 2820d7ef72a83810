"""SocketConnection: one WebSocket of Socket Mode, with pings that notice when it is dead.

The SDK's own client (slack_sdk 3.47, builtin) is not used. It looks at the age of the last pong only once there was
one, so a connection that dies before its first pong is never replaced; it closes the old connection even if the new
one could not be made; it spins while the other end has closed; and an ack of more than 65,535 bytes makes it raise.
"""

import asyncio
import contextlib
import json
import time
from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.protocol import State

from bot.domain.errors import SlackTrouble
from bot.slack.deadline import ANSWER_WITHIN

PING_SECONDS = 5.0
"""Between two pings of ours, which Slack answers at once."""

SILENT_PINGS = 2
"""After so many intervals in which nothing was heard, neither pong nor message, a connection is dead: 10 s."""

OPEN_SECONDS = 10.0
"""For connecting, and again for Slack's hello."""

_CLOSE_SECONDS = 1.0

Take = Callable[[dict[str, Any], "SocketConnection"], Awaitable[None]]
"""Answers an envelope that came by a connection."""


class End(StrEnum):
    """Why a connection is to be replaced."""

    SILENT = "nothing was heard from it"
    REFRESHED = "Slack renews it"
    CLOSED = "it was closed"
    DISABLED = "Socket Mode is switched off for the app"


class SocketConnection:
    """Lives in one event loop. `end` is known as soon as the connection is to be replaced; until `leave` it goes on
    taking what still comes and answering what is under way."""

    def __init__(self, websocket: ClientConnection, *, take: Take, ping_seconds: float) -> None:
        self._websocket = websocket
        self._take = take
        self._ping_seconds = ping_seconds
        self._last_received = time.monotonic()
        self._under_way: set[asyncio.Task[None]] = set()
        self.end: asyncio.Future[End] = asyncio.get_running_loop().create_future()
        self._work = [asyncio.create_task(self._read()), asyncio.create_task(self._watch())]

    @classmethod
    async def open(cls, url: str, *, take: Take, ping_seconds: float = PING_SECONDS) -> "SocketConnection":
        """Connect and wait for the hello. Raises SlackTrouble."""
        try:
            websocket = await connect(url, ping_interval=None, open_timeout=OPEN_SECONDS, close_timeout=_CLOSE_SECONDS)
        except (OSError, WebSocketException) as error:
            raise SlackTrouble(f"no WebSocket: {type(error).__name__}") from error
        try:
            await _expect_hello(websocket)
        except BaseException:
            websocket.transport.abort()
            raise
        return cls(websocket, take=take, ping_seconds=ping_seconds)

    @property
    def is_usable(self) -> bool:
        """Whether a message sent now may still arrive."""
        is_silent = self.end.done() and self.end.result() is End.SILENT
        return self._websocket.state is State.OPEN and not is_silent

    async def send(self, text: str) -> bool:
        """Whether they went out; they cannot by a connection that is closed or silent."""
        if not self.is_usable:
            return False
        try:
            await self._websocket.send(text)
        except ConnectionClosed:
            return False
        return True

    async def leave(self) -> None:
        """Close it once everything under way has been answered."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=ANSWER_WITHIN)
        await self._websocket.close()
        for task in self._work:
            task.cancel()
        await asyncio.wait(self._work)

    async def _read(self) -> None:
        with contextlib.suppress(ConnectionClosed):
            async for text in self._websocket:
                self._last_received = time.monotonic()
                self._dispatch(_object(text))
        self._finish(End.CLOSED)

    async def _watch(self) -> None:
        """The watchdog: TCP alone would keep a dead connection for hours."""
        with contextlib.suppress(ConnectionClosed):
            while (left := self._last_received + SILENT_PINGS * self._ping_seconds - time.monotonic()) > 0:
                pong = asyncio.ensure_future(await self._websocket.ping())
                pong.add_done_callback(self._note_pong)
                await asyncio.sleep(min(self._ping_seconds, left))
            self._finish(End.SILENT)
            self._websocket.transport.abort()  # nobody would answer a closing handshake

    def _note_pong(self, pong: asyncio.Future[float]) -> None:
        if not pong.cancelled() and pong.exception() is None:
            self._last_received = time.monotonic()

    def _dispatch(self, message: dict[str, Any]) -> None:
        if message.get("type") == "disconnect":
            self._finish(End.DISABLED if message.get("reason") == "link_disabled" else End.REFRESHED)
        elif "envelope_id" in message:
            task = asyncio.ensure_future(self._take(message, self))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    def _finish(self, end: End) -> None:
        if not self.end.done():
            self.end.set_result(end)


async def _expect_hello(websocket: ClientConnection) -> None:
    try:
        hello = _object(await asyncio.wait_for(websocket.recv(), OPEN_SECONDS))
    except (OSError, ConnectionClosed) as error:
        raise SlackTrouble("no hello") from error
    if hello.get("type") != "hello":
        raise SlackTrouble(str(hello.get("reason") or "no hello"))


def _object(text: str | bytes) -> dict[str, Any]:
    try:
        parsed = json.loads(text)
    except ValueError:
        return {}
    return parsed if isinstance(parsed, dict) else {}
