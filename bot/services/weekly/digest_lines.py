"""The lines of a digest: a table, one entry for each kind of thing that it may tell of.

A line is found and rendered from what is true at the moment. What is no longer true gives no line.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.db.scope import Scope
from bot.domain.accounts.waiting import AccountStatus, limit_priorities, nudge_list
from bot.domain.conversations.alerts import alarming
from bot.domain.conversations.follow_ups import FollowUpState, TrackedFollowUp
from bot.domain.conversations.model import Conversation
from bot.domain.weekly.digests import (
    FORGOTTEN_AFTER,
    MOST_WITH_PRIORITY,
    SUGGESTED_EVERY,
    SUGGESTIONS,
    DigestItem,
    DigestReader,
    ItemKind,
)
from bot.messages.weekly import digests as messages
from bot.messages.weekly.digests import Line, Reader
from bot.outbox import batching
from bot.services import alerts, keep_questions
from bot.services.accounts import assignments, cards, waiting
from bot.services.conversations import complaints
from bot.services.weekly import thursdays
from bot.services.weekly.follow_up_alerts import FOLLOW_UP
from bot.storage.conversations import conversations, follow_ups, member_conversations
from bot.storage.sponsors import sponsorships
from bot.storage.weekly import digests, pledges
from bot.storage.workspace import members


@dataclass(frozen=True)
class LineType:
    """One kind of line: `render` makes the lines about these records, for whoever they are to reach."""

    kind: ItemKind
    render: Callable[[Scope, DigestReader, Sequence[str]], list[Line]]


def render(scope: Scope, reader: DigestReader, items: Sequence[DigestItem]) -> list[Line]:
    """The lines that tell of these: on top Thursday's question, then in the order in which they compete; no promise
    twice."""
    lines = thursdays.lines(scope, reader, items)
    for line_type in LINE_TYPES:
        subjects = [item.subject for item in items if item.kind is line_type.kind]
        lines += line_type.render(scope, reader, subjects) if subjects else []
    return [one for one in lines if not _is_said_by(one, lines)]


def suggestions(
    scope: Scope, reader: DigestReader, every: Sequence[AccountStatus], kinds: Sequence[ItemKind]
) -> list[DigestItem]:
    """The accounts of theirs that wait most, of all as they stand, one for each of the `kinds`; none that was named to
    them within 14 days, unless something about it changed since, and not only worries."""
    own = sponsorships.accounts_of(scope, reader.id)
    since = reader.today - SUGGESTED_EVERY + timedelta(days=1)
    named = digests.reported_since(scope, reader.id, SUGGESTIONS, since)
    listed = [each for each in nudge_list(every) if each.account.id in own]
    fresh = [
        account_status for account_status in listed if _is_fresh(account_status, named.get(account_status.account.id))
    ]
    chosen = limit_priorities(fresh, MOST_WITH_PRIORITY)
    found = [
        DigestItem(reader.id, kind, each.account.id, reader.today) for kind, each in zip(kinds, chosen, strict=False)
    ]
    return keep_questions.ask_one(scope, reader, fresh, found)


def enrolled(scope: Scope, member_ids: Sequence[str]) -> frozenset[str]:
    """Which of these members ever logged something here or named a number."""
    return member_conversations.authors(scope, member_ids) | pledges.givers(scope, member_ids)


def _is_said_by(line: Line, lines: Sequence[Line]) -> bool:
    """Whether another line says more of the same promise: that it is late, or else that it is due."""
    says_more = _SAYS_MORE.get(line.kind, ())
    return any(each.kind in says_more and each.subjects == line.subjects for each in lines)


def _is_fresh(standing: AccountStatus, named_on: date | None) -> bool:
    changed = standing.priority.since if standing.priority is not None else None
    return named_on is None or (changed is not None and changed > named_on)


def _due(scope: Scope, reader: DigestReader, subjects: Sequence[str]) -> list[Line]:
    return _follow_ups(scope, reader, subjects, ItemKind.FOLLOW_UP_DUE)


def _late(scope: Scope, reader: DigestReader, subjects: Sequence[str]) -> list[Line]:
    return _follow_ups(scope, reader, subjects, ItemKind.FOLLOW_UP_LATE)


def _given(scope: Scope, reader: DigestReader, subjects: Sequence[str]) -> list[Line]:
    """But for what they were told at once."""
    untold = [subject for subject in subjects if not _was_told_at_once(scope, reader, subject)]
    return _follow_ups(scope, reader, untold, ItemKind.FOLLOW_UP_GIVEN)


def _follow_ups(scope: Scope, reader: DigestReader, subjects: Sequence[str], kind: ItemKind) -> list[Line]:
    """What is theirs to do, and what of it they have done since; what was dropped is never shown again."""
    found = [
        follow_up
        for follow_up in follow_ups.those(scope, subjects)
        if _is_theirs(follow_up, reader) and follow_up.state is not FollowUpState.DROPPED
    ]
    shown = _reader(scope, reader, [each.entry for each in found], [each.given_by for each in found])
    return [messages.follow_up(kind, each, shown) for each in found]


def _is_theirs(tracked: TrackedFollowUp, reader: DigestReader) -> bool:
    """Whether they are to do it and may read it, of an entry that stands."""
    stands = tracked.entry.undone_at is None
    return stands and tracked.step.assignee == reader.id and tracked.entry.may_be_read_by(reader.id)


def _was_told_at_once(scope: Scope, reader: DigestReader, follow_up_id: str) -> bool:
    return batching.was_sent(scope, kind=FOLLOW_UP, subject=follow_up_id, target=reader.id)


def _done(scope: Scope, reader: DigestReader, subjects: Sequence[str]) -> list[Line]:
    found = [
        follow_up
        for follow_up in follow_ups.those(scope, subjects)
        if follow_up.state is FollowUpState.DONE
        and follow_up.entry.undone_at is None
        and follow_up.given_by == reader.id
        and follow_up.entry.may_be_read_by(reader.id)
    ]
    shown = _reader(scope, reader, [each.entry for each in found], [each.ended_by or "" for each in found])
    return [messages.follow_up_done(each, shown) for each in found]


def _plans_today(scope: Scope, reader: DigestReader, subjects: Sequence[str]) -> list[Line]:
    """Those of today, or of the week ahead for whoever is told on Mondays only; to who goes there, and who is in
    charge."""
    found = [
        conversation
        for conversation in _active(scope, reader, subjects)
        if conversation.details.on >= reader.today and reader.id in _concerned(scope, reader, conversation)
    ]
    shown = _reader(scope, reader, found)
    return [
        messages.plan_today(each, cards.worth_asking(scope, each.account_id, reader=reader.id), shown) for each in found
    ]


def _concerned(scope: Scope, reader: DigestReader, plan: Conversation) -> tuple[str, ...]:
    in_charge = sponsorships.in_charge(scope, plan.account_id)
    return (plan.details.held_by, *plan.details.colleagues, *in_charge)


def _plan_questions(scope: Scope, reader: DigestReader, subjects: Sequence[str]) -> list[Line]:
    """To whoever was to hold it; where they never logged or named a number, to who typed it."""
    found = [each for each in _active(scope, reader, subjects) if each.details.on < reader.today]
    holders = enrolled(scope, [each.details.held_by for each in found])
    asked = [
        each
        for each in found
        if reader.id == (each.details.held_by if each.details.held_by in holders else each.logged_by)
    ]
    shown = _reader(scope, reader, asked)
    return [messages.plan_question(each, shown) for each in asked]


def _spoken(scope: Scope, reader: DigestReader, subjects: Sequence[str]) -> list[Line]:
    alerted = digests.reported_since(scope, reader.id, [ItemKind.ALERT], reader.today - FORGOTTEN_AFTER)
    found = [
        each
        for each in _active(scope, reader, subjects)
        if each.details.counts
        and each.id not in alerted
        and not _was_alerted(scope, reader, each)
        and reader.id in sponsorships.in_charge(scope, each.account_id)
        and reader.id not in (each.details.held_by, *each.details.colleagues)
    ]
    return [messages.colleague_conversations(found, _reader(scope, reader, found))] if found else []


def _was_alerted(scope: Scope, reader: DigestReader, entry: Conversation) -> bool:
    """Whether they were told of a complaint or a risk in it at once."""
    return bool(alarming(entry.details)) and reader.id in alerts.members_alerted(scope, entry.id)


def _credited(scope: Scope, reader: DigestReader, subjects: Sequence[str]) -> list[Line]:
    found = [
        each
        for each in _active(scope, reader, subjects)
        if reader.id in (each.details.held_by, *each.details.colleagues) and reader.id != each.logged_by
    ]
    shown = _reader(scope, reader, found)
    return [messages.credited(each, shown) for each in found]


def _waiting(scope: Scope, reader: DigestReader, subjects: Sequence[str]) -> list[Line]:
    """Those that are still theirs and still wait, and how many more do."""
    own = sponsorships.accounts_of(scope, reader.id)
    every = nudge_list(waiting.account_statuses(scope, reader.today, own)) if own else ()
    named = [standing for standing in every if standing.account.id in subjects]
    return [messages.yours_that_wait(named, len(every) - len(named))] if named else []


def _active(scope: Scope, reader: DigestReader, subjects: Sequence[str]) -> list[Conversation]:
    """The entries that stand, as they read them."""
    found = conversations.those(scope, subjects)
    return [each.as_read_by(reader.id) for each in found if each.undone_at is None]


def _reader(scope: Scope, reader: DigestReader, entries: Sequence[Conversation], people: Sequence[str] = ()) -> Reader:
    mentioned = [person for entry in entries for person in (entry.logged_by, *entry.details.people)]
    names = members.names_of(scope, [*mentioned, *people])
    return Reader(reader.id, reader.today, names)


_SAYS_MORE = {
    ItemKind.FOLLOW_UP_DUE: (ItemKind.FOLLOW_UP_LATE,),
    ItemKind.FOLLOW_UP_GIVEN: (ItemKind.FOLLOW_UP_LATE, ItemKind.FOLLOW_UP_DUE),
}
"""For each kind of line the kinds that make it needless beside them."""

LINE_TYPES = (
    LineType(ItemKind.ALERT, complaints.lines),
    LineType(ItemKind.ASSIGNMENT, assignments.lines),
    LineType(ItemKind.FOLLOW_UP_DUE, _due),
    LineType(ItemKind.FOLLOW_UP_LATE, _late),
    LineType(ItemKind.FOLLOW_UP_GIVEN, _given),
    LineType(ItemKind.PLAN_TODAY, _plans_today),
    LineType(ItemKind.PLAN_QUESTION, _plan_questions),
    LineType(ItemKind.SPOKEN, _spoken),
    LineType(ItemKind.CREDITED, _credited),
    LineType(ItemKind.FOLLOW_UP_DONE, _done),
    LineType(ItemKind.KEEP_OR_REST, keep_questions.lines),
    LineType(ItemKind.WAITING, _waiting),
)
"""In the order in which they compete for the five places."""
