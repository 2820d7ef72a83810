"""Merging and deleting accounts: the question before, as neither can be undone, and the answer."""

from bot.domain.accounts.model import Account
from bot.messages import formatting
from bot.messages.blocks import Message, actions, button, escape, section

MERGE = "account_merge"
DELETE = "account_delete"
LEAVE = "account_leave"


def merge(going: Account, into: Account, conversations: int) -> Message:
    """May everything of one account be the other's?"""
    name, other = _name(into), _name(going)
    moving = formatting.count(conversations, "conversation") if conversations else "No conversation"
    text = (
        f"*Merge {other} into {name}?* {moving}, its people and its names move there, and {other} is gone. "
        "This cannot be undone."
    )
    yes = button("Merge", MERGE, f"{going.id} {into.id}", style="danger")
    return Message(text, [section(text), actions(yes, button("Leave both", LEAVE, going.id))])


def merged(gone: Account, into: Account) -> Message:
    """Two were one."""
    text = f"*{_name(gone)}* is *{_name(into)}* now: all its conversations, people and names are there."
    return Message(text, [section(text)])


def merged_before(into: Account) -> Message:
    """Pressed again."""
    text = f"They are one already: *{_name(into)}*."
    return Message(text, [section(text)])


def delete(going: Account) -> Message:
    """May it go?"""
    text = f"*Delete {_name(going)}?* Nobody has spoken to it. This cannot be undone."
    yes = button("Delete", DELETE, going.id, style="danger")
    return Message(text, [section(text), actions(yes, button("Leave it", LEAVE, going.id))])


def deleted(gone: Account) -> Message:
    """It was added by mistake."""
    text = f"*{_name(gone)}* is deleted. Nobody had spoken to it."
    return Message(text, [section(text)])


def left() -> Message:
    """They thought better of it."""
    text = "Nothing was changed."
    return Message(text, [section(text)])


def _name(account: Account) -> str:
    return escape(formatting.name(account.name))
