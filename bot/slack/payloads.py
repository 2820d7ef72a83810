"""Payloads: what Slack sends, read and checked once where it comes in, and handed to Bolt.

A signature says that a body was sent with our secret, not that it has the shape that Bolt and the listeners read.
Behind this check every field that is read has the type it is read as, or is missing, or is null.
"""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from slack_bolt import BoltRequest

from bot.slack.payload_shapes import (
    COMMAND,
    EVENT_CALLBACK,
    FROM_PEOPLE,
    INTERACTION,
    REQUIRED,
    REQUIRED_OF_EVENT,
    URL_VERIFICATION,
    PayloadShape,
    is_id,
)

_SHAPES: Mapping[str, PayloadShape] = {"command": COMMAND, "url_verification": URL_VERIFICATION}
"""Of payloads that are no interactions."""


class MalformedPayload(ValueError):
    """The body is none that Slack sends. The message says where, and none of its text."""


class MalformedEvent(MalformedPayload):
    """An event without what makes it one. Refused, Slack would send it again three times."""


def read(body: str, content_type: str) -> dict[str, Any]:
    """The payload in the body of a POST: a form, JSON in a form's field `payload`, or JSON. Raises MalformedPayload.

    Bolt's own reader takes a form with the word "payload" anywhere in it for one with such a field.
    """
    try:
        if body.startswith("{") or content_type.startswith("application/json"):
            return check(json.loads(body))
        form = dict(parse_qsl(body, keep_blank_values=True))
        return check(json.loads(form["payload"]) if "payload" in form else form)
    except MalformedPayload:
        raise
    except (ValueError, RecursionError) as error:
        raise MalformedPayload(type(error).__name__) from None


def check(payload: Any) -> dict[str, Any]:
    """The payload, without its actions where one has no id: Bolt reads the first one's. Raises MalformedPayload."""
    if not isinstance(payload, dict):
        raise MalformedPayload("no object")
    if payload.get("type") == "event_callback" and "command" not in payload:
        _check_event(payload)
    elif "ssl_check" not in payload:
        kind = _type_of(payload)
        _require_shape(payload, _SHAPES.get(kind, INTERACTION))
        _require_fields(payload, REQUIRED.get(kind, ()))
    actions = payload.get("actions") or [{}]
    has_ids = all(action.get("action_id") for action in actions)
    return payload if has_ids else {name: value for name, value in payload.items() if name != "actions"}


def as_request(payload: dict[str, Any], headers: Mapping[str, Any], **context: Any) -> BoltRequest:
    """What Bolt takes. Raises MalformedPayload where the payload does not say which team and user it is from."""
    request = BoltRequest(mode="socket_mode", body=payload, headers=dict(headers), context=context)
    team_id, user_id = request.context.team_id, request.context.user_id
    if payload.get("type") == "event_callback":
        may_lack_user = user_id is None and not payload["event"].get("user")
        if not is_id(team_id) or not (is_id(user_id) or may_lack_user):
            raise MalformedEvent("no team or no user")
    elif _is_from_person(payload) and not (is_id(team_id) and is_id(user_id)):
        raise MalformedPayload("no team or no user")
    return request


def _type_of(payload: Mapping[str, Any]) -> str:
    """Slack's type; "command" for a command, which has none."""
    kind = "command" if "command" in payload else payload.get("type")
    if not isinstance(kind, str) or not kind:
        raise MalformedPayload("body.type")
    return kind


def _is_from_person(payload: Mapping[str, Any]) -> bool:
    return "command" in payload or payload.get("type") in FROM_PEOPLE


def _check_event(payload: dict[str, Any]) -> None:
    try:
        _require_shape(payload, EVENT_CALLBACK)
        _require_fields(payload, ("event.type",))
        _require_fields(payload, REQUIRED_OF_EVENT.get(payload["event"]["type"], ()))
    except MalformedPayload as error:
        raise MalformedEvent(str(error)) from None


def _require_shape(payload: Mapping[str, Any], shape: PayloadShape) -> None:
    path = shape.misfit(payload, "body")
    if path is not None:
        raise MalformedPayload(path)


def _require_fields(payload: Mapping[str, Any], paths: tuple[str, ...]) -> None:
    for path in paths:
        value: Any = payload
        for name in path.split("."):
            value = value.get(name)
            if not value:
                raise MalformedPayload(f"no {path}")
