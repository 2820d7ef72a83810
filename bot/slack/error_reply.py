"""Replies to requests that failed, in the way in which each kind of request can be answered."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import BoltResponse

from bot.messages import error_messages, views
from bot.messages.blocks import Message
from bot.slack import origins
from bot.slack.api.user_replies import UserReplies


class ErrorReply:
    """`run_later` runs a call to Slack outside the request."""

    def __init__(self, user_replies: UserReplies, run_later: Callable[[Callable[[], None]], None]) -> None:
        self._user_replies = user_replies
        self._run_later = run_later

    def send(self, body: Mapping[str, Any], message: Message) -> BoltResponse:
        """Send `message` to whoever made the request, a form aside; returns the response to the request itself."""
        if "command" in body:
            return _as_json({"response_type": "ephemeral", **message.payload()})
        if response_url := body.get("response_url"):
            self._run_later(lambda: self._user_replies.respond(str(response_url), message, replace=False))
        elif trigger_id := body.get("trigger_id"):
            self._show(body, str(trigger_id), message)
        elif channel := _direct_message(body):
            thread = origins.thread_of(body["event"])
            self._run_later(lambda: self._user_replies.post(_workspace(body), channel, message, thread=thread))
        elif "event" not in body:
            return BoltResponse(status=503, body="")  # the search of a menu: it shows nothing
        return BoltResponse(status=200, body="")

    def _show(self, body: Mapping[str, Any], trigger_id: str, message: Message) -> None:
        is_modal = (body.get("view") or {}).get("type") == "modal"
        show = self._user_replies.push_modal if is_modal else self._user_replies.open_modal
        view = views.as_modal(views.TITLE, message)
        self._run_later(lambda: show(_workspace(body), trigger_id, view))


def form_errors(body: Mapping[str, Any], problems: Mapping[str, str]) -> BoltResponse:
    """Keep a form open, with the `problems` under their fields; what belongs to none goes under the first.

    A form without a field becomes a message of the problems.
    """
    blocks = body["view"].get("blocks") or ()
    fields = [block["block_id"] for block in blocks if block.get("type") == "input" and block.get("block_id")]
    if not fields:
        return form_update(error_messages.refused(" ".join(problems.values())))
    errors: dict[str, str] = {}
    for name, problem in problems.items():
        field = name if name in fields else fields[0]
        errors[field] = " ".join(filter(None, [errors.get(field), problem]))
    return _as_json({"response_action": "errors", "errors": errors})


def form_update(message: Message) -> BoltResponse:
    """Put `message` in the place of a form."""
    return _as_json({"response_action": "update", "view": views.as_modal(views.TITLE, message)})


def empty_options() -> BoltResponse:
    """No options in a menu."""
    return _as_json({"options": []})


def is_form(body: Mapping[str, Any]) -> bool:
    return body.get("type") == "view_submission"


def _direct_message(body: Mapping[str, Any]) -> str | None:
    """The direct message in which a person typed a line. A bot is never answered, or two would talk for ever."""
    event = body.get("event") or {}
    return str(event["channel"]) if origins.is_line(event) else None


def _workspace(body: Mapping[str, Any]) -> str:
    return origins.workspace_of(body) or ""


def _as_json(payload: Mapping[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body=json.dumps(payload), headers={"content-type": "application/json"})
