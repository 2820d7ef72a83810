"""What of a line may be meant another way: said above the record, with the other reading as a button."""

from bot.domain.conversations.doubts import DROPPED, Doubt, DoubtKind
from bot.domain.conversations.receipts import Receipt
from bot.messages import formatting
from bot.messages.blocks import Element, button

EDIT = "conversation_edit"
UNDO = "conversation_undo"
READ_OTHERWISE = "conversation_read_otherwise"


def doubt(given: Receipt, number: int, doubt: Doubt) -> tuple[str, list[Element]]:
    """What was read, and the other reading as a button."""
    entry = given.conversation
    details = entry.details
    on = formatting.date_words(details.on, given.today)
    said = {
        DoubtKind.DATE_ORDER: f"Check the date: I read it as {on}.",
        DoubtKind.LAST_WEEK: f"Check the date: last week may be any day, I put down {on}.",
        DoubtKind.NEXT_WEEK: f"Check the date: next week may be any day, I put down {on}.",
        DoubtKind.REPORTED_DATE: "Check the date: I put down today, and your note names another day.",
        DoubtKind.PLANNED: f"Check the date: I planned it for {on}.",
        DoubtKind.RANGE: f"Check the time: I put down {formatting.duration(details.counted_minutes)}.",
        DoubtKind.LONG: f"Check the time: {formatting.duration(details.counted_minutes)} is long.",
        DoubtKind.PROMISE: "Check the promise: I read one in your words.",
        DoubtKind.NOT_HELD: "Check the date: it was booked, and I found no day to come.",
    }[doubt.kind]
    return said, _other_reading(given, number, doubt)


def _other_reading(given: Receipt, number: int, doubt: Doubt) -> list[Element]:
    entry, action = given.conversation.id, f"{READ_OTHERWISE}:{number}"
    if doubt.other_day is not None:
        verb = "It is" if doubt.other_day > given.today else "It was"
        on = formatting.day_words(doubt.other_day, given.today)
        return [button(f"{verb} {on}", action, f"{entry} {doubt.other_day.isoformat()}")]
    if doubt.other_minutes is not None:
        return [button(f"It was {formatting.duration(doubt.other_minutes)}", action, f"{entry} {doubt.other_minutes}")]
    if doubt.kind in DROPPED:
        return [button("No promise", action, entry)]
    if doubt.kind is DoubtKind.LONG:
        return [button("Edit", f"{EDIT}:{number}", entry)]
    return [button("Undo", f"{UNDO}:{number}", entry)]
