"""Plans: conversations that are still to come, and the day on which their person is asked what became of them."""

from collections.abc import Set
from datetime import date, timedelta

from bot.domain.schedule import NO_DAYS, SATURDAY

A_DAY = timedelta(days=1)
ASKED_WITHIN = timedelta(days=3)
"""A plan of a Friday, or of the weekend, is asked about on the Monday."""

CLOSED_AT_MOST = timedelta(days=31)
"""So long after its day a plan is still asked about where closed days lie between."""

_LAST_DAY = date.max - timedelta(days=7)
"""A plan may be for any day that a calendar has; behind this one there may be no working day."""


def days_asked_about(on: date, closed: Set[date] = NO_DAYS) -> tuple[date, date] | None:
    """The first and last day whose plans are asked about on `on`: since the working day before. None on a day off."""
    if not _is_working_day(on, closed):
        return None
    first = on - A_DAY
    while not _is_working_day(first, closed) and on - first <= CLOSED_AT_MOST:
        first -= A_DAY
    return first, on - A_DAY


def earliest_asked_about(today: date, closed: Set[date] = NO_DAYS) -> date:
    """The first day whose plans may be asked about while it is `today` in one zone: in another it is a day earlier."""
    furthest = today - CLOSED_AT_MOST - A_DAY
    was_closed = any(furthest <= day <= today for day in closed)
    return furthest - A_DAY if was_closed else today - ASKED_WITHIN - A_DAY


def day_asked(planned: date, closed: Set[date] = NO_DAYS) -> date:
    """The working day on which a plan of that day is asked about."""
    asked = min(planned, _LAST_DAY) + A_DAY
    while not _is_working_day(asked, closed) and asked < date.max:
        asked += A_DAY
    return asked


def _is_working_day(day: date, closed: Set[date]) -> bool:
    return day.weekday() < SATURDAY and day not in closed
