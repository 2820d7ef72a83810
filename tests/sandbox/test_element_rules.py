"""Interactive elements: in which blocks and on which surfaces they may stand, and what they may begin with."""

from typing import Any

import pytest
from slack_sdk.models.blocks import ButtonElement, RichTextInputElement
from slack_sdk.models.blocks.basic_components import PlainTextObject

from bot.sandbox.blockkit import check_blocks, check_view
from tests.sandbox.kit import Json, actions, asks, button, options, overflow, plain, section, select

EVERYWHERE = {"message", "modal", "home"}
IN_SECTION, IN_ACTIONS, IN_INPUT = "section", "actions", "input"

ELEMENTS: dict[str, Json] = {
    "button": button(),
    "checkboxes": {"type": "checkboxes", "options": options(1)},
    "datepicker": {"type": "datepicker"},
    "datetimepicker": {"type": "datetimepicker"},
    "email_text_input": {"type": "email_text_input"},
    "file_input": {"type": "file_input"},
    "multi_users_select": {"type": "multi_users_select"},
    "number_input": {"type": "number_input", "is_decimal_allowed": True},
    "overflow": overflow(options=options(2)),
    "plain_text_input": {"type": "plain_text_input"},
    "radio_buttons": {"type": "radio_buttons", "options": options(1)},
    "rich_text_input": {"type": "rich_text_input"},
    "static_select": select(),
    "timepicker": {"type": "timepicker"},
    "url_text_input": {"type": "url_text_input"},
    "workflow_button": {"type": "workflow_button", "text": plain("x"), "workflow": {}},
}
# Slack's own table, "Block elements": the blocks that hold an element, and the surfaces that show it.
PLACES: dict[str, tuple[set[str], set[str]]] = {
    "button": ({IN_SECTION, IN_ACTIONS}, EVERYWHERE),
    "checkboxes": ({IN_SECTION, IN_ACTIONS, IN_INPUT}, EVERYWHERE),
    "datepicker": ({IN_SECTION, IN_ACTIONS, IN_INPUT}, EVERYWHERE),
    "datetimepicker": ({IN_ACTIONS, IN_INPUT}, {"message", "modal"}),
    "email_text_input": ({IN_INPUT}, {"modal"}),
    "file_input": ({IN_INPUT}, {"modal"}),
    "multi_users_select": ({IN_SECTION, IN_ACTIONS, IN_INPUT}, EVERYWHERE),
    "number_input": ({IN_INPUT}, {"modal"}),
    "overflow": ({IN_SECTION, IN_ACTIONS}, EVERYWHERE),
    "plain_text_input": ({IN_INPUT}, EVERYWHERE),
    "radio_buttons": ({IN_SECTION, IN_ACTIONS, IN_INPUT}, EVERYWHERE),
    "rich_text_input": ({IN_INPUT}, {"modal", "home"}),
    "static_select": ({IN_SECTION, IN_ACTIONS, IN_INPUT}, EVERYWHERE),
    "timepicker": ({IN_SECTION, IN_ACTIONS, IN_INPUT}, EVERYWHERE),
    "url_text_input": ({IN_INPUT}, {"modal"}),
    "workflow_button": ({IN_SECTION, IN_ACTIONS}, {"message"}),
}


@pytest.mark.parametrize("kind", PLACES)
def test_an_element_stands_in_slacks_blocks_and_on_slacks_surfaces_only(kind: str) -> None:
    element = ELEMENTS[kind]
    holders = {
        IN_SECTION: section(accessory=element),
        IN_ACTIONS: actions(element),
        IN_INPUT: asks(element),
    }
    found = {
        (holder, surface)
        for holder, block in holders.items()
        for surface in EVERYWHERE
        if not check_blocks([block], surface).problems
    }
    blocks, surfaces = PLACES[kind]
    assert found == {(holder, surface) for holder in blocks for surface in surfaces}


BEGINNINGS: list[tuple[str, str, list[Any], list[Any]]] = [
    (
        "datepicker",
        "initial_date",
        ["2026-11-28", "2028-02-29"],
        ["2026-13-01", "2026-02-29", "2026-11-31", "2026-00-10", "20261128", "2026-W48-6", "28.11.2026", ""],
    ),
    ("timepicker", "initial_time", ["00:00", "23:59", "09:05"], ["24:00", "12:60", "9:05", "09:05:00", ""]),
    ("timepicker", "timezone", ["America/Chicago", "Europe/Berlin"], ["Mars/Olympus", "CEST+1", "", "../etc"]),
    ("datetimepicker", "initial_date_time", [1_628_633_820], [-1, 10_000_000_000, 1.5, "1628633820"]),
    ("users_select", "initial_user", ["U012A3CDE", "W012A3CDE"], ["C012A3CDE", "u012a3cde", "@ana", ""]),
    ("channels_select", "initial_channel", ["C012AB3CD", "G012AB3CD"], ["D012AB3CD", "U012AB3CD", "#general", ""]),
    (
        "conversations_select",
        "initial_conversation",
        ["C012AB3CD", "D012AB3CD", "G012AB3CD"],
        ["U012AB3CD", "V012AB3CD", "general", ""],
    ),
    ("multi_users_select", "initial_users", [["U1", "W2"], []], [["U1", "C2"], ["ana"]]),
    ("multi_channels_select", "initial_channels", [["C1"], []], [["D1"], ["U1"]]),
    ("multi_conversations_select", "initial_conversations", [["C1", "D1"], []], [["U1"], ["S1"]]),
    ("button", "value", ["x"], [""]),
    ("button", "visible_to_user_ids", [["U1"]], [["C1"], []]),
    ("button", "agent_prompt", ["x" * 4000], ["x" * 4001]),
]


