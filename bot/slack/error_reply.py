"""How words reach whoever asked when a request could not be answered: by what kind of request it was."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import BoltResponse

from bot.messages import error_messages, views
from bot.messages.blocks import Message
from bot.slack import origins
from bot.slack.api.user_replies import UserReplies

Later = Callable[[Callable[[], None]], None]


class ErrorReply:
    """`later` runs a call to Slack outside the request."""

    def __init__(self, people: UserReplies, later: Later) -> None:
        self._people = people
        self._later = later

    def tell(self, body: Mapping[str, Any], message: Message) -> BoltResponse:
        """Say `message` to whoever made the request, a form aside; what goes back for the request itself."""
        if "command" in body:
            return _as_json({"response_type": "ephemeral", **message.payload()})
        if response_url := body.get("response_url"):
            self._later(lambda: self._people.respond(str(response_url), message, replace=False))
        elif trigger_id := body.get("trigger_id"):
            self._show(body, str(trigger_id), message)
        elif channel := _typed_in(body):
            thread = origins.thread_of(body["event"])
            self._later(lambda: self._people.say(_workspace(body), channel, message, thread=thread))
        elif "event" not in body:
            return BoltResponse(status=503, body="")  # the search of a menu: it shows nothing
        return BoltResponse(status=200, body="")

    def _show(self, body: Mapping[str, Any], trigger_id: str, message: Message) -> None:
        is_modal = (body.get("view") or {}).get("type") == "modal"
        show = self._people.push_modal if is_modal else self._people.open_modal
        view = views.as_modal(views.TITLE, message)
        self._later(lambda: show(_workspace(body), trigger_id, view))


def form_errors(body: Mapping[str, Any], words: Mapping[str, str]) -> BoltResponse:
    """Leave a form open, with `words` under its fields; what belongs to none stands under the first.

    Where it has no field, nothing was typed: it becomes the words.
    """
    blocks = body["view"].get("blocks") or ()
    fields = [block["block_id"] for block in blocks if block.get("type") == "input" and block.get("block_id")]
    if not fields:
        return form_update(error_messages.refused(" ".join(words.values())))
    errors: dict[str, str] = {}
    for name, problem in words.items():
        field = name if name in fields else fields[0]
        errors[field] = " ".join(filter(None, [errors.get(field), problem]))
    return _as_json({"response_action": "errors", "errors": errors})


def form_update(message: Message) -> BoltResponse:
    """Let a form become `message`."""
    return _as_json({"response_action": "update", "view": views.as_modal(views.TITLE, message)})


def empty_options() -> BoltResponse:
    """Nothing is offered in a menu."""
    return _as_json({"options": []})


def is_form(body: Mapping[str, Any]) -> bool:
    return body.get("type") == "view_submission"


def _typed_in(body: Mapping[str, Any]) -> str | None:
    """The direct message a person typed a line in; a bot is never answered, or two would talk for ever."""
    event = body.get("event") or {}
    return str(event["channel"]) if origins.is_line(event) else None


def _workspace(body: Mapping[str, Any]) -> str:
    return origins.workspace_of(body) or ""


def _as_json(payload: Mapping[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body=json.dumps(payload), headers={"content-type": "application/json"})
