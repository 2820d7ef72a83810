"""Filling in forms as a person does: what stands in each field, and what is put there before Save is pressed."""

from collections.abc import Iterator, Mapping
from typing import Any

_HELD_AS = {
    "plain_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "radio_buttons": ("selected_option", "initial_option"),
    "file_input": ("files", "initial_files"),
}


def fields(view: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The fields of a form: the block's id and its element."""
    for block in view["blocks"]:
        if block["type"] == "input":
            yield block["block_id"], block["element"]


def block_of(view: Mapping[str, Any], action_id: str) -> str:
    """The block in which the button of that action_id stands."""
    return next(
        str(block["block_id"])
        for block in view["blocks"]
        if action_id in [each.get("action_id") for each in [*block.get("elements", ()), block.get("accessory", {})]]
    )


def shown(view: Mapping[str, Any], block_id: str) -> Any:
    """What stands in a field when the form opens; options as their values."""
    element = dict(fields(view))[block_id]
    return _plain(element.get(_HELD_AS[element["type"]][1]))


def state(view: Mapping[str, Any], filled: Mapping[str, Any]) -> dict[str, Any]:
    """Slack's `state.values` once `filled` was put into the fields, the others left as they were."""
    values: dict[str, Any] = {}
    for block_id, element in fields(view):
        name, initial = _HELD_AS[element["type"]]
        held = _held(element, filled[block_id]) if block_id in filled else element.get(initial)
        values[block_id] = {element["action_id"]: {"type": element["type"], name: held}}
    assert filled.keys() <= values.keys(), f"no such field: {filled.keys() - values.keys()}"
    return values


def _held(element: Mapping[str, Any], value: Any) -> Any:
    if element["type"] in ("static_select", "external_select", "radio_buttons"):
        return {"text": {"type": "plain_text", "text": "…"}, "value": value}
    if element["type"] == "multi_static_select":
        return [option for option in element["options"] if option["value"] in value]
    if element["type"] == "checkboxes":
        return element["options"] if value else []
    return value


def _plain(held: Any) -> Any:
    if isinstance(held, Mapping):
        return held["value"]
    return [_plain(each) for each in held] if isinstance(held, list) else held
