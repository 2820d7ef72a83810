"""The HTTP endpoints: check size and signature, and dispatch what Slack signed.

Bolt's own adapters run a sync app on the event loop; this one does not. What Slack posts does not go through Starlette
either: a refusal costs little.
"""

import asyncio
import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from slack_bolt import BoltResponse
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.slack import payloads
from bot.slack.deadline import Deadline
from bot.slack.dispatch import Dispatch
from bot.slack.http.health import Probes
from bot.slack.http.limits import EXTENSION

PATH = "/slack/events"

BODY_LIMIT = 1024 * 1024
"""Bytes. A form comes back as it was drawn (up to 250 KB) with what was filled in beside it; a character outside ASCII
is six or twelve bytes of JSON, and a third more of them in a form's encoding."""

SMALL = 64 * 1024
SMALL_TOGETHER, LARGE_TOGETHER = 256 * SMALL, 16 * BODY_LIMIT
"""Bytes of all bodies that are held at once, small ones and others: what is large takes no room from what is small."""

_SIGNED_WITHIN = 300
_LINGER_SECONDS = 1.0
_CLOSE = (b"connection", b"close")

_log = logging.getLogger("touchbase.http")


class HttpEndpoints:
    """An ASGI application: takes what Slack posts, and answers an operator's `probes`."""

    def __init__(
        self,
        *,
        dispatch: Dispatch,
        signing_secret: str,
        probes: Probes,
    ) -> None:
        self._verifier = SignatureVerifier(signing_secret)
        self._dispatch = dispatch
        self._small, self._large = BodyBudget(SMALL_TOGETHER), BodyBudget(LARGE_TOGETHER)
        self._others = Starlette(routes=probes.routes())

    @property
    def asgi(self) -> ASGIApp:
        return self

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != PATH:
            await self._others(scope, receive, send)
        elif scope["method"] != "POST":
            await _refuse(405, receive, send)
        else:
            await self._events(scope, receive, send)

    def close(self) -> None:
        self._dispatch.close()

    async def _events(self, scope: Scope, receive: Receive, send: Send) -> None:
        deadline = Deadline(arrived=scope.get("extensions", {}).get(EXTENSION, {}).get("arrived"))
        headers = _headers(scope)
        size = _declared_size(headers)
        if not _may_be_signed(headers):
            return await _refuse(401, receive, send)
        if size > BODY_LIMIT:
            return await _refuse(413, receive, send)
        budget = self._small if size <= SMALL else self._large
        with budget.reserved(size) as is_reserved:
            if not is_reserved:
                return await _refuse(503, receive, send)
            body = await _read(receive)
            if body is None:
                return await _refuse(413, receive, send)
            answer = await self._answer(body, headers, deadline)
        await _send(answer, send)
        return None

    async def _answer(self, body: bytes, headers: Mapping[str, str], deadline: Deadline) -> BoltResponse:
        if not self._is_slack(body, headers):
            return BoltResponse(status=401)
        try:
            payload = payloads.read(body.decode("utf-8"), headers.get("content-type", ""))
            request = payloads.as_request(payload, _for_bolt(headers), deadline=deadline)
        except payloads.MalformedEvent as error:
            _log.warning("an event that cannot be read was left out: %s", error)
            return BoltResponse(status=200)
        except Exception as error:
            reason = error if isinstance(error, payloads.MalformedPayload) else type(error).__name__
            _log.warning("a signed request of a shape that Slack never sends was refused: %s", reason)
            return BoltResponse(status=400)
        return await self._dispatch.answer(request, deadline)

    def _is_slack(self, body: bytes, headers: Mapping[str, str]) -> bool:
        # The SDK's verifier raises on a timestamp that is no number, a signature or body that is no text.
        try:
            return self._verifier.is_valid(
                body, headers.get("x-slack-request-timestamp", ""), headers.get("x-slack-signature", "")
            )
        except Exception:
            _log.info("a request with a malformed signature was refused")
            return False


class BodyBudget:
    """A limit on the bytes that are held at once, first come, first served. Used in one event loop."""

    def __init__(self, size: int) -> None:
        self._left = size

    @contextmanager
    def reserved(self, size: int) -> Iterator[bool]:
        """Whether so many bytes were left; then they are reserved until the end."""
        if size > self._left:
            yield False
            return
        self._left -= size
        try:
            yield True
        finally:
            self._left += size


def _headers(scope: Scope) -> dict[str, str]:
    # latin-1 takes every byte: a header may be odd, and never raises.
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}


def _declared_size(headers: Mapping[str, str]) -> int:
    """By Content-Length, before anything is read; as much as there may be where it is not said."""
    try:
        return int(headers.get("content-length", BODY_LIMIT))
    except ValueError:
        return BODY_LIMIT + 1


def _may_be_signed(headers: Mapping[str, str]) -> bool:
    """Whether it is worth reading: there is a signature, and a time that is not long past."""
    at = headers.get("x-slack-request-timestamp", "")
    is_recent = at.isdecimal() and len(at) < 20 and abs(time.time() - int(at)) <= _SIGNED_WITHIN
    return is_recent and "x-slack-signature" in headers


async def _read(receive: Receive) -> bytes | None:
    """The body; None as soon as it is larger than the limit, or where it ends before its end."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        if len(body) > BODY_LIMIT:
            return None
        if not message.get("more_body", False):
            return bytes(body)


async def _refuse(status: int, receive: Receive, send: Send) -> None:
    """Answer and close. What is still being sent is read for a moment and dropped, or the answer might not be read."""
    await _begin(status, [_CLOSE], 0, send)
    try:
        async with asyncio.timeout(_LINGER_SECONDS):
            while (await receive()).get("more_body", False):
                pass
    except TimeoutError:
        pass
    await send({"type": "http.response.body", "body": b""})


async def _send(answer: BoltResponse, send: Send) -> None:
    body = answer.body.encode("utf-8")
    headers = [
        (name.encode("latin-1"), value.encode("latin-1"))
        for name, values in answer.headers.items()
        for value in values[:1]
        if name != "content-length"
    ]
    await _begin(answer.status, headers, len(body), send)
    await send({"type": "http.response.body", "body": body})


async def _begin(status: int, headers: Sequence[tuple[bytes, bytes]], size: int, send: Send) -> None:
    length = (b"content-length", str(size).encode())
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})


def _for_bolt(headers: Mapping[str, str]) -> dict[str, str | Sequence[str]]:
    """Headers without those by which a caller could steer it."""
    return {name: value for name, value in headers.items() if not name.startswith("x-slack-bolt-")}
