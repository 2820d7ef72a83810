"""The HTTP doors the app knows: the Web API, the response_urls, and the log that tests judge by."""

import asyncio
import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.sandbox.api import WebApi
from bot.sandbox.api.faults import Fault, FaultReply
from bot.sandbox.content import RefusalError
from bot.sandbox.http.flaky_connection import HangUp
from bot.sandbox.replies import Replies
from bot.sandbox.wire import Wire
from bot.sandbox.workspace import SandboxWorkspace


class WebApiEndpoints:
    def __init__(self, workspace: SandboxWorkspace, api: WebApi, replies: Replies, wire: Wire) -> None:
        self._workspace, self._api = workspace, api
        self._replies, self._wire = replies, wire
        self._calls = 0

    @property
    def calls_under_way(self) -> int:
        """How many calls of the Web API wait for what becomes of them."""
        return self._calls

    def routes(self) -> list[Route]:
        return [
            Route("/api/{method}", self.call, methods=["GET", "POST"]),
            Route("/response/{id}", self.respond, methods=["POST"]),
            Route("/log", self.log, methods=["GET"]),
        ]

    async def call(self, request: Request) -> Response:
        started, method = time.monotonic(), request.path_params["method"]
        try:
            arguments = await _arguments(request)
        except ClientDisconnect:
            return HangUp()
        fault = self._api.faults.next(method)
        with self._under_way():
            await asyncio.sleep(fault.wait)
            answer = self._api.answer(method, arguments, _token(request, arguments), fault)
        status = "no answer" if fault.reply is FaultReply.NONE else answer.status
        self._wire.note("from_app", method, status, _ms_since(started), answer.error)
        return _as_heard(JSONResponse(answer.body, answer.status, answer.headers), fault)

    async def respond(self, request: Request) -> Response:
        started, error, answer = time.monotonic(), None, Response("ok")
        fault = self._api.faults.next("response_url")
        await asyncio.sleep(fault.wait)
        try:
            if fault.is_accepted:
                self._replies.respond(request.path_params["id"], await _arguments(request))
            if fault.refusal is not None:
                raise fault.refusal
        except RefusalError as refusal:
            error, answer = refusal.error, JSONResponse(refusal.body, refusal.status, refusal.headers)
        self._wire.note("from_app", "response_url", answer.status_code, _ms_since(started), error)
        return _as_heard(answer, fault)

    @contextmanager
    def _under_way(self) -> Iterator[None]:
        self._calls += 1
        try:
            yield
        finally:
            self._calls -= 1

    async def log(self, request: Request) -> Response:
        """Everything that was accepted, one JSON object a line, oldest first."""
        lines = [json.dumps(each.as_json()) for each in self._workspace.accepted()]
        return PlainTextResponse("".join(line + "\n" for line in lines), media_type="application/jsonl")


def _as_heard(whole: Response, fault: Fault) -> Response:
    """What is left of an answer on its way back."""
    if fault.reply is FaultReply.NONE:
        return HangUp()
    if fault.reply is FaultReply.MALFORMED:
        return Response(whole.body[:-2], whole.status_code, media_type=whole.media_type)
    return whole


async def _arguments(request: Request) -> Mapping[str, Any]:
    """From the query, a form or JSON, as Slack takes them all; what cannot be read is no argument.

    A token in the address is none: since 2021 Slack takes it in a header or a body only. An image on a foreign page
    could otherwise post, for a browser fetches it without saying where from.
    """
    query = {name: value for name, value in request.query_params.items() if name != "token"}
    body = await request.body()
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
