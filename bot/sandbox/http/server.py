"""Serves an ASGI application from a thread of its own."""

import socket
import threading
import time

import uvicorn
from starlette.types import ASGIApp

from bot.sandbox.http.flaky_connection import FlakyConnection
from bot.sandbox.http.flaky_socket import FlakySocket

START_SECONDS = 10.0
PING_SECONDS = 10.0
"""Between two pings on a WebSocket; it is closed when none was answered for three times as long."""


class Server:
    """`start` returns once requests are answered; `stop` once the thread has ended."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._uvicorn: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    def start(self, host: str, port: int) -> int:
        """The port it listens on; 0 takes a free one. Raises OSError when the port is in use."""
        return self.serve(socket.create_server((host, port), backlog=512))

    def serve(self, listening: socket.socket) -> int:
        """Serve at a bound socket, which listens from now on; its port."""
        config = uvicorn.Config(
            self._app,
            log_config=None,
            access_log=False,
            lifespan="off",
            timeout_graceful_shutdown=2,
            http=FlakyConnection,
            ws=FlakySocket,
            ws_ping_interval=PING_SECONDS,
            ws_ping_timeout=3 * PING_SECONDS,
        )
        self._uvicorn = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._uvicorn.run, kwargs={"sockets": [listening]}, name="sandbox", daemon=True
        )
        self._thread.start()
        self._wait()
        return int(listening.getsockname()[1])

    def begin_to_stop(self) -> None:
        """Take no more requests; `stop` waits for the end."""
        if self._uvicorn is not None:
            self._uvicorn.should_exit = True

    def stop(self) -> None:
        if self._uvicorn is not None and self._thread is not None:
            self._uvicorn.should_exit = True
            self._thread.join(START_SECONDS)

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while self._uvicorn is not None and not self._uvicorn.started:
            if time.monotonic() > deadline or not (self._thread and self._thread.is_alive()):
                raise RuntimeError("the sandbox's server did not start")
            time.sleep(0.005)
