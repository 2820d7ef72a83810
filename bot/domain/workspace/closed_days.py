"""The days on which a workspace is closed: as spans, and what a change of them comes to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

CLOSED_DAYS = "closed days"
"""As the audit log calls them."""

IN_A_ROW_AT_MOST = 100
"""In one line of the form: more is a year that was forgotten."""

_A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """Days in a row, both ends among them; one day is a span too."""

    first: date
    last: date


@dataclass(frozen=True)
class Moved:
    """A post of the week or month `subject` that now goes out `on` another day; None where no day is left for it."""

    label: str
    subject: str
    on: date | None


@dataclass(frozen=True)
class ChangedDays:
    """What is different now: days that are closed or open again, and the posts that move with them."""

    closed: tuple[Span, ...]
    opened: tuple[Span, ...]
    posts: tuple[Moved, ...]


def spans(days: Iterable[date], most: int | None = None) -> tuple[Span, ...]:
    """The days as spans, in order; none has more than `most` days."""
    found: list[Span] = []
    for day in sorted(set(days)):
        is_full = most is not None and found and (found[-1].last - found[-1].first).days + 1 >= most
        if found and day - found[-1].last == _A_DAY and not is_full:
            found[-1] = Span(found[-1].first, day)
        else:
            found.append(Span(day, day))
    return tuple(found)


def days_of(spans: Iterable[Span]) -> frozenset[date]:
    """Every day of these spans."""
    return frozenset(
        span.first + number * _A_DAY for span in spans for number in range((span.last - span.first).days + 1)
    )
