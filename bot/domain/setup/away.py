"""The days on which somebody is away, as they stand."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date

from bot.domain.conversations.follow_ups import next_working_day
from bot.domain.workspace.closed_days import Span, days_of
from bot.domain.workspace.schedule import NO_DAYS

LONGEST_DAYS = 366
"""Ahead of today: who is away for longer has left, or slipped over a key."""


@dataclass(frozen=True)
class AwayDays:
    """Today's absence and those to come, in order; `back_on` is the working day after the first of them."""

    today: date
    spans: tuple[Span, ...] = ()
    back_on: date | None = None

    @property
    def is_away(self) -> bool:
        """Whether they are away today."""
        return bool(self.spans) and self.spans[0].first <= self.today


def away_days(absences: tuple[Span, ...], today: date, closed: Set[date] = NO_DAYS) -> AwayDays:
    """Those of the absences that are not over."""
    standing = tuple(absence for absence in absences if absence.last >= today)
    if not standing:
        return AwayDays(today)
    return AwayDays(today, standing, next_working_day(standing[0].last, closed | days_of(standing)))
