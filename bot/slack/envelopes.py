"""The shape of what Slack sends, checked once where it comes in.

A signature says that a body was sent with our secret, not that it has the shape which Bolt and the handlers read.
Behind this check every field that is read has the type it is read as, or is missing, or is null.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from slack_bolt import BoltRequest

Shape = Any
"""What a value must be: a function that says so, a mapping of fields (others may stand beside them), [the shape of each
item], or a tuple of which one holds. Null is right everywhere but among items."""


class NotFromSlack(ValueError):
    """The body is none that Slack sends. The message says where, and none of its words."""


class UnreadableEvent(NotFromSlack):
    """An event without what makes it one. Refused, Slack would send it again three times."""


def read(body: str, content_type: str) -> dict[str, Any]:
    """The envelope in the body of a POST: a form, JSON in a form's field `payload`, or JSON. Raises NotFromSlack.

    Bolt's own reader takes a form with the word "payload" anywhere in it for one with such a field.
    """
    try:
        if body.startswith("{") or content_type.startswith("application/json"):
            return checked(json.loads(body))
        form = dict(parse_qsl(body, keep_blank_values=True))
        return checked(json.loads(form["payload"]) if "payload" in form else form)
    except NotFromSlack:
        raise
    except (ValueError, RecursionError) as error:
        raise NotFromSlack(type(error).__name__) from None


def checked(envelope: Any) -> dict[str, Any]:
    """The envelope, without actions where there is none with an id: Bolt reads the first one's. Raises NotFromSlack."""
    if not isinstance(envelope, dict):
        raise NotFromSlack("no object")
    kind = envelope.get("type") if "command" not in envelope else "command"
    if kind == "event_callback":
        _check_event(envelope)
    elif "ssl_check" not in envelope:
        _check(envelope, _ENVELOPES.get(kind, _INTERACTION) if isinstance(kind, str) and kind else _NEVER, "body")
        _require(envelope, *_REQUIRED.get(str(kind), ()))
    actions = envelope.get("actions") or [{}]
    is_whole = all(action.get("action_id") for action in actions)
    return envelope if is_whole else {key: envelope[key] for key in envelope if key != "actions"}


def as_request(envelope: dict[str, Any], headers: Mapping[str, Any], **context: Any) -> BoltRequest:
    """What Bolt takes. Raises NotFromSlack where it does not say whose it is."""
    request = BoltRequest(mode="socket_mode", body=envelope, headers=dict(headers), context=context)
    who = (request.context.team_id, request.context.user_id)
    if envelope.get("type") == "event_callback":
        is_somebodys = bool(envelope["event"].get("user"))
        if not _is_id(who[0]) or not (_is_id(who[1]) or (who[1] is None and not is_somebodys)):
            raise UnreadableEvent("whose event it is")
    elif (envelope.get("type") in _OF_PEOPLE or "command" in envelope) and not all(map(_is_id, who)):
        raise NotFromSlack("whose it is")
    return request


def _check_event(envelope: dict[str, Any]) -> None:
    try:
        _check(envelope, _EVENT, "body")
        _require(envelope, "event.type")
        _require(envelope, *_REQUIRED_OF_EVENT.get(envelope["event"]["type"], ()))
    except NotFromSlack as error:
        raise UnreadableEvent(str(error)) from None


def _check(value: Any, shape: Shape, where: str) -> None:
    if not _fits(value, shape):
        raise NotFromSlack(where)
    if isinstance(shape, dict) and isinstance(value, dict):
        for name, each in shape.items():
            if name is _EACH:
                for inner in value.values():
                    _check(inner, each, f"{where}.*")
            else:
                _check(value.get(name), each, f"{where}.{name}")
    elif isinstance(shape, list) and isinstance(value, list):
        for item in value:
            if item is None:
                raise NotFromSlack(f"{where}[]")
            _check(item, shape[0], f"{where}[]")
    elif isinstance(shape, tuple) and value is not None:
        _check(value, next(each for each in shape if _fits(value, each)), where)


def _fits(value: Any, shape: Shape) -> bool:
    """Whether the value itself is of that kind, whatever is in it."""
    if value is None:
        return shape is not _NEVER
    if isinstance(shape, tuple):
        return any(_fits(value, each) for each in shape)
    if isinstance(shape, dict | list):
        return isinstance(value, type(shape))
    return bool(shape(value))


