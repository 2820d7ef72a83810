"""What of a line may be meant another way: a sentence, with the other reading as a button.

The value of a button begins with the id of the entry it corrects, or with several, joined by commas.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.conversations.doubts import DROPPED, Doubt, DoubtKind
from bot.domain.conversations.model import Details, Kind
from bot.domain.conversations.receipts import OLD_AFTER_DAYS, Receipt
from bot.messages import formatting
from bot.messages.blocks import BUTTON_LIMIT, Block, Element, actions, button, escape, section

EDIT = "conversation_edit"
UNDO = "conversation_undo"
READ_OTHERWISE = "conversation_read_otherwise"
NOT_MEANT = "conversation_not_meant"
WAS_CALL = "conversation_was_call"
WAS_TODAY = "conversation_was_today"
IS_PLANNED = "conversation_is_planned"
WAS_THERE = "conversation_was_there"

ONE_OF_SEVERAL = "several-"
"""Begins the suffix of an action_id under a receipt of several: it is answered with the whole receipt."""

_CREDITED_AT_MOST = 5
_OWNER_ROOM = 30
"""Characters of a customer's name in front of what a button says."""

_KEPT_AS = {Kind.MESSAGE: "a message", Kind.ATTEMPT: "an attempt", Kind.HEARD: "something heard"}


@dataclass(frozen=True)
class ReceiptWarning:
    """What needs the reader's eye, and the buttons that put it right."""

    text: str
    buttons: tuple[Element, ...] = ()


def warning(receipt: Receipt, number: int, doubt: Doubt) -> ReceiptWarning:
    """A doubt of one entry; `number` tells its button from the others of the message."""
    return ReceiptWarning(_text((receipt,), doubt, ""), tuple(_buttons((receipt,), doubt, str(number))))


def shared_warning(group: Sequence[Receipt], number: int, doubt: Doubt, *, is_of_all: bool) -> ReceiptWarning:
    """A doubt of a line that told of several: of all its entries, or of those whose customers it then names.

    Editing and undoing stand beside each entry.
    """
    names = [one.conversation.account_name for one in group]
    of = "" if is_of_all else f" of {formatting.listing([f'*{account(name)}*' for name in names])}"
    owner = "" if is_of_all or _names_customer(doubt) else formatting.listing(names, most=2)
    ways = [button for button in _buttons(group, doubt, "") if _action(button) not in (EDIT, UNDO)]
    buttons = (_of_line(way, owner, f"{ONE_OF_SEVERAL}{number}") for way in ways)
    return ReceiptWarning(_text(group, doubt, of), tuple(buttons))


def blocks(warnings: Sequence[ReceiptWarning], *, rows: int) -> list[Block]:
    """The warnings with at most so many rows of buttons, the last for all that is left."""
    pressed = [one for one in warnings if one.buttons]
    shared = pressed[rows - 1 :]
    found = [block for one in warnings if one not in shared for block in _block([one])]
    return [*found, *_block(shared)] if shared else found


def account(name: str) -> str:
    return escape(formatting.name(name))


def _block(warnings: Sequence[ReceiptWarning]) -> list[Block]:
    buttons = [button for one in warnings for button in one.buttons]
    return [section("\n".join(one.text for one in warnings)), *([actions(*buttons)] if buttons else [])]


def sentence(doubt: Doubt, details: Details, today: date, of: str = "") -> str:
    """What was read, and that it is to be checked; `of` names whose, if not of all."""
    on = formatting.date_words(details.on, today)
    days_back = (today - details.on).days
    ago = f"{formatting.count(days_back, 'day')} ago"
    far_back = f", {ago}" if days_back > OLD_AFTER_DAYS else ""
    lasted, typed = formatting.duration(details.counted_minutes), escape(formatting.name(doubt.typed))
    return {
        DoubtKind.DATE_ORDER: f"Check the date{of}: I read it as {on}{far_back}.",
        DoubtKind.LAST_WEEK: f"Check the date{of}: last week may be any day, I put down {on}.",
        DoubtKind.NEXT_WEEK: f"Check the date{of}: next week may be any day, I put down {on}.",
        DoubtKind.REPORTED_DATE: f"Check the date{of}: I put down today, and your note names another day.",
        DoubtKind.PLANNED: f"Check the date{of}: I planned it for {on}.",
        DoubtKind.NOT_HELD: f"Check the date{of}: it was booked, and I found no day to come.",
        DoubtKind.OLD: f"Check the date{of}: {on} is {ago}.",
        DoubtKind.RANGE: f"Check the time{of}: I put down {lasted}.",
        DoubtKind.LONG: f"Check the time{of}: {lasted} is long.",
        DoubtKind.UNREAD_DAY: f"Check the date{of}: “{typed}” is no day of the last year, so I put down today.",
        DoubtKind.UNREAD_LENGTH: f"Check the time{of}: “{typed}” is nothing between a minute and 12 hours.",
        DoubtKind.PROMISE: f"Check the promise{of}: I read one in your words.",
        DoubtKind.ONE_OF_SEVERAL: "Check the customers: you name more than one, and I logged this one alone.",
    }[doubt.kind]


