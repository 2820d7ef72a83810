"""A WebSocket that can die as they do in the wild: without a word, its TCP connection open."""

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request


class FlakySocket(WebSocketsSansIOProtocol):
    """uvicorn's protocol, with `freeze` in the connection's state (`websocket.state.freeze`): below the
    application, since pings are answered there."""

    _frozen = False

    def handle_connect(self, event: Request) -> None:
        self.app_state = {**self.app_state, "freeze": self.freeze}
        super().handle_connect(event)

    def freeze(self) -> None:
        """From now on what arrives is not heard, and no ping is sent. To be called in the event loop."""
        self._frozen = True
        self.stop_keepalive()

    def data_received(self, data: bytes) -> None:
        if not self._frozen:
            super().data_received(data)
