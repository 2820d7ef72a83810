"""Follow-ups: one on a line with its buttons, the answer to a press, and words to call the customer back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.conversations.follow_ups import FollowUpState, TrackedFollowUp
from bot.domain.conversations.model import MENTION, Conversation, Kind
from bot.domain.conversations.receipts import Receipt
from bot.messages import formatting, user_text
from bot.messages.blocks import Block, Element, Message, View, actions, button, context, cut, escape, plain, section
from bot.messages.views import reading

DONE = "follow_up_done"
TOMORROW = "follow_up_tomorrow"
DROP = "follow_up_drop"
REOPEN = "follow_up_reopen"
WORDS = "follow_up_words"
MENU = "follow_up_menu"
"""A menu with the same choices where there is no room for three buttons: its value is the choice and the id."""

ON_CARD, ON_RECEIPT = "card", "receipt"
"""Suffixes of an action_id: what is rendered anew below the answer."""

CHOICES = ((DONE, "Done"), (TOMORROW, "Tomorrow"), (DROP, "Drop"))
_TEXT_LIMIT = 300
_FROM = {
    Kind.CALL: "call",
    Kind.VIDEO: "video call",
    Kind.MEETING: "meeting",
    Kind.VISIT: "visit",
    Kind.EVENT: "event",
    Kind.MESSAGE: "message",
    Kind.ATTEMPT: "attempt",
}


@dataclass(frozen=True)
class FollowUpAnswer:
    """What a press came to, for `reader`: the follow-up as it stands then. `was_open` is False where it had ended
    before."""

    follow_up: TrackedFollowUp
    reader: str
    today: date
    names: Mapping[str, str]
    was_open: bool = True


def what(follow_up: TrackedFollowUp, names: Mapping[str, str]) -> str:
    """What was promised, on one line, escaped; without the name of whoever does it, where it begins with that."""
    return cut(escape(_words(follow_up, names)), _TEXT_LIMIT)


def account_of(follow_up: TrackedFollowUp) -> str:
    return escape(formatting.name(follow_up.entry.account_name))


def source(entry: Conversation, reader: str, names: Mapping[str, str], today: date) -> str:
    """ "from your call on Tue 24 Nov", or from what somebody heard."""
    details, on = entry.details, formatting.when_heard(entry.details.on, today)
    whose = "your" if details.held_by == reader else f"{escape(formatting.person(details.held_by, names))}’s"
    if details.kind is Kind.HEARD:
        return f"from what was heard {on}"
    return f"from {whose} {_FROM[details.kind]} {on}"


def buttons(follow_up_id: str, suffix: str = "") -> tuple[Element, ...]:
    """Done, Tomorrow, Drop."""
    return tuple(button(label, _with(action_id, suffix), follow_up_id) for action_id, label in CHOICES)


def menu(follow_up_id: str, suffix: str) -> Element:
    """The same in a menu beside a line."""
    options = [{"text": plain(label, 75), "value": f"{choice} {follow_up_id}"} for choice, label in CHOICES]
    return {"type": "overflow", "action_id": _with(MENU, suffix), "options": options}


def beside(text: str, follow_up_id: str, suffix: str) -> Block:
    """A line with the menu at its side; `text` is escaped."""
    return {**section(text), "accessory": menu(follow_up_id, suffix)}


def receipt_line(receipt: Receipt) -> str:
    """ "Next: send pricing, Fri 27 Nov, you."; nothing of what was dropped."""
    details = receipt.conversation.details
    if details.follow_up is None or receipt.follow_up_state is FollowUpState.DROPPED:
        return ""
    step = escape(formatting.with_names(details.follow_up.text, details.people, receipt.names))
    if receipt.follow_up_state is FollowUpState.DONE:
        return f"Done: {step}."
    due, assignee = details.follow_up.due, details.follow_up.assignee
    when = f", {formatting.date_words(due, receipt.today)}" if due is not None else ""
    whose = "you" if assignee == receipt.reader else escape(formatting.person(assignee, receipt.names))
    return f"Next: {step}{when}, {whose}."


def receipt_blocks(receipt: Receipt) -> list[Block]:
    """What was promised, with what can become of it while it is open."""
    said, entry = receipt_line(receipt), receipt.conversation
    if not said:
        return []
    is_open = receipt.follow_up_state is FollowUpState.OPEN and entry.undone_at is None
    return [beside(said, entry.id, ON_RECEIPT) if is_open else section(said)]


def answer(follow_up_answer: FollowUpAnswer) -> Message:
    """What was saved, and the way on from there."""
    text = _result(follow_up_answer)
    ways = _ways_on(follow_up_answer)
    return Message(text, [section(text), *([actions(*ways)] if ways else [])])


def above(first: Message, second: Message) -> Message:
    """Both as one message."""
    return Message(f"{first.text}\n{second.text}", [*first.blocks, *second.blocks])


def words_to_call_back(answer: FollowUpAnswer) -> View:
    """Two sentences to copy: a person sends them, or says them."""
    account = account_of(answer.follow_up)
    opening = section(f"*Call {account} back.* Copy these words and make them yours: I never write to a customer.")
    return reading("Words to call back", [opening, user_text.block(letter(answer)), context(_about(answer))])


def letter(answer: FollowUpAnswer) -> str:
    """A greeting and what was kept, as plain text."""
    entry = answer.follow_up.entry
    contact = next(iter(entry.details.contacts), "")
    greeting = f"Hello {formatting.name(contact)}," if contact else "Hello,"
    on = formatting.date_words(entry.details.on, answer.today)
    kept = f"On {on} we promised you: “{_words(answer.follow_up, answer.names)}”. It is done."
    return f"{greeting}\n{kept} Is it what you hoped for, and what should we do next?"


def _words(follow_up: TrackedFollowUp, names: Mapping[str, str]) -> str:
    text = follow_up.step.text
    mention = MENTION.match(text)
    if mention is not None and mention[1] == follow_up.step.assignee:
        text = text[mention.end() :].lstrip(" :,").removeprefix("to ") or text
    words = formatting.with_names(text, follow_up.entry.details.people, names)
    return formatting.one_line(words).rstrip(".")


def _result(answer: FollowUpAnswer) -> str:
    follow_up, on = answer.follow_up, f"{what(answer.follow_up, answer.names)}, for {account_of(answer.follow_up)}."
    if follow_up.state is FollowUpState.OPEN:
        due = follow_up.step.due
        day = "open again" if due is None else formatting.day_words(due, answer.today)
        return f"*{formatting.beginning(day)}:* {on}"
    by = "" if answer.was_open else f" {_who(follow_up.ended_by, answer)} pressed it before."
    if follow_up.state is FollowUpState.DROPPED:
        return f"*Dropped:* {on} It is shown nowhere any more.{by}"
    told = answer.was_open and follow_up.given_by != answer.reader
    hears = f" {_who(follow_up.given_by, answer)} wrote it down and hears that it is done." if told else ""
    return f"*Done:* {on}{hears}{by}"


def _ways_on(answer: FollowUpAnswer) -> list[Element]:
    identity = answer.follow_up.id
    match answer.follow_up.state:
        case FollowUpState.DONE:
            return [button("Words to call back", WORDS, identity), button("Not done yet", REOPEN, identity)]
        case FollowUpState.DROPPED:
            return [button("Keep it after all", REOPEN, identity)]
        case _:
            return []


def _about(answer: FollowUpAnswer) -> str:
    return f"Promised {source(answer.follow_up.entry, answer.reader, answer.names, answer.today)}."


def _who(member_id: str | None, answer: FollowUpAnswer) -> str:
    if member_id == answer.reader:
        return "You"
    return escape(formatting.person(member_id or "", answer.names, unknown=formatting.SOMEBODY.capitalize()))


def _with(action_id: str, suffix: str) -> str:
    return f"{action_id}:{suffix}" if suffix else action_id
