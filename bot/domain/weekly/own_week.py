"""What one person alone is told of themself: their week, their streak, and their time with customers."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.weekly.iso_weeks import monday_of
from bot.domain.workspace.schedule import NO_DAYS, SATURDAY

TIME_WITHIN = timedelta(days=42)
ENOUGH_MINUTES = 120
"""From so many minutes with customers in `TIME_WITHIN` on, products get better."""
GOAL_OFFERED = 50
"""The share of the working week, in percent, that founders and executives are offered as their goal."""

_A_WEEK = timedelta(weeks=1)
_MINUTES_OF_A_WEEK = 40 * 60


@dataclass(frozen=True)
class Streak:
    """So many weeks in a row with a conversation; this week is one of them where `has_this_week`."""

    weeks: int
    has_this_week: bool


@dataclass(frozen=True)
class Goal:
    """The share of the working week somebody means to spend with customers, in percent; None while they set none."""

    percent: int | None


@dataclass(frozen=True)
class OwnWeek:
    """One person's week, for themself. `meant` is the number they named for it, None where there is none; `minutes`
    are those of `TIME_WITHIN`; `goal` is None for whom a share of the week says nothing; `is_away`: today."""

    monday: date
    customers: int
    prospects: int
    meant: int | None
    minutes: int
    streak: Streak
    goal: Goal | None = None
    is_away: bool = False

    @property
    def reached(self) -> int:
        """What counts towards the number they named."""
        return self.customers + self.prospects

    @property
    def share(self) -> int:
        """The minutes as a share of so many 40-hour weeks, in whole percent."""
        return round(100 * self.minutes / (_MINUTES_OF_A_WEEK * (TIME_WITHIN / _A_WEEK)))


def streak_of(days: Set[date], today: date, *, days_off: Set[date] = NO_DAYS) -> Streak:
    """The streak of somebody who spoke to customers on these `days`.

    A week all of whose working days are `days_off`, on leave or closed, neither breaks it nor counts, unless they spoke
    to somebody all the same; nor does this week break it, which is not over.
    """
    weeks = {monday_of(day) for day in days if monday_of(day) <= monday_of(today)}
    this = monday_of(today)
    found, monday = int(this in weeks), this - _A_WEEK
    while weeks and monday >= min(weeks):
        if monday in weeks:
            found += 1
        elif not _is_off(monday, days_off):
            break
        monday -= _A_WEEK
    return Streak(found, this in weeks)


def _is_off(monday: date, days_off: Set[date]) -> bool:
    return all(monday + timedelta(days=number) in days_off for number in range(SATURDAY))
