"""What Slack refuses of blocks and views beside their limits: one case each, in Slack's words."""

from typing import Any

import pytest

from bot.sandbox.blockkit import check_blocks, check_view
from tests.sandbox.kit import (
    Json,
    actions,
    asks,
    button,
    image,
    mrkdwn,
    options,
    plain,
    section,
    select,
)

AT = "[json-pointer:/blocks/0"

WRONG: list[tuple[Any, str]] = [
    ({"type": "nope"}, f"unsupported type: nope {AT}/type]"),
    ({}, f"missing required field: type {AT}]"),
    ("x", f"must provide an object {AT}]"),
    ({"type": "divider", "colour": "red"}, f"invalid additional property: colour {AT}]"),
    ({"type": "section"}, f"must define `text` or `fields` {AT}]"),
    (section(text="x"), f"must provide an object {AT}/text]"),
    (section(text=mrkdwn("")), f"must be more than 0 characters {AT}/text/text]"),
    (section(text={"type": "mrkdwn"}), f"missing required field: text {AT}/text]"),
    (section(text={**mrkdwn("x"), "emoji": True}), f"invalid additional property: emoji {AT}/text]"),
    (section(text={**plain("x"), "verbatim": True}), f"invalid additional property: verbatim {AT}/text]"),
    (section(text={**mrkdwn("x"), "verbatim": "yes"}), f"must be a boolean {AT}/text/verbatim]"),
    (section(text={"type": "html", "text": "x"}), f"unsupported type: html {AT}/text/type]"),
    (section(text=mrkdwn(5)), f"must be a string {AT}/text/text]"),  # type: ignore[arg-type]
    (section(accessory={"type": "plain_text_input"}), f"unsupported type: plain_text_input {AT}/accessory/type]"),
    ({"type": "header", "text": mrkdwn("x")}, f"unsupported type: mrkdwn {AT}/text/type]"),
    ({"type": "image", "image_url": "https://a.b"}, f"missing required field: alt_text {AT}]"),
    (image(alt_text=""), f"must be more than 0 characters {AT}/alt_text]"),
    ({"type": "image", "alt_text": "x"}, f"must define exactly one of `image_url`, `slack_file` {AT}]"),
    (
        {"type": "context", "elements": [{"type": "image", "image_url": "https://a.b"}]},
        f"missing required field: alt_text {AT}/elements/0]",
    ),
    ({"type": "context", "elements": []}, f"no fewer than 1 items allowed {AT}/elements]"),
    ({"type": "context", "elements": [button()]}, f"unsupported type: button {AT}/elements/0/type]"),
    ({"type": "actions"}, f"missing required field: elements {AT}]"),
    (actions(image()), f"unsupported type: image {AT}/elements/0/type]"),
    (actions({"type": "button", "text": mrkdwn("x")}), f"unsupported type: mrkdwn {AT}/elements/0/text/type]"),
    (actions(button(style="loud")), f"must be a valid enum value {AT}/elements/0/style]"),
    (
        actions(select(option_groups=[{"label": plain("x"), "options": options(1)}], options=options(1))),
        f"must define exactly one of `options`, `option_groups` {AT}/elements/0]",
    ),
    (
        actions(select(initial_option={"text": plain("y"), "value": "9"})),
        f"initial option is not one of the options {AT}/elements/0/initial_option]",
    ),
    (actions(select(options=[])), f"no fewer than 1 items allowed {AT}/elements/0/options]"),
    (
        actions(select(options=[{"text": plain("x"), "value": "1", "url": "https://a.b"}])),
        f"invalid additional property: url {AT}/elements/0/options/0]",
    ),
    (
        actions({"type": "datepicker", "initial_date": "Friday"}),
        f"does not match the required pattern {AT}/elements/0/initial_date]",
    ),
    (
        actions(button(confirm={"title": plain("x"), "text": mrkdwn("x"), "confirm": plain("x")})),
        f"missing required field: deny {AT}/elements/0/confirm]",
    ),
    (
        actions({"type": "external_select", "min_query_length": 1.5}),
        f"must be an integer {AT}/elements/0/min_query_length]",
    ),
    ({"type": "input", "label": plain("x")}, f"missing required field: element {AT}]"),
    (asks(button()), f"unsupported type: button {AT}/element/type]"),
    (asks({"type": "file_input"}), f"unsupported type: file_input {AT}/element/type]"),
    ({"type": "alert", "text": mrkdwn("x")}, f"unsupported type: alert {AT}/type]"),
    (
        {"type": "carousel", "elements": [{"type": "divider"}]},
        f"unsupported type: divider {AT}/elements/0/type]",
    ),
    (
        {"type": "container", "child_blocks": [section()]},
        f"must define `title` or `rich_text_title` {AT}]",
    ),
    ({"type": "card"}, f"must define `hero_image` or `title` or `actions` or `body` {AT}]"),
    (
        actions(button(action_id="a"), button(action_id="a")),
        f"`action_id` 'a' already exists for another element {AT}]",
    ),
]


