"""What the monthly page says: a month against the one before, sponsors, who waits, and which departments talked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.accounts.waiting import AccountStatus
from bot.domain.sponsors.coverage import DepartmentBreadth
from bot.domain.weekly.leaderboard import TeamSum
from bot.domain.weekly.periods import Period, month_of

SHOWN_ACCOUNTS = 5
SMALLEST_DEPARTMENT = 3
"""Of a smaller one everybody would know who did not talk."""


@dataclass(frozen=True)
class SponsorSum:
    """How many strategic and enterprise customers a sponsor covers, have one in name only, or have none."""

    covered: int = 0
    named_only: int = 0
    lacking: int = 0

    @property
    def accounts(self) -> int:
        return self.covered + self.named_only + self.lacking


@dataclass(frozen=True)
class MonthlyPage:
    """`total` is the team's of the month `period`, `before` that of the one before, None where nothing is older.

    `waiting` are the first of the `waiting_count` accounts that wait; of `unanswered` their owner was asked whether to
    keep them, hand them over or let them rest, and has not said. `sponsors` is None where nothing is to be covered, or
    sponsors are out of sight. `has_accounts` where there are any at all.
    """

    period: Period
    today: date
    total: TeamSum
    before: TeamSum | None = None
    has_accounts: bool = True
    sponsors: SponsorSum | None = None
    waiting: tuple[AccountStatus, ...] = ()
    waiting_count: int = 0
    unanswered: tuple[AccountStatus, ...] = ()
    departments: tuple[DepartmentBreadth, ...] = ()

    @property
    def previous(self) -> Period:
        return month_before(self.period.first)


def month_before(day: date) -> Period:
    """The month before the one with that day in it."""
    return month_of(day.replace(day=1) - timedelta(days=1))


def first_day_of(subject: str) -> date:
    """The first day of the month that a delivery is named after (`2026-12`)."""
    return date.fromisoformat(f"{subject}-01")


def shown_departments(departments: Sequence[DepartmentBreadth]) -> tuple[DepartmentBreadth, ...]:
    """Those large enough that their figure is nobody's own."""
    return tuple(department for department in departments if department.people >= SMALLEST_DEPARTMENT)
