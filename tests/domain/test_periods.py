from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.weekly.periods import Period, month_of, period_named, quarter_of, week_of, year_of

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("words", "first", "last", "title"),
    [
        ("", "2026-11-23", "2026-11-29", "Week 48 (23–27 Nov)"),
        ("this week", "2026-11-23", "2026-11-29", "Week 48 (23–27 Nov)"),
        ("  This  WEEK ", "2026-11-23", "2026-11-29", "Week 48 (23–27 Nov)"),
        ("last week", "2026-11-16", "2026-11-22", "Week 47 (16–20 Nov)"),
        ("month", "2026-11-01", "2026-11-30", "November 2026"),
        ("last month", "2026-10-01", "2026-10-31", "October 2026"),
        ("quarter", "2026-10-01", "2026-12-31", "4th quarter 2026"),
        ("last quarter", "2026-07-01", "2026-09-30", "3rd quarter 2026"),
        ("year", "2026-01-01", "2026-12-31", "2026"),
        ("last year", "2025-01-01", "2025-12-31", "2025"),
        ("2026", "2026-01-01", "2026-12-31", "2026"),
        ("2024", "2024-01-01", "2024-12-31", "2024"),
    ],
)
def test_a_period_is_what_its_words_say(words: str, first: str, last: str, title: str) -> None:
    assert period_named(words, TODAY) == Period(date.fromisoformat(first), date.fromisoformat(last), title)


def test_the_periods_before_the_first_of_january_are_of_the_year_before() -> None:
    new_year = date(2027, 1, 1)
    assert period_named("last week", new_year) == Period(date(2026, 12, 21), date(2026, 12, 27), "Week 52 (21–25 Dec)")
    assert period_named("this week", new_year) == Period(date(2026, 12, 28), date(2027, 1, 3), "Week 53 (28 Dec–1 Jan)")
    assert period_named("last month", new_year) == month_of(date(2026, 12, 1))
    assert period_named("last quarter", new_year) == quarter_of(date(2026, 12, 1))


def test_last_year_is_found_from_a_leap_day() -> None:
    assert period_named("last year", date(2028, 2, 29)) == year_of(date(2027, 1, 1))


@pytest.mark.parametrize("words", ["tuesday", "26", "1066", "20261", "9" * 5000, "-2026", "２０２６", "week week"])
def test_words_that_name_no_period_are_none(words: str) -> None:
    assert period_named(words, TODAY) is None


@given(st.dates(date(1970, 1, 1), date(2100, 1, 1)))
def test_a_day_lies_in_each_of_its_periods(day: date) -> None:
    for period, most in ((week_of(day), 7), (month_of(day), 31), (quarter_of(day), 92), (year_of(day), 366)):
        assert period.first <= day <= period.last
        assert (period.last - period.first).days < most


@given(st.text(max_size=30), st.dates(date(1970, 1, 1), date(2100, 1, 1)))
def test_no_words_crash_the_search_for_a_period(words: str, today: date) -> None:
    period = period_named(words, today)
    assert period is None or period.first <= period.last
