"""A conversation shared in a channel. People are named, never mentioned."""

from collections.abc import Mapping

from bot.domain.conversations.model import Conversation
from bot.messages import formatting
from bot.messages.blocks import Message, cut, escape, quote, section

_WORDS_LIMIT = 2000


def share(entry: Conversation, names: Mapping[str, str]) -> Message:
    """What the channel reads: whom, when, by whom, and what was said; what was promised stays with its author."""
    details = entry.details
    by = _person(details.held_by, names)
    account = escape(formatting.name(entry.account_name))
    met = formatting.listing([escape(formatting.name(contact)) for contact in details.contacts], most=6)
    heading = f"*{by} spoke to {account}*" if details.counts else f"*{by}, {account}*"
    when = formatting.date_words(details.on, details.on)
    facts = " · ".join([details.kind.value, *_minutes(entry), when + (f", with {met}" if met else "")])
    lines = [f"{heading} · {facts}", *_said(entry, names)]
    if entry.logged_by != details.held_by:
        lines.append(f"Typed by {_person(entry.logged_by, names)}.")
    text = cut("\n".join(lines), 3000)
    return Message(text, [section(text)])


def on_its_way(channel: str, *, is_new: bool) -> Message:
    """What its author reads in the place of the form."""
    name = escape(formatting.name(channel))
    text = f"On its way to #{name}." if is_new else f"It stands in #{name} already: shared once, it stays once."
    return Message(text, [section(text)])


def _minutes(entry: Conversation) -> list[str]:
    return [formatting.duration(entry.details.counted_minutes)] if entry.details.counts else []


def _said(entry: Conversation, names: Mapping[str, str]) -> list[str]:
    details = entry.details
    lines = [quote(formatting.with_names(details.note, details.people, names), _WORDS_LIMIT)] if details.note else []
    return lines + [
        f"{insight.kind.capitalize()}: {escape(formatting.with_names(insight.text, details.people, names))}"
        for insight in details.insights
    ]


def _person(member_id: str, names: Mapping[str, str]) -> str:
    return escape(formatting.person(member_id, names, unknown=formatting.SOMEBODY.capitalize()))
