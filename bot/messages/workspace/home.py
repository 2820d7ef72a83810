"""The Home tab, and all of somebody's own entries. What has no data is not mentioned."""

import json
from collections.abc import Callable, Sequence
from typing import TypeVar

from bot.domain.conversations.follow_ups import TrackedFollowUp
from bot.domain.conversations.model import Conversation, State
from bot.domain.setup.away import AwayDays
from bot.domain.workspace.home import Entries, Home, Unfinished
from bot.messages import formatting
from bot.messages.accounts import reassignment
from bot.messages.blocks import (
    BUTTON_LIMIT,
    Block,
    Element,
    View,
    actions,
    button,
    context,
    cut,
    escape,
    header,
    quote,
    section,
)
from bot.messages.conversations import follow_ups, plans
from bot.messages.conversations.questions import FORGET
from bot.messages.conversations.receipts import EDIT
from bot.messages.pages import turning
from bot.messages.setup import away, first_steps, first_words, switches
from bot.messages.setup.times import until_words
from bot.messages.sponsors import proposals
from bot.messages.views import OPTION_LIMIT, option, reading, type_ahead
from bot.messages.workspace import csv_transfers, failed_deliveries, own_accounts, settings

LOG = "home_log"
FINISH = "draft_finish"
NOT_ME = "conversation_not_me"
ENTRIES = "home_entries"
ENTRIES_OF = "entries_of"
ENTRIES_ALL = "entries_all"
NEWER, OLDER = "entries_newer", "entries_older"

_FIRST_STEPS = (
    "*How many customers did you speak to this week?*\n"
    "Log the first one: type `/logcall Acme 20m what they said` anywhere in Slack, with your customer’s name for Acme, "
    "or press the button. Twenty minutes is enough, and customers are glad to talk."
)
_SPONSORS_FIRST = (
    "*How many customers did you speak to this week?* A sponsor speaks to each of theirs every 90 days: 20 minutes, "
    "with nothing to sell. Below are words to ask for them."
)
_NOBODY_YET = "*Nobody yet this week.* Twenty minutes with one customer is enough."

PAGE_LIMIT = 50
"""Entries on one page: names and words at their longest stay under Slack's 250 KB a view."""

# With at most two blocks for a row, two for a heading and 20 for all else they stay under Slack's 100 blocks a view.
_UNFINISHED_AT_MOST, _PAST_AT_MOST, _CREDITS_AT_MOST, _PLANNED_AT_MOST, _RECENT_AT_MOST = 5, 6, 8, 8, 10
_PROMISED_AT_MOST = 6
_PROPOSALS_AT_MOST = 3
_LINE_LIMIT = 300
_EXCERPT_LIMIT = 90

Row = TypeVar("Row")


def home(given: Home) -> View:
    """What is one's own: this week, what waits for a word, what is planned, what was logged last."""
    past = [plan for plan in given.plans if plan.details.on < given.today]
    ahead = [plan for plan in given.plans if plan.details.on >= given.today]
    blocks = [
        *(first_steps.on_home(given.first_steps, given.today) if given.first_steps is not None else []),
        section(_week(given)),
        *_first_words(given),
        actions(button("Log a conversation", LOG, "home", style="primary")),
        *(_own(given) if given.is_sponsor else []),
        *_listed("Asked of you", given.proposals, _PROPOSALS_AT_MOST, proposals.on_home),
        *_listed("Not logged yet", given.unfinished, _UNFINISHED_AT_MOST, lambda each: _unfinished(each, given)),
        *_listed(
            "You promised",
            given.follow_ups,
            _PROMISED_AT_MOST,
            lambda tracked: _promised(tracked, given),
        ),
        *_listed(
            "Did it happen?", past, _PAST_AT_MOST, lambda plan: [_plan(plan, given), actions(*plans.answers(plan))]
        ),
        *_listed(
            "Logged by others", given.credits, _CREDITS_AT_MOST, lambda conversation: _credit(conversation, given)
        ),
        *_listed("Planned", ahead, _PLANNED_AT_MOST, lambda plan: [_plan(plan, given)]),
        *([] if given.is_sponsor else _own(given)),
        *_recent(given),
        *_own_switches(given),
        *_for_who_is_in_charge(given),
    ]
    return {"type": "home", "blocks": blocks}


