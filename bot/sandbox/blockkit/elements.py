"""The interactive elements, which block may hold which, and on which surface (Slack, "Block elements")."""

from datetime import date
from typing import Any
from zoneinfo import available_timezones

from bot.sandbox.blockkit.objects import (
    ACTION_ID,
    ALT_TEXT,
    CHANNEL_ID,
    CONFIRM,
    CONVERSATION_FILTER,
    CONVERSATION_ID,
    DISPATCH,
    OPTION,
    OPTION_GROUPS,
    SLACK_FILE,
    TICKED_OPTION,
    URL,
    USER_ID,
    choice_is_offered,
    options,
    plain,
)
from bot.sandbox.blockkit.richtext import RICH_TEXT
from bot.sandbox.blockkit.schema import (
    WRONG_PATTERN,
    Fields,
    Report,
    Rule,
    Shape,
    all_of,
    anything,
    array,
    boolean,
    exactly_one_of,
    number,
    one_of,
    string,
    typed,
)


def _calendar_date(value: Any, pointer: str, report: Report) -> None:
    """A day that there is, as YYYY-MM-DD."""
    try:
        written_back = date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        written_back = None
    if written_back is None or written_back != value:
        report.add(WRONG_PATTERN, pointer)


def _time_zone(value: Any, pointer: str, report: Report) -> None:
    if not isinstance(value, str) or value not in available_timezones():
        report.add(WRONG_PATTERN, pointer)


def _least_is_at_most(value: Any, pointer: str, report: Report) -> None:
    if "min_value" in value and "max_value" in value and float(value["min_value"]) > float(value["max_value"]):
        report.add("min_value must not be greater than max_value", f"{pointer}/min_value")


_INPUT: Fields = {"action_id": ACTION_ID, "focus_on_load": boolean}
_MENU: Fields = {**_INPUT, "placeholder": plain(150), "confirm": CONFIRM}
_SEVERAL: Fields = {**_MENU, "max_selected_items": number(least=1, whole=True)}
_WORDS: Fields = {**_INPUT, "placeholder": plain(150), "dispatch_action_config": DISPATCH}
_NUMERAL = string(pattern=r"-?[0-9]+(\.[0-9]+)?")
_OFFERED: Fields = {"options": options(100, label=plain(75)), "option_groups": OPTION_GROUPS}
_OFFERS: Rule = all_of(exactly_one_of("options", "option_groups"), choice_is_offered)
_NAMED_ICON = Shape({"text": plain(75), "value": string(2000, least=1)}, {"accessibility_label": string(75, least=1)})