@pytest.mark.parametrize(("block", "problem"), WRONG)
def test_what_a_block_may_not_be_is_named_with_its_place(block: Any, problem: str) -> None:
    report = check_blocks([block])
    assert (report.error, report.messages) == ("invalid_blocks", [f"[ERROR] {problem}"])


def test_the_same_action_id_may_stand_in_two_blocks() -> None:
    assert check_blocks([actions(button(action_id="a")), actions(button(action_id="a"))]).messages == []


def test_a_block_id_may_not_come_twice() -> None:
    [problem] = check_blocks([section(block_id="a"), section(block_id="a")]).messages
    assert problem == "[ERROR] `block_id` 'a' already exists for another block [json-pointer:/blocks]"


@pytest.mark.parametrize(("surface", "most"), [("message", 50), ("modal", 100), ("home", 100)])
def test_a_surface_holds_only_so_many_blocks(surface: str, most: int) -> None:
    problem = f"[ERROR] no more than {most} items allowed [json-pointer:/blocks]"
    assert check_blocks([section()] * (most + 1), surface).messages == [problem]
    assert check_blocks([section()] * most, surface).messages == []


def test_the_words_of_one_message_together_are_limited() -> None:
    blocks = [section(text=mrkdwn("x" * 2600))] * 5
    assert check_blocks(blocks).problems == []
    assert check_blocks([*blocks, section()]).error == "msg_blocks_too_long"


def test_markdown_blocks_share_their_limit() -> None:
    halves = [{"type": "markdown", "text": "x" * 6_001}] * 2
    assert check_blocks(halves).messages == [
        "[ERROR] markdown blocks must be less than 12001 characters together [json-pointer:/blocks]"
    ]


SURFACES = [
    ({"type": "markdown", "text": "x"}, {"message"}),
    ({"type": "alert", "text": mrkdwn("x")}, {"modal"}),
    ({"type": "card", "title": mrkdwn("x")}, {"message", "home"}),
    ({"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]]}, {"message", "home"}),
    (
        {
            "type": "data_visualization",
            "title": "x",
            "chart": {"type": "pie", "segments": [{"label": "x", "value": 1}]},
        },
        {"message"},
    ),
    ({"type": "divider"}, {"message", "modal", "home"}),
]


@pytest.mark.parametrize(("block", "surfaces"), SURFACES)
def test_a_block_stands_only_where_slack_shows_it(block: Json, surfaces: set[str]) -> None:
    found = {each for each in ("message", "modal", "home") if not check_blocks([block], each).problems}
    assert found == surfaces


def modal(**fields: Any) -> Json:
    return {"type": "modal", "title": plain("x"), "blocks": [section()], **fields}


VIEWS: list[tuple[Any, str]] = [
    (modal(title=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/title/text]"),
    (modal(submit=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/submit/text]"),
    (modal(close=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/close/text]"),
    (
        modal(private_metadata="x" * 3001),
        "must be less than 3001 characters [json-pointer:/view/private_metadata]",
    ),
    (modal(blocks=[section()] * 101), "no more than 100 items allowed [json-pointer:/view/blocks]"),
    (
        modal(blocks=[asks({"type": "plain_text_input"})]),
        "missing required field: submit [json-pointer:/view]",
    ),
    ({"type": "modal", "blocks": [section()]}, "missing required field: title [json-pointer:/view]"),
    (
        {"type": "home", "blocks": [section()], "title": plain("x")},
        "invalid additional property: title [json-pointer:/view]",
    ),
    ({"type": "page"}, "unsupported type: page [json-pointer:/view/type]"),
]


@pytest.mark.parametrize(("view", "problem"), VIEWS)
def test_what_a_view_may_not_be_is_named_with_its_place(view: Any, problem: str) -> None:
    assert check_view(view).messages == [f"[ERROR] {problem}"]


def test_a_view_over_250_kilobytes_is_too_large() -> None:
    big = modal(blocks=[section(text=mrkdwn("ü" * 2999))] * 100)
    assert check_view(big).error == "view_too_large"
    assert check_view(modal()).problems == []
