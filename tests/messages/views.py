"""Views for tests: the cast, words that mean harm, and what Slack and a reader make of what is drawn."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from bot.domain.conversations.model import Conversation, Details, Kind, State
from bot.messages.blocks import Block, View
from bot.sandbox.blockkit import check_blocks, check_view

TODAY = date(2026, 11, 25)
TUESDAY = date(2026, 11, 24)
NAMES = {"U0ANA": "Ana", "U0BO": "Bo", "U0CHEN": "Chen"}
HOSTILE = [
    "<!channel>",
    "<@U0CEO> & <https://evil.example|click>",
    "&lt;@U0CEO&gt;",
    "*_~`code`~_*",
    "```",
    "🧨 :tada: 👩‍👩‍👧",
    "محمد بن سلمان",
    "Ana\n> *forged*\r\nline\u2028next",
    "x" * 120,
    "&" * 120,
    "<" * 3000,
    "word " * 600,
    "🧨" * 3000,
    "\u202egnp.exe",
    " ",
]


def conversation(
    number: int = 1, account: str = "Acme Corp", *, on: date = TUESDAY, by: str = "U0ANA", **said: Any
) -> Conversation:
    """A call of Ana's of 20 minutes, but for what is `said`."""
    facts = {"state": State.HELD, "kind": Kind.CALL, "minutes": 20, "held_by": "U0ANA", **said}
    logged_at = datetime(2026, 11, 24, 9, tzinfo=UTC)
    return Conversation(f"c{number}", f"a{number}", account, by, logged_at, Details(on=on, **facts))


def plan(number: int = 1, account: str = "Acme Corp", *, on: date = TUESDAY, **said: Any) -> Conversation:
    return conversation(number, account, on=on, state=State.PLANNED, **{"minutes": None, **said})


def problems(view: View) -> list[str]:
    """What Slack would refuse."""
    return check_view(view).problems


def problems_of(blocks: list[Block]) -> list[str]:
    return check_blocks(blocks).problems


def named(node: Any, name: str) -> Iterator[Any]:
    """Every value of the key `name`, however deep."""
    if isinstance(node, dict):
        if name in node:
            yield node[name]
        for each in node.values():
            yield from named(each, name)
    elif isinstance(node, list | tuple):
        for each in node:
            yield from named(each, name)


def of_type(node: Any, kind: str) -> list[Any]:
    """Every block, element or text of that type, however deep."""
    found = [node] if isinstance(node, dict) and node.get("type") == kind else []
    inside = node.values() if isinstance(node, dict) else node if isinstance(node, list | tuple) else ()
    return [*found, *(each for one in inside for each in of_type(one, kind))]


_POSTS_GO_TO = re.compile("<#(C0CUSTOMERS|C0RANDOM)>")


def rings(node: Any) -> list[str]:
    """Pieces that would notify somebody or become a link: tokens in mrkdwn, mentions in rich text.

    The channel that posts go to is shown by its token, as only that has its name; it rings for nobody.
    """
    marked = [_POSTS_GO_TO.sub("the channel", each["text"]) for each in of_type(node, "mrkdwn")]
    tokens = [text for text in marked if "<" in text or ">" in text.replace("\n> ", "\n").removeprefix("> ")]
    loose = [text for text in marked if not each_ampersand_is_an_entity(text)]
    pieces = [kind for kind in ("user", "usergroup", "channel", "broadcast", "link") if of_type(node, kind)]
    unsure = [text for text in of_type(node, "mrkdwn") if not text["verbatim"]]
    return [*tokens, *loose, *pieces, *map(str, unsure)]


def each_ampersand_is_an_entity(text: str) -> bool:
    return all(part.startswith(("amp;", "lt;", "gt;")) for part in text.split("&")[1:])


def fields(view: View) -> dict[str, Block]:
    """The fields of a form by their block."""
    return {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}


def sections(node: Any) -> list[str]:
    return [block["text"]["text"] for block in of_type(node, "section")]


def labels(node: Any) -> list[str]:
    return [each["text"]["text"] for each in of_type(node, "button")]


def literal(node: Any) -> list[str]:
    """What stands in rich text, piece by piece."""
    return [each["text"] for block in of_type(node, "rich_text") for each in of_type(block, "text")]
