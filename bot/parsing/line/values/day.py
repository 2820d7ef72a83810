"""A day as it is read, and steps from one day to another."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

OLDEST_DAYS = 366


class Unsure(StrEnum):
    """Why a day needs an eye."""

    ORDER = "order"  # 10/11: two readings
    LAST_WEEK = "last_week"
    NEXT_WEEK = "next_week"


@dataclass(frozen=True, slots=True)
class Day:
    """A day in the tokens `start` to `end`. `past` is what it is looking back, `ahead` looking ahead, None where it
    cannot be that; `is_ahead`: which of the two it is by itself. `is_open`: a verb or a duration may turn it round.
    `other`: the other reading of one that is `unsure`. `is_later_today`: `in 20 min`.
    `is_dated`: written by its number.
    """

    start: int
    end: int
    past: date | None
    ahead: date | None
    is_ahead: bool = False
    is_open: bool = False
    unsure: Unsure | None = None
    other: date | None = None
    is_later_today: bool = False
    is_dated: bool = False

    @property
    def is_only_past(self) -> bool:
        return self.past is not None and self.ahead is None

    def is_much_nearer_ahead(self, today: date) -> bool:
        """`8 december`, told in november, may be to come."""
        if self.past is None or self.ahead is None:
            return False
        return (today - self.past).days > _FAR_BACK and (self.ahead - today).days < _SOON

    def on(self, *, ahead: bool) -> date | None:
        """The day, looking back or ahead where both are possible."""
        if ahead:
            return self.ahead or self.past
        return self.past or self.ahead


_FAR_BACK, _SOON = 180, 90

MONTHS_OF_YEAR = 12


def date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def moved(today: date, days: int) -> date | None:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        return None


def moved_by_months(today: date, count: int) -> date | None:
    """The same day of another month, its last day where that month is shorter."""
    year, month = divmod(today.year * MONTHS_OF_YEAR + today.month - 1 + count, MONTHS_OF_YEAR)
    if not date.min.year <= year <= date.max.year:
        return None
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
