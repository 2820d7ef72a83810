"""The Events API: signed JSON with an event_id, sent again when it is not taken."""

import json
import secrets
import threading
import time
from collections.abc import Mapping, Sequence
from typing import Any

from bot.sandbox.deliveries.app_connection import AppConnection
from bot.sandbox.deliveries.http_sender import AppReply

RETRIES = (0.0, 60.0, 300.0)
"""Slack tries again at once, after one minute and after five."""
_REASONS = {"operation_timeout": "http_timeout", "unreachable": "connection_failed"}


class Events:
    """`retries` are seconds of waiting before each further try. Sending happens in threads of its own."""

    def __init__(self, link: AppConnection, retries: Sequence[float] = RETRIES) -> None:
        self._link = link
        self._retries = tuple(retries)
        self._waiting: set[threading.Thread] = set()

    def emit(self, subscription: str, event: Mapping[str, Any]) -> str | None:
        """Send `event` if the manifest subscribes to `subscription`; its event_id."""
        if subscription not in self._link.app.bot_events:
            return None
        event_id = "Ev" + secrets.token_hex(5).upper()
        body = json.dumps(self._envelope(event_id, event)).encode()
        self._later(0.0, body, str(event["type"]), 0, "")
        return event_id

    def close(self) -> None:
        for timer in list(self._waiting):
            if isinstance(timer, threading.Timer):
                timer.cancel()

    def _envelope(self, event_id: str, event: Mapping[str, Any]) -> dict[str, Any]:
        team, app = self._link.workspace.team, self._link.app
        channel = self._link.workspace.channels.get(str(event.get("channel")))
        return {
            "token": "",
            "team_id": team.id,
            "context_team_id": team.id,
            "context_enterprise_id": team.enterprise_id,
            "api_app_id": app.id,
            "event": {"event_ts": f"{time.time():.6f}", **event},
            "type": "event_callback",
            "event_id": event_id,
            "event_time": int(time.time()),
            "authorizations": [
                {
                    "enterprise_id": team.enterprise_id,
                    "team_id": team.id,
                    "user_id": app.bot_user_id,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": channel is not None and channel.is_ext_shared,
        }

    def _later(self, seconds: float, body: bytes, what: str, tried: int, reason: str) -> None:
        timer = threading.Timer(seconds, self._send, (body, what, tried, reason))
        timer.daemon = True
        self._waiting.add(timer)
        timer.start()

    def _send(self, body: bytes, what: str, tried: int, reason: str) -> None:
        self._waiting.discard(threading.current_thread())
        headers = {"x-slack-retry-num": str(tried), "x-slack-retry-reason": reason} if tried else {}
        reply = self._link.deliver(body, what, content_type="application/json", headers=headers)
        if reply.error is not None and tried < len(self._retries):
            self._later(self._retries[tried], body, what, tried + 1, _reason(reply))


def _reason(reply: AppReply) -> str:
    return _REASONS.get(reply.error or "", "http_error")
