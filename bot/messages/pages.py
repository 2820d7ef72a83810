"""The buttons that turn the pages of a long list."""

from typing import Any

from bot.domain.pages import Page
from bot.messages.blocks import Block, actions, button


def turning(page: Page[Any], *, newer: str, older: str) -> list[Block]:
    """Buttons with these action_ids, where there is something to turn to; the value is how many items to skip."""
    ways = ((newer, "Newer", page.newer), (older, "Older", page.older))
    buttons = [button(label, action_id, str(skip)) for action_id, label, skip in ways if skip is not None]
    return [actions(*buttons)] if buttons else []
