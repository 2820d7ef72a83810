"""The HTTP front: checks size and signature, and hands on what Slack signed.

Bolt's own adapters run a sync app on the event loop; this one does not (DESIGN, "Measured facts").
"""

import logging
from collections.abc import Sequence

from slack_bolt import App, BoltRequest, BoltResponse
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.slack.admission import THREADS
from bot.slack.deadline import Deadline
from bot.slack.dispatch import Dispatch, ErrorDoor
from bot.slack.health import Probes

BODY_LIMIT = 1024 * 1024
"""Bytes. A form comes back as it was drawn (up to 250 KB) with what was filled in beside it; a character outside ASCII
is six or twelve bytes of JSON, and a third more of them in a form's encoding."""

_log = logging.getLogger("touchbase.front")


class Front:
    """Takes what Slack posts, and answers an operator's `probes`."""

    def __init__(
        self,
        *,
        app: App,
        signing_secret: str,
        door: ErrorDoor,
        probes: Probes,
        threads: int = THREADS,
    ) -> None:
        self._verifier = SignatureVerifier(signing_secret)
        self._dispatch = Dispatch(app=app, door=door, threads=threads)
        self.asgi = Starlette(
            routes=[Route("/slack/events", self._events, methods=["POST"]), *probes.routes()],
        )

    def close(self) -> None:
        self._dispatch.close()

    async def _events(self, request: Request) -> Response:
        deadline = Deadline()
        body = await _read(request)
        if body is None:
            return Response(status_code=413)
        if not self._is_slack(body, request):
            return Response(status_code=401)
        try:
            bolt_request = BoltRequest(
                body=body.decode("utf-8"), headers=_headers(request), context={"deadline": deadline}
            )
        except Exception:
            _log.warning("a signed request that is neither a form nor an object in JSON was refused")
            return Response(status_code=400)
        return _as_response(await self._dispatch.answer(bolt_request, deadline))

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


def _as_response(answer: BoltResponse) -> Response:
    headers = {
        name: value for name, values in answer.headers.items() for value in values[:1] if name != "content-length"
    }
    return Response(answer.body, status_code=answer.status, headers=headers)
