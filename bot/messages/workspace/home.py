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
from bot.messages.setup import away, first_steps, first_words, switches
from bot.messages.setup.times import until_words
from bot.messages.views import OPTION_LIMIT, option, reading, type_ahead
from bot.messages.workspace import csv_transfers, failed_deliveries, settings

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
_NOBODY_YET = "*Nobody yet this week.* Twenty minutes with one customer is enough."

PAGE_LIMIT = 50
"""Entries on one page: names and words at their longest stay under Slack's 250 KB a view."""

# With at most two blocks for a row, two for a heading and 20 for all else they stay under Slack's 100 blocks a view.
_UNFINISHED_AT_MOST, _PAST_AT_MOST, _CREDITS_AT_MOST, _PLANNED_AT_MOST, _RECENT_AT_MOST = 5, 6, 8, 8, 10
_PROMISED_AT_MOST = 6
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
        *_listed("Not logged yet", given.unfinished, _UNFINISHED_AT_MOST, lambda each: _unfinished(each, given)),
        *_listed("You promised", given.follow_ups, _PROMISED_AT_MOST, lambda each: _promised(each, given)),
        *_listed(
            "Did it happen?", past, _PAST_AT_MOST, lambda plan: [_plan(plan, given), actions(*plans.answers(plan))]
        ),
        *_listed("Logged by others", given.credits, _CREDITS_AT_MOST, lambda each: _credit(each, given)),
        *_listed("Planned", ahead, _PLANNED_AT_MOST, lambda plan: [_plan(plan, given)]),
        *_recent(given),
        *_own_switches(given),
        *_for_who_is_in_charge(given),
    ]
    return {"type": "home", "blocks": blocks}


def member_conversations(given: Entries, *, skip: int = 0) -> View:
    """One page of one's own entries, `skip` of them before it. The view remembers the account and `skip`.

    ValueError for more than PAGE_LIMIT.
    """
    if len(given.shown) > PAGE_LIMIT:
        raise ValueError(f"a page has at most {PAGE_LIMIT} entries")
    blocks = [actions(*_filter(given), block_id=f"{ENTRIES_OF}:{given.account_id or ''}")]
    blocks += [_entry(each, given) for each in given.shown] or [section(_none(given))]
    turning = _turning(given)
    if turning:
        blocks.append(actions(*turning))
    metadata = json.dumps({"account": given.account_id, "skip": skip})
    return reading("My entries", blocks, metadata=metadata)


def _week(given: Home) -> str:
    if given.customers or given.prospects:
        return f"*{formatting.customers_and_prospects(given.customers, given.prospects)}* this week."
    is_newcomer = not (given.recent or given.plans or given.unfinished)
    return _FIRST_STEPS if is_newcomer else _NOBODY_YET


def _first_words(given: Home) -> list[Block]:
    """What is said once, and that the posts of the week are paused while they are."""
    said = [section(first_words.on_home())] if given.has_first_words else []
    if given.pause is None:
        return said
    until = until_words(given.pause, given.today)
    return [*said, context(f"The posts of the week are paused {until}. What you log counts as ever.")]


def _listed(title: str, rows: Sequence[Row], most: int, draw: Callable[[Row], list[Block]]) -> list[Block]:
    """A heading and its rows; of more than `most` the first ones, and how many are not shown."""
    if not rows:
        return []
    drawn = [block for row in rows[:most] for block in draw(row)]
    left = len(rows) - most
    return [header(title), *drawn, *([context(f"And {left:,} more.")] if left > 0 else [])]


def _unfinished(each: Unfinished, given: Home) -> list[Block]:
    kept = f"Kept until {formatting.day_words(each.until, given.today)}."
    line = quote(formatting.one_line(each.line), _LINE_LIMIT)
    return [
        section(f"{line}\n{kept}" if line else kept),
        actions(button("Finish…", FINISH, each.draft_id), button("Forget it", FORGET, each.draft_id)),
    ]


def _promised(each: TrackedFollowUp, given: Home) -> list[Block]:
    due = each.step.due
    day = f", {formatting.day_words(due, given.today)}" if due is not None else ""
    late = f", open {formatting.count((given.today - due).days, 'day')}" if due and each.is_late(given.today) else ""
    source = formatting.beginning(follow_ups.source(each.entry, given.reader, given.names, given.today))
    said = f"*{follow_ups.account_of(each)}{day}*{late} · {follow_ups.what(each, given.names)}\n{source}."
    return [section(said), actions(*follow_ups.buttons(each.id))]


