"""What was saved of an account, in a line, with Undo: it stands before everything else in the answer to a change."""

import json
from collections.abc import Mapping

from bot.domain.accounts.account_form import stamps_of
from bot.domain.accounts.fields import STAGES, AccountField
from bot.domain.accounts.model import Stage
from bot.domain.accounts.saved import SavedChange
from bot.messages import formatting
from bot.messages.blocks import Block, Element, Message, button, escape, section

UNDO = "account_undo"

_VALUE_LIMIT = 2000
"""Characters that a button carries: what is longer than that is taken back by another change."""

_SHOWN_ALIASES = 4


def saved(change: SavedChange) -> tuple[str, Block]:
    """The line, as text and as a block."""
    text = (
        f"*Saved:* {_account(change)}, {_what(change)}."
        if not change.is_empty
        else "*Nothing changed:* it was so already."
    )
    undo = _undo(change)
    return text, {**section(text), "accessory": undo} if undo else section(text)


def undo_button(change: SavedChange) -> list[Element]:
    """The press that takes it back, where one can."""
    undo = _undo(change)
    return [undo] if undo else []


def undone(change: SavedChange) -> Message:
    """It is as it was."""
    fields = "; ".join(f"{_LABELS[field]} {_text(field, text, change.names)}" for field, text in change.now.items())
    line = f"*Taken back:* {_account(change)}, {fields} again." if fields else "*Nothing changed:* it was so already."
    return Message(line, [section(line)])


def _what(change: SavedChange) -> str:
    if change.contact:
        return escape(formatting.name(change.contact))
    return "; ".join(
        f"{_LABELS[field]} {_text(field, text, change.names)} (before: {_text(field, change.was[field], change.names)})"
        for field, text in change.now.items()
    )


def _undo(change: SavedChange) -> Element | None:
    """None for what another command takes back, or what does not fit on a button."""
    if not change.was:
        return None
    value = json.dumps({"account": change.account.id, "was": change.was, "now": stamps_of(change.now)})
    return button("Undo", UNDO, value) if len(value) <= _VALUE_LIMIT else None


def _text(field: AccountField, text: str, names: Mapping[str, str]) -> str:
    if not text:
        return _EMPTY.get(field, "none")
    match field:
        case AccountField.OWNER:
            return escape(formatting.person(text, names))
        case AccountField.STAGE:
            return STAGES[Stage(text)].partition(":")[0].lower()
        case AccountField.CHANNEL:
            return f"<#{text}>"
        case AccountField.VALUE:
            return f"{int(text):,}"
        case AccountField.CADENCE:
            return formatting.count(int(text), "day")
        case AccountField.ALIASES:
            return formatting.listing([escape(formatting.name(line)) for line in text.splitlines()], _SHOWN_ALIASES)
    return escape(formatting.name(text))


def _account(change: SavedChange) -> str:
    return escape(formatting.name(change.account.name))


_LABELS = {
    AccountField.NAME: "name",
    AccountField.STAGE: "stage",
    AccountField.TIER: "tier",
    AccountField.CADENCE: "without a conversation at most",
    AccountField.VALUE: "worth a year",
    AccountField.SINCE: "customer since",
    AccountField.ALIASES: "other names",
    AccountField.OWNER: "owner",
    AccountField.CHANNEL: "channel",
}
_EMPTY = {AccountField.OWNER: "nobody", AccountField.CADENCE: "as its tier", AccountField.SINCE: "not said"}
