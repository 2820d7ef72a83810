"""Days as people type them, read against `today`: past ones, planned ones and due dates."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.parsing.words import MONTHS, WEEKDAYS, WORD_END, keyword

OLDEST_DAYS = 366


@dataclass(frozen=True)
class Day:
    """A day read from the text; `end` is the offset behind it.

    `only_past` says that the words cannot mean a day to come, so they count at the end of a line too.
    """

    on: date
    end: int
    planned: bool = False
    only_past: bool = False


def day_at(text: str, at: int, today: date) -> Day | None:
    """The day of a conversation that begins at `at`: held up to 366 days ago, or planned. None: no such day."""
    for read in (_near_day, _ago, _past_weekday, _dated, _ahead, _booked):
        if day := read(text, at, today):
            return day if day.planned or _is_recent(day.on, today) else None
    return None


def due_at(text: str, at: int, today: date) -> Day | None:
    """The due date that begins at `at`: the coming such day; one with a year is kept though past."""
    lead = _DUE_LEAD.match(text, at)
    return _coming(text, lead.end() if lead else at, today)


def dated_from(text: str, at: int, today: date) -> Day | None:
    """A day written by its number that begins at `at`; without a year the first such not before `today`."""
    match = _date_match(text, at)
    if not match:
        return None
    if match["year"]:
        on = _written(int(match["year"]), match)
        return Day(on, match.end(), planned=True) if on else None
    ahead = (day for year in range(today.year, today.year + 9) if (day := _written(year, match)))
    coming = next((day for day in ahead if day >= today), None)
    return Day(coming, match.end(), planned=True) if coming else None


Reader = Callable[[str, int, date], Day | None]

_FLAGS = re.IGNORECASE
_COUNT = r"(?:(?P<count>[0-9]{1,3})[ ]?|(?:an?|one) )"
_DAY_OF_MONTH = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_MONTH = rf"(?P<month>{keyword(MONTHS)})"
_WEEKDAY = rf"(?P<weekday>{keyword(WEEKDAYS)})"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"

_NEAR = re.compile(rf"(?P<word>today|yesterday){WORD_END}", _FLAGS)
_TOMORROW = re.compile(rf"tomorrow{WORD_END}", _FLAGS)
_AGO = re.compile(
    rf"{_COUNT}(?P<unit>(?a:m|min|minute|h|hr|hour|day|week|month|year))s? ago{WORD_END}",
    _FLAGS,
)
_LAST_WEEKDAY = re.compile(rf"(?P<last>last )?{_WEEKDAY}{WORD_END}", _FLAGS)
_NEXT_WEEKDAY = re.compile(rf"(?:next|on) {_WEEKDAY}{WORD_END}", _FLAGS)
_COMING_WEEKDAY = re.compile(rf"(?:next |on |this )?{_WEEKDAY}{WORD_END}", _FLAGS)
_IN = re.compile(rf"in {_COUNT}(?P<unit>day|week|month|year)s?{WORD_END}", _FLAGS)
_NEXT_WEEK = re.compile(rf"next week{WORD_END}", _FLAGS)
_ISO = re.compile(rf"(?P<year>[0-9]{{4}})-(?P<month>[0-9]{{1,2}})-(?P<day>[0-9]{{1,2}}){WORD_END}", _FLAGS)
_DAY_MONTH = re.compile(rf"{_DAY_OF_MONTH}\.? {_MONTH}(?: {_YEAR})?{WORD_END}", _FLAGS)
_MONTH_DAY = re.compile(rf"{_MONTH} {_DAY_OF_MONTH}(?:,? {_YEAR})?{WORD_END}", _FLAGS)
_BOOKED = re.compile(r"(?:booked|planned) (?:for )?", _FLAGS)
_DUE_LEAD = re.compile(r"(?:by|on) ", _FLAGS)


def _is_recent(on: date, today: date) -> bool:
    return 0 <= (today - on).days <= OLDEST_DAYS


def _near_day(text: str, at: int, today: date) -> Day | None:
    match = _NEAR.match(text, at)
    if not match:
        return None
    on = today if match["word"].lower() == "today" else _moved(today, days=-1)
    return Day(on, match.end(), only_past=True) if on else None


def _ago(text: str, at: int, today: date) -> Day | None:
    match = _AGO.match(text, at)
    on = match and _moved_by(today, -int(match["count"] or 1), match["unit"].lower())
    return Day(on, match.end(), only_past=True) if match and on else None


def _past_weekday(text: str, at: int, today: date) -> Day | None:
    match = _LAST_WEEKDAY.match(text, at)
    if not match:
        return None
    back = (today.weekday() - WEEKDAYS[match["weekday"].lower()]) % 7 or 7
    on = _moved(today, days=-back)
    return Day(on, match.end(), only_past=bool(match["last"])) if on else None


def _dated(text: str, at: int, today: date) -> Day | None:
    """A date by its number: with a year as it says, without one the latest not after today."""
    match = _date_match(text, at)
    if not match:
        return None
    if match["year"]:
        on = _written(int(match["year"]), match)
        return Day(on, match.end(), planned=on > today, only_past=on <= today) if on else None
    past = (day for year in range(today.year, today.year - 9, -1) if (day := _written(year, match)))
    latest = next((day for day in past if day <= today), None)
    return Day(latest, match.end()) if latest else None


def _ahead(text: str, at: int, today: date) -> Day | None:
    return _first_planned((_tomorrow, _next_weekday, _in), text, at, today)


def _booked(text: str, at: int, today: date) -> Day | None:
    """`booked` or `planned` turns the date behind it into the coming one; a past one is no plan."""
    lead = _BOOKED.match(text, at)
    day = lead and _coming(text, lead.end(), today)
    return Day(day.on, day.end, planned=True) if day and day.on >= today else None


def _coming(text: str, at: int, today: date) -> Day | None:
    near = _near_day(text, at, today)
    if near and near.on == today:
        return near
    readers = (_tomorrow, _coming_weekday, _in, _next_week, dated_from)
    return _first_planned(readers, text, at, today)


def _first_planned(readers: tuple[Reader, ...], text: str, at: int, today: date) -> Day | None:
    return next((day for read in readers if (day := read(text, at, today))), None)


def _tomorrow(text: str, at: int, today: date) -> Day | None:
    match = _TOMORROW.match(text, at)
    on = match and _moved(today, days=1)
    return Day(on, match.end(), planned=True) if match and on else None


def _next_weekday(text: str, at: int, today: date) -> Day | None:
    return _weekday_to_come(_NEXT_WEEKDAY.match(text, at), today)


def _coming_weekday(text: str, at: int, today: date) -> Day | None:
    return _weekday_to_come(_COMING_WEEKDAY.match(text, at), today)


def _weekday_to_come(match: re.Match[str] | None, today: date) -> Day | None:
    if not match:
        return None
    ahead = (WEEKDAYS[match["weekday"].lower()] - today.weekday()) % 7 or 7
    on = _moved(today, days=ahead)
    return Day(on, match.end(), planned=True) if on else None


def _in(text: str, at: int, today: date) -> Day | None:
    match = _IN.match(text, at)
    on = match and _moved_by(today, int(match["count"] or 1), match["unit"].lower())
    return Day(on, match.end(), planned=True) if match and on else None


def _next_week(text: str, at: int, today: date) -> Day | None:
    match = _NEXT_WEEK.match(text, at)
    on = match and _moved(today, days=7 - today.weekday())
    return Day(on, match.end(), planned=True) if match and on else None


def _date_match(text: str, at: int) -> re.Match[str] | None:
    return _ISO.match(text, at) or _DAY_MONTH.match(text, at) or _MONTH_DAY.match(text, at)


def _written(year: int, match: re.Match[str]) -> date | None:
    """The day a match names in `year`; None where there is none (31 feb)."""
    month = match["month"].lower()
    try:
        return date(year, MONTHS.get(month) or int(month), int(match["day"]))
    except ValueError:
        return None


def _moved_by(today: date, count: int, unit: str) -> date | None:
    if unit in ("day", "week"):
        return _moved(today, days=count * (7 if unit == "week" else 1))
    if unit in ("month", "year"):
        return _moved_months(today, count * (12 if unit == "year" else 1))
    return today


def _moved(today: date, *, days: int) -> date | None:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        return None


def _moved_months(today: date, count: int) -> date | None:
    """The same day of another month, its last day where that month is shorter."""
    months = today.year * 12 + today.month - 1 + count
    year, month = divmod(months, 12)
    if not date.min.year <= year <= date.max.year:
        return None
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def words_before(text: str, start: int, end: int, most: int) -> Iterator[int]:
    """Offsets of the last `most` words between `start` and `end`, the furthest first."""
    starts: list[int] = []
    at = end
    while at > start and len(starts) < most:
        at = max(text.rfind(" ", start, at), start - 1)
        starts.append(at + 1)
    return reversed(starts)
