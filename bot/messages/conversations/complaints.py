"""The alert to an account's owner that a customer complained or is at risk."""

from collections.abc import Mapping
from datetime import date

from bot.domain.conversations.model import Conversation
from bot.domain.insights.model import InsightKind
from bot.messages import formatting
from bot.messages.accounts.accounts import SHOW
from bot.messages.accounts.cards import PLAN
from bot.messages.blocks import Element, Message, actions, button, escape, quote, section
from bot.messages.weekly.digests import LINE_OF_DIGEST

CALL = "complaint_call"
_STAYS = f"{LINE_OF_DIGEST}alert-"

_HEADINGS = {InsightKind.COMPLAINT: "is unhappy", InsightKind.RISK: "may be lost"}


def complaint(conversation: Conversation, names: Mapping[str, str], *, today: date) -> Message:
    """What was heard, by whom and when; a person calls, and the press only plans it."""
    details = conversation.details
    alarming = [insight for insight in details.insights if insight.kind in _HEADINGS]
    heading = _HEADINGS[InsightKind(alarming[0].kind)] if alarming else "told us something"
    account = escape(formatting.name(conversation.account_name))
    line = "\n".join(quote(formatting.with_names(insight.text, details.people, names)) for insight in alarming)
    by = escape(formatting.person(details.held_by, names, unknown=formatting.SOMEBODY.capitalize()))
    met = formatting.listing([escape(formatting.name(contact)) for contact in details.contacts], most=3)
    source = f"{by} heard it {formatting.day_words(details.on, today)}" + (f" from {met}." if met else ".")
    text = f"*{account} {heading}.*\n{line}\n{source}"
    return Message(text, [section(text), actions(*_ways(conversation))])


def withdrawn(account: str, by: str) -> Message:
    """What stands in the place of a message whose entry was taken back; `by` is a name, or "" for nobody known."""
    who = escape(formatting.name(by or formatting.SOMEBODY))
    text = f"*{escape(formatting.name(account))}*: withdrawn by {who}."
    return Message(text, [section(text)])


def no_longer_yours() -> Message:
    """What stands in the place of a message that is somebody else's to hear by now."""
    text = "This is with somebody else now: it is no longer about an account of yours."
    return Message(text, [section(text)])


def _ways(conversation: Conversation) -> list[Element]:
    """The alert stays where one of them is pressed."""
    account_id = conversation.account_id
    return [
        button("Card", f"{SHOW}:{_STAYS}0", account_id),
        button("I’ll call", f"{CALL}:{_STAYS}1", conversation.id),
        button("Plan", f"{PLAN}:{_STAYS}2", account_id),
    ]
