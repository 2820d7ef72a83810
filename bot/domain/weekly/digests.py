"""The daily digest: what is told to whom on which day, and on which days somebody is written to at all.

What cannot wait comes on its day: promises and plans of that day. All else waits for Monday or Thursday (Wednesday too
with many accounts), and moves on from a day off. Thursday's question tops that day's digest, and is asked on no other.
"""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum

from bot.domain.accounts.waiting import working_days_after
from bot.domain.conversations import plans
from bot.domain.conversations.model import Conversation, FollowUp, State
from bot.domain.setup.pause import Pause
from bot.domain.weekly.iso_weeks import monday_of
from bot.domain.workspace.preferences import DIGEST, NO_PREFERENCES, Mode, Preferences
from bot.domain.workspace.preferences import THURSDAY as THURSDAY_QUESTION
from bot.domain.workspace.schedule import MONDAY, NO_DAYS, SATURDAY, THURSDAY, WEDNESDAY, Daily, Weekly

DIGEST_RULE = Daily(time(9))
"""On the wall of whoever is told."""

QUESTION_RULE = Weekly(THURSDAY, time(15))
"""When Thursday's question goes to whom the digest has nothing else to tell; on the same wall."""

MOST_LINES = 5
LATE_WORKING_DAYS = 3
MANY_ACCOUNTS = 20
"""Whoever has more than these is told on Wednesdays too."""

MOST_WITH_PRIORITY = 3
"""So many at most of the accounts that a digest names wait for an answer to a complaint or the like."""

SUGGESTED_EVERY = timedelta(days=14)
"""No account is suggested to somebody more often, unless something about it changed."""

NEWS_LIFE = timedelta(days=14)
"""What happened longer ago is no news."""

FORGOTTEN_AFTER = timedelta(days=90)
"""What was not told for so long, because somebody wants no digest, is told no more."""

_A_DAY = timedelta(days=1)
_DIGEST_DAYS = (MONDAY, THURSDAY)
_LOOKED_AHEAD = 30
"""So many days ahead the next digest is looked for; then once more."""


class ItemKind(StrEnum):
    """What a digest may tell of, in the order in which lines compete for their place."""

    NUMBER_QUESTION = "number_question"  # how many customers they spoke to; the subject is the day on which it is asked
    SUGGESTED = "suggested"  # the account that the question suggests
    ALERT = "alert"  # a complaint or a risk that others heard in the place of an owner who was away
    ASSIGNMENT = "assignment"  # an account was given to them or taken; the subject is the change's audit entry
    FOLLOW_UP_DUE = "follow_up_due"
    FOLLOW_UP_LATE = "follow_up_late"
    FOLLOW_UP_GIVEN = "follow_up_given"
    PLAN_TODAY = "plan_today"
    PLAN_QUESTION = "plan_question"
    SPOKEN = "spoken"  # a colleague talked to an account of theirs
    CREDITED = "credited"  # a colleague logged something as theirs or with them
    FOLLOW_UP_DONE = "follow_up_done"
    KEEP_OR_REST = "keep_or_rest"  # whether to keep, hand over or let rest an account of theirs
    WAITING = "waiting"  # an account of theirs that waits

    @property
    def is_top(self) -> bool:
        """Whether it stands above the lines of the digest, and takes none of their places."""
        return self in (ItemKind.NUMBER_QUESTION, ItemKind.SUGGESTED)

    @property
    def is_dated(self) -> bool:
        """Whether it belongs to a day, which may move; all else is news, told once."""
        return self in (_AHEAD | {ItemKind.FOLLOW_UP_LATE, ItemKind.PLAN_QUESTION})

    @property
    def outlives_news(self) -> bool:
        """Whether somebody who was not told for long is told all the same."""
        return self in (_GIVEN | {ItemKind.FOLLOW_UP_LATE})

    @property
    def needs_enrolment(self) -> bool:
        """Whether only those are told who named a number or logged; what a colleague gives one needs none."""
        return self not in _GIVEN


SUGGESTIONS = frozenset({ItemKind.SUGGESTED, ItemKind.KEEP_OR_REST, ItemKind.WAITING})
"""What names somebody an account to speak to."""

_GIVEN = frozenset({ItemKind.ALERT, ItemKind.ASSIGNMENT, ItemKind.FOLLOW_UP_GIVEN})
"""What a colleague gives one."""

