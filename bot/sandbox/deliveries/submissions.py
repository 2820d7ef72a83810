"""Modals that are submitted or closed, and what the app answers to it."""

import json
from collections.abc import Mapping
from typing import Any

from bot.sandbox.api.method import view_json
from bot.sandbox.content import RefusalError
from bot.sandbox.deliveries import payloads
from bot.sandbox.deliveries.app_connection import AppConnection
from bot.sandbox.deliveries.http_sender import AppReply
from bot.sandbox.deliveries.payloads import Shown
from bot.sandbox.views import View, checked_view


class Submissions:
    def __init__(self, link: AppConnection) -> None:
        self._link = link
        self._views = link.workspace.views

    def submit(self, user_id: str, view_id: str, state: Mapping[str, Any]) -> Shown:
        """Press the modal's submit: what the page shows next, `response_action` as the app chose it."""
        view = self._views.find(user_id, view_id)
        if view is None:
            return {"error": "view_not_found"}
        payload = self._payload("view_submission", view, state)
        reply = payloads.send(
            self._link,
            {**payload, "trigger_id": self._link.trigger(user_id), "response_urls": []},
            f"view_submission {view.given.get('callback_id', '')}",
        )
        if reply.error is not None:
            return {"error": payloads.outcome(reply)["error"]}
        try:
            return self._obey(view, _read(reply))
        except RefusalError as refusal:
            problems = "; ".join([refusal.error, *refusal.body.get("errors", ())])
            self._link.complain("view_submission", problems)
            return {"error": "invalid_submission_response"}

    def close(self, user_id: str, view_id: str) -> Shown:
        """Close a modal; the app hears of it if the view asks for that."""
        view = self._views.find(user_id, view_id)
        if view is None:
            return {"error": "view_not_found"}
        self._views.close(view)
        if view.given.get("notify_on_close"):
            payload = self._payload("view_closed", view, {"values": {}})
            payloads.send(self._link, {**payload, "is_cleared": False}, "view_closed")
        return {"ok": True}

    def _payload(self, kind: str, view: View, state: Mapping[str, Any]) -> dict[str, Any]:
        workspace, app = self._link.workspace, self._link.app
        shown = {**view_json(workspace.team.id, app, view), "state": dict(state)}
        return {**payloads.common(self._link, kind, view.user), "view": shown}

    def _obey(self, view: View, said: Mapping[str, Any]) -> Shown:
        action = said.get("response_action")
        if action == "errors":
            return {"response_action": "errors", "errors": _errors(view, said.get("errors"))}
        if action == "update":
            changed = self._views.update(said.get("view"), view_id=view.id)
            return {"response_action": "update", "view": self._views.shown(changed)}
        if action == "push":
            pushed = self._views.push_for(view.user, checked_view(said.get("view")))
            return {"response_action": "push", "view": self._views.shown(pushed)}
        if action == "clear":
            self._views.clear(view.user)
            return {"response_action": "clear"}
        if action is not None:
            raise RefusalError("invalid_response_action")
        self._views.close(view)
        return {"response_action": "close"}


def _read(reply: AppReply) -> Mapping[str, Any]:
    if not reply.body.strip():
        return {}
    try:
        text = json.loads(reply.body)
    except ValueError:
        raise RefusalError("invalid_json") from None
    if not isinstance(text, dict):
        raise RefusalError("invalid_json")
    return text


def _errors(view: View, given: Any) -> dict[str, str]:
    """Errors must be words under fields that the modal has."""
    inputs = {block["block_id"] for block in view.given["blocks"] if block["type"] == "input"}
    if not isinstance(given, dict) or not given or not given.keys() <= inputs:
        raise RefusalError("invalid_errors")
    return {block_id: str(words) for block_id, words in given.items()}