def member_conversations(entries: Entries) -> View:
    """One page of one's own entries. The view remembers the account and where the page stands.

    ValueError for more than PAGE_LIMIT.
    """
    if len(entries.page.items) > PAGE_LIMIT:
        raise ValueError(f"a page has at most {PAGE_LIMIT} entries")
    blocks = [actions(*_filter(entries), block_id=f"{ENTRIES_OF}:{entries.account_id or ''}")]
    blocks += [_entry(conversation, entries) for conversation in entries.page.items] or [section(_none(entries))]
    blocks += turning(entries.page, newer=NEWER, older=OLDER)
    metadata = json.dumps({"account": entries.account_id, "skip": entries.page.skip})
    return reading("My entries", blocks, metadata=metadata)


def _week(home: Home) -> str:
    if home.meant is not None:
        return _against_number(home, home.meant)
    if home.customers or home.prospects:
        return f"*{formatting.customers_and_prospects(home.customers, home.prospects)}* this week."
    is_newcomer = not (home.recent or home.plans or home.unfinished)
    if is_newcomer and home.is_sponsor:
        return _SPONSORS_FIRST
    return _FIRST_STEPS if is_newcomer else _NOBODY_YET


def _against_number(home: Home, meant: int) -> str:
    """This week against one's own number; what is beyond it is said, what is missing is not."""
    reached = home.customers + home.prospects
    if not reached:
        return f"*You meant {formatting.count(meant, 'customer')} this week.* None is logged yet."
    spoken = formatting.customers_and_prospects(home.customers, home.prospects, " and ")
    if reached >= meant:
        return f"*{spoken} this week*; you meant {meant:,}."
    return f"*{spoken} of the {meant:,} you meant this week.*"


def _own(home: Home) -> list[Block]:
    return own_accounts.on_home(home.own) if home.own is not None else []


def _first_words(home: Home) -> list[Block]:
    """What is said once, and that the posts of the week are paused while they are."""
    text = [section(first_words.on_home())] if home.has_first_words else []
    if home.pause is None:
        return text
    until = until_words(home.pause, home.today)
    return [*text, context(f"The posts of the week are paused {until}. What you log counts as ever.")]


def _listed(title: str, rows: Sequence[Row], most: int, draw: Callable[[Row], list[Block]]) -> list[Block]:
    """A heading and its rows; of more than `most` the first ones, and how many are not shown."""
    if not rows:
        return []
    drawn = [block for row in rows[:most] for block in draw(row)]
    left = len(rows) - most
    return [header(title), *drawn, *([context(f"And {left:,} more.")] if left > 0 else [])]


def _unfinished(unfinished: Unfinished, home: Home) -> list[Block]:
    kept = f"Kept until {formatting.day_words(unfinished.until, home.today)}."
    line = quote(formatting.one_line(unfinished.line), _LINE_LIMIT)
    return [
        section(f"{line}\n{kept}" if line else kept),
        actions(button("Finish…", FINISH, unfinished.draft_id), button("Forget it", FORGET, unfinished.draft_id)),
    ]


def _promised(tracked: TrackedFollowUp, home: Home) -> list[Block]:
    due = tracked.step.due
    day = f", {formatting.day_words(due, home.today)}" if due is not None else ""
    late = f", open {formatting.count((home.today - due).days, 'day')}" if due and tracked.is_late(home.today) else ""
    source = formatting.beginning(follow_ups.source(tracked.entry, home.reader, home.names, home.today))
    text = f"*{follow_ups.account_of(tracked)}{day}*{late} · {follow_ups.what(tracked, home.names)}\n{source}."
    return [section(text), actions(*follow_ups.buttons(tracked.id))]


def _own_switches(home: Home) -> list[Block]:
    """How to be left alone, without knowing a command."""
    return [
        header("What I write to you"),
        *switches.on_home(home.preferences),
        away.on_home(home.away or AwayDays(home.today)),
        switches.name_on_home(home.is_opted_out),
    ]


def _plan(plan: Conversation, home: Home) -> Block:
    day = formatting.day_words(plan.details.on, home.today)
    text = f"*{_account(plan)}, {day}* · {plan.details.kind.value}{_excerpt(plan, home)}"
    return {**section(text), "accessory": _edit(plan, home)}