_AHEAD = frozenset({ItemKind.FOLLOW_UP_DUE, ItemKind.PLAN_TODAY})
"""What whoever wants Mondays only is told on the Monday before."""


@dataclass(frozen=True)
class DigestItem:
    """Something to tell a member from the local day `on` on; `subject` is the id of a conversation or an account.

    `reported_on` is the day of the digest that tells it.
    """

    member: str
    kind: ItemKind
    subject: str
    on: date
    reported_on: date | None = None

    def is_over(self, today: date) -> bool:
        """Whether it is told no more: a question of a day is not asked later."""
        if self.kind is ItemKind.NUMBER_QUESTION:
            return self.on < today
        return self.on < today - FORGOTTEN_AFTER


@dataclass(frozen=True)
class DigestReader:
    """Whom a digest is for, on their day."""

    id: str
    today: date


@dataclass(frozen=True)
class Rhythm:
    """On which days one member gets a digest, and of what.

    `has_list`: they own or sponsor accounts, of which Monday's digest names those that wait. `pause` is that of the
    workspace: no digest meanwhile, and after it what is still to be told. `page_on` is a day on which they get the
    monthly page in the place of their digest: promises and plans of that day are told, the rest by the next one.
    """

    preferences: Preferences = NO_PREFERENCES
    closed: Set[date] = field(default=NO_DAYS)
    pause: Pause | None = None
    is_enrolled: bool = True
    has_list: bool = False
    has_many: bool = False
    page_on: date | None = None

    def is_day_off(self, day: date) -> bool:
        return day.weekday() >= SATURDAY or day in self.closed or self.preferences.is_away(day)

    def is_paused(self, day: date) -> bool:
        return self.pause is not None and self.pause.holds_on(day)

    def is_permitted(self, day: date) -> bool:
        """Whether they may get a digest on that day."""
        switch = self.preferences.switch(DIGEST)
        if self._is_silent(day) or switch.mode is Mode.OFF or switch.is_snoozed(day):
            return False
        return switch.mode is not Mode.MONDAYS or self.begins_week(day)

    def may_ask(self, day: date) -> bool:
        """Whether Thursday's question may be put to them on that day."""
        switch = self.preferences.switch(THURSDAY_QUESTION)
        return self.is_enrolled and switch.mode is not Mode.OFF and not switch.is_snoozed(day)

    def begins_week(self, day: date) -> bool:
        """Whether it is the first day of its week on which a digest may reach them."""
        before = (monday_of(day) + number * _A_DAY for number in range(day.weekday()))
        return not self._is_silent(day) and all(self._is_silent(each) for each in before)

    def takes(self, item: DigestItem, day: date) -> bool:
        """Whether the digest of a permitted day tells this."""
        if item.kind in SUGGESTIONS:  # chosen anew on its day
            return False
        if day == self.page_on and not item.kind.is_dated:
            return False
        if item.kind is ItemKind.NUMBER_QUESTION:
            return item.on == day and self.may_ask(day)
        if item.kind.needs_enrolment and not self.is_enrolled:
            return False
        if item.on < day - NEWS_LIFE and not item.kind.outlives_news:
            return False
        return item.on <= day + self._reach(item.kind, day)

    def lists_waiting(self, day: date) -> bool:
        """Whether the digest of that day names the accounts of theirs that wait."""
        may_list = self.is_enrolled and self.has_list and day != self.page_on
        return may_list and self.is_permitted(day) and self.begins_week(day)

    def next_day(self, items: Iterable[DigestItem], first: date) -> date | None:
        """The first day from `first` on on which there is something to look for; None where nothing is to come."""
        waiting = [
            item for item in items if (self.is_enrolled or not item.kind.needs_enrolment) and not item.is_over(first)
        ]
        if not waiting and not (self.is_enrolled and self.has_list):
            return None
        if self.preferences.switch(DIGEST).mode is Mode.OFF:
            return None
        days = [first + number * _A_DAY for number in range(_LOOKED_AHEAD)]
        for day in days:
            if self.lists_waiting(day):
                return day
            if self.is_permitted(day) and any(self.takes(each, day) for each in waiting):
                return day
        return days[-1]

    def _is_silent(self, day: date) -> bool:
        return self.is_day_off(day) or self.is_paused(day)

    def _reach(self, kind: ItemKind, day: date) -> timedelta:
        """How far ahead of its day something may be told."""
        if self.preferences.switch(DIGEST).mode is Mode.MONDAYS:
            return 6 * _A_DAY if kind in _AHEAD else timedelta()
        takes_thursdays = self.has_many and day.weekday() == WEDNESDAY and not kind.is_dated
        return _A_DAY if takes_thursdays else timedelta()


