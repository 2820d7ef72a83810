"""The HTTP doors the app knows: the Web API, the response_urls, and the log that tests judge by."""

import asyncio
import json
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.sandbox.api import WebApi
from bot.sandbox.content import RefusalError
from bot.sandbox.replies import Replies
from bot.sandbox.wire import Wire
from bot.sandbox.workspace import Workspace


class AppDoors:
    def __init__(self, workspace: Workspace, api: WebApi, replies: Replies, wire: Wire) -> None:
        self._workspace, self._api = workspace, api
        self._replies, self._wire = replies, wire

    def routes(self) -> list[Route]:
        return [
            Route("/api/{method}", self.call, methods=["GET", "POST"]),
            Route("/response/{id}", self.respond, methods=["POST"]),
            Route("/log", self.log, methods=["GET"]),
        ]

    async def call(self, request: Request) -> Response:
        started, method = time.monotonic(), request.path_params["method"]
        arguments = await _arguments(request)
        await asyncio.sleep(self._api.faults.seconds(method))
        answer = self._api.answer(method, arguments, _token(request, arguments))
        self._wire.note("from_app", method, answer.status, _ms_since(started), answer.error)
        return JSONResponse(answer.body, answer.status, answer.headers)

    async def respond(self, request: Request) -> Response:
        started, error, answer = time.monotonic(), None, Response("ok")
        try:
            self._replies.respond(request.path_params["id"], await _arguments(request))
        except RefusalError as refusal:
            error, answer = refusal.error, JSONResponse(refusal.body, refusal.status)
        self._wire.note("from_app", "response_url", answer.status_code, _ms_since(started), error)
        return answer

    async def log(self, request: Request) -> Response:
        """Everything that was accepted, one JSON object a line, oldest first."""
        lines = [json.dumps(each.as_json()) for each in self._workspace.accepted()]
        return PlainTextResponse("".join(line + "\n" for line in lines), media_type="application/jsonl")


async def _arguments(request: Request) -> Mapping[str, Any]:
    """From the query, a form or JSON, as Slack takes them all; what cannot be read is no argument."""
    query, body = dict(request.query_params), await request.body()
    if "json" not in request.headers.get("content-type", ""):
        form = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
        return {**query, **(_object(form["payload"]) if "payload" in form else form)}
    return {**query, **_object(body)}


def _object(words: str | bytes) -> Mapping[str, Any]:
    try:
        parsed = json.loads(words)
    except ValueError:
        return {}
    return parsed if isinstance(parsed, dict) else {}


def _token(request: Request, arguments: Mapping[str, Any]) -> str | None:
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else arguments.get("token")


def _ms_since(started: float) -> float:
    return (time.monotonic() - started) * 1000
