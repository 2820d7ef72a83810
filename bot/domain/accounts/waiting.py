"""Which accounts wait for a conversation, since when, and which of them comes first.

The due ratio r is days since the last conversation ÷ cadence; where there was none, days since the account was
added or since an imported last activity. r ≥ 0.8 is due soon, r ≥ 1 waits, r ≥ 2 is overdue. It is for sorting;
people read days.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.accounts.cadences import USUAL_CADENCES, Cadences
from bot.domain.accounts.model import Account, Stage, Tier
from bot.domain.insights.model import InsightKind
from bot.domain.workspace.schedule import NO_DAYS, SATURDAY

QUIET_STAGES = frozenset({Stage.DORMANT, Stage.LOST, Stage.INTERNAL})
"""Accounts that never wait."""

DUE_SOON, WAITS, OVERDUE = 0.8, 1.0, 2.0
SIGNAL_DAYS = 14
SIGNED_DAYS = 30
SIGNED_BEFORE = timedelta(days=90)
"""What signed longer than this before it was added came as a customer: nobody knows whether it was quiet."""
TOUCH_WORKING_DAYS = 5


class WaitingReason(StrEnum):
    """Why an account heads the waiting list, whatever its days."""

    COMPLAINT = "complaint"
    RISK = "risk"
    RIVAL = "rival"
    SIGNED = "signed"


@dataclass(frozen=True)
class Priority:
    """A reason to be first, and the day it is reckoned from: when it was heard, or when they signed."""

    reason: WaitingReason
    since: date


@dataclass(frozen=True)
class Signal:
    """A complaint, a risk or a rival an account told of on a day; other kinds of insights are none."""

    kind: InsightKind
    on: date


@dataclass(frozen=True)
class AccountStatus:
    """How an account stands on `today`, from what is recorded.

    `last` is the day of its last conversation that counts, `last_touch` of its last message or attempt, `planned`
    the day of the latest plan that nobody has settled; `closed` are days on which nobody works, `cadences` the days
    that accounts of each tier may go.
    """

    account: Account
    today: date
    last: date | None = None
    signals: tuple[Signal, ...] = ()
    last_touch: date | None = None
    planned: date | None = None
    closed: Set[date] = NO_DAYS
    cadences: Cadences = USUAL_CADENCES

    @property
    def cadence_days(self) -> int:
        """How many days it may go without a conversation."""
        return self.cadences.of(self.account)

    @property
    def has_conversation(self) -> bool:
        """Where it was not, days are counted from `account.clock_starts`, and people are told so."""
        return self.last is not None

    @property
    def days(self) -> int:
        """Since the last conversation; never below 0, as the author's day may be ahead of the reader's."""
        return max((self.today - self._since).days, 0)

    @property
    def ratio(self) -> float:
        """The due ratio r, of any account; whether it waits is another question."""
        return self.days / self.cadence_days

    @property
    def is_due_soon(self) -> bool:
        return self._may_wait and self.ratio >= DUE_SOON

    @property
    def waits(self) -> bool:
        return self._may_wait and self.ratio >= WAITS

    @property
    def is_overdue(self) -> bool:
        """Its owner is asked: keep, hand over, or let it rest?"""
        return self._may_wait and self.ratio >= OVERDUE

    @property
    def waiting_since(self) -> date | None:
        """The day on which its cadence was over; None while it does not wait."""
        return self._since + timedelta(days=self.cadence_days) if self.waits else None

    @property
    def priority(self) -> Priority | None:
        """Why it heads the list: what was heard goes before a signing, and what was heard first."""
        return (self._worried() or self._gone_quiet()) if self._may_wait else None

    @property
    def is_listed(self) -> bool:
        """Whether it stands on a waiting list: it waits, or something makes it head the list."""
        return self.waits or self.priority is not None

    @property
    def alarms(self) -> bool:
        """Whether anybody is to hear of it unasked. Standard accounts without an owner alarm nobody."""
        return self.is_listed and not (self.account.tier is Tier.STANDARD and self.account.owner is None)

    @property
    def nudged_from(self) -> date | None:
        """The first day on which somebody may be nudged about it again; None where nothing keeps it out.

        A message or an attempt keeps it out for five working days, a plan until the day after it.
        """
        after_touch = self.last_touch and working_days_after(self.last_touch, TOUCH_WORKING_DAYS, self.closed)
        after_plan = self.planned and min(self.planned, _LAST_DAY) + timedelta(days=1)
        return max((day for day in (after_touch, after_plan) if day), default=None)

    @property
    def may_be_nudged(self) -> bool:
        """Whether somebody may be nudged about it today."""
        return self.alarms and (self.nudged_from is None or self.nudged_from <= self.today)

    @property
    def _since(self) -> date:
        return self.account.clock_starts if self.last is None else self.last

    @property
    def _may_wait(self) -> bool:
        return self.account.stage not in QUIET_STAGES

    def _worried(self) -> Priority | None:
        """The first worry after which nobody spoke to them; a conversation on its day is the one it was told in."""
        unanswered = [worry for worry in self.signals if self.last is None or worry.on >= self.last]
        old = [worry for worry in unanswered if worry.kind in _REASONS and self._is_past(worry.on, SIGNAL_DAYS)]
        first = min(old, key=lambda worry: (worry.on, _WORST_FIRST.index(worry.kind)), default=None)
        return Priority(_REASONS[first.kind], first.on) if first else None

    def _gone_quiet(self) -> Priority | None:
        signed = self.account.customer_since
        if signed is None or self.account.stage is not Stage.CUSTOMER or not self._is_past(signed, SIGNED_DAYS):
            return None
        spoken = self.last or self.account.last_activity
        is_quiet = spoken is None or spoken <= signed
        came_as_customer = signed < self.account.added_on - SIGNED_BEFORE
        return Priority(WaitingReason.SIGNED, signed) if is_quiet and not came_as_customer else None

    def _is_past(self, day: date, days: int) -> bool:
        return (self.today - day).days >= days


def waiting_list(standings: Iterable[AccountStatus], *, with_unalarming: bool = False) -> tuple[AccountStatus, ...]:
    """Those that wait, first things first: with a reason to head the list, then by r, by value, by name.

    `with_unalarming` has the standard accounts without an owner too, for somebody who asked for all.
    """
    listed = (standing for standing in standings if standing.alarms or (with_unalarming and standing.is_listed))
    return tuple(sorted(listed, key=_urgency))


def nudge_list(standings: Iterable[AccountStatus]) -> tuple[AccountStatus, ...]:
    """The waiting list without those that somebody is at: a message, an attempt or a plan keeps them out."""
    return tuple(each for each in waiting_list(standings) if each.may_be_nudged)


def limit_priorities(standings: Iterable[AccountStatus], most: int) -> tuple[AccountStatus, ...]:
    """The first `most` of those with a reason to head the list, and all others, in their order."""
    worries = 0
    kept = []
    for standing in standings:
        worries += standing.priority is not None
        if standing.priority is None or worries <= most:
            kept.append(standing)
    return tuple(kept)


def working_days_after(day: date, count: int, closed: Set[date] = NO_DAYS) -> date:
    """The working day that is the `count`-th after `day`; weekends and `closed` days are none."""
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < SATURDAY and day not in closed
    return day


_LAST_DAY = date.max - timedelta(days=1)
"""A plan may be for any day that a calendar has."""

_REASONS = {
    InsightKind.COMPLAINT: WaitingReason.COMPLAINT,
    InsightKind.RISK: WaitingReason.RISK,
    InsightKind.COMPETITOR: WaitingReason.RIVAL,
}
_WORST_FIRST = tuple(_REASONS)
WORRYING = frozenset(_REASONS)
"""What makes an account head the list while nobody has spoken to them since."""


def _urgency(standing: AccountStatus) -> tuple[bool, float, int, str, str]:
    account = standing.account
    return standing.priority is None, -standing.ratio, -(account.value or 0), account.name.casefold(), account.id
