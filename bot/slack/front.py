"""The HTTP front: checks size and signature, hands on to Bolt in a bounded pool, and answers in time whatever happens.

Bolt's own adapters run a sync app on the event loop; this one does not (DESIGN, "Measured facts").
"""

import asyncio
import json
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol
from urllib.parse import parse_qsl

from slack_bolt import App, BoltRequest, BoltResponse
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.slack.deadline import Deadline

BODY_LIMIT = 64 * 1024
"""Bytes; Slack's own requests stay far below it."""

THREADS = 24

_log = logging.getLogger("touchbase.front")


class LateAnswers(Protocol):
    def too_late(self, body: dict[str, Any], *, commit_begun: bool) -> BoltResponse: ...


class Front:
    """`ready` names what is missing, None when requests can be served."""

    def __init__(
        self,
        *,
        app: App,
        signing_secret: str,
        door: LateAnswers,
        ready: Callable[[], str | None],
        threads: int = THREADS,
    ) -> None:
        self._app = app
        self._verifier = SignatureVerifier(signing_secret)
        self._door = door
        self._ready = ready
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="request")
        self.asgi = Starlette(
            routes=[
                Route("/slack/events", self._events, methods=["POST"]),
                Route("/healthz", self._healthz),
                Route("/readyz", self._readyz),
            ]
        )

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    async def _events(self, request: Request) -> Response:
        deadline = Deadline()
        body = await _read(request)
        if body is None:
            return Response(status_code=413)
        if not self._is_slack(body, request):
            return Response(status_code=401)
        return _as_response(await self._answer(body.decode("utf-8"), request, deadline))

    async def _answer(self, body: str, request: Request, deadline: Deadline) -> BoltResponse:
        bolt_request = BoltRequest(body=body, headers=_headers(request), context={"deadline": deadline})
        running = asyncio.get_running_loop().run_in_executor(self._pool, self._dispatch, bolt_request, deadline)
        done, _ = await asyncio.wait({running}, timeout=deadline.seconds_left)
        if done:
            return running.result()
        commit_begun = deadline.give_up()
        return self._door.too_late(_fields(body), commit_begun=commit_begun)

    def _dispatch(self, request: BoltRequest, deadline: Deadline) -> BoltResponse:
        if deadline.seconds_left == 0:
            return BoltResponse(status=503, body="")  # nobody waits for it any more
        return self._app.dispatch(request)

    def _is_slack(self, body: bytes, request: Request) -> bool:
        # The SDK's verifier raises on a timestamp that is no number, a signature or body that is no text.
        try:
            return self._verifier.is_valid(
                body,
                request.headers.get("x-slack-request-timestamp", ""),
                request.headers.get("x-slack-signature", ""),
            )
        except Exception:
            _log.info("a request with a malformed signature was refused")
            return False

    async def _healthz(self, request: Request) -> Response:
        return PlainTextResponse("ok")

    async def _readyz(self, request: Request) -> Response:
        missing = await asyncio.get_running_loop().run_in_executor(None, self._ready)
        return PlainTextResponse(missing or "ready", status_code=200 if missing is None else 503)


async def _read(request: Request) -> bytes | None:
    """The body, or None as soon as it is larger than the limit."""
    chunks: list[bytes] = []
    size = 0
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size > BODY_LIMIT:
                return None
            chunks.append(chunk)
    except ClientDisconnect:
        return None
    return b"".join(chunks)


def _headers(request: Request) -> dict[str, str | Sequence[str]]:
    """Headers for Bolt without those by which a caller could steer it."""
    return {name: value for name, value in request.headers.items() if not name.startswith("x-slack-bolt-")}


def _fields(body: str) -> dict[str, Any]:
    """Command and text, or the payload of an interaction, for an answer without Bolt."""
    fields: dict[str, Any] = dict(parse_qsl(body, keep_blank_values=True))
    if "payload" not in fields:
        return fields
    payload = json.loads(fields["payload"])
    return payload if isinstance(payload, dict) else {}


def _as_response(answer: BoltResponse) -> Response:
    headers = {
        name: value for name, values in answer.headers.items() for value in values[:1] if name != "content-length"
    }
    return Response(answer.body, status_code=answer.status, headers=headers)
