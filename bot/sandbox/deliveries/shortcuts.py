"""Shortcuts, from the composer or a message's menu, and the opening of the app's Home."""

import time
from typing import Any

from bot.sandbox.api.method import MethodCall, message_json, view_json
from bot.sandbox.deliveries import payloads
from bot.sandbox.deliveries.app_connection import AppConnection
from bot.sandbox.deliveries.events import Events
from bot.sandbox.deliveries.payloads import Shown


class Shortcuts:
    def __init__(self, link: AppConnection, events: Events) -> None:
        self._link, self._events = link, events
        self._workspace = link.workspace

    def run(self, user_id: str, callback_id: str, channel: str | None = None, ts: str | None = None) -> Shown:
        """Choose a shortcut; with `channel` and `ts` it is one on that message."""
        declared = {shortcut["callback_id"]: shortcut.get("type", "global") for shortcut in self._link.app.shortcuts}
        kind = "message" if channel and ts else "global"
        if declared.get(callback_id) != kind:
            return {"ok": False, "error": "shortcut_not_found"}
        about = self._message(user_id, channel, ts) if channel and ts else {}
        if about is None:
            return {"ok": False, "error": "message_not_found"}
        payload = {
            **payloads.common(self._link, "shortcut" if kind == "global" else "message_action", user_id),
            "callback_id": callback_id,
            "trigger_id": self._link.trigger(user_id),
            "action_ts": f"{time.time():.6f}",
            **about,
        }
        return payloads.outcome(payloads.send(self._link, payload, f"shortcut {callback_id}"))

    def open_home(self, user_id: str, tab: str = "home") -> None:
        """Go to the app: it hears `app_home_opened` if it subscribes to that."""
        workspace, app = self._workspace, self._link.app
        event: dict[str, Any] = {
            "type": "app_home_opened",
            "user": user_id,
            "channel": workspace.dm_of(user_id),
            "tab": tab,
        }
        home = workspace.views.home(user_id)
        if home is not None and tab == "home":
            event["view"] = view_json(workspace.team.id, app, home)
        self._events.emit("app_home_opened", event)

    def _message(self, user_id: str, channel_id: str, ts: str) -> dict[str, Any] | None:
        message = self._workspace.find(channel_id, ts)
        if message is None or not message.is_readable_by(user_id):
            return None
        channel = self._workspace.channels.get(channel_id)
        url = self._link.urls.make(channel_id, user_id, ts)
        call = MethodCall("message_action", {}, self._workspace, self._link.app)
        return {
            "message_ts": ts,
            "channel": {"id": channel_id, "name": "directmessage" if channel is None else channel.name},
            "message": message_json(call, message),
            "response_url": self._link.response_address(url),
        }
