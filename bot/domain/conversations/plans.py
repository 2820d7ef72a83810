"""Plans: conversations that are still to come, and the day on which their person is asked what became of them."""

from collections.abc import Set
from datetime import date, timedelta

from bot.domain.workspace.schedule import NO_DAYS, SATURDAY

_A_DAY = timedelta(days=1)
_LAST_DAY = date.max - timedelta(days=7)
"""A plan may be for any day that a calendar has; behind this one there may be no working day."""


def day_asked(planned: date, closed: Set[date] = NO_DAYS) -> date:
    """The working day on which a plan of that day is asked about."""
    asked = min(planned, _LAST_DAY) + _A_DAY
    while not _is_working_day(asked, closed) and asked < date.max:
        asked += _A_DAY
    return asked


def _is_working_day(day: date, closed: Set[date]) -> bool:
    return day.weekday() < SATURDAY and day not in closed
