"""Requests signed as Slack signs them."""

import hashlib
import hmac
import json
import time
import urllib.error
import urllib.request
from typing import Any

from tests.app_fixture import SECRET


def post_signed(url: str, body: bytes, *, secret: str = SECRET) -> tuple[int, dict[str, Any]]:
    """POST `body` signed as Slack signs; the status and the JSON, {} where there is none."""
    timestamp = str(int(time.time()))
    digest = hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": f"v0={digest}",
    }
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=10) as answer:
            status, content = answer.status, answer.read()
    except urllib.error.HTTPError as error:
        status, content = error.code, error.read()
    return status, json.loads(content) if content.startswith(b"{") else {}