def _require(fields: Mapping[str, Any], *paths: str) -> None:
    for path in paths:
        found: Any = fields
        for name in path.split("."):
            found = found.get(name)
            if not found:
                raise NotFromSlack(f"no {path}")


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_key(value: Any) -> bool:
    """Whether it may name something: short, and to be stored and compared as it is."""
    return isinstance(value, str) and len(value) <= _KEY_LIMIT and value.isprintable()


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9_-]{1,32}", value) is not None


def _is_date(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) is not None


def _is_empty_list(value: Any) -> bool:
    """Slack writes an object without fields as a list in the state of a Home tab where nothing was picked yet."""
    return bool(value == [])


def _is_no_value(value: Any) -> bool:
    return False


_KEY_LIMIT = 3000  # an address; ids are shorter
_EACH = object()
_NEVER: Callable[[Any], bool] = _is_no_value
_TEXT, _KEY, _DATE = _is_text, _is_key, _is_date

_WHO: Shape = {"id": _KEY, "team_id": _KEY, "enterprise_id": _KEY}
_OPTION: Shape = {"value": _TEXT}
_ENTERED: Shape = {
    "type": _KEY,
    "action_id": _KEY,
    "block_id": _KEY,
    "value": _TEXT,
    "selected_option": _OPTION,
    "selected_options": [_OPTION],
    "selected_date": _DATE,
    "selected_time": _KEY,
    "selected_user": _KEY,
    "selected_users": [_KEY],
    "selected_conversation": _KEY,
    "selected_conversations": [_KEY],
    "selected_channel": _KEY,
    "files": [
        {
            "name": _TEXT,
            "size": lambda size: isinstance(size, int),
            "url_private": _KEY,
            "url_private_download": _KEY,
        }
    ],
}
_STATE: Shape = {"values": ({_EACH: {_EACH: _ENTERED}}, _is_empty_list)}
_VIEW: Shape = {
    **_WHO,
    "app_installed_team_id": _KEY,
    "type": _KEY,
    "callback_id": _KEY,
    "private_metadata": _TEXT,
    "blocks": [{"type": _KEY, "block_id": _KEY}],
    "state": _STATE,
    "submit": {"text": _TEXT},
    "hash": _KEY,
}
_INTERACTION: Shape = {
    "type": _KEY,
    "team": (_KEY, _WHO),
    "team_id": _KEY,
    "user": (_KEY, _WHO),
    "user_id": _KEY,
    "enterprise": (_KEY, _WHO),
    "enterprise_id": _KEY,
    "authorizations": [_WHO],
    "channel": (_KEY, {"id": _KEY}),
    "channel_id": _KEY,
    "trigger_id": _KEY,
    "response_url": _KEY,
    "callback_id": _KEY,
    "action_id": _KEY,
    "block_id": _KEY,
    "value": _TEXT,
    "actions": [_ENTERED],
    "state": _STATE,
    "view": _VIEW,
    "container": {"type": _KEY},
    "message": {"text": _TEXT, "ts": _KEY, "user": _KEY, "team": _KEY},
    "event_id": _KEY,
    "function_data": {"execution_id": _KEY},
    "assistant_thread": {},
    "item": {},
}
_ENVELOPES: Mapping[str, Shape] = {
    "command": {**_INTERACTION, "team": _KEY, "command": _TEXT, "text": _TEXT},
    "url_verification": {"type": _KEY, "challenge": _KEY},
}
_PERSON: Shape = {**_WHO, "profile": {}}
_EVENT: Shape = {
    **_INTERACTION,
    "event": {
        "type": _KEY,
        "subtype": _KEY,
        "user": (_KEY, _PERSON),
        "user_id": _KEY,
        "bot_id": _KEY,
        "team": (_KEY, _WHO),
        "team_id": _KEY,
        "channel": (_KEY, {"id": _KEY}),
        "channel_type": _KEY,
        "ts": _KEY,
        "thread_ts": _KEY,
        "text": _TEXT,
        "tab": _KEY,
        "view": _VIEW,
        "tokens": {"oauth": [_KEY], "bot": [_KEY]},
        "message": {},
        "previous_message": {},
        "files": [{}],
    },
}
_REQUIRED: Mapping[str, tuple[str, ...]] = {
    "command": ("command",),
    "url_verification": ("challenge",),
    "view_submission": ("view.id",),
    "view_closed": ("view.id",),
    "interactive_message": ("actions",),
    "workflow_step_edit": ("workflow_step",),
}
_REQUIRED_OF_EVENT: Mapping[str, tuple[str, ...]] = {
    "message": ("event.channel", "event.ts"),
    "app_home_opened": ("event.user",),
}
_OF_PEOPLE = frozenset(
    {"block_actions", "block_suggestion", "view_submission", "view_closed", "shortcut", "message_action"}
)