def _credit(conversation: Conversation, home: Home) -> list[Block]:
    by = escape(formatting.person(conversation.logged_by, home.names, unknown=formatting.SOMEBODY.capitalize()))
    does = "logged this as yours" if conversation.details.held_by == home.reader else "says you took part"
    on = formatting.date_words(conversation.details.on, home.today)
    what = f"*{_account(conversation)}*, {conversation.details.kind.value}, {on}"
    text = section(f"{by} {does}: {what}.{_excerpt(conversation, home)}")
    return [{**text, "accessory": button("Not me", NOT_ME, conversation.id)}]


def _recent(home: Home) -> list[Block]:
    shown = home.recent[:_RECENT_AT_MOST]
    if not shown:
        return []
    rows = [header("Your last entries"), *[_entry(conversation, home) for conversation in shown]]
    has_more = home.has_more or len(home.recent) > len(shown)
    return [*rows, actions(button("All my entries", ENTRIES, "0"))] if has_more else rows


def _entry(conversation: Conversation, given: Home | Entries) -> Block:
    """The record on one line, its first words on the next, and Edit beside them."""
    details = conversation.details
    parts = [f"*{_account(conversation)}*", details.kind.value]
    if details.counts or details.minutes is not None:
        parts.append(formatting.duration(details.counted_minutes) + ("" if details.minutes else " (assumed)"))
    day = formatting.day_words(details.on, given.today)
    parts.append(f"planned for {day}" if details.state is State.PLANNED else day)
    if details.held_by != given.reader:
        parts.append(f"held by {escape(formatting.person(details.held_by, given.names))}")
    if details.private:
        parts.append("private")
    return {**section(" · ".join(parts) + _excerpt(conversation, given)), "accessory": _edit(conversation, given)}


def _excerpt(conversation: Conversation, given: Home | Entries) -> str:
    """The first words on a line of their own; none of a private one to who does not read it."""
    if not conversation.may_be_read_by(given.reader):
        return ""
    details = conversation.details
    first = details.insights[0] if details.insights else None
    sentence = details.note or (f"{first.kind.capitalize()}: {first.text}" if first else "")
    line = formatting.one_line(formatting.with_names(sentence, details.people, given.names))
    return f"\n> {cut(escape(line), _EXCERPT_LIMIT)}" if line else ""


def _edit(conversation: Conversation, given: Home | Entries) -> Element:
    day = formatting.date_words(conversation.details.on, given.today)
    named = formatting.name(conversation.account_name, BUTTON_LIMIT - len(f"Edit , {day}") - 2)
    # Read aloud, twenty times "Edit" says nothing.
    return {**button("Edit", EDIT, conversation.id), "accessibility_label": f"Edit {named}, {day}"}


def _for_who_is_in_charge(home: Home) -> list[Block]:
    """What people who left looked after, what did not arrive, the settings, and the ways in and out for data."""
    label = f"{formatting.count(home.left, 'account')} of people who left"
    left = [actions(button(label, reassignment.LIST, "home"))] if home.left else []
    did_not_arrive = failed_deliveries.on_home(home.failed_deliveries, home.today)
    if home.settings is None:
        return [*left, *did_not_arrive]
    return [*left, *did_not_arrive, *settings.on_home(home.settings, home.today), *csv_transfers.home_blocks()]


def _account(conversation: Conversation) -> str:
    return escape(formatting.name(conversation.account_name))


def _filter(entries: Entries) -> list[Element]:
    if entries.account_id is None:
        return [type_ahead(ENTRIES_OF, placeholder="All customers")]
    chosen = option(formatting.name(entries.account_name or "", OPTION_LIMIT - 2), entries.account_id)
    return [type_ahead(ENTRIES_OF, chosen), button("All customers", ENTRIES_ALL, "0")]


def _none(entries: Entries) -> str:
    if entries.account_id is not None:
        return f"Nothing of yours with *{escape(formatting.name(entries.account_name or ''))}* yet."
    return "Nothing of yours yet. Log the first one: type `/logcall Acme 20m what they said` anywhere in Slack."
