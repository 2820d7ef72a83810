"""The interactive elements, and which block may hold which (Slack, "Block elements")."""

from bot.sandbox.blockkit.objects import (
    ACTION_ID,
    ALT_TEXT,
    CONFIRM,
    CONVERSATION_FILTER,
    DISPATCH,
    IDS,
    OPTION,
    OPTION_GROUPS,
    SLACK_FILE,
    TICKED_OPTION,
    URL,
    choice_is_offered,
    options,
    plain,
)
from bot.sandbox.blockkit.richtext import RICH_TEXT
from bot.sandbox.blockkit.schema import (
    Fields,
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

_INPUT: Fields = {"action_id": ACTION_ID, "focus_on_load": boolean}
_MENU: Fields = {**_INPUT, "placeholder": plain(150), "confirm": CONFIRM}
_SEVERAL: Fields = {**_MENU, "max_selected_items": number(least=1, whole=True)}
_WORDS: Fields = {**_INPUT, "placeholder": plain(150), "dispatch_action_config": DISPATCH}
_ID = string(least=1)
_OFFERED: Fields = {"options": options(100, label=plain(75)), "option_groups": OPTION_GROUPS}
_OFFERS: Rule = all_of(exactly_one_of("options", "option_groups"), choice_is_offered)
_NAMED_ICON = Shape({"text": plain(75), "value": string(2000)}, {"accessibility_label": string(75, least=1)})

_BUTTON = Shape(
    {"text": plain(75)},
    {
        "action_id": ACTION_ID,
        "url": URL,
        "value": string(2000),
        "style": one_of("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": string(75, least=1),
    },
)
_SELECTS: dict[str, Shape] = {
    "static_select": Shape({}, {**_MENU, **_OFFERED, "initial_option": OPTION}, _OFFERS),
    "external_select": Shape({}, {**_MENU, "initial_option": OPTION, "min_query_length": number(least=0, whole=True)}),
    "users_select": Shape({}, {**_MENU, "initial_user": _ID}),
    "conversations_select": Shape(
        {},
        {
            **_MENU,
            "initial_conversation": _ID,
            "default_to_current_conversation": boolean,
            "response_url_enabled": boolean,
            "filter": CONVERSATION_FILTER,
        },
    ),
    "channels_select": Shape({}, {**_MENU, "initial_channel": _ID, "response_url_enabled": boolean}),
}
_MULTI_SELECTS: dict[str, Shape] = {
    "multi_static_select": Shape({}, {**_SEVERAL, **_OFFERED, "initial_options": array(OPTION, 100)}, _OFFERS),
    "multi_external_select": Shape(
        {},
        {**_SEVERAL, "initial_options": array(OPTION, 100), "min_query_length": number(least=0, whole=True)},
    ),
    "multi_users_select": Shape({}, {**_SEVERAL, "initial_users": IDS}),
    "multi_conversations_select": Shape(
        {},
        {
            **_SEVERAL,
            "initial_conversations": IDS,
            "default_to_current_conversation": boolean,
            "filter": CONVERSATION_FILTER,
        },
    ),
    "multi_channels_select": Shape({}, {**_SEVERAL, "initial_channels": IDS}),
}
_PICKERS: dict[str, Shape] = {
    "datepicker": Shape({}, {**_MENU, "initial_date": string(pattern=r"\d{4}-\d\d-\d\d")}),
    "timepicker": Shape({}, {**_MENU, "initial_time": string(pattern=r"\d\d:\d\d"), "timezone": _ID}),
    "datetimepicker": Shape({}, {**_INPUT, "confirm": CONFIRM, "initial_date_time": number(least=0, whole=True)}),
}
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
    "email_text_input": Shape({}, {**_WORDS, "initial_value": string()}),
    "url_text_input": Shape({}, {**_WORDS, "initial_value": string()}),
    "number_input": Shape(
        {"is_decimal_allowed": boolean},
        {**_WORDS, "initial_value": string(), "min_value": string(), "max_value": string()},
    ),
    "rich_text_input": Shape({}, {**_WORDS, "initial_value": typed({"rich_text": RICH_TEXT})}),
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
)
_PRESSED: dict[str, Shape] = {"button": _BUTTON, "workflow_button": _WORKFLOW_BUTTON, "overflow": _OVERFLOW}

IMAGE = typed({"image": _IMAGE})
BUTTON = typed({"button": _BUTTON})
ACCESSORY = typed({**_PRESSED, **_SELECTS, **_MULTI_SELECTS, **_PICKERS, **_TICKS, "image": _IMAGE})
ACTION = typed({**_PRESSED, **_SELECTS, **_MULTI_SELECTS, **_PICKERS, **_TICKS})
INPUT = typed({**_SELECTS, **_MULTI_SELECTS, **_PICKERS, **_TICKS, **_WRITTEN, "file_input": _FILE_INPUT})
CONTEXT_ACTION = typed(
    {
        "feedback_buttons": Shape(
            {"positive_button": _NAMED_ICON, "negative_button": _NAMED_ICON}, {"action_id": ACTION_ID}
        ),
        "icon_button": Shape(
            {"icon": one_of("trash"), "text": plain(75)},
            {
                "action_id": ACTION_ID,
                "value": string(2000),
                "confirm": CONFIRM,
                "accessibility_label": string(75, least=1),
                "visible_to_user_ids": array(_ID, 10),
            },
        ),
    }
)
