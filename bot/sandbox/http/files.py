"""Where the bytes of files come in and go out: from and to the app, and from and to a person's page."""

import asyncio
import time
from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from bot.sandbox.api.faults import Fault, FaultReply, Faults
from bot.sandbox.content import RefusalError
from bot.sandbox.files import FORM_BYTES, MAX_BYTES, File
from bot.sandbox.http.flaky_connection import HangUp
from bot.sandbox.wire import Wire
from bot.sandbox.workspace import SandboxWorkspace

UPLOAD, DOWNLOAD = "file upload", "file download"
"""What faults are scripted under."""


class FileEndpoints:
    def __init__(self, workspace: SandboxWorkspace, faults: Faults, wire: Wire) -> None:
        self._workspace, self._faults, self._wire = workspace, faults, wire

    def routes(self) -> list[Route]:
        return [
            Route("/upload/v1/{ticket}", self.upload, methods=["POST"]),
            Route("/files-pri/{place}/download/{name}", self.download, methods=["GET"]),
            Route("/files-pri/{place}/{name}", self.download, methods=["GET"]),
            Route("/ui/upload", self.put, methods=["POST"]),
            Route("/ui/file/{id}", self.show, methods=["GET"]),
        ]

    async def upload(self, request: Request) -> Response:
        """The bytes of a file whose address the app was given. Slack answers in words, not JSON."""
        started, fault = time.monotonic(), self._faults.next(UPLOAD)
        content = await _body(request, MAX_BYTES)
        await asyncio.sleep(fault.wait)
        filled = (
            content is not None
            and fault.is_accepted
            and self._workspace.files.fill(request.path_params["ticket"], content)
        )
        answer = PlainTextResponse(f"OK - {len(content or b'')}") if filled else _refused("upload refused", 400)
        return self._heard(answer, fault, UPLOAD, started)

    async def download(self, request: Request) -> Response:
        """The bytes for the app. Whoever brings no token that may read files is led to a page to sign in."""
        started, fault = time.monotonic(), self._faults.next(DOWNLOAD)
        await asyncio.sleep(fault.wait)
        if not fault.is_accepted:
            return self._heard(_refused("no answer", 500), fault, DOWNLOAD, started)
        return self._heard(self._downloaded(request), fault, DOWNLOAD, started)

    async def put(self, request: Request) -> Response:
        """What somebody chose in a form's file_input."""
        user, name = _asker(request, self._workspace), request.query_params.get("name", "")
        content = await _body(request, FORM_BYTES)
        if content is None:
            return JSONResponse({"ok": False, "error": "file_too_large"}, 413)
        if not name or not content:
            return JSONResponse({"ok": False, "error": "empty_file"}, 400)
        files = self._workspace.files
        return JSONResponse({"ok": True, "file": files.as_json(files.put(user, name, content))})

    async def show(self, request: Request) -> Response:
        """A file for a person who may see it, as a download."""
        user = _asker(request, self._workspace)
        try:
            file = self._workspace.files.find(request.path_params["id"])
        except RefusalError as refusal:
            raise HTTPException(404, refusal.error) from None
        if file.user != user and not any(
            self._workspace.may_see(conversation, user) for conversation in file.conversations
        ):
            raise HTTPException(404, "file_not_found")
        return self._bytes(file)

    def _downloaded(self, request: Request) -> Response:
        app = self._workspace.app
        may_read = app is not None and "files:read" in app.scopes
        if app is None or not may_read or request.headers.get("authorization") != f"Bearer {app.bot_token}":
            return RedirectResponse(f"/?redir={quote(request.url.path)}", 302)
        try:
            return self._bytes(self._workspace.files.find(request.path_params["place"].partition("-")[2]))
        except RefusalError as refusal:
            return _refused(refusal.error, 404)

    def _bytes(self, file: File) -> Response:
        kind = self._workspace.files.as_json(file)["mimetype"]
        named = f"attachment; filename*=UTF-8''{quote(file.name, errors='replace')}"
        return Response(file.content, media_type=kind, headers={"content-disposition": named})

    def _heard(self, answer: Response, fault: Fault, what: str, started: float) -> Response:
        """`answer` as it comes back, noted on the wire."""
        refusal = fault.refusal
        if refusal is not None:
            answer = Response(status_code=refusal.status if refusal.status >= 400 else 400)
        is_silent = fault.reply is FaultReply.NONE
        status: Any = "no answer" if is_silent else answer.status_code
        error = refusal.error if refusal is not None else None
        self._wire.note("from_app", what, status, (time.monotonic() - started) * 1000, error)
        return HangUp() if is_silent else answer


async def _body(request: Request, most: int) -> bytes | None:
    """What was sent; None for more than `most` bytes, of which no more is read than that."""
    content = bytearray()
    try:
        async for chunk in request.stream():
            content += chunk
            if len(content) > most:
                return None
    except ClientDisconnect:
        return None
    return bytes(content)


def _asker(request: Request, workspace: SandboxWorkspace) -> str:
    user = request.query_params.get("as", "")
    if user not in workspace.people:
        raise HTTPException(400, "user_not_found")
    return user


def _refused(text: str, status: int) -> Response:
    return PlainTextResponse(text, status)
