"""Interactions: presses, choices and type-ahead in messages and views, as signed payloads."""

import json
import time
from collections.abc import Mapping
from typing import Any

from bot.sandbox.api.method import MethodCall, message_json, view_json
from bot.sandbox.blockkit import check_suggestion
from bot.sandbox.deliveries import payloads
from bot.sandbox.deliveries.app_connection import AppConnection
from bot.sandbox.deliveries.http_sender import AppReply
from bot.sandbox.deliveries.payloads import Shown
from bot.sandbox.messages import PostedMessage
from bot.sandbox.views import View


class Interactions:
    def __init__(self, link: AppConnection) -> None:
        self._link = link
        self._workspace = link.workspace

    def action(
        self,
        user_id: str,
        container: Mapping[str, Any],
        action: Mapping[str, Any],
        state: Mapping[str, Any] | None = None,
    ) -> Shown:
        """A press or a choice: `{"ok": True}`, or why the person sees a warning beside it."""
        place = self._place(user_id, container)
        if place is None:
            return {"ok": False, "error": "message_not_found"}
        if not _holds(_blocks(place), action.get("action_id")):
            return {"ok": False, "error": "action_not_found"}
        payload = {
            **payloads.common(self._link, "block_actions", user_id),
            **self._where(place, dict(state or {"values": {}})),
            **self._way_back(place, user_id),
            "trigger_id": self._link.trigger(user_id),
            "actions": [{**action, "action_ts": f"{time.time():.6f}"}],
        }
        return payloads.outcome(payloads.send(self._link, payload, f"block_actions {action.get('action_id')}"))

    def suggest(self, user_id: str, container: Mapping[str, Any], action_id: str, block_id: str, value: str) -> Shown:
        """What an external select offers for `value`: its options, or an error."""
        place = self._place(user_id, container)
        if place is None:
            return {"error": "message_not_found"}
        payload = {
            **payloads.common(self._link, "block_suggestion", user_id),
            **self._where(place, {"values": {}}),
            "action_id": action_id,
            "block_id": block_id,
            "value": value,
        }
        reply = payloads.send(self._link, payload, f"block_suggestion {action_id}")
        return {"error": payloads.outcome(reply)["error"]} if reply.error else _options(reply)

    def _place(self, user_id: str, container: Mapping[str, Any]) -> PostedMessage | View | None:
        """The message or view, if this person has it before them."""
        if container.get("type") == "view":
            return self._workspace.views.find(user_id, str(container.get("view_id", "")))
        message = self._workspace.find(str(container.get("channel", "")), str(container.get("ts", "")))
        return message if message is not None and message.is_readable_by(user_id) else None

    def _where(self, place: PostedMessage | View, state: Mapping[str, Any]) -> dict[str, Any]:
        if isinstance(place, View):
            view = view_json(self._workspace.team.id, self._link.app, place)
            return {"container": {"type": "view", "view_id": place.id}, "view": {**view, "state": state}}
        channel = self._workspace.channels.get(place.channel)
        where: dict[str, Any] = {
            "container": {
                "type": "message",
                "message_ts": place.ts,
                "channel_id": place.channel,
                "is_ephemeral": place.is_ephemeral,
            },
            "channel": {"id": place.channel, "name": "directmessage" if channel is None else channel.name},
            "state": state,
        }
        if place.is_ephemeral:
            return where
        call = MethodCall("block_actions", {}, self._workspace, self._link.app)
        return {**where, "message": message_json(call, place, with_metadata=True)}

    def _way_back(self, place: PostedMessage | View, user_id: str) -> dict[str, str]:
        if isinstance(place, View):
            return {}
        url = self._link.urls.make(place.channel, user_id, place.ts)
        return {"response_url": self._link.response_address(url)}


def _blocks(place: PostedMessage | View) -> Any:
    return place.given["blocks"] if isinstance(place, View) else place.blocks


def _options(reply: AppReply) -> Shown:
    try:
        text = json.loads(reply.body)
    except ValueError:
        return {"error": "invalid_suggestion_response"}
    offered = {name: text[name] for name in ("options", "option_groups") if isinstance(text, dict) and name in text}
    report = check_suggestion(offered)
    return {"error": report.error} if report.problems else offered


def _holds(node: Any, action_id: Any) -> bool:
    """Whether the blocks (still) have an element of that id: an edit takes its buttons away."""
    if isinstance(node, Mapping):
        return node.get("action_id") == action_id or any(_holds(each, action_id) for each in node.values())
    return isinstance(node, list) and any(_holds(each, action_id) for each in node)
