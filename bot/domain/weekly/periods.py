"""The stretches of days a sum is asked for: `/leaderboard [this week|last week|month|quarter|2026]`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.weekly.iso_weeks import monday_of

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_QUARTERS = ("1st quarter", "2nd quarter", "3rd quarter", "4th quarter")
_EARLIEST_YEAR, _LATEST_YEAR = 1970, 9998


@dataclass(frozen=True)
class Period:
    """All days from `first` to `last`, both included; `title` names it to people, a week with its working days."""

    first: date
    last: date
    title: str


def week_of(day: date) -> Period:
    monday = monday_of(day)
    return Period(monday, monday + timedelta(days=6), f"Week {day.isocalendar().week} ({_working_days(monday)})")


def month_of(day: date) -> Period:
    return Period(day.replace(day=1), _end_of_month(day.year, day.month), f"{_MONTHS[day.month - 1]} {day.year}")


def quarter_of(day: date) -> Period:
    number = (day.month - 1) // 3
    first = date(day.year, 3 * number + 1, 1)
    return Period(first, _end_of_month(day.year, 3 * number + 3), f"{_QUARTERS[number]} {day.year}")


def year_of(day: date) -> Period:
    return Period(date(day.year, 1, 1), date(day.year, 12, 31), str(day.year))


def period_named(text: str, today: date) -> Period | None:
    """The period somebody asks for on `today`: this week for no words, None for words that name none."""
    asked = " ".join(text.casefold().split())
    if asked in _NAMED:
        return _NAMED[asked](today)
    if asked.isascii() and asked.isdigit() and _EARLIEST_YEAR <= int(asked[:5]) <= _LATEST_YEAR:
        return year_of(date(int(asked), 1, 1))
    return None


def _working_days(monday: date) -> str:
    """Monday to Friday: "23–27 Nov", "30 Nov–4 Dec"."""
    friday = monday + timedelta(days=4)
    begin = f"{monday.day}" if monday.month == friday.month else _day_and_month(monday)
    return f"{begin}–{_day_and_month(friday)}"


def _day_and_month(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1][:3]}"


def _last_week(today: date) -> Period:
    return week_of(today - timedelta(weeks=1))


def _last_month(today: date) -> Period:
    return month_of(today.replace(day=1) - timedelta(days=1))


def _last_quarter(today: date) -> Period:
    return quarter_of(quarter_of(today).first - timedelta(days=1))


def _last_year(today: date) -> Period:
    return year_of(today.replace(day=1, year=today.year - 1))


def _end_of_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


_NAMED: dict[str, Callable[[date], Period]] = {
    **dict.fromkeys(("", "me", "mine", "my place", "us", "team", "all", "top", "now", "today"), week_of),
    "last": _last_week,
    "week": week_of,
    "this week": week_of,
    "last week": _last_week,
    "month": month_of,
    "this month": month_of,
    "last month": _last_month,
    "quarter": quarter_of,
    "this quarter": quarter_of,
    "last quarter": _last_quarter,
    "year": year_of,
    "this year": year_of,
    "last year": _last_year,
}
