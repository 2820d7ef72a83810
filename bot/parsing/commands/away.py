"""What is typed behind `away`: the days, or that somebody is back.

until 5 dec
1 dec - 5 dec, 1-5 dec, mon to fri
tomorrow, next week, for two weeks
off
"""

import re
from datetime import date, timedelta

from bot.domain.errors import Refusal
from bot.domain.setup.away import LONGEST_DAYS
from bot.domain.workspace.closed_days import Span
from bot.parsing.forms.fields import folded
from bot.parsing.line.values.day import Day, Unsure
from bot.parsing.line.values.whole import whole_day

_BACK = frozenset({"off", "back", "none", "no", "end", "not away", "i'm back", "i’m back", "im back"})
_UNTIL = re.compile(r"(?:until|till|til|to|through|bis) (?P<day>.+)")
_FROM = re.compile(r"(?:from|on) (?P<rest>.+)")
_FOR = re.compile(r"(?:for )?(?:the next )?(?P<time>.+)")
_TO = re.compile(r" ?(?:[-–—]|\b(?:to|until|till|til|through|bis)\b) ?")
_END = re.compile(r"(?<![0-9])[.!]+$")
_DAY_OF_MONTH = re.compile(r"(?P<day>[0-9]{1,2})(?:\.|st|nd|rd|th)?")
_FRIDAY = 4
_RECENT_DAYS = 60
"""A date without a year that was so lately is that one, and over: nobody means it a year ahead."""
_A_DAY = timedelta(days=1)
_HOW = "Name them as in: until 5 dec, 1 dec - 5 dec, tomorrow, next week; or off when you are back."


def read_away(text: str, today: date) -> Span | None:
    """The days of an absence, or None for somebody who is back.

    A day without a year is the coming one; a time that has begun already is that one. Raises Refusal for anything else,
    for days that are over, and for more than a year.
    """
    words = _END.sub("", folded(text).casefold())
    if words in _BACK:
        return None
    span = _span(words, today)
    if span is None:
        raise Refusal(f"I read no days in that: nothing is changed. {_HOW}")
    check_away(span, today)
    return span


def check_away(span: Span, today: date) -> None:
    """Raise Refusal for days that are over or in the wrong order, and for more than a year."""
    if span.last < today:
        raise Refusal("Those days are over: nothing is changed. Name days to come.")
    if span.last < span.first:
        raise Refusal("The last day is before the first: nothing is changed.")
    if (span.last - today).days > LONGEST_DAYS or (span.last - span.first).days > LONGEST_DAYS:
        raise Refusal("That is more than a year: nothing is changed. Name a day within the next twelve months.")


def _span(text: str, today: date) -> Span | None:
    if text == "this week":
        return Span(today, max(today, _monday(today) + _FRIDAY * _A_DAY))
    return _between(text, today) or _one_day_or_week(text, today) or _until(text, today) or _for(text, today)


def _one_day_or_week(text: str, today: date) -> Span | None:
    """`tomorrow`, `next week`, `5 dec`."""
    day = whole_day(text, today)
    if day is None:
        return None
    if day.unsure is Unsure.NEXT_WEEK and day.ahead is not None and day.other is not None:
        return Span(day.ahead, day.other)
    on = _coming(day, today)
    return None if on is None else Span(on, on)


def _until(text: str, today: date) -> Span | None:
    """`until 5 dec`, from today on; `until next week` ends the day before it."""
    until = _UNTIL.fullmatch(text)
    day = whole_day(until["day"], today) if until else None
    last = _coming(day, today) if day else None
    if day is None or last is None:
        return None
    return Span(today, last - _A_DAY if day.unsure is Unsure.NEXT_WEEK else last)


def _between(text: str, today: date) -> Span | None:
    """`1 dec - 5 dec`: a hyphen may stand within a day too, so each is tried."""
    begun = _FROM.fullmatch(text)
    text = begun["rest"] if begun else text
    found = (_ends(text[: match.start()], text[match.end() :], today) for match in _TO.finditer(text))
    return next(filter(None, found), None)


def _for(text: str, today: date) -> Span | None:
    """`for two weeks`, `3 days`: from today on."""
    counted = _FOR.fullmatch(text)
    day = whole_day(f"in {counted['time']}", today) if counted else None
    if day is None or day.ahead is None or day.is_dated or day.is_open or day.ahead <= today:
        return None
    return Span(today, day.ahead - _A_DAY)


def _ends(left: str, right: str, today: date) -> Span | None:
    """The days from `left` to `right`, of which one may be a number alone: `1-5 dec`, `dec 1-5`."""
    if number := _DAY_OF_MONTH.fullmatch(left):
        last = _day(right, today)
        first = _same_month(last, number["day"])
        return Span(first, last) if first and last else None
    day = whole_day(left, today)
    spans = [_from_first(first, right) for first in (day.past, day.ahead) if first] if day else []
    read = [span for span in spans if span is not None]
    since = today - _RECENT_DAYS * _A_DAY if day and day.is_dated else today
    return next((span for span in read if span.last >= since), read[-1] if read else None)


def _from_first(first: date, right: str) -> Span | None:
    number = _DAY_OF_MONTH.fullmatch(right)
    last = _same_month(first, number["day"]) if number else _day(right, first)
    return None if last is None else Span(first, last)


def _day(text: str, earliest: date) -> date | None:
    day = whole_day(text, earliest)
    return None if day is None else _coming(day, earliest)


def _coming(day: Day, earliest: date) -> date | None:
    is_recent = day.past is not None and (earliest - day.past).days < (_RECENT_DAYS if day.is_dated else 1)
    return day.past if is_recent else day.on(ahead=True)


def _same_month(on: date | None, day: str) -> date | None:
    try:
        return on.replace(day=int(day)) if on else None
    except ValueError:
        return None


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
