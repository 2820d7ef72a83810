"""Plans: conversations that are still to come, and the day on which their person is asked what became of them."""

from collections.abc import Set
from datetime import UTC, date, datetime, time, timedelta

from bot.domain.conversations.model import Details, State
from bot.domain.workspace.schedule import NO_DAYS, SATURDAY

ASKED_AT = time(9)
"""On the wall of whoever is asked."""

_A_DAY = timedelta(days=1)
_SOONEST = time(19)
"""In UTC: by then it is nine on the next morning where the day begins first, fourteen hours ahead."""

_LAST_DAY = date.max - timedelta(days=7)
"""A plan may be for any day that a calendar has; behind this one there may be no working day."""


def days_asked_about(on: date, closed: Set[date] = NO_DAYS) -> tuple[date, date] | None:
    """The first and last day whose plans are asked about on `on`: since the working day before. None on a day off."""
    if not _is_working_day(on, closed):
        return None
    first = on - _A_DAY
    while not _is_working_day(first, closed):
        first -= _A_DAY
    return first, on - _A_DAY


def day_asked(planned: date, closed: Set[date] = NO_DAYS) -> date:
    """The working day on which a plan of that day is asked about."""
    asked = min(planned, _LAST_DAY) + _A_DAY
    while not _is_working_day(asked, closed) and asked < date.max:
        asked += _A_DAY
    return asked


def first_look(details: Details) -> datetime | None:
    """When to look first whether somebody is to be asked about it; None where it is no plan."""
    return soonest_asked(details.on) if details.state is State.PLANNED else None


def soonest_asked(planned: date) -> datetime:
    """Before this instant nobody anywhere is asked about a plan of that day."""
    return datetime.combine(planned, _SOONEST, UTC)


def _is_working_day(day: date, closed: Set[date]) -> bool:
    return day.weekday() < SATURDAY and day not in closed