def _text(group: Sequence[Receipt], doubt: Doubt, of: str) -> str:
    receipt = group[0]
    match doubt.kind:
        case DoubtKind.GUESSED:
            typed = escape(formatting.name(doubt.typed))
            return f"Check the account: I read “{typed}” as *{account(receipt.conversation.account_name)}*."
        case DoubtKind.NOT_COUNTED:
            return _kept_only(group)
        case DoubtKind.NAMED:
            return _named(receipt, doubt, of)
        case _:
            return sentence(doubt, receipt.conversation.details, receipt.today, of)


def _kept_only(group: Sequence[Receipt]) -> str:
    names = formatting.listing([account(one.conversation.account_name) for one in group])
    kept_as = _KEPT_AS[group[0].conversation.details.kind]
    return f"Kept as {kept_as}, so {names} still {'waits' if len(group) == 1 else 'wait'} for a conversation."


def _named(receipt: Receipt, doubt: Doubt, of: str) -> str:
    names = [escape(formatting.person(member_id, receipt.names)) for member_id in doubt.people]
    where = f" in the note{of}" if of else ""
    return f"{formatting.listing(names, most=6)} {'is' if len(names) == 1 else 'are'} named{where}, not credited."


def _buttons(group: Sequence[Receipt], doubt: Doubt, suffix: str) -> Iterable[Element]:
    """The buttons of a doubt; where one doubt of a kind is all there can be, its action_id needs no suffix."""
    receipt, entries = group[0], ",".join(one.conversation.id for one in group)
    match doubt.kind:
        case DoubtKind.GUESSED:
            other = formatting.name(receipt.conversation.account_name, BUTTON_LIMIT - len("Not "))
            return [button(f"Not {other}", NOT_MEANT, entries)]
        case DoubtKind.OLD:
            return [button("It was today", WAS_TODAY, entries), button("It is planned", IS_PLANNED, entries)]
        case DoubtKind.NOT_COUNTED if receipt.conversation.details.kind is Kind.HEARD:
            return []
        case DoubtKind.ONE_OF_SEVERAL | DoubtKind.UNREAD_DAY | DoubtKind.UNREAD_LENGTH:
            return []  # Edit and Undo stand below the record
        case DoubtKind.NOT_COUNTED:
            return [button("It was a call", WAS_CALL, entries)]
        case DoubtKind.NAMED:
            return [_was_there(receipt, entries, person) for person in doubt.people[:_CREDITED_AT_MOST]]
        case DoubtKind.LONG:
            return [button("Edit", f"{EDIT}:{suffix}", entries)]
        case _:
            return [_other_reading(receipt, doubt, entries, suffix)]


def _was_there(receipt: Receipt, entries: str, member_id: str) -> Element:
    name = formatting.person(member_id, receipt.names, BUTTON_LIMIT - len(" was there"))
    return button(f"{name} was there", f"{WAS_THERE}:{member_id}", f"{entries} {member_id}")


def _other_reading(receipt: Receipt, doubt: Doubt, entries: str, suffix: str) -> Element:
    action = f"{READ_OTHERWISE}:{suffix}"
    if doubt.other_day is not None:
        verb = "It is" if doubt.other_day > receipt.today else "It was"
        on = formatting.day_words(doubt.other_day, receipt.today)
        return button(f"{verb} {on}", action, f"{entries} {doubt.other_day.isoformat()}")
    if doubt.other_minutes is not None:
        lasted = formatting.duration(doubt.other_minutes)
        return button(f"It was {lasted}", action, f"{entries} {doubt.other_minutes}")
    if doubt.kind in DROPPED:
        return button("No promise", action, entries)
    return button("Undo", f"{UNDO}:{suffix}", entries)


def _names_customer(doubt: Doubt) -> bool:
    """Whether its button says by itself whom it is about."""
    return doubt.kind is DoubtKind.GUESSED


def _of_line(element: Element, owner: str, suffix: str) -> Element:
    """A button of a receipt of several: whose it is stands in front, and its action_id says that there are several."""
    action, _, own = str(element["action_id"]).partition(":")
    label = str(element["text"]["text"])
    if owner:
        label = f"{formatting.name(owner, _OWNER_ROOM)}: {label}"
    action_id = f"{action}:{suffix}" + (f"-{own}" if own else "")
    return button(label, action_id, str(element["value"]))


def _action(element: Element) -> str:
    return str(element["action_id"]).partition(":")[0]
