"""Plans: conversations that are still to come, and the day on which their person is asked what became of them."""

from datetime import date, timedelta

from bot.domain.schedule import SATURDAY

A_DAY = timedelta(days=1)
ASKED_WITHIN = timedelta(days=3)
"""A plan of a Friday, or of the weekend, is asked about on the Monday."""


_LAST_DAY = date.max - timedelta(days=7)
"""A plan may be for any day that a calendar has; behind this one there may be no working day."""


def days_asked_about(on: date) -> tuple[date, date] | None:
    """The first and last day whose plans are asked about on `on`: since the working day before. None at a weekend."""
    if not _is_working_day(on):
        return None
    first = on - timedelta(days=1)
    while not _is_working_day(first):
        first -= timedelta(days=1)
    return first, on - timedelta(days=1)


def day_asked(planned: date) -> date:
    """The working day on which a plan of that day is asked about."""
    asked = min(planned, _LAST_DAY) + A_DAY
    while not _is_working_day(asked):
        asked += A_DAY
    return asked


def _is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY
