"""Socket Mode's envelopes: what the courier would post, wrapped as Slack wraps it.

Docs: Slack, "Socket Mode implementation", "Receive events" and "Acknowledge events".
"""

import json
import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

Envelope = dict[str, Any]

ANSWERED_KINDS = frozenset({"view_submission", "block_suggestion"})
"""Interactions whose ack may carry a payload; a pressed button is answered by its response_url."""

_REASONS = {"http_timeout": "timeout"}


def seal(body: bytes, content_type: str, headers: Mapping[str, str]) -> Envelope:
    """The envelope for a delivery that would be posted as `body`: a command, an interaction or an event."""
    if "json" in content_type:
        return _sealed("events_api", json.loads(body), accepts=False, **_retries(headers))
    form = dict(parse_qsl(body.decode(), keep_blank_values=True))
    if "payload" not in form:
        return _sealed("slash_commands", form, accepts=True)
    payload = json.loads(form["payload"])
    return _sealed("interactive", payload, accepts=payload.get("type") in ANSWERED_KINDS)


def _sealed(kind: str, payload: Mapping[str, Any], *, accepts: bool, **more: Any) -> Envelope:
    return {
        "envelope_id": str(uuid.uuid4()),
        "type": kind,
        "accepts_response_payload": accepts,
        **more,
        "payload": payload,
    }


def _retries(headers: Mapping[str, str]) -> dict[str, Any]:
    reason = headers.get("x-slack-retry-reason", "")
    return {
        "retry_attempt": int(headers.get("x-slack-retry-num", "0")),
        "retry_reason": _REASONS.get(reason, reason),
    }