@pytest.mark.parametrize(("kind", "field", "right", "wrong"), BEGINNINGS, ids=[row[1] for row in BEGINNINGS])
def test_what_an_element_begins_with_is_a_value_that_there_is(
    kind: str, field: str, right: list[Any], wrong: list[Any]
) -> None:
    base = ELEMENTS.get(kind, {"type": kind})
    for value in right:
        assert check_blocks([actions({**base, field: value})]).messages == []
    for value in wrong:
        messages = check_blocks([actions({**base, field: value})]).messages
        assert messages and all(f"/elements/0/{field}" in each for each in messages), value


OPTIONED = [
    lambda offered: actions(select(options=offered)),
    lambda offered: actions(select(option_groups=[{"label": plain("x"), "options": offered}])),
    lambda offered: actions(overflow(options=offered)),
    lambda offered: actions({"type": "radio_buttons", "options": offered}),
    lambda offered: actions({"type": "checkboxes", "options": offered}),
    lambda offered: asks({"type": "multi_static_select", "options": offered}),
]


@pytest.mark.parametrize("holding", OPTIONED)
def test_an_option_without_a_value_is_refused_wherever_it_is_offered(holding: Any) -> None:
    assert check_blocks([holding(options(1))]).messages == []
    [message] = check_blocks([holding([{"text": plain("x"), "value": ""}])]).messages
    assert "must be more than 0 characters" in message and message.endswith("options/0/value]")


@pytest.mark.parametrize(
    ("fields", "is_taken"),
    [
        ({"min_value": "1", "max_value": "1"}, True),
        ({"min_value": "-2.5", "initial_value": "3"}, True),
        ({"min_value": "2", "max_value": "10"}, True),
        ({"min_value": "10", "max_value": "2"}, False),
        ({"initial_value": "many"}, False),
        ({"max_value": ""}, False),
    ],
)
def test_the_numbers_of_a_number_input_are_numbers_and_in_order(fields: Json, is_taken: bool) -> None:
    report = check_blocks([asks({**ELEMENTS["number_input"], **fields})], "modal")
    assert (report.messages == []) == is_taken


def focused(**fields: Any) -> Json:
    return asks({"type": "plain_text_input", "focus_on_load": True}, **fields)


@pytest.mark.parametrize(
    ("blocks", "is_taken"),
    [
        ([focused(), asks({"type": "plain_text_input", "focus_on_load": False})], True),
        ([focused(), focused()], False),
        ([focused(), actions({"type": "datepicker", "focus_on_load": True})], False),
        ([section(accessory=select(focus_on_load=True)), focused()], False),
    ],
)
def test_one_element_of_a_view_has_the_focus(blocks: list[Json], is_taken: bool) -> None:
    view = {"type": "modal", "title": plain("x"), "submit": plain("x"), "blocks": blocks}
    assert (check_view(view).messages == []) == is_taken
    problem = "[ERROR] only one element may have focus_on_load set to true [json-pointer:/view/blocks]"
    assert check_view(view).messages == ([] if is_taken else [problem])


@pytest.mark.parametrize("surface", ["modal", "home"])
def test_a_view_has_blocks_while_a_message_may_be_of_text_alone(surface: str) -> None:
    assert check_blocks([], surface).messages == ["[ERROR] no fewer than 1 items allowed [json-pointer:/blocks]"]
    assert check_blocks([], "message").messages == []


@pytest.mark.parametrize(("level", "is_taken"), [(1, True), (4, True), (0, False), (5, False), ("2", False)])
def test_a_header_may_say_its_level(level: Any, is_taken: bool) -> None:
    report = check_blocks([{"type": "header", "text": plain("x"), "level": level}])
    assert (report.messages == []) == is_taken


@pytest.mark.parametrize(
    "element",
    [
        ButtonElement(
            text=PlainTextObject(text="x"),
            action_id="x",
            agent_prompt="Sum it up",
            agent_prompt_display="Sum up",
            visible_to_user_ids=["U1"],
        ),
        RichTextInputElement(action_id="x", min_lines=1, max_lines=5),
    ],
)
def test_what_slacks_own_library_knows_of_an_element_is_known_here(element: Any) -> None:
    made = element.to_dict()
    block = actions(made) if made["type"] == "button" else asks(made)
    assert check_blocks([block], "modal").messages == []
