"""What of a line was read one way and may be meant another: told first, with the other reading as a button."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DoubtKind(StrEnum):
    DATE_ORDER = "date_order"
    LAST_WEEK = "last_week"
    NEXT_WEEK = "next_week"
    REPORTED_DATE = "reported_date"
    RANGE = "range"
    LONG = "long"
    PROMISE = "promise"
    PLANNED = "planned"
    NOT_HELD = "not_held"


DROPPED = (DoubtKind.PROMISE,)
"""What is only left out where it was read wrongly."""


@dataclass(frozen=True)
class Doubt:
    """One doubt. The alternative is a day or minutes, whichever is given; with neither, dropping what was read."""

    kind: DoubtKind
    other_day: date | None = None
    other_minutes: int | None = None
