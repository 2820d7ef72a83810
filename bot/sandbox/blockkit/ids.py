"""The ids Slack gives to blocks and elements that came without: what a press refers to."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

_INTERACTIVE = ("_select", "picker", "_input", "button", "buttons", "overflow", "checkboxes")


def with_ids(blocks: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{**_inside(block), "block_id": block.get("block_id") or secrets.token_urlsafe(4)} for block in blocks]


def _inside(block: Mapping[str, Any]) -> dict[str, Any]:
    inside = dict(block)
    if isinstance(block.get("elements"), list) and block.get("type") in ("actions", "context_actions"):
        inside["elements"] = [_element(each) for each in block["elements"]]
    for name in ("accessory", "element"):
        if isinstance(block.get(name), Mapping):
            inside[name] = _element(block[name])
    if isinstance(block.get("child_blocks"), list):
        inside["child_blocks"] = with_ids(block["child_blocks"])
    return inside


def _element(element: Mapping[str, Any]) -> dict[str, Any]:
    if element.get("action_id") or not str(element.get("type")).endswith(_INTERACTIVE):
        return dict(element)
    return {**element, "action_id": secrets.token_urlsafe(4)}
