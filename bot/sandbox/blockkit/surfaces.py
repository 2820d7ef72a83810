"""What must hold for the blocks of one message, modal or Home tab together."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from bot.sandbox.blockkit.blocks import BLOCK
from bot.sandbox.blockkit.objects import SUGGESTED, plain
from bot.sandbox.blockkit.schema import Report, Shape, array, boolean, string, typed
from bot.sandbox.blockkit.words import characters

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_CHARACTERS = 13_000
MARKDOWN_CHARACTERS = 12_000
CHARTS = 2
VIEW_BYTES = 250_000

_TABLES = ("table", "data_table")


def check_blocks(blocks: Any, surface: str = "message", pointer: str = "/blocks") -> Report:
    """What Slack would refuse of `blocks`; a report without problems is a pass."""
    report = Report(surface)
    number_of_blocks = array(BLOCK, MESSAGE_BLOCKS, least=0) if surface == "message" else array(BLOCK, VIEW_BLOCKS)
    number_of_blocks(blocks, pointer, report)
    if not report.problems:
        _check_together(blocks, pointer, report)
    return report


def check_view(view: Any) -> Report:
    """Likewise for a modal or a Home tab."""
    kind = view.get("type") if isinstance(view, Mapping) else None
    report = Report("home" if kind == "home" else "modal", error="invalid_arguments")
    _VIEW(view, "/view", report)
    if not report.problems:
        _check_together(view["blocks"], "/view/blocks", report)
        _check_view_together(view, report)
    return report


def check_suggestion(said: Any) -> Report:
    """Likewise for the options an external select is answered with."""
    report = Report("modal", error="invalid_suggestion_response")
    SUGGESTED(said, "", report)
    return report


_COMMON = {
    "blocks": array(BLOCK, VIEW_BLOCKS),
}
_KEPT = {
    "private_metadata": string(3000),
    "callback_id": string(255),
    "external_id": string(255),
}
_VIEW = typed(
    {
        "modal": Shape(
            {**_COMMON, "title": plain(24)},
            {
                **_KEPT,
                "submit": plain(24),
                "close": plain(24),
                "clear_on_close": boolean,
                "notify_on_close": boolean,
                "submit_disabled": boolean,
            },
            surfaces=("modal",),
        ),
        "home": Shape(_COMMON, _KEPT, surfaces=("home",)),
    }
)


def _check_view_together(view: Mapping[str, Any], report: Report) -> None:
    asks = any(block["type"] == "input" for block in view["blocks"])
    if view["type"] == "modal" and asks and "submit" not in view:
        report.add("missing required field: submit", "/view")
    if len(json.dumps(view).encode()) > VIEW_BYTES:
        report.add("view is larger than 250 KB", "/view", error="view_too_large")


def _check_together(blocks: list[Any], pointer: str, report: Report) -> None:
    _check_ids(blocks, pointer, report)
    if sum(_focused(blocks)) > 1:
        report.add("only one element may have focus_on_load set to true", pointer)
    if report.surface != "message":
        return
    kinds = [str(block["type"]) for block in _flat(blocks)]
    if sum(kind in _TABLES for kind in kinds) > 1:
        report.add("only_one_table_allowed", pointer, error="invalid_attachments")
    if kinds.count("data_visualization") > CHARTS:
        report.add(f"no more than {CHARTS} data_visualization blocks allowed", pointer)
    _check_sums(blocks, pointer, report)


def _check_sums(blocks: list[Any], pointer: str, report: Report) -> None:
    together = sum(characters(block) for block in _flat(blocks) if block["type"] == "markdown")
    if together > MARKDOWN_CHARACTERS:
        report.add(f"markdown blocks must be less than {MARKDOWN_CHARACTERS + 1} characters together", pointer)
    words = sum(characters(block) for block in blocks if block["type"] != "data_table")
    if words > MESSAGE_CHARACTERS:
        report.add(f"blocks hold {words} characters", pointer, error="msg_blocks_too_long")


def _check_ids(blocks: list[Any], pointer: str, report: Report) -> None:
    counted = Counter(block["block_id"] for block in _flat(blocks) if "block_id" in block)
    for block_id, times in counted.items():
        if times > 1:
            report.add(f"`block_id` {block_id!r} already exists for another block", pointer)
    for place, block in enumerate(blocks):
        actions = Counter(_action_ids(block))
        for action_id in (each for each, times in actions.items() if times > 1):
            report.add(f"`action_id` {action_id!r} already exists for another element", f"{pointer}/{place}")


def _flat(blocks: list[Any]) -> Iterator[Any]:
    for block in blocks:
        yield block
        yield from block.get("child_blocks", ())


def _action_ids(block: Any) -> Iterator[str]:
    return (str(each["action_id"]) for each in _objects(block) if "action_id" in each)


def _focused(blocks: list[Any]) -> Iterator[bool]:
    return (each.get("focus_on_load") is True for each in _objects(blocks))


def _objects(node: Any) -> Iterator[Mapping[str, Any]]:
    """Every object within, however deep."""
    if isinstance(node, Mapping):
        yield node
        for each in node.values():
            yield from _objects(each)
    elif isinstance(node, list):
        for each in node:
            yield from _objects(each)
