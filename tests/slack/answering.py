"""In Slack's place: a server that answers whatever a test wants."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@contextmanager
def answering(
    status: int,
    body: bytes,
    headers: dict[str, str] | None = None,
    channel: bytes | None = b'{"ok":true,"channel":{"id":"C0CUSTOMERS"}}',
    bodies: list[bytes] | None = None,
) -> Iterator[tuple[str, list[str]]]:
    """A Slack (or a proxy before it) whose channels are well, and that answers all else alike; its address and what
    else it was asked."""
    asked: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            posted = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if bodies is not None:
                bodies.append(posted)
            if self.path == "/conversations.info" and channel is not None:
                self.answer(200, channel, {})
                return
            asked.append(self.path)
            self.answer(status, body, headers or {})

        def answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