def due_time(kinds: Iterable[ItemKind], day: date) -> time:
    """When the digest of that day, which tells of these, is sent: Thursday's question alone waits for the afternoon."""
    is_question_alone = all(kind.is_top for kind in kinds) and day.weekday() == QUESTION_RULE.weekday
    return QUESTION_RULE.at if is_question_alone else DIGEST_RULE.at


def next_digest_day(today: date) -> date:
    """The day for which waits what can wait."""
    day = today + _A_DAY
    while day.weekday() not in _DIGEST_DAYS:
        day += _A_DAY
    return day


def items_of(
    entry: Conversation,
    today: date,
    *,
    by: str,
    in_charge: Iterable[str] = (),
    before: FollowUp | None = None,
    closed: Set[date] = NO_DAYS,
    day_there: date | None = None,
) -> list[DigestItem]:
    """All that members are to be told of an entry that `by` wrote: `in_charge` are its account's owner and sponsor,
    `before` what it promised until now. `day_there` is the day of whose promise it is, where that is not `today`."""
    if entry.undone_at is not None:
        return []
    found = [*_of_follow_up(entry, day_there or today, by, before, closed), *_credits(entry, today)]
    if entry.details.state is State.PLANNED:
        return [*found, *_of_plan(entry, today, in_charge, closed)]
    return [*found, *_of_talk(entry, today, in_charge)]


def _of_follow_up(
    entry: Conversation, today: date, by: str, before: FollowUp | None, closed: Set[date]
) -> Iterator[DigestItem]:
    step = entry.details.follow_up
    if step is None:
        return
    if step.assignee != by and (before is None or before.assignee != step.assignee):
        soon = next_digest_day(today)
        on = soon if step.due is None else max(min(soon, step.due), today)
        yield DigestItem(step.assignee, ItemKind.FOLLOW_UP_GIVEN, entry.id, on)
    if step.due is None:
        return
    if step.due > today:
        yield DigestItem(step.assignee, ItemKind.FOLLOW_UP_DUE, entry.id, step.due)
    late = working_days_after(min(step.due, _LAST_DAY), LATE_WORKING_DAYS, closed)
    if late > today:
        yield DigestItem(step.assignee, ItemKind.FOLLOW_UP_LATE, entry.id, late)


def _credits(entry: Conversation, today: date) -> Iterator[DigestItem]:
    """For whoever others say held it or took part."""
    details = entry.details
    if details.on >= today - NEWS_LIFE:
        for member in dict.fromkeys((details.held_by, *details.colleagues)):
            if member != entry.logged_by:
                yield DigestItem(member, ItemKind.CREDITED, entry.id, next_digest_day(today))


def _of_plan(entry: Conversation, today: date, in_charge: Iterable[str], closed: Set[date]) -> Iterator[DigestItem]:
    """For whoever goes there, and whoever is in charge: nobody comes unannounced."""
    details = entry.details
    if details.on > today:
        for member in dict.fromkeys((details.held_by, *details.colleagues, *in_charge)):
            yield DigestItem(member, ItemKind.PLAN_TODAY, entry.id, details.on)
    asked_on = plans.day_asked(details.on, closed)
    if asked_on >= today:
        # Of two who may be asked it is told in the morning which: the holder may log something until then.
        for member in dict.fromkeys((details.held_by, entry.logged_by)):
            yield DigestItem(member, ItemKind.PLAN_QUESTION, entry.id, asked_on)


def _of_talk(entry: Conversation, today: date, in_charge: Iterable[str]) -> Iterator[DigestItem]:
    details = entry.details
    if not details.counts or details.on < today - NEWS_LIFE:
        return
    there = {entry.logged_by, details.held_by, *details.colleagues}
    for member in dict.fromkeys(in_charge):
        if member not in there:
            yield DigestItem(member, ItemKind.SPOKEN, entry.id, next_digest_day(today))


_LAST_DAY = date.max - timedelta(days=30)
"""What is due may be any day that a calendar has; behind this one there may be no working day."""
