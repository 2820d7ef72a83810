"""Health probes and metrics: /healthz, /readyz and /metrics."""

import asyncio
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.metrics import CONTENT_TYPE

Ready = Callable[[], str | None]
"""What is missing before requests can be served, None when nothing is; may block."""

_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")

Result = TypeVar("Result")


@dataclass(frozen=True)
class Probes:
    """`metrics` gives Prometheus' text and may block; only this machine gets it, or whoever sends the bearer `token`.

    `last_tick` says when the jobs ran last, None where they do not run by themselves.
    """

    ready: Ready
    metrics: Callable[[], bytes]
    token: str | None = None
    last_tick: Callable[[], str | None] = lambda: None

    def routes(self) -> list[Route]:
        return [
            Route("/healthz", self._healthz),
            Route("/readyz", self._readyz),
            Route("/metrics", self._metrics),
        ]

    async def _healthz(self, request: Request) -> Response:
        return PlainTextResponse("ok")

    async def _readyz(self, request: Request) -> Response:
        missing = await _in_thread(self.ready)
        text = "; ".join(filter(None, (missing or "ready", self.last_tick())))
        return PlainTextResponse(text, status_code=200 if missing is None else 503)

    async def _metrics(self, request: Request) -> Response:
        if not (_is_from_this_machine(request) or self._has_token(request)):
            text = "ask from the machine itself, or with TOUCHBASE_METRICS_TOKEN as a bearer token"
            return PlainTextResponse(text, status_code=401, headers={"WWW-Authenticate": "Bearer"})
        return Response(await _in_thread(self.metrics), media_type=CONTENT_TYPE)

    def _has_token(self, request: Request) -> bool:
        header = request.headers.get("authorization", "").encode()
        return self.token is not None and hmac.compare_digest(header, f"Bearer {self.token}".encode())


def _is_from_this_machine(request: Request) -> bool:
    """Whether a program on this machine asks for itself: what a proxy hands on comes from here too, and is not."""
    if request.client is None or any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False


async def _in_thread(call: Callable[[], Result]) -> Result:
    return await asyncio.get_running_loop().run_in_executor(None, call)
