"""Socket Mode: receives what Slack sends without a public address, and keeps one connection open."""

import asyncio
import contextlib
import json
import logging
import threading
import time
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from http.client import HTTPException
from typing import Any

from slack_bolt import BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from starlette.applications import Starlette

from bot.domain.errors import SlackTrouble
from bot.slack import payloads
from bot.slack.deadline import Deadline
from bot.slack.dispatch import Dispatch
from bot.slack.http.health import Probes
from bot.slack.socket_mode.connection import PING_SECONDS, SILENT_PINGS, End, SocketConnection

PAUSES = (0.0, 1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds before connecting again, longer with each connection that could not be made or did not last."""

_OPEN_URL_SECONDS = 5
_STOP_SECONDS = 15.0

_log = logging.getLogger("touchbase.socket")


def address_opener(*, api_url: str, app_token: str) -> Callable[[], str]:
    """`apps.connections.open`, as a function: the address of a new connection, good for once. Raises SlackTrouble."""
    client = WebClient(base_url=api_url, timeout=_OPEN_URL_SECONDS, retry_handlers=[])

    def open_address() -> str:
        try:
            return str(client.apps_connections_open(app_token=app_token)["url"])
        except SlackApiError as error:
            raise _refused(error) from error
        except (SlackClientError, OSError, HTTPException, ValueError, AttributeError) as error:
            raise SlackTrouble(f"apps.connections.open: {type(error).__name__}") from error

    return open_address


class SocketMode:
    """Takes envelopes from `start` until `close`, in an event loop and a thread of its own.

    `asgi` answers an operator's probes, which know what else is missing. A connection that is silent for two
    `ping_seconds` is replaced; one that Slack renews is closed once its successor is open.
    """

    def __init__(
        self,
        *,
        dispatch: Dispatch,
        open_address: Callable[[], str],
        probes: Probes,
        ping_seconds: float = PING_SECONDS,
        pauses: tuple[float, ...] = PAUSES,
    ) -> None:
        self._dispatch = dispatch
        self._open_address = open_address
        self._ready = probes.ready
        self._ping_seconds = ping_seconds
        self._pauses = pauses
        self._current: SocketConnection | None = None
        self._retiring: set[asyncio.Task[None]] = set()
        self._attempts = 0
        self._pause = 0.0
        self._trouble: str | None = None
        self._replaced = 0
        self._connected = asyncio.Event()
        self._stopping = asyncio.Event()
        self._running: tuple[asyncio.AbstractEventLoop, threading.Thread] | None = None
        self.asgi = Starlette(routes=replace(probes, ready=self.missing).routes())

    @property
    def replaced(self) -> int:
        """How many connections ended and had to be replaced since the start."""
        return self._replaced

    def start(self) -> None:
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=self._run, args=(loop,), name="socket", daemon=True)
        self._running = loop, thread
        thread.start()

    def close(self) -> None:
        """Answer what is under way, close the connection, and end."""
        if self._running is not None:
            loop, thread = self._running
            loop.call_soon_threadsafe(self._stopping.set)
            thread.join(_STOP_SECONDS)
            self._running = None
        self._dispatch.close()

    def missing(self) -> str | None:
        """What keeps requests from being served, for /readyz; None when nothing does."""
        current = self._current
        if current is None or not current.is_usable:
            return f"no Socket Mode connection to Slack stands: {self._trouble or 'connecting'}"
        return self._ready()

    def _run(self, loop: asyncio.AbstractEventLoop) -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(self._keep_connected())

    async def _keep_connected(self) -> None:
        while not self._stopping.is_set():
            try:
                await self._unless_stopping(self._serve_one())
            except SlackTrouble as trouble:
                self._note(trouble)
            except Exception as error:
                _log.exception("connecting by Socket Mode failed")
                self._note(SlackTrouble(type(error).__name__))
            await self._unless_stopping(asyncio.sleep(self._pause))
        if self._current is not None:
            self._retire(self._current)
        await asyncio.gather(*self._retiring)

    async def _serve_one(self) -> None:
        """Connect, and return when that connection is to be replaced. Raises SlackTrouble."""
        self._pause = self._pauses[min(self._attempts, len(self._pauses) - 1)]
        self._attempts += 1
        url = await asyncio.to_thread(self._open_address)
        fresh = await SocketConnection.open(url, take=self._answer, ping_seconds=self._ping_seconds)
        previous, self._current, self._trouble = self._current, fresh, None
        self._connected.set()
        if previous is not None:
            self._retire(previous)
        _log.info("connected to Slack by Socket Mode")
        await self._until_over(fresh)

    async def _until_over(self, connection: SocketConnection) -> None:
        began = time.monotonic()
        end = await asyncio.shield(connection.end)
        self._connected.clear()
        self._replaced += 1
        _log.log(_LEVELS.get(end, logging.WARNING), "the Socket Mode connection is replaced: %s", end.value)
        if time.monotonic() - began >= SILENT_PINGS * self._ping_seconds:
            self._attempts, self._pause = 1, self._pauses[0]
        if end is not End.REFRESHED:
            self._retire(connection)
            self._current, self._trouble = None, end.value
        if end is End.DISABLED:
            raise SlackTrouble("link_disabled", retry_after=self._pauses[-1])

    def _note(self, trouble: SlackTrouble) -> None:
        self._trouble = trouble.error
        self._pause = max(self._pause, trouble.retry_after or 0.0)
        _log.error("no Socket Mode connection: %s; next try in %g s", trouble.error, self._pause)

    def _retire(self, connection: SocketConnection) -> None:
        retiring = asyncio.create_task(connection.leave())
        self._retiring.add(retiring)
        retiring.add_done_callback(self._retiring.discard)

    async def _unless_stopping(self, work: Coroutine[Any, Any, None]) -> None:
        """Wait for `work`, but no longer than until the end is wanted."""
        doing, stopping = asyncio.create_task(work), asyncio.create_task(self._stopping.wait())
        await asyncio.wait({doing, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if doing.done():
            doing.result()
        else:
            doing.cancel()
            await asyncio.wait({doing})

    async def _answer(self, envelope: dict[str, Any], connection: SocketConnection) -> None:
        """Answer an envelope with an ack. Without one Slack sends an event again."""
        deadline = Deadline()
        try:
            payload = payloads.check(envelope["payload"])
            request = payloads.as_request(payload, _retry_headers(envelope), deadline=deadline)
        except payloads.MalformedEvent as error:
            _log.warning("an event that cannot be read was left out: %s", error)
            await self._send(json.dumps({"envelope_id": envelope["envelope_id"]}), connection, within=0.0)
            return
        except Exception:
            _log.warning("an envelope without a payload that can be read was ignored")
            return
        answer = await self._dispatch.answer(request, deadline)
        if answer.status == 200:
            await self._send(json.dumps(_ack(envelope, answer)), connection, within=deadline.seconds_left)

    async def _send(self, text: str, connection: SocketConnection, *, within: float) -> None:
        """By the connection the envelope came on, else by its successor, if one is open in time."""
        if await connection.send(text):
            return
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._connected.wait(), within)
        if self._current is None or not await self._current.send(text):
            _log.warning("an answer was ready, but no connection to Slack stood")


_LEVELS = {End.REFRESHED: logging.INFO}


def _ack(envelope: dict[str, Any], answer: BoltResponse) -> dict[str, Any]:
    ack = {"envelope_id": envelope["envelope_id"]}
    if not answer.body or not envelope.get("accepts_response_payload"):
        return ack
    is_json = answer.first_headers().get("content-type", "").startswith("application/json")
    return {**ack, "payload": json.loads(answer.body) if is_json else {"text": answer.body}}


def _retry_headers(envelope: dict[str, Any]) -> dict[str, str | Sequence[str]]:
    """As over HTTP, where the first try has none."""
    if not envelope.get("retry_attempt"):
        return {}
    return {
        "x-slack-retry-num": str(envelope["retry_attempt"]),
        "x-slack-retry-reason": str(envelope.get("retry_reason", "")),
    }


def _refused(error: SlackApiError) -> SlackTrouble:
    code, wait = error.response.get("error"), error.response.headers.get("Retry-After")
    return SlackTrouble(
        f"apps.connections.open: {code or error.response.status_code}",
        retry_after=float(wait) if wait is not None else None,
    )