def _own_switches(given: Home) -> list[Block]:
    """How to be left alone, without knowing a command."""
    return [
        header("What I write to you"),
        *switches.on_home(given.preferences),
        away.on_home(given.away or AwayDays(given.today)),
        switches.name_on_home(given.is_opted_out),
    ]


def _plan(plan: Conversation, given: Home) -> Block:
    day = formatting.day_words(plan.details.on, given.today)
    said = f"*{_account(plan)}, {day}* · {plan.details.kind.value}{_excerpt(plan, given)}"
    return {**section(said), "accessory": _edit(plan, given)}


def _credit(each: Conversation, given: Home) -> list[Block]:
    by = escape(formatting.person(each.logged_by, given.names, unknown=formatting.SOMEBODY.capitalize()))
    does = "logged this as yours" if each.details.held_by == given.reader else "says you took part"
    on = formatting.date_words(each.details.on, given.today)
    said = section(f"{by} {does}: *{_account(each)}*, {each.details.kind.value}, {on}.{_excerpt(each, given)}")
    return [{**said, "accessory": button("Not me", NOT_ME, each.id)}]


def _recent(given: Home) -> list[Block]:
    shown = given.recent[:_RECENT_AT_MOST]
    if not shown:
        return []
    rows = [header("Your last entries"), *[_entry(each, given) for each in shown]]
    has_more = given.has_more or len(given.recent) > len(shown)
    return [*rows, actions(button("All my entries", ENTRIES, "0"))] if has_more else rows


def _entry(each: Conversation, given: Home | Entries) -> Block:
    """The record on one line, its first words on the next, and Edit beside them."""
    details = each.details
    parts = [f"*{_account(each)}*", details.kind.value]
    if details.counts or details.minutes is not None:
        parts.append(formatting.duration(details.counted_minutes) + ("" if details.minutes else " (assumed)"))
    day = formatting.day_words(details.on, given.today)
    parts.append(f"planned for {day}" if details.state is State.PLANNED else day)
    if details.held_by != given.reader:
        parts.append(f"held by {escape(formatting.person(details.held_by, given.names))}")
    if details.private:
        parts.append("private")
    return {**section(" · ".join(parts) + _excerpt(each, given)), "accessory": _edit(each, given)}


def _excerpt(each: Conversation, given: Home | Entries) -> str:
    """The first words on a line of their own; none of a private one to who does not read it."""
    if not each.may_be_read_by(given.reader):
        return ""
    details = each.details
    first = details.insights[0] if details.insights else None
    said = details.note or (f"{first.kind.capitalize()}: {first.text}" if first else "")
    line = formatting.one_line(formatting.with_names(said, details.people, given.names))
    return f"\n> {cut(escape(line), _EXCERPT_LIMIT)}" if line else ""


def _edit(each: Conversation, given: Home | Entries) -> Element:
    day = formatting.date_words(each.details.on, given.today)
    named = formatting.name(each.account_name, BUTTON_LIMIT - len(f"Edit , {day}") - 2)
    # Read aloud, twenty times "Edit" says nothing.
    return {**button("Edit", EDIT, each.id), "accessibility_label": f"Edit {named}, {day}"}


def _for_who_is_in_charge(given: Home) -> list[Block]:
    """What people who left looked after, what did not arrive, the settings, and the ways in and out for data."""
    label = f"{formatting.count(given.left, 'account')} of people who left"
    left = [actions(button(label, reassignment.LIST, "home"))] if given.left else []
    did_not_arrive = failed_deliveries.on_home(given.failed_deliveries, given.today)
    if given.settings is None:
        return [*left, *did_not_arrive]
    return [*left, *did_not_arrive, *settings.on_home(given.settings, given.today), *csv_transfers.home_blocks()]


def _account(each: Conversation) -> str:
    return escape(formatting.name(each.account_name))


def _filter(given: Entries) -> list[Element]:
    if given.account_id is None:
        return [type_ahead(ENTRIES_OF, placeholder="All customers")]
    chosen = option(formatting.name(given.account_name or "", OPTION_LIMIT - 2), given.account_id)
    return [type_ahead(ENTRIES_OF, chosen), button("All customers", ENTRIES_ALL, "0")]


def _none(given: Entries) -> str:
    if given.account_id is not None:
        return f"Nothing of yours with *{escape(formatting.name(given.account_name or ''))}* yet."
    return "Nothing of yours yet. Log the first one: type `/logcall Acme 20m what they said` anywhere in Slack."


def _turning(given: Entries) -> list[Element]:
    newer = [button("Newer", NEWER, str(given.newer))] if given.newer is not None else []
    older = [button("Older", OLDER, str(given.older))] if given.older is not None else []
    return [*newer, *older]
