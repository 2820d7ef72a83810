"""Closed days as an admin types them: on each line a day, or several in a row.

24 Dec 2026
Thu 24 Dec to Fri 1 Jan
24-26 Dec, 2027-04-05
"""

import re
from datetime import date, timedelta

from bot.domain.workspace.closed_days import IN_A_ROW_AT_MOST
from bot.parsing.dates import dated_from
from bot.parsing.forms.fields import folded
from bot.parsing.words import WEEKDAYS, keyword

FURTHEST_DAYS = 731
"""Ahead of today: further than two years nobody plans a holiday, but slips over a key."""

_QUOTED_AT_MOST = 60
_A_YEAR = timedelta(days=365)
_YEAR = re.compile(r"[0-9]{4}")

_WEEKDAY = re.compile(rf"(?P<weekday>{keyword(WEEKDAYS)})\.?,? (?=\w)", re.IGNORECASE)
_TO = re.compile(r" ?(?:-|–|—|\b(?:to|until|till|through)\b) ?", re.IGNORECASE)
_AND = re.compile(r" ?(?:[,;&]|\band\b)+ ?", re.IGNORECASE)
_TH = "(?:st|nd|rd|th)?"
_DAY_TO_DAY = re.compile(rf"(?P<day>[0-9]{{1,2}}){_TH} ?(?:-|–|—|to) ?(?=[0-9]{{1,2}}{_TH}\.? [a-z])", re.IGNORECASE)
_HOW = "Write a day as 24 Dec or 2026-12-24, several in a row as 24 Dec to 1 Jan."


class UnreadableDays(ValueError):
    """The words name the line that is wrong and say what to do about it."""


def read_closed_days(text: str, earliest: date) -> frozenset[date]:
    """All days that `text` names; one without a year is the first such not before `earliest`.

    Raises UnreadableDays for a line that is no day, one before `earliest`, far ahead, or of another weekday than it
    says.
    """
    days: set[date] = set()
    for number, line in enumerate(text.splitlines(), start=1):
        words = folded(line)
        try:
            days |= _days(words, earliest)
        except _BadDay as wrong:
            raise UnreadableDays(f"Line {number}, “{words[:_QUOTED_AT_MOST]}”: {wrong}") from None
    return frozenset(days)


class _BadDay(ValueError):
    """What is wrong with one line."""


def _days(line: str, earliest: date) -> set[date]:
    days: set[date] = set()
    at = 0
    while at < len(line):
        first, last, at = _span(line, at, earliest)
        days |= _in_a_row(first, last, earliest)
        gap = _AND.match(line, at)
        if gap is None and at < len(line):
            raise _BadDay(_HOW)
        at = gap.end() if gap else at
    return days


def _span(line: str, at: int, earliest: date) -> tuple[date, date, int]:
    """Its first and last day, and where it ends."""
    short = _DAY_TO_DAY.match(line, at)
    if short is not None:
        last, end = _day(line, short.end(), earliest)
        return _same_month(last, int(short["day"])), last, end
    first, end = _day(line, at, earliest)
    to = _TO.match(line, end)
    if to is None:
        return first, first, end
    last, behind = _day(line, to.end(), first)
    if not _YEAR.search(line, at, end) and _has_begun(first, last, earliest):
        raise _BadDay("That has begun already: write the days to come.")
    return first, last, behind


def _day(line: str, at: int, earliest: date) -> tuple[date, int]:
    weekday = _WEEKDAY.match(line, at)
    found = dated_from(line, weekday.end() if weekday else at, earliest)
    if found is None:
        raise _BadDay(_HOW)
    if weekday is not None and found.on.weekday() != WEEKDAYS[weekday["weekday"].lower()]:
        named = next(word for word, number in WEEKDAYS.items() if number == found.on.weekday())
        raise _BadDay(f"{found.on.isoformat()} is a {named.capitalize()}.")
    return found.on, found.end


def _has_begun(first: date, last: date, earliest: date) -> bool:
    """Whether the same days a year before lie around `earliest`: then those are meant."""
    is_one = last - first < timedelta(days=IN_A_ROW_AT_MOST)
    return is_one and first - _A_YEAR < earliest <= last - _A_YEAR


def _same_month(last: date, day: int) -> date:
    try:
        return last.replace(day=day)
    except ValueError:
        raise _BadDay(_HOW) from None


def _in_a_row(first: date, last: date, earliest: date) -> set[date]:
    count = (last - first).days + 1
    if count < 1:
        raise _BadDay("The last day is before the first.")
    if count > IN_A_ROW_AT_MOST:
        raise _BadDay(f"That is {count} days. At most {IN_A_ROW_AT_MOST} in a row; add the years if it is another one.")
    if first < earliest:
        raise _BadDay("Only days to come fit in here: leave it out.")
    if (last - earliest).days > FURTHEST_DAYS:
        raise _BadDay("That is more than two years ahead.")
    return {first + timedelta(days=number) for number in range(count)}
