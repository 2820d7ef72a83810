"""What every interaction payload has in common, and how one is sent."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from bot.sandbox.deliveries.app_connection import AppConnection
from bot.sandbox.deliveries.http_sender import AppReply

Shown = dict[str, Any]


def common(link: AppConnection, kind: str, user_id: str) -> dict[str, Any]:
    person, team = link.workspace.people[user_id], link.workspace.team
    return {
        "type": kind,
        "user": {"id": user_id, "username": person.name, "name": person.name, "team_id": person.team_id or team.id},
        "api_app_id": link.app.id,
        "token": "",
        "team": {"id": team.id, "domain": team.domain},
        "enterprise": {"id": team.enterprise_id, "name": team.name} if team.enterprise_id else None,
        "is_enterprise_install": False,
    }


def send(link: AppConnection, payload: Mapping[str, Any], what: str) -> AppReply:
    return link.deliver(urlencode({"payload": json.dumps(payload)}).encode(), what)


def outcome(reply: AppReply) -> Shown:
    """What the person learns: `{"ok": True}`, or the error beside what they pressed."""
    if reply.error is None:
        return {"ok": True}
    shown = "operation_timeout" if reply.error == "operation_timeout" else "dispatch_failed"
    return {"ok": False, "error": shown}
