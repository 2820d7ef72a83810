"""A quote of what a customer said: what it is, the words, who heard it, and the button to ask them."""

from collections.abc import Mapping
from datetime import date

from bot.domain.conversations.model import Conversation
from bot.domain.insights.model import InsightKind
from bot.domain.insights.passages import NOTE, PROMISE, Quote
from bot.messages import formatting, labels
from bot.messages.blocks import Element, button, cut, escape

ASK = "quote_ask"

_QUOTE_LIMIT = 300
_BUTTON_NAME = 40
_OURS = {NOTE: "Note", PROMISE: "Promised"}


def quoted(quote: Quote, names: Mapping[str, str], today: date) -> str:
    """The words, behind what they are; below who said them to whom, and when."""
    details = quote.entry.details
    words = formatting.one_line(formatting.with_names(quote.passage.text, details.people, names)).strip('"“” ')
    return f"> *{label(quote.passage.kind)}* “{cut(escape(words), _QUOTE_LIMIT)}”\n{source(quote.entry, names, today)}"


def source(entry: Conversation, names: Mapping[str, str], today: date) -> str:
    """ "Ana, with Jo Lee, Tue 24 Nov": who of us heard it from whom, and when."""
    ours = [escape(formatting.person(each, names)) for each in (entry.details.held_by, *entry.details.colleagues)]
    met = formatting.listing([escape(formatting.name(contact)) for contact in entry.details.contacts], most=3)
    parts = [formatting.listing(ours, most=3), *([f"with {met}"] if met else [])]
    return ", ".join([*parts, formatting.day_words(entry.details.on, today)])


def label(kind: str) -> str:
    """What people call a kind of passage."""
    return _OURS.get(kind) or labels.INSIGHTS[InsightKind(kind)].partition(":")[0]


def ask_button(member_id: str, entry_id: str, position: int, names: Mapping[str, str], *, suffix: int) -> Element:
    """A press opens the form that asks whoever heard it; `suffix` makes it the only one of its id in the message."""
    name = formatting.person(member_id, names, _BUTTON_NAME)
    return button(f"Ask {name}", f"{ASK}:{suffix}", f"{entry_id} {position}")
