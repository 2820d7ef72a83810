"""Slack's end of Socket Mode: who is connected, and the envelopes that wait to be acknowledged."""

import itertools
import json
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

from bot.sandbox.api.method import MethodCall
from bot.sandbox.deliveries.http_sender import FORM, AppReply
from bot.sandbox.socket_mode import envelopes
from bot.sandbox.wire import Wire

CONNECTIONS_PER_MINUTE = 10
"""Tier 1 is "one or more a minute", and a burst is borne: all the connections an app may have, at once."""

MOST_CONNECTIONS = 10
WARNED_SECONDS = 10.0
"""Between the warning and the end of a connection."""

_LIFE_SECONDS = 18_060
_HOST = "applink-sandbox"


class AppSocket(Protocol):
    """One open WebSocket; every method may be called from any thread."""

    def send(self, text: str) -> None: ...

    def close(self, *, after: float) -> None:
        """Close it `after` so many seconds."""

    def freeze(self) -> None:
        """Neither hear nor say anything any more; returns when that is so."""


@dataclass
class _Waiting:
    accepts_payload: bool
    ack: Future[Mapping[str, Any]] = field(default_factory=Future)


class Sockets:
    """`timeout` is the time the app has to acknowledge, in seconds; `address` says where the sandbox listens."""

    def __init__(self, wire: Wire, timeout: float, *, address: Callable[[], str]) -> None:
        self._wire = wire
        self._timeout = timeout
        self._address = address
        self._lock = threading.Lock()
        self._changed = threading.Condition(self._lock)
        self._tickets: set[str] = set()
        self._connections: list[AppSocket] = []
        self._leaving: set[AppSocket] = set()
        self._waiting: dict[str, _Waiting] = {}
        self._joined = 0
        self._turn = itertools.count()

    @property
    def count(self) -> int:
        with self._lock:
            return len(self._connections)

    def wait_until_joined(self, number: int, *, within: float = 10.0) -> bool:
        """Whether so many connections, counted from the start, have come within that many seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: self._joined >= number, within)

    def wait_until_left(self, standing: int = 0, *, within: float = 10.0) -> bool:
        """Whether within that many seconds no more than so many connections stand."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self._connections) <= standing, within)

    def invite(self, call: MethodCall) -> dict[str, Any]:
        """`apps.connections.open`: an address that can be connected to once."""
        ticket = secrets.token_urlsafe(24)
        with self._lock:
            self._tickets.add(ticket)
        return {"url": f"{self._address().replace('http', 'ws', 1)}/link/?ticket={ticket}&app_id={call.app.id}"}

    def admit(self, ticket: str) -> bool:
        """Use up a ticket; False if it never was one, or is used."""
        with self._lock:
            known = ticket in self._tickets
            self._tickets.discard(ticket)
        return known

    def join(self, connection: AppSocket, app_id: str) -> None:
        """Greet a connection and send envelopes to it too, or send it away where there are too many."""
        with self._changed:
            number = len(self._connections) + 1
            if number <= MOST_CONNECTIONS:
                connection.send(json.dumps(_hello(app_id, number)))
                self._connections.append(connection)
                self._joined += 1
                self._changed.notify_all()
        if number > MOST_CONNECTIONS:
            connection.send(json.dumps(_disconnect("too_many_websockets")))
            connection.close(after=0.0)

    def part(self, connection: AppSocket) -> None:
        with self._changed:
            if connection in self._connections:
                self._connections.remove(connection)
            self._leaving.discard(connection)
            self._changed.notify_all()

    def send(self, body: bytes, content_type: str = FORM, headers: Mapping[str, str] | None = None) -> AppReply:
        """The courier's `send`, by an envelope to any one connection."""
        started = time.monotonic()
        envelope = envelopes.seal(body, content_type, headers or {})
        waiting = _Waiting(envelope["accepts_response_payload"])
        with self._lock:
            connection = self._next()
            self._waiting[envelope["envelope_id"]] = waiting
        try:
            if connection is None:
                return AppReply(None, b"", "", 0.0, "unreachable")
            connection.send(json.dumps(envelope))
            ack = waiting.ack.result(self._timeout)
        except TimeoutError:
            return AppReply(None, b"", "", _ms_since(started), "operation_timeout")
        finally:
            with self._lock:
                del self._waiting[envelope["envelope_id"]]
        return _reply(ack, _ms_since(started))

    def hear(self, text: str) -> None:
        """What the app sent: an ack, or something that Slack would not heed, noted with the reason."""
        problem = self._acknowledge(_object(text))
        if problem is not None:
            self._wire.note("from_app", "ack", "ignored", 0.0, problem)

    def disconnect(self, reason: str, *, after: float = WARNED_SECONDS) -> None:
        """Tell every connection that it ends (warning, refresh_requested, link_disabled), and end it `after` that
        many seconds; meanwhile envelopes go to those that came later."""
        with self._lock:
            standing = list(self._connections)
            self._leaving.update(standing)
        for connection in standing:
            connection.send(json.dumps(_disconnect(reason)))
            connection.close(after=after)

    def say(self, text: str) -> None:
        """Send every connection `words` as given: what Slack should never send."""
        for connection in self._standing():
            connection.send(text)

    def freeze(self) -> None:
        for connection in self._standing():
            connection.freeze()

    def _standing(self) -> list[AppSocket]:
        with self._lock:
            return list(self._connections)

    def _next(self) -> AppSocket | None:
        staying = [
            connection for connection in self._connections if connection not in self._leaving
        ] or self._connections
        return staying[next(self._turn) % len(staying)] if staying else None

    def _acknowledge(self, ack: Mapping[str, Any]) -> str | None:
        envelope_id, payload = ack.get("envelope_id"), ack.get("payload", {})
        if not isinstance(envelope_id, str) or not isinstance(payload, dict):
            return "invalid_ack"
        with self._lock:
            waiting = self._waiting.get(envelope_id)
            if waiting is None or waiting.ack.done():
                return "unknown_envelope"
            waiting.ack.set_result(payload if waiting.accepts_payload else {})
        return "payload_not_accepted" if payload and not waiting.accepts_payload else None


def _hello(app_id: str, number: int) -> dict[str, Any]:
    started = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")[:-3]
    return {
        "type": "hello",
        "num_connections": number,
        "debug_info": {
            "host": _HOST,
            "started": started,
            "build_number": 1,
            "approximate_connection_time": _LIFE_SECONDS,
        },
        "connection_info": {"app_id": app_id},
    }


def _disconnect(reason: str) -> dict[str, Any]:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": _HOST}}


def _reply(ack: Mapping[str, Any], ms: float) -> AppReply:
    return AppReply(200, json.dumps(ack).encode() if ack else b"", "application/json" if ack else "", ms)


def _object(text: str) -> Mapping[str, Any]:
    try:
        parsed = json.loads(text)
    except ValueError:
        return {}
    return parsed if isinstance(parsed, dict) else {}


def _ms_since(started: float) -> float:
    return (time.monotonic() - started) * 1000
