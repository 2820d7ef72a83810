"""The history of an account: a modal with pages, the latest first."""

import json
from datetime import date

from bot.domain.conversations.follow_ups import FollowUpState, TrackedFollowUp
from bot.domain.conversations.model import Conversation, Insight, State
from bot.domain.insights.history import History, HistoryEntry
from bot.messages import formatting
from bot.messages.blocks import Block, View, actions, context, cut, escape, quote, section
from bot.messages.insights.quotes import ask_button, label
from bot.messages.pages import turning
from bot.messages.views import OPTION_LIMIT, option, reading, select

CONTACT = "history_contact"
NEWER, OLDER = "history_newer", "history_older"
EVERYBODY = "everybody"
"""The choice that is no contact."""

_NOTE_LIMIT, _INSIGHT_LIMIT, _CONTACTS_AT_MOST = 1200, 300, 99


def history(shown: History) -> View:
    """One page of it. The view remembers the account, the contact and where the page stands."""
    opening = f"*{escape(formatting.name(shown.account_name))}*: all that was said with them, the latest first."
    blocks = [section(opening), *_contacts(shown)]
    blocks += [_entry(at, each, shown) for at, each in enumerate(shown.page.items)] or [section(_nothing(shown))]
    blocks += turning(shown.page, newer=NEWER, older=OLDER)
    metadata = {"account": shown.account_id, "contact": shown.contact_id, "skip": shown.page.skip}
    return reading("History", blocks, metadata=json.dumps(metadata))


def _contacts(shown: History) -> list[Block]:
    """Whose conversations are shown, and a choice of others."""
    if not shown.contacts:
        return []
    people = list(shown.contacts.items())[:_CONTACTS_AT_MOST]
    options = [option("With everybody", EVERYBODY)]
    options += [option(formatting.name(name, OPTION_LIMIT - 2), contact_id) for contact_id, name in people]
    # Under the same block_id Slack would go on showing whom somebody chose before.
    return [actions(select(CONTACT, options, shown.contact_id or EVERYBODY), block_id=f"{CONTACT}:{shown.contact_id}")]


def _entry(at: int, shown: HistoryEntry, history: History) -> Block:
    if shown.entry.undone_at is not None:
        return context(_undone(shown, history))
    lines = [_record(shown.entry, history), *_words(shown, history)]
    block = section("\n".join(lines))
    if shown.asks is None:
        return block
    return {**block, "accessory": ask_button(shown.asks, shown.entry.id, 0, history.names, suffix=at)}


def _undone(shown: HistoryEntry, history: History) -> str:
    by = escape(formatting.person(shown.undone_by or "", history.names))
    return f"{_day(shown.entry, history.today)}: taken back by {by}."


def _record(entry: Conversation, history: History) -> str:
    """When, how, for how long, who of us and whom of them."""
    details = entry.details
    parts = [f"*{_day(entry, history.today)}*", details.kind.value]
    if details.state is State.PLANNED:
        parts.append("planned" if details.on >= history.today else "planned, nobody said what came of it")
    elif details.counts or details.minutes is not None:
        parts.append(formatting.duration(details.counted_minutes))
    ours = [escape(formatting.person(each, history.names)) for each in (details.held_by, *details.colleagues)]
    met = formatting.listing([escape(formatting.name(contact)) for contact in details.contacts], most=5)
    return " · ".join([*parts, formatting.listing(ours, most=5) + (f" with {met}" if met else "")])


def _words(shown: HistoryEntry, history: History) -> list[str]:
    if shown.is_withheld:
        return ["Private: the words are for those who were there, and whoever they let read it."]
    details = shown.entry.details
    lines = ["Private, you are one of its readers."] if details.private else []
    if details.note:
        lines.append(quote(formatting.with_names(details.note, details.people, history.names), _NOTE_LIMIT))
    lines += [_insight(insight, shown.entry, history) for insight in details.insights]
    return lines + ([_promise(shown.follow_up, history)] if shown.follow_up is not None else [])


def _insight(insight: Insight, entry: Conversation, history: History) -> str:
    text = formatting.one_line(formatting.with_names(insight.text, entry.details.people, history.names)).strip('"“” ')
    return f"> *{label(insight.kind)}* “{cut(escape(text), _INSIGHT_LIMIT)}”"


def _promise(promised: TrackedFollowUp, history: History) -> str:
    step = promised.step
    text = formatting.one_line(formatting.with_names(step.text, promised.entry.details.people, history.names))
    who = escape(formatting.person(step.assignee, history.names))
    due = f", {formatting.date_words(step.due, history.today)}" if step.due is not None else ""
    return f"Promised: {cut(escape(text), _INSIGHT_LIMIT)}{due}, {who}: {_outcome(promised, history)}."


def _outcome(promised: TrackedFollowUp, history: History) -> str:
    if promised.state is FollowUpState.OPEN:
        return "open, late" if promised.is_late(history.today) else "open"
    by = escape(formatting.person(promised.ended_by or "", history.names))
    on = f", {formatting.date_words(promised.ended_at.date(), history.today)}" if promised.ended_at else ""
    return f"{promised.state.value} by {by}{on}"


def _day(entry: Conversation, today: date) -> str:
    return formatting.beginning(formatting.day_words(entry.details.on, today))


def _nothing(shown: History) -> str:
    name = escape(formatting.name(shown.account_name))
    return f"Nothing is logged of {name} yet. The first one: `/logcall {name} 20m what they said`."
