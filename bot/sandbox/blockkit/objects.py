"""What blocks and elements are made of: text, options, confirmations (Slack, "Composition objects")."""

from typing import Any

from bot.sandbox.blockkit.schema import (
    Report,
    Rule,
    Shape,
    any_of,
    array,
    boolean,
    exactly_one_of,
    one_of,
    string,
    typed,
)

BLOCK_ID = string(255, least=1)
ACTION_ID = string(255, least=1)
URL = string(3000, least=1)
ALT_TEXT = string(2000, least=1)
USER_ID = string(pattern="[UW][A-Z0-9]+")
CHANNEL_ID = string(pattern="[CG][A-Z0-9]+")
CONVERSATION_ID = string(pattern="[CDG][A-Z0-9]+")
USERGROUP_ID = string(pattern="S[A-Z0-9]+")
TEAM_ID = string(pattern="[ET][A-Z0-9]+")
FILE_ID = string(pattern="F[A-Z0-9]+")


def plain(most: int, *, least: int = 1) -> Rule:
    return typed({"plain_text": Shape({"text": string(most, least=least)}, {"emoji": boolean})})


def text(most: int, *, least: int = 1) -> Rule:
    words = string(most, least=least)
    return typed(
        {
            "plain_text": Shape({"text": words}, {"emoji": boolean}),
            "mrkdwn": Shape({"text": words}, {"verbatim": boolean}),
        }
    )


def options(most: int, *, label: Rule, fields: dict[str, Rule] | None = None, least: int = 1) -> Rule:
    return array(option(label, fields), most, least=least)


def option(label: Rule, fields: dict[str, Rule] | None = None) -> Shape:
    return Shape({"text": label, "value": string(150, least=1)}, {"description": plain(75), **(fields or {})})


OPTION = option(plain(75))
TICKED_OPTION = Shape({"text": text(75), "value": string(150, least=1)}, {"description": text(75)})
OPTION_GROUP = Shape({"label": plain(75), "options": array(OPTION, 100)})
OPTION_GROUPS = array(OPTION_GROUP, 100)
SUGGESTED = Shape(
    optional={"options": array(OPTION, 100, least=0), "option_groups": array(OPTION_GROUP, 100, least=0)},
    also=exactly_one_of("options", "option_groups"),
)
"""What an external select is answered with; nothing to offer is an answer, too."""

CONFIRM = Shape(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)
SLACK_FILE = Shape(optional={"id": FILE_ID, "url": URL}, also=any_of("id", "url"))
CONVERSATION_FILTER = Shape(
    optional={
        "include": array(one_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
    also=any_of("include", "exclude_external_shared_channels", "exclude_bot_users"),
)
DISPATCH = Shape(
    optional={"trigger_actions_on": array(one_of("on_enter_pressed", "on_character_entered"), 2)},
)


def choice_is_offered(value: Any, pointer: str, report: Report) -> None:
    """An initial option must be one of those offered, word for word."""
    groups = value.get("option_groups", ())
    offered = [*value.get("options", ()), *(each for group in groups for each in group["options"])]
    single = [("initial_option", value["initial_option"])] if "initial_option" in value else []
    several = [(f"initial_options/{place}", each) for place, each in enumerate(value.get("initial_options", ()))]
    for name, each in [*single, *several]:
        if each not in offered:
            report.add("initial option is not one of the options", f"{pointer}/{name}")
