"""ISO weeks: they begin on a Monday and are called `2026-W47`."""

import re
from datetime import date, timedelta

_WEEK_SUBJECT = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_subject(day: date) -> str:
    """The ISO week of `day`: `2026-W47`."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def days_of_week(subject: str) -> tuple[date, date]:
    """Monday and Sunday of `2026-W47`; ValueError for anything that names no ISO week."""
    named = _WEEK_SUBJECT.fullmatch(subject)
    if named is None:
        raise ValueError(f"not an ISO week: {subject!r}")
    monday = date.fromisocalendar(int(named[1]), int(named[2]), 1)
    return monday, monday + timedelta(days=6)
