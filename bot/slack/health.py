"""Whether the program lives, and whether it can serve: the two addresses an operator's probes ask."""

import asyncio
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

Ready = Callable[[], str | None]
"""What is missing before requests can be served, None when nothing is; may block."""


def routes(ready: Ready) -> list[Route]:
    async def healthz(request: Request) -> Response:
        return PlainTextResponse("ok")

    async def readyz(request: Request) -> Response:
        missing = await asyncio.get_running_loop().run_in_executor(None, ready)
        return PlainTextResponse(missing or "ready", status_code=200 if missing is None else 503)

    return [Route("/healthz", healthz), Route("/readyz", readyz)]
