"""Whether the program lives, whether it can serve, and how it fares: the addresses an operator's probes ask."""

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

Told = TypeVar("Told")


@dataclass(frozen=True)
class Probes:
    """`metrics` gives Prometheus' text and may block; it is told on this machine, or to who bears the `token`.

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
        missing = await _outside_the_loop(self.ready)
        words = "; ".join(filter(None, (missing or "ready", self.last_tick())))
        return PlainTextResponse(words, status_code=200 if missing is None else 503)

    async def _metrics(self, request: Request) -> Response:
        if not (_is_from_here(request) or self._bears_the_token(request)):
            words = "ask from the machine itself, or with TOUCHBASE_METRICS_TOKEN as a bearer token"
            return PlainTextResponse(words, status_code=401, headers={"WWW-Authenticate": "Bearer"})
        return Response(await _outside_the_loop(self.metrics), media_type=CONTENT_TYPE)

    def _bears_the_token(self, request: Request) -> bool:
        given = request.headers.get("authorization", "").encode()
        return self.token is not None and hmac.compare_digest(given, f"Bearer {self.token}".encode())


def _is_from_here(request: Request) -> bool:
    """Whether a program on this machine asks for itself: what a proxy hands on comes from here too, and is not."""
    if request.client is None or any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False


async def _outside_the_loop(call: Callable[[], Told]) -> Told:
    return await asyncio.get_running_loop().run_in_executor(None, call)
