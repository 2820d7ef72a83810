"""The shape of every payload that Slack sends: for each field that this program or Bolt reads, what its value must be.

A missing field, or one that is null, is right everywhere but in a list; `REQUIRED` says what must be there. Fields that
are not listed may hold anything: nobody reads them.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

_KEY_LIMIT = 3000  # an address; ids are shorter


class PayloadShape(Protocol):
    def misfit(self, value: Any, path: str) -> str | None:
        """The path of the first value in `value` that has not this shape; None where everything fits."""
        ...


@dataclass(frozen=True)
class Scalar:
    """A value for which `fits` is true."""

    fits: Callable[[Any], bool]

    def misfit(self, value: Any, path: str) -> str | None:
        return None if value is None or self.fits(value) else path


@dataclass(frozen=True)
class ObjectWith:
    """An object; those of its fields that are named here have the shapes given."""

    fields: Mapping[str, PayloadShape]

    def misfit(self, value: Any, path: str) -> str | None:
        if value is None:
            return None
        if not isinstance(value, dict):
            return path
        found = (shape.misfit(value.get(name), f"{path}.{name}") for name, shape in self.fields.items())
        return next((misfit for misfit in found if misfit), None)


@dataclass(frozen=True)
class ObjectOf:
    """An object with any fields, each value of one shape."""

    shape: PayloadShape

    def misfit(self, value: Any, path: str) -> str | None:
        if value is None:
            return None
        if not isinstance(value, dict):
            return path
        found = (self.shape.misfit(each, f"{path}.*") for each in value.values())
        return next((misfit for misfit in found if misfit), None)


@dataclass(frozen=True)
class ListOf:
    """A list, each item of one shape, and none of them null."""

    shape: PayloadShape

    def misfit(self, value: Any, path: str) -> str | None:
        if value is None:
            return None
        if not isinstance(value, list) or None in value:
            return path
        found = (self.shape.misfit(item, f"{path}[]") for item in value)
        return next((misfit for misfit in found if misfit), None)


@dataclass(frozen=True)
class Either:
    """A value of one of two shapes."""

    first: PayloadShape
    second: PayloadShape

    def misfit(self, value: Any, path: str) -> str | None:
        return self.first.misfit(value, path) and self.second.misfit(value, path)


def is_id(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9_-]{1,32}", value) is not None


def _is_key(value: Any) -> bool:
    """Whether it may name something: short, and to be stored and compared as it is."""
    return isinstance(value, str) and len(value) <= _KEY_LIMIT and value.isprintable()


def _is_date(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) is not None


TEXT = Scalar(lambda value: isinstance(value, str))
KEY = Scalar(_is_key)
DATE = Scalar(_is_date)
NUMBER = Scalar(lambda value: isinstance(value, int))
EMPTY_LIST = Scalar(lambda value: bool(value == []))
OBJECT = ObjectWith({})

WITH_ID = ObjectWith({"id": KEY})
OWNER: dict[str, PayloadShape] = {"id": KEY, "team_id": KEY, "enterprise_id": KEY}
ID_OR_OWNER = Either(KEY, ObjectWith(OWNER))
OPTION = ObjectWith({"value": TEXT})

ELEMENT = ObjectWith(
    {
        "type": KEY,
        "action_id": KEY,
        "block_id": KEY,
        "value": TEXT,
        "selected_option": OPTION,
        "selected_options": ListOf(OPTION),
        "selected_date": DATE,
        "selected_time": KEY,
        "selected_user": KEY,
        "selected_users": ListOf(KEY),
        "selected_conversation": KEY,
        "selected_conversations": ListOf(KEY),
        "selected_channel": KEY,
        "files": ListOf(ObjectWith({"name": TEXT, "size": NUMBER, "url_private": KEY, "url_private_download": KEY})),
    }
)
"""What was pressed, or one field of a form."""

# By block_id and action_id. In the Home tab Slack writes [] for no fields.
STATE = ObjectWith({"values": Either(ObjectOf(ObjectOf(ELEMENT)), EMPTY_LIST)})

VIEW = ObjectWith(
    {
        **OWNER,
        "app_installed_team_id": KEY,
        "type": KEY,
        "callback_id": KEY,
        "private_metadata": TEXT,
        "blocks": ListOf(ObjectWith({"type": KEY, "block_id": KEY})),
        "state": STATE,
        "submit": ObjectWith({"text": TEXT}),
        "hash": KEY,
    }
)

_INTERACTION: dict[str, PayloadShape] = {
    "type": KEY,
    "team": ID_OR_OWNER,
    "team_id": KEY,
    "user": ID_OR_OWNER,
    "user_id": KEY,
    "enterprise": ID_OR_OWNER,
    "enterprise_id": KEY,
    "authorizations": ListOf(ObjectWith(OWNER)),
    "channel": Either(KEY, WITH_ID),
    "channel_id": KEY,
    "trigger_id": KEY,
    "response_url": KEY,
    "callback_id": KEY,
    "action_id": KEY,
    "block_id": KEY,
    "value": TEXT,
    "actions": ListOf(ELEMENT),
    "state": STATE,
    "view": VIEW,
    "container": ObjectWith({"type": KEY}),
    "message": ObjectWith({"text": TEXT, "ts": KEY, "user": KEY, "team": KEY}),
    "event_id": KEY,
    "function_data": ObjectWith({"execution_id": KEY}),
    "assistant_thread": OBJECT,
    "item": OBJECT,
}

_EVENT: dict[str, PayloadShape] = {
    "type": KEY,
    "subtype": KEY,
    "user": Either(KEY, ObjectWith({**OWNER, "profile": OBJECT})),
    "user_id": KEY,
    "bot_id": KEY,
    "team": ID_OR_OWNER,
    "team_id": KEY,
    "channel": Either(KEY, WITH_ID),
    "channel_type": KEY,
    "ts": KEY,
    "thread_ts": KEY,
    "text": TEXT,
    "tab": KEY,
    "view": VIEW,
    "tokens": ObjectWith({"oauth": ListOf(KEY), "bot": ListOf(KEY)}),
    "message": OBJECT,
    "previous_message": OBJECT,
    "files": ListOf(OBJECT),
}

INTERACTION = ObjectWith(_INTERACTION)
COMMAND = ObjectWith({**_INTERACTION, "team": KEY, "command": TEXT, "text": TEXT})
EVENT_CALLBACK = ObjectWith({**_INTERACTION, "event": ObjectWith(_EVENT)})
URL_VERIFICATION = ObjectWith({"type": KEY, "challenge": KEY})

REQUIRED: Mapping[str, tuple[str, ...]] = {
    "command": ("command",),
    "url_verification": ("challenge",),
    "view_submission": ("view.id",),
    "view_closed": ("view.id",),
    "interactive_message": ("actions",),
    "workflow_step_edit": ("workflow_step",),
}
"""Paths of the fields that a payload of this type must have."""

REQUIRED_OF_EVENT: Mapping[str, tuple[str, ...]] = {
    "message": ("event.channel", "event.ts"),
    "app_home_opened": ("event.user",),
}

FROM_PEOPLE = frozenset(
    {"command", "block_actions", "block_suggestion", "view_submission", "view_closed", "shortcut", "message_action"}
)
"""Payloads that are of no use without the person who caused them."""
