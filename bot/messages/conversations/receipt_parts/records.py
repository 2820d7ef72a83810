"""The record of a conversation in a receipt: its facts in a line, and the words below it."""

from collections.abc import Mapping

from bot.domain.conversations import fields
from bot.domain.conversations.model import Details, State
from bot.domain.conversations.receipts import Receipt
from bot.messages import formatting
from bot.messages.blocks import escape, quote
from bot.messages.conversations.receipt_parts.doubts import account


def record(receipt: Receipt) -> str:
    """The facts, the words, and who held and typed it."""
    return "\n".join([facts(receipt), *words(receipt), *people(receipt)])


def facts(receipt: Receipt) -> str:
    """ "*Acme Corp* · call · 20 min · today, with Jo Lee." """
    details = receipt.conversation.details
    parts = [f"*{account(receipt.conversation.account_name)}*", details.kind.value]
    if details.counts or details.minutes is not None:
        parts.append(_minutes(details))
    parts.append(_when(receipt) + _with_whom(details, receipt.names))
    parts += _chosen(details)
    if details.private:
        parts.append("private")
    return " · ".join(parts) + "."


def words(receipt: Receipt) -> list[str]:
    """The note and what they said."""
    details = receipt.conversation.details
    lines = [quote(formatting.with_names(details.note, details.people, receipt.names))] if details.note else []
    lines += [
        f"{insight.kind.capitalize()}: {escape(formatting.with_names(insight.text, details.people, receipt.names))}"
        for insight in details.insights
    ]
    return lines


def people(receipt: Receipt) -> list[str]:
    """Who held it and who typed it, where that is not the reader alone."""
    held_by, logged_by = receipt.conversation.details.held_by, receipt.conversation.logged_by
    if held_by != logged_by:
        return [f"Held by {_person_or_you(held_by, receipt)}, typed by {_person_or_you(logged_by, receipt)}."]
    return [] if logged_by == receipt.reader else [f"Typed by {person(logged_by, receipt.names)}."]


def person(member_id: str, names: Mapping[str, str]) -> str:
    return escape(formatting.person(member_id, names))


def _chosen(details: Details) -> list[str]:
    """What was chosen of few values, with its label; the kind stands first by itself."""
    chosen = [(choice.label, getattr(details, choice.attributes[0])) for choice in fields.PLAIN_CHOICES]
    return [f"{label.lower()}: {value}" for label, value in chosen if value]


def _minutes(details: Details) -> str:
    assumed = " (assumed)" if details.minutes is None else ""
    return formatting.duration(details.counted_minutes) + assumed


def _when(receipt: Receipt) -> str:
    day = formatting.day_words(receipt.conversation.details.on, receipt.today)
    return f"planned for {day}" if receipt.conversation.details.state is State.PLANNED else day


def _with_whom(details: Details, names: Mapping[str, str]) -> str:
    there = [escape(formatting.name(contact)) for contact in details.contacts]
    there += [person(member_id, names) for member_id in details.colleagues]
    return f", with {formatting.listing(there, most=6)}" if there else ""


def _person_or_you(member_id: str, receipt: Receipt) -> str:
    return "you" if member_id == receipt.reader else person(member_id, receipt.names)
