"""Requests as Slack signs them, and some as it never would."""

import hashlib
import hmac
import json
import time
import uuid
from collections.abc import Mapping
from urllib.parse import urlencode

import httpx

from tests.app_fixture import ANA, CUSTOMERS, SECRET

TEAM = "T0INITECH"
FORM = "application/x-www-form-urlencoded"


def sign(body: bytes, *, secret: str = SECRET, timestamp: str | None = None) -> dict[str, str]:
    at = str(int(time.time())) if timestamp is None else timestamp
    digest = hmac.new(secret.encode(), b"v0:" + at.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"x-slack-request-timestamp": at, "x-slack-signature": f"v0={digest}", "content-type": FORM}


def command(text: str, **fields: str) -> bytes:
    """The body of a typed command."""
    given = {
        "command": "/logcall",
        "text": text,
        "team_id": TEAM,
        "user_id": ANA,
        "channel_id": CUSTOMERS,
        "trigger_id": uuid.uuid4().hex,
        "response_url": "",
        **fields,
    }
    return urlencode(given).encode()


def press(action_id: str, value: str = "x", *, response_url: str = "", user: str = ANA, team: str = TEAM) -> bytes:
    """The body of a pressed button."""
    payload = {
        "type": "block_actions",
        "team": {"id": team},
        "user": {"id": user, "team_id": team},
        "channel": {"id": CUSTOMERS},
        "container": {"type": "message"},
        "trigger_id": uuid.uuid4().hex,
        "response_url": response_url,
        "actions": [{"type": "button", "action_id": action_id, "block_id": "b", "value": value}],
    }
    return urlencode({"payload": json.dumps(payload)}).encode()


def send(url: str, body: bytes, headers: Mapping[str, str] | None = None) -> httpx.Response:
    """Post `body`, signed unless `headers` say otherwise; patient, as server and clients share a busy process."""
    signed = dict(sign(body) if headers is None else headers)
    # Reading the authorities' certificates, of which plain HTTP has no use, takes longer than the request.
    return httpx.post(url, content=body, headers=signed, timeout=15.0, verify=False)


def words(answer: httpx.Response) -> str:
    assert answer.status_code == 200, answer
    return str(answer.json()["text"])
