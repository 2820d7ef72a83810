"""Block Kit's limits: what is one too many is refused, its last permitted value passes."""

from typing import Any

import pytest

from bot.sandbox.blockkit import check_blocks
from tests.sandbox.kit import (
    Json,
    actions,
    asks,
    button,
    confirm,
    image,
    mrkdwn,
    options,
    overflow,
    plain,
    section,
    select,
)

AT = "[json-pointer:/blocks/0"
LONG = "must be less than {} characters"

# what is too much, what is just right, and Slack's words for the former
LENGTHS: list[tuple[Any, Any, str]] = [
    (section(text=mrkdwn("x" * 3001)), section(text=mrkdwn("x" * 3000)), LONG.format(3001) + f" {AT}/text/text]"),
    (
        section(fields=[mrkdwn("x" * 2001)]),
        section(fields=[mrkdwn("x" * 2000)]),
        LONG.format(2001) + f" {AT}/fields/0/text]",
    ),
    (
        section(fields=[mrkdwn("x")] * 11),
        section(fields=[mrkdwn("x")] * 10),
        f"no more than 10 items allowed {AT}/fields]",
    ),
    (
        {"type": "header", "text": plain("x" * 151)},
        {"type": "header", "text": plain("x" * 150)},
        LONG.format(151) + f" {AT}/text/text]",
    ),
    (
        {"type": "context", "elements": [mrkdwn("x")] * 11},
        {"type": "context", "elements": [mrkdwn("x")] * 10},
        f"no more than 10 items allowed {AT}/elements]",
    ),
    (
        actions(*[button(action_id=str(n)) for n in range(26)]),
        actions(*[button(action_id=str(n)) for n in range(25)]),
        f"no more than 25 items allowed {AT}/elements]",
    ),
    (
        actions(button(text=plain("x" * 76))),
        actions(button(text=plain("x" * 75))),
        LONG.format(76) + f" {AT}/elements/0/text/text]",
    ),
    (
        actions(button(value="x" * 2001)),
        actions(button(value="x" * 2000)),
        LONG.format(2001) + f" {AT}/elements/0/value]",
    ),
    (
        actions(button(action_id="x" * 256)),
        actions(button(action_id="x" * 255)),
        LONG.format(256) + f" {AT}/elements/0/action_id]",
    ),
    (
        actions(button(url="x" * 3001)),
        actions(button(url="x" * 3000)),
        LONG.format(3001) + f" {AT}/elements/0/url]",
    ),
    (section(block_id="x" * 256), section(block_id="x" * 255), LONG.format(256) + f" {AT}/block_id]"),
    (image(image_url="x" * 3001), image(image_url="x" * 3000), LONG.format(3001) + f" {AT}/image_url]"),
    (image(alt_text="x" * 2001), image(alt_text="x" * 2000), LONG.format(2001) + f" {AT}/alt_text]"),
    (image(title=plain("x" * 2001)), image(title=plain("x" * 2000)), LONG.format(2001) + f" {AT}/title/text]"),
    (
        actions(select(options=options(101))),
        actions(select(options=options(100))),
        f"no more than 100 items allowed {AT}/elements/0/options]",
    ),
    (
        actions(select(options=[{"text": plain("x" * 76), "value": "v"}])),
        actions(select(options=[{"text": plain("x" * 75), "value": "v"}])),
        LONG.format(76) + f" {AT}/elements/0/options/0/text/text]",
    ),
    (
        actions(select(options=[{"text": plain("x"), "value": "v" * 151}])),
        actions(select(options=[{"text": plain("x"), "value": "v" * 150}])),
        LONG.format(151) + f" {AT}/elements/0/options/0/value]",
    ),
    (
        actions(select(placeholder=plain("x" * 151))),
        actions(select(placeholder=plain("x" * 150))),
        LONG.format(151) + f" {AT}/elements/0/placeholder/text]",
    ),
    (
        actions(overflow(options=options(6))),
        actions(overflow(options=options(5))),
        f"no more than 5 items allowed {AT}/elements/0/options]",
    ),
    (
        actions({"type": "radio_buttons", "options": options(11)}),
        actions({"type": "radio_buttons", "options": options(10)}),
        f"no more than 10 items allowed {AT}/elements/0/options]",
    ),
    (
        actions({"type": "checkboxes", "options": options(11)}),
        actions({"type": "checkboxes", "options": options(10)}),
        f"no more than 10 items allowed {AT}/elements/0/options]",
    ),
    (
        asks({"type": "plain_text_input", "max_length": 3001}),
        asks({"type": "plain_text_input", "max_length": 3000}),
        f"must be at most 3000 {AT}/element/max_length]",
    ),
    (
        asks({"type": "plain_text_input", "initial_value": "x" * 3001}),
        asks({"type": "plain_text_input", "initial_value": "x" * 3000}),
        LONG.format(3001) + f" {AT}/element/initial_value]",
    ),
    (
        asks({"type": "plain_text_input"}, label=plain("x" * 2001)),
        asks({"type": "plain_text_input"}, label=plain("x" * 2000)),
        LONG.format(2001) + f" {AT}/label/text]",
    ),
    (
        asks({"type": "plain_text_input"}, hint=plain("x" * 2001)),
        asks({"type": "plain_text_input"}, hint=plain("x" * 2000)),
        LONG.format(2001) + f" {AT}/hint/text]",
    ),
    (
        actions(button(confirm=confirm(title=plain("x" * 101)))),
        actions(button(confirm=confirm(title=plain("x" * 100)))),
        LONG.format(101) + f" {AT}/elements/0/confirm/title/text]",
    ),
    (
        actions(button(confirm=confirm(text=mrkdwn("x" * 301)))),
        actions(button(confirm=confirm(text=mrkdwn("x" * 300)))),
        LONG.format(301) + f" {AT}/elements/0/confirm/text/text]",
    ),
    (
        actions(button(confirm=confirm(confirm=plain("x" * 31)))),
        actions(button(confirm=confirm(confirm=plain("x" * 30)))),
        LONG.format(31) + f" {AT}/elements/0/confirm/confirm/text]",
    ),
    (
        actions(button(confirm=confirm(deny=plain("x" * 31)))),
        actions(button(confirm=confirm(deny=plain("x" * 30)))),
        LONG.format(31) + f" {AT}/elements/0/confirm/deny/text]",
    ),
    (
        {"type": "markdown", "text": "x" * 12_001},
        {"type": "markdown", "text": "x" * 12_000},
        LONG.format(12_001) + f" {AT}/text]",
    ),
    (
        {"type": "card", "title": mrkdwn("x" * 151)},
        {"type": "card", "title": mrkdwn("x" * 150)},
        LONG.format(151) + f" {AT}/title/text]",
    ),
    (
        {"type": "card", "body": mrkdwn("x" * 201)},
        {"type": "card", "body": mrkdwn("x" * 200)},
        LONG.format(201) + f" {AT}/body/text]",
    ),
    (
        {"type": "card", "actions": [button(action_id=str(n)) for n in range(4)]},
        {"type": "card", "actions": [button(action_id=str(n)) for n in range(3)]},
        f"no more than 3 items allowed {AT}/actions]",
    ),
    (
        {"type": "carousel", "elements": [{"type": "card", "body": mrkdwn("x")}] * 11},
        {"type": "carousel", "elements": [{"type": "card", "body": mrkdwn("x")}] * 10},
        f"no more than 10 items allowed {AT}/elements]",
    ),
    (
        {"type": "container", "title": plain("x"), "child_blocks": [section()] * 11},
        {"type": "container", "title": plain("x"), "child_blocks": [section()] * 10},
        f"no more than 10 items allowed {AT}/child_blocks]",
    ),
]


@pytest.mark.parametrize(("too_much", "just_right", "problem"), LENGTHS)
def test_each_limit_holds_and_its_last_permitted_value_passes(too_much: Json, just_right: Json, problem: str) -> None:
    assert check_blocks([too_much]).messages == [f"[ERROR] {problem}"]
    assert check_blocks([just_right]).messages == []