_BUTTON = Shape(
    {"text": plain(75)},
    {
        "action_id": ACTION_ID,
        "url": URL,
        "value": string(2000, least=1),
        "style": one_of("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": string(75, least=1),
        "agent_prompt": string(4000, least=1),
        "agent_prompt_display": string(least=1),
        "visible_to_user_ids": array(USER_ID),
    },
)
_SELECTS: dict[str, Shape] = {
    "static_select": Shape({}, {**_MENU, **_OFFERED, "initial_option": OPTION}, _OFFERS),
    "external_select": Shape({}, {**_MENU, "initial_option": OPTION, "min_query_length": number(least=0, whole=True)}),
    "users_select": Shape({}, {**_MENU, "initial_user": USER_ID}),
    "conversations_select": Shape(
        {},
        {
            **_MENU,
            "initial_conversation": CONVERSATION_ID,
            "default_to_current_conversation": boolean,
            "response_url_enabled": boolean,
            "filter": CONVERSATION_FILTER,
        },
    ),
    "channels_select": Shape({}, {**_MENU, "initial_channel": CHANNEL_ID, "response_url_enabled": boolean}),
}
_MULTI_SELECTS: dict[str, Shape] = {
    "multi_static_select": Shape({}, {**_SEVERAL, **_OFFERED, "initial_options": array(OPTION, 100)}, _OFFERS),
    "multi_external_select": Shape(
        {},
        {**_SEVERAL, "initial_options": array(OPTION, 100), "min_query_length": number(least=0, whole=True)},
    ),
    "multi_users_select": Shape({}, {**_SEVERAL, "initial_users": array(USER_ID, least=0)}),
    "multi_conversations_select": Shape(
        {},
        {
            **_SEVERAL,
            "initial_conversations": array(CONVERSATION_ID, least=0),
            "default_to_current_conversation": boolean,
            "filter": CONVERSATION_FILTER,
        },
    ),
    "multi_channels_select": Shape({}, {**_SEVERAL, "initial_channels": array(CHANNEL_ID, least=0)}),
}
_PICKERS: dict[str, Shape] = {
    "datepicker": Shape({}, {**_MENU, "initial_date": _calendar_date}),
    "timepicker": Shape(
        {}, {**_MENU, "initial_time": string(pattern=r"([01][0-9]|2[0-3]):[0-5][0-9]"), "timezone": _time_zone}
    ),
}
_DATE_TIME_PICKER = Shape(
    {},
    {**_INPUT, "confirm": CONFIRM, "initial_date_time": number(least=0, most=9_999_999_999, whole=True)},
    surfaces=("message", "modal"),
)
_TICKS: dict[str, Shape] = {
    "checkboxes": Shape(
        {"options": array(TICKED_OPTION, 10)},
        {**_INPUT, "initial_options": array(TICKED_OPTION, 10), "confirm": CONFIRM},
        choice_is_offered,
    ),
    "radio_buttons": Shape(
        {"options": array(TICKED_OPTION, 10)},
        {**_INPUT, "initial_option": TICKED_OPTION, "confirm": CONFIRM},
        choice_is_offered,
    ),
}
_OVERFLOW = Shape(
    {"options": options(5, label=plain(75), fields={"url": URL})},
    {"action_id": ACTION_ID, "confirm": CONFIRM},
)
_WRITTEN: dict[str, Shape] = {
    "plain_text_input": Shape(
        {},
        {
            **_WORDS,
            "initial_value": string(3000),
            "multiline": boolean,
            "min_length": number(least=0, most=3000, whole=True),
            "max_length": number(least=1, most=3000, whole=True),
        },
    ),
    "email_text_input": Shape({}, {**_WORDS, "initial_value": string()}, surfaces=("modal",)),
    "url_text_input": Shape({}, {**_WORDS, "initial_value": string()}, surfaces=("modal",)),
    "number_input": Shape(
        {"is_decimal_allowed": boolean},
        {**_WORDS, "initial_value": _NUMERAL, "min_value": _NUMERAL, "max_value": _NUMERAL},
        _least_is_at_most,
        surfaces=("modal",),
    ),
    "rich_text_input": Shape(
        {},
        {
            **_WORDS,
            "initial_value": typed({"rich_text": RICH_TEXT}),
            "min_lines": number(least=1, whole=True),
            "max_lines": number(least=1, whole=True),
        },
        surfaces=("modal", "home"),
    ),
}
_FILE_INPUT = Shape(
    {},
    {
        "action_id": ACTION_ID,
        "filetypes": array(string(least=1)),
        "max_files": number(least=1, most=10, whole=True),
    },
    surfaces=("modal",),
)
_IMAGE = Shape(
    {"alt_text": ALT_TEXT},
    {"image_url": URL, "slack_file": SLACK_FILE},
    exactly_one_of("image_url", "slack_file"),
)
_WORKFLOW_BUTTON = Shape(
    {"text": plain(75), "workflow": anything},
    {
        "action_id": ACTION_ID,
        "style": one_of("primary", "danger"),
        "accessibility_label": string(75, least=1),
    },
    surfaces=("message",),
)
_PRESSED: dict[str, Shape] = {"button": _BUTTON, "workflow_button": _WORKFLOW_BUTTON, "overflow": _OVERFLOW}

IMAGE = typed({"image": _IMAGE})
BUTTON = typed({"button": _BUTTON})
ACCESSORY = typed({**_PRESSED, **_SELECTS, **_MULTI_SELECTS, **_PICKERS, **_TICKS, "image": _IMAGE})
ACTION = typed({**_PRESSED, **_SELECTS, **_MULTI_SELECTS, **_PICKERS, **_TICKS, "datetimepicker": _DATE_TIME_PICKER})
INPUT = typed(
    {
        **_SELECTS,
        **_MULTI_SELECTS,
        **_PICKERS,
        **_TICKS,
        **_WRITTEN,
        "datetimepicker": _DATE_TIME_PICKER,
        "file_input": _FILE_INPUT,
    }
)
CONTEXT_ACTION = typed(
    {
        "feedback_buttons": Shape(
            {"positive_button": _NAMED_ICON, "negative_button": _NAMED_ICON}, {"action_id": ACTION_ID}
        ),
        "icon_button": Shape(
            {"icon": one_of("trash"), "text": plain(75)},
            {
                "action_id": ACTION_ID,
                "value": string(2000, least=1),
                "confirm": CONFIRM,
                "accessibility_label": string(75, least=1),
                "visible_to_user_ids": array(USER_ID, 10),
            },
        ),
    }
)
