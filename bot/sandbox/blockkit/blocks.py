"""Every block: its fields, its limits and the surfaces it may stand on (Slack, "Block Kit: blocks")."""

from typing import Any

from bot.sandbox.blockkit.elements import ACCESSORY, ACTION, BUTTON, CONTEXT_ACTION, IMAGE, INPUT
from bot.sandbox.blockkit.figures import CHART, DATA_TABLE, TABLE
from bot.sandbox.blockkit.objects import ALT_TEXT, BLOCK_ID, SLACK_FILE, URL, plain, text
from bot.sandbox.blockkit.richtext import RICH_TEXT
from bot.sandbox.blockkit.schema import (
    Report,
    Rule,
    Shape,
    all_of,
    any_of,
    array,
    boolean,
    exactly_one_of,
    number,
    one_of,
    string,
    typed,
)

_MESSAGE = ("message",)
_MESSAGE_AND_HOME = ("message", "home")


def _context_element(value: Any, pointer: str, report: Report) -> None:
    is_image = isinstance(value, dict) and value.get("type") == "image"
    (IMAGE if is_image else text(3000))(value, pointer, report)


def _collapses(value: Any, pointer: str, report: Report) -> None:
    if value.get("is_collapsible") and value.get("has_header_divider"):
        report.add("has_header_divider cannot be set with is_collapsible", pointer)


_CARD = Shape(
    optional={
        "hero_image": IMAGE,
        "icon": IMAGE,
        "title": text(150),
        "subtitle": text(150),
        "body": text(200),
        "actions": array(BUTTON, 3),
    },
    also=any_of("hero_image", "title", "actions", "body"),
    surfaces=_MESSAGE_AND_HOME,
)
_TASK = Shape(
    {
        "task_id": string(least=1),
        "title": string(least=1),
        "status": one_of("pending", "in_progress", "complete", "error"),
    },
    {
        "details": typed({"rich_text": RICH_TEXT}),
        "output": typed({"rich_text": RICH_TEXT}),
        "sources": array(typed({"url": Shape({"url": URL, "text": string(least=1)})})),
    },
    surfaces=_MESSAGE,
)
_WITHIN: dict[str, Shape] = {
    "section": Shape(
        optional={
            "text": text(3000),
            "fields": array(text(2000), 10),
            "accessory": ACCESSORY,
            "expand": boolean,
        },
        also=any_of("text", "fields"),
    ),
    "header": Shape({"text": plain(150)}, {"level": number(least=1, most=4, whole=True)}),
    "context": Shape({"elements": array(_context_element, 10)}),
    "actions": Shape({"elements": array(ACTION, 25)}),
    "divider": Shape(),
    "image": Shape(
        {"alt_text": ALT_TEXT},
        {"image_url": URL, "slack_file": SLACK_FILE, "title": plain(2000)},
        exactly_one_of("image_url", "slack_file"),
    ),
    "rich_text": RICH_TEXT,
    "table": TABLE,
    "data_table": DATA_TABLE,
    "data_visualization": CHART,
    "markdown": Shape({"text": string(12_000, least=1)}, surfaces=_MESSAGE),
}
_COMMON: dict[str, Rule] = {"block_id": BLOCK_ID}
_CONTAINER = Shape(
    {"child_blocks": array(typed(_WITHIN, _COMMON), 10)},
    {
        "title": plain(150),
        "rich_text_title": typed({"rich_text": RICH_TEXT}),
        "subtitle": text(150),
        "width": one_of("narrow", "standard", "wide", "full"),
        "icon": IMAGE,
        "is_collapsible": boolean,
        "default_collapsed": boolean,
        "has_header_divider": boolean,
    },
    also=all_of(any_of("title", "rich_text_title"), _collapses),
    surfaces=_MESSAGE_AND_HOME,
)

SHAPES: dict[str, Shape] = {
    **_WITHIN,
    "input": Shape(
        {"label": plain(2000), "element": INPUT},
        {"hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
    ),
    "card": _CARD,
    "carousel": Shape({"elements": array(typed({"card": _CARD}, _COMMON), 10)}, surfaces=_MESSAGE_AND_HOME),
    "container": _CONTAINER,
    "alert": Shape(
        {"text": text(200)},
        {"level": one_of("default", "info", "warning", "error", "success")},
        surfaces=("modal",),
    ),
    "context_actions": Shape({"elements": array(CONTEXT_ACTION, 5)}, surfaces=_MESSAGE),
    "video": Shape(
        {
            "alt_text": ALT_TEXT,
            "title": plain(199),
            "thumbnail_url": URL,
            "video_url": string(3000, pattern="https://.+"),
        },
        {
            "author_name": string(49),
            "description": plain(200),
            "provider_icon_url": URL,
            "provider_name": string(50),
            "title_url": string(3000, pattern="https://.+"),
        },
    ),
    "task_card": _TASK,
    "plan": Shape(
        {"title": string(least=1)}, {"tasks": array(typed({"task_card": _TASK}, _COMMON))}, surfaces=_MESSAGE
    ),
}
BLOCK = typed(SHAPES, _COMMON)
