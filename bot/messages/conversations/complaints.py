"""The alert to an account's owner that a customer complained or is at risk."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.domain.conversations.alerts import alarming
from bot.domain.conversations.model import Conversation
from bot.domain.insights.model import InsightKind
from bot.domain.weekly.digests import ItemKind
from bot.messages import formatting
from bot.messages.accounts.accounts import SHOW
from bot.messages.accounts.cards import PLAN
from bot.messages.blocks import Element, Message, actions, button, context, escape, quote, section
from bot.messages.weekly.digests import LINE_OF_DIGEST, Line

CALL = "complaint_call"
SHOWN = 20
"""Complaints and risks in one message."""

_STAYS = f"{LINE_OF_DIGEST}alert-"

_HEADINGS = {InsightKind.COMPLAINT: "is unhappy", InsightKind.RISK: "may be lost"}


def complaint(conversation: Conversation, names: Mapping[str, str], *, today: date) -> Message:
    """What was heard, by whom and when; a person calls, and the press only plans it."""
    text = f"*{_heading(conversation)}.*\n{_words(conversation, names)}\n{_heard(conversation, names, today)}."
    return Message(text, [section(text), actions(*_ways(conversation))])


def several(messages: Sequence[Message]) -> Message:
    """All that was heard within an hour, or a night, each with its own buttons."""
    shown, more = messages[:SHOWN], len(messages) - SHOWN
    rest = f"And {more:,} more: the accounts’ cards have them."
    below = [context(rest)] if more > 0 else []
    text = "\n\n".join([*(message.text for message in shown), *([rest] if below else [])])
    return Message(text, [*(block for message in shown for block in message.blocks), *below])


def while_away(conversation: Conversation, told: Sequence[str], names: Mapping[str, str], today: date) -> Line:
    """To an owner who is back: what others were told in their place."""
    who = formatting.listing([escape(formatting.person(member, names)) for member in told])
    others = f"; {who} read it then" if told else ""
    heading, heard = _heading(conversation), _heard(conversation, names, today)
    text = f"*While you were away: {heading}.* {heard}{others}.\n{_words(conversation, names)}"
    return Line(ItemKind.ALERT, (conversation.id,), text, tuple(_ways(conversation)))


def withdrawn(account: str, by: str) -> Message:
    """What stands in the place of a message whose entry was taken back; `by` is a name, or "" for nobody known."""
    who = escape(formatting.name(by or formatting.SOMEBODY))
    text = f"*{escape(formatting.name(account))}*: withdrawn by {who}."
    return Message(text, [section(text)])


def no_longer_yours() -> Message:
    """What stands in the place of a message that is somebody else's to hear by now."""
    text = "This is with somebody else now: it is no longer about an account of yours."
    return Message(text, [section(text)])


def _heading(conversation: Conversation) -> str:
    found = alarming(conversation.details)
    what = _HEADINGS[InsightKind(found[0].kind)] if found else "told us something"
    return f"{escape(formatting.name(conversation.account_name))} {what}"


def _words(conversation: Conversation, names: Mapping[str, str]) -> str:
    details = conversation.details
    return "\n".join(quote(formatting.with_names(each.text, details.people, names)) for each in alarming(details))


def _heard(conversation: Conversation, names: Mapping[str, str], today: date) -> str:
    """By whom, when and from whom."""
    details = conversation.details
    by = escape(formatting.person(details.held_by, names, unknown=formatting.SOMEBODY.capitalize()))
    met = formatting.listing([escape(formatting.name(contact)) for contact in details.contacts], most=3)
    return f"{by} heard it {formatting.when_heard(details.on, today)}" + (f" from {met}" if met else "")


def _ways(conversation: Conversation) -> list[Element]:
    """The alert stays where one of them is pressed."""
    account_id = conversation.account_id
    return [
        button("Card", f"{SHOW}:{_STAYS}0", account_id),
        button("I’ll call", f"{CALL}:{_STAYS}1", conversation.id),
        button("Plan", f"{PLAN}:{_STAYS}2", account_id),
    ]
