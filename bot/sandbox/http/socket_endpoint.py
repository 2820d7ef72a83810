"""The door for Socket Mode: a WebSocket on a single-use address, as `apps.connections.open` hands it out."""

import asyncio
import contextlib
from collections.abc import Coroutine
from typing import Any

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.sandbox.socket_mode.sockets import Sockets

_FREEZE_SECONDS = 5.0


class SocketEndpoint:
    def __init__(self, sockets: Sockets) -> None:
        self._sockets = sockets

    def routes(self) -> list[WebSocketRoute]:
        return [WebSocketRoute("/link/", self.serve)]

    async def serve(self, websocket: WebSocket) -> None:
        """Everything one connection says, until it ends."""
        if not self._sockets.admit(websocket.query_params.get("ticket", "")):
            await websocket.close()  # before accepting it is a 403
            return
        await websocket.accept()
        connection = _Connection(websocket)
        self._sockets.join(connection, websocket.query_params.get("app_id", ""))
        try:
            while (message := await websocket.receive())["type"] != "websocket.disconnect":
                connection.hear(message, self._sockets)
        finally:
            self._sockets.part(connection)


class _Connection:
    """Made in the event loop; what other threads ask of it is done there, in the order they ask."""

    def __init__(self, websocket: WebSocket) -> None:
        self._websocket = websocket
        self._loop = asyncio.get_running_loop()
        self._frozen = False

    def hear(self, message: Any, sockets: Sockets) -> None:
        if not self._frozen:
            sockets.hear(message.get("text") or "")

    def send(self, text: str) -> None:
        self._do(self._send(text))

    def close(self, *, after: float) -> None:
        self._do(self._close(after))

    def freeze(self) -> None:
        asyncio.run_coroutine_threadsafe(self._freeze(), self._loop).result(_FREEZE_SECONDS)

    def _do(self, what: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(what, self._loop)

    async def _send(self, text: str) -> None:
        if not self._frozen:
            with contextlib.suppress(WebSocketDisconnect, RuntimeError):  # it may have gone
                await self._websocket.send_text(text)

    async def _close(self, after: float) -> None:
        await asyncio.sleep(after)
        if not self._frozen:
            with contextlib.suppress(WebSocketDisconnect, RuntimeError):
                await self._websocket.close()

    async def _freeze(self) -> None:
        self._frozen = True
        self._websocket.state.freeze()
