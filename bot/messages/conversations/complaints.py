"""The alert to an account's owner that a customer complained or is at risk."""

from collections.abc import Mapping
from datetime import date

from bot.domain.conversations.model import Conversation
from bot.domain.insights.model import InsightKind
from bot.messages import formatting
from bot.messages.blocks import Message, escape, quote, section

_HEADINGS = {InsightKind.COMPLAINT: "is unhappy", InsightKind.RISK: "may be lost"}


def complaint(conversation: Conversation, names: Mapping[str, str], *, today: date) -> Message:
    """What was heard, by whom and when; nothing to press: a person calls."""
    details = conversation.details
    alarming = [insight for insight in details.insights if insight.kind in _HEADINGS]
    heading = _HEADINGS[InsightKind(alarming[0].kind)] if alarming else "told us something"
    account = escape(formatting.name(conversation.account_name))
    said = "\n".join(quote(formatting.with_names(insight.text, details.people, names)) for insight in alarming)
    by = escape(formatting.person(details.held_by, names, unknown=formatting.SOMEBODY.capitalize()))
    met = formatting.listing([escape(formatting.name(contact)) for contact in details.contacts], most=3)
    source = f"{by} heard it {formatting.day_words(details.on, today)}" + (f" from {met}." if met else ".")
    text = f"*{account} {heading}.*\n{said}\n{source}"
    return Message(text, [section(text)])


def withdrawn(account: str, by: str) -> Message:
    """What stands in the place of a message whose entry was taken back; `by` is a name, or "" for nobody known."""
    who = escape(formatting.name(by or formatting.SOMEBODY))
    text = f"*{escape(formatting.name(account))}*: withdrawn by {who}."
    return Message(text, [section(text)])


def no_longer_yours() -> Message:
    """What stands in the place of a message that is somebody else's to hear by now."""
    text = "This is with somebody else now: it is no longer about an account of yours."
    return Message(text, [section(text)])
