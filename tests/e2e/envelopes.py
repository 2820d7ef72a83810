"""Requests as Slack sends them, but for who sends them: commands, presses, forms, menus, shortcuts and events."""

import copy
from collections.abc import Mapping
from typing import Any

from tests import forms
from tests.app_fixture import CUSTOMERS

Envelope = dict[str, Any]
"""What a request says, whoever makes it."""

MESSAGE = "https://hooks.slack.test/message"
"""The response_url of whatever is pressed in a message."""


def command(name: str, text: str) -> Envelope:
    """A command, `text` already as Slack delivers it: people and channels by their ids."""
    return {"command": name, "text": text, "channel_id": CUSTOMERS, "response_url": "https://hooks.slack.test/command"}


def press(action_id: str, value: str = "", **choice: Any) -> Envelope:
    """A button, or whatever else is chosen in a message: `choice` is what Slack says of it beside the ids."""
    action = {"type": "button", "block_id": "b", "action_id": action_id, "value": value, **choice}
    return {
        "type": "block_actions",
        "actions": [{name: each for name, each in action.items() if each}],
        "channel": {"id": CUSTOMERS},
        "response_url": MESSAGE,
    }


def chosen(action_id: str, value: str) -> Envelope:
    """One of a menu's options."""
    return press(action_id, type="static_select", selected_option={"value": value})


def in_view(pressed: Envelope, kind: str, metadata: str = "") -> Envelope:
    """The same press in a modal or on the Home tab."""
    view = {"id": "V0", "type": kind, "private_metadata": metadata, "blocks": []}
    return {**{name: pressed[name] for name in ("type", "actions")}, "view": view}


def submitted(view: Mapping[str, Any], filled: Mapping[str, Any], form_id: str = "V0") -> Envelope:
    """A form with `filled` put into its fields; each opening of a form has an id of its own."""
    held = {"id": form_id, "state": {"values": forms.state(view, filled)}}
    return {"type": "view_submission", "view": {**copy.deepcopy(dict(view)), **held}}


def looked_up(action_id: str, typed: str) -> Envelope:
    """What a menu offers for what was typed."""
    return {"type": "block_suggestion", "action_id": action_id, "block_id": "b", "value": typed}


def shortcut(callback_id: str, message: str | None = None) -> Envelope:
    """A global one, or one on a message."""
    if message is None:
        return {"type": "shortcut", "callback_id": callback_id}
    said = {"type": "message", "text": message, "ts": "1.1"}
    where = {"channel": {"id": CUSTOMERS}, "response_url": MESSAGE}
    return {"type": "message_action", "callback_id": callback_id, "message": said, **where}


def event(kind: str, **facts: Any) -> Envelope:
    return {"type": "event_callback", "event": {"type": kind, **facts}}
