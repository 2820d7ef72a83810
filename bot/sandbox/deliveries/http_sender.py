"""The way to the app: signed HTTP requests over kept connections, answered in time or not at all."""

import hashlib
import hmac
import http.client
import select
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

IDLE_SECONDS = 2.0
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


@dataclass(frozen=True)
class AppReply:
    """What came back. `error` is None for a 200, else operation_timeout, http_error or unreachable."""

    status: int | None
    body: bytes
    content_type: str
    ms: float
    error: str | None = None

    @property
    def shown_status(self) -> int | str:
        return self.status if self.status is not None else (self.error or "")


def signature(secret: str, timestamp: str, body: bytes) -> str:
    base = b"v0:" + timestamp.encode() + b":" + body
    return "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()


@dataclass
class _Kept:
    connection: http.client.HTTPConnection
    since: float = field(default_factory=time.monotonic)


class HttpSender:
    """Sends deliveries to one address from any thread. Nothing is ever sent twice: a connection whose other
    end has gone is dropped before it is used, not tried again after."""

    def __init__(self, url: str, secret: str, timeout: float) -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "127.0.0.1", parts.port
        self._secure = parts.scheme == "https"
        self._path = parts.path or "/"
        self._secret, self._timeout = secret, timeout
        self._lock = threading.Lock()
        self._idle: list[_Kept] = []

    def send(self, body: bytes, content_type: str = FORM, headers: Mapping[str, str] | None = None) -> AppReply:
        timestamp = str(int(time.time()))
        signed = {
            "Content-Type": content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "Accept": "application/json,*/*",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self._secret, timestamp, body),
            **(headers or {}),
        }
        started = time.monotonic()
        try:
            status, kind, answer = self._exchange(body, signed, started + self._timeout)
        except TimeoutError:
            return AppReply(None, b"", "", _ms_since(started), "operation_timeout")
        except (OSError, http.client.HTTPException):
            return AppReply(None, b"", "", _ms_since(started), "unreachable")
        return AppReply(status, answer, kind, _ms_since(started), None if status == 200 else "http_error")

    def close(self) -> None:
        with self._lock:
            kept, self._idle = self._idle, []
        for each in kept:
            each.connection.close()

    def _exchange(self, body: bytes, headers: Mapping[str, str], deadline: float) -> tuple[int, str, bytes]:
        connection = self._connection()
        try:
            _until(connection, deadline)
            connection.request("POST", self._path, body, dict(headers))
            _until(connection, deadline)
            response = connection.getresponse()
            _until(connection, deadline)
            answer = response.read()
        except BaseException:
            connection.close()
            raise
        self._keep(connection)
        return response.status, response.getheader("Content-Type", ""), answer

    def _connection(self) -> http.client.HTTPConnection:
        while True:
            with self._lock:
                kept = self._idle.pop() if self._idle else None
            if kept is None:
                kind = http.client.HTTPSConnection if self._secure else http.client.HTTPConnection
                return kind(self._host, self._port, timeout=self._timeout)
            if time.monotonic() - kept.since < IDLE_SECONDS and _is_open(kept.connection):
                return kept.connection
            kept.connection.close()

    def _keep(self, connection: http.client.HTTPConnection) -> None:
        if connection.sock is not None:
            with self._lock:
                self._idle.append(_Kept(connection))


def _until(connection: http.client.HTTPConnection, deadline: float) -> None:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    connection.timeout = left
    if connection.sock is not None:
        connection.sock.settimeout(left)


def _is_open(connection: http.client.HTTPConnection) -> bool:
    """Whether the other end still listens: a readable idle connection has only its end to read."""
    sock: Any = connection.sock
    if sock is None:
        return False
    poll = select.poll()
    poll.register(sock, select.POLLIN)
    return not poll.poll(0)


def _ms_since(started: float) -> float:
    return (time.monotonic() - started) * 1000
