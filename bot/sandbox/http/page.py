"""The page and its JSON endpoints; whatever waits for the app runs in threads, never on the event loop."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Executor, Future
from functools import partial
from pathlib import Path
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.sandbox.clock import BackwardInTimeError, ClockIsMovingError, ShownClock
from bot.sandbox.deliveries.client import Client
from bot.sandbox.http.state import state_for
from bot.sandbox.wire import Hub, Stream, Wire
from bot.sandbox.workspace import SandboxWorkspace

PAGE = Path(__file__).parent.parent / "page"
HEARTBEAT_SECONDS = 15.0

_log = logging.getLogger(__name__)

Body = dict[str, Any]


class PageEndpoints:
    """`desk` does what a person can do in a Slack client; `threads` is where it waits for the app."""

    def __init__(
        self, workspace: SandboxWorkspace, clock: ShownClock, desk: Client, hub: Hub, wire: Wire, threads: Executor
    ) -> None:
        self._workspace, self._clock, self._desk = workspace, clock, desk
        self._hub, self._wire, self._threads = hub, wire, threads
        self._closing: set[Callable[[], object]] = set()

    def routes(self) -> list[BaseRoute]:
        posts = {
            "command": self.command,
            "message": self.message,
            "action": self.action,
            "suggest": self.suggest,
            "submit": self.submit,
            "close": self.close_view,
            "shortcut": self.shortcut,
            "home_opened": self.home_opened,
            "clock": self.turn_clock,
        }
        return [
            Route("/", self.page),
            Route("/ui/state", self.state),
            Route("/ui/stream", self.stream),
            Route("/ui/wire", self.rows),
            *(Route(f"/ui/{name}", door, methods=["POST"]) for name, door in posts.items()),
            Mount("/page", StaticFiles(directory=PAGE, check_dir=False)),
        ]

    def close(self) -> None:
        """End every open stream, so that the server can stop."""
        for close in list(self._closing):
            close()

    async def page(self, request: Request) -> Response:
        return FileResponse(PAGE / "index.html")

    async def state(self, request: Request) -> Response:
        asked = request.query_params.get("as")
        user_id = self._workspace.somebody() if asked is None else self._person(asked)
        return JSONResponse({"as": user_id, **state_for(user_id, self._workspace, self._clock)})

    async def rows(self, request: Request) -> Response:
        return JSONResponse({"rows": self._wire.rows()})

    async def stream(self, request: Request) -> Response:
        events = self._events(self._person(request.query_params.get("as")))
        # Listening begins before the answer does: what happens after the page's next look is in the stream.
        opened = await anext(events)
        return StreamingResponse(_resumed(opened, events), media_type="text/event-stream")

    async def command(self, request: Request) -> Response:
        body = await _body(request, "channel", "text")
        run = partial(self._desk.command, self._person(body), self._channel(body), body["text"])
        self._threads.submit(run).add_done_callback(_log_failure)
        return JSONResponse({"ok": True})

    async def message(self, request: Request) -> Response:
        body = await _body(request, "channel", "text")
        self._desk.message(self._person(body), self._channel(body), body["text"])
        return JSONResponse({"ok": True})

    async def action(self, request: Request) -> Response:
        body = await _body(request, "container", "action")
        press = partial(self._desk.action, self._person(body), body["container"], body["action"], body.get("state"))
        return JSONResponse(await self._wait(press))

    async def suggest(self, request: Request) -> Response:
        body = await _body(request, "container", "action_id", "block_id", "value")
        ask = partial(
            self._desk.suggest,
            self._person(body),
            body["container"],
            body["action_id"],
            body["block_id"],
            body["value"],
        )
        return JSONResponse(await self._wait(ask))

    async def submit(self, request: Request) -> Response:
        body = await _body(request, "view_id", "state")
        send = partial(self._desk.submit, self._person(body), str(body["view_id"]), body["state"])
        return JSONResponse(await self._wait(send))

    async def close_view(self, request: Request) -> Response:
        body = await _body(request, "view_id")
        return JSONResponse(await self._wait(partial(self._desk.close, self._person(body), str(body["view_id"]))))

    async def shortcut(self, request: Request) -> Response:
        body = await _body(request, "callback_id")
        run = partial(
            self._desk.shortcut, self._person(body), str(body["callback_id"]), body.get("channel"), body.get("ts")
        )
        return JSONResponse(await self._wait(run))

    async def home_opened(self, request: Request) -> Response:
        body = await _body(request)
        self._desk.open_home(self._person(body), str(body.get("tab", "home")))
        return JSONResponse({"ok": True})

    async def turn_clock(self, request: Request) -> Response:
        body = await _body(request, "to")
        try:
            await self._wait(partial(self._clock.turn, self._clock.target(str(body["to"]))))
        except ClockIsMovingError:
            return _refused("clock_is_moving", 409)
        except BackwardInTimeError:
            return _refused("backward_in_time")
        except ValueError:
            return _refused("invalid_time")
        return JSONResponse({"ok": True, "now": self._clock.now.isoformat()})

    async def _wait(self, work: Callable[[], Any]) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    async def _events(self, user_id: str) -> AsyncIterator[str]:
        loop, news, ended = asyncio.get_running_loop(), asyncio.Event(), asyncio.Event()
        stream = Stream(user_id, partial(loop.call_soon_threadsafe, news.set))

        def end() -> None:
            ended.set()
            news.set()

        close = partial(loop.call_soon_threadsafe, end)
        self._hub.open(stream)
        self._closing.add(close)
        try:
            yield ": open\n\n"
            while not ended.is_set():
                yield await _next_lines(stream, news)
        finally:
            self._hub.close(stream)
            self._closing.discard(close)

    def _person(self, given: str | Body | None) -> str:
        user_id = given.get("as") if isinstance(given, dict) else given
        if user_id not in self._workspace.people:
            raise HTTPException(400, "user_not_found")
        return str(user_id)

    def _channel(self, body: Body) -> str:
        channel_id = str(body["channel"])
        known = self._workspace.knows(channel_id)
        if not known or not self._workspace.may_see(channel_id, str(body["as"])):
            raise HTTPException(400, "channel_not_found")
        return channel_id


async def refuse(request: Request, refusal: Exception) -> Response:
    """A request the page should not have made, or made before the app was there, answered as JSON."""
    if isinstance(refusal, HTTPException):
        return _refused(refusal.detail, refusal.status_code)
    return _refused("app_not_connected", 409)


def _log_failure(done: Future[Any]) -> None:
    """Nobody waits for a typed command, so its failure would be silent."""
    if not done.cancelled() and done.exception() is not None:
        _log.error("a typed command failed", exc_info=done.exception())


async def _resumed(first: str, rest: AsyncIterator[str]) -> AsyncIterator[str]:
    yield first
    async for lines in rest:
        yield lines


async def _next_lines(stream: Stream, news: asyncio.Event) -> str:
    try:
        await asyncio.wait_for(news.wait(), HEARTBEAT_SECONDS)
    except TimeoutError:
        return ": still here\n\n"
    news.clear()
    return "".join(f"data: {line}\n\n" for line in stream.take())


async def _body(request: Request, *needed: str) -> Body:
    try:
        body = json.loads(await request.body())
    except ValueError:
        raise HTTPException(400, "invalid_json") from None
    if not isinstance(body, dict) or any(name not in body for name in needed):
        raise HTTPException(400, "invalid_arguments")
    return body


def _refused(error: str, status: int = 400) -> Response:
    return JSONResponse({"ok": False, "error": error}, status)
