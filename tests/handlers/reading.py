"""What stands in a message beside its text."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.sandbox import PostedMessage


def elements(message: PostedMessage) -> list[dict[str, Any]]:
    return [element for block in message.blocks or [] for element in block.get("elements", [])]


def buttons(message: PostedMessage) -> list[str]:
    return [element["text"]["text"] for element in elements(message) if element.get("type") == "button"]


def value_of(message: PostedMessage, action_id: str) -> str:
    """What a button of the message sends when it is pressed."""
    return next(str(element["value"]) for element in elements(message) if element.get("action_id") == action_id)


def whole_id(message: PostedMessage, action_id: str) -> str:
    """The action_id with what makes it unique in the message."""
    return next(
        str(element["action_id"])
        for element in elements(message)
        if element.get("action_id", "").partition(":")[0] == action_id
    )


def line_to_copy(blocks: Sequence[Mapping[str, Any]] | None) -> str:
    """The line that a message gives back to be copied."""
    (block,) = [block for block in blocks or [] if block["type"] == "rich_text"]
    (preformatted,) = block["elements"]
    return "".join(piece["text"] for piece in preformatted["elements"])
