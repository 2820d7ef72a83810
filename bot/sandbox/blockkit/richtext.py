"""Rich text: sections, lists, quotes and code, made of typed pieces (Slack, "Rich text block")."""

from bot.sandbox.blockkit.objects import CONVERSATION_ID, TEAM_ID, USER_ID, USERGROUP_ID
from bot.sandbox.blockkit.schema import (
    Fields,
    Shape,
    array,
    boolean,
    number,
    one_of,
    string,
    typed,
)

_NAME = string(least=1)
_STYLE = Shape(
    optional=dict.fromkeys(
        ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"), boolean
    )
)
_STYLED: Fields = {"style": _STYLE}
_PIECES: dict[str, Shape] = {
    "text": Shape({"text": string(least=1)}, _STYLED),
    "link": Shape({"url": string(3000, least=1)}, {**_STYLED, "text": string(least=1), "unsafe": boolean}),
    "emoji": Shape({"name": _NAME}, {**_STYLED, "unicode": _NAME, "skin_tone": number(least=1, most=6, whole=True)}),
    "user": Shape({"user_id": USER_ID}, _STYLED),
    "usergroup": Shape({"usergroup_id": USERGROUP_ID}, _STYLED),
    "channel": Shape({"channel_id": CONVERSATION_ID}, _STYLED),
    "team": Shape({"team_id": TEAM_ID}, _STYLED),
    "broadcast": Shape({"range": one_of("here", "channel", "everyone")}, _STYLED),
    "color": Shape({"value": string(pattern="#[0-9a-fA-F]{6}")}, _STYLED),
    "date": Shape(
        {"timestamp": number(least=0, whole=True), "format": _NAME},
        {**_STYLED, "url": _NAME, "fallback": string()},
    ),
}
_SECTION = Shape({"elements": array(typed(_PIECES), least=0)})
_CODE = Shape(
    {"elements": array(typed({kind: _PIECES[kind] for kind in ("text", "link")}), least=0)},
    {"border": number(least=0, most=1, whole=True), "language": string()},
)
_QUOTE = Shape(_SECTION.required, {"border": number(least=0, most=1, whole=True)})
_LIST = Shape(
    {"style": one_of("bullet", "ordered"), "elements": array(typed({"rich_text_section": _SECTION}))},
    {
        "indent": number(least=0, most=8, whole=True),
        "offset": number(least=0, whole=True),
        "border": number(least=0, most=1, whole=True),
    },
)

RICH_TEXT = Shape(
    {
        "elements": array(
            typed(
                {
                    "rich_text_section": _SECTION,
                    "rich_text_list": _LIST,
                    "rich_text_preformatted": _CODE,
                    "rich_text_quote": _QUOTE,
                }
            ),
            least=0,
        )
    }
)
