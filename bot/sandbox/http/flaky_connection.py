"""An HTTP connection that can die as they do in the wild: the request was read, and nothing comes back."""

import asyncio

from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


class FlakyConnection(HttpToolsProtocol):
    """uvicorn's protocol, with `hang_up` in the request's state: below the application, which can only answer."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app_state = {**self.app_state, "hang_up": transport.close}


class HangUp(Response):
    """No answer: the connection is closed."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["state"]["hang_up"]()
        while (await receive())["type"] != "http.disconnect":
            pass
