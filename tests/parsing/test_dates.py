"""Days relative to any today: what is held is not ahead, what is planned is not behind, due dates come."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parsing.dates import OLDEST_DAYS, Day, day_at, due_at
from bot.parsing.words import MONTHS, WEEKDAYS
from tests.parsing.cast import TUESDAY

ANY_DAY = st.dates(min_value=date(2001, 1, 1), max_value=date(2098, 12, 31))


@given(ANY_DAY, st.sampled_from(sorted(WEEKDAYS)))
def test_a_weekday_is_the_latest_before_today_and_the_coming_after_it(today: date, word: str) -> None:
    last, coming, due = _day(f"last {word}", today), _day(f"next {word}", today), _due(word, today)
    assert _day(word, today).on == last.on
    assert 1 <= (today - last.on).days <= 7 and 1 <= (coming.on - today).days <= 7
    assert last.on.weekday() == coming.on.weekday() == WEEKDAYS[word]
    assert (coming.planned, last.planned, due.on) == (True, False, coming.on)


@given(ANY_DAY, st.integers(1, 28), st.sampled_from(sorted(MONTHS)))
def test_a_date_without_a_year_is_the_latest_not_after_today_and_due_the_first_not_before(
    today: date, day: int, month: str
) -> None:
    held, due = _day(f"{day} {month}", today), _due(f"{month} {day}", today)
    assert held.on <= today <= due.on
    assert (held.on.day, held.on.month) == (due.on.day, due.on.month) == (day, MONTHS[month])
    assert held.on.replace(year=held.on.year + 1) > today or held.on == today
    assert due.on.replace(year=due.on.year - 1) < today or due.on == today


@given(ANY_DAY, st.integers(-500, 500))
def test_a_full_date_is_held_planned_or_too_old(today: date, offset: int) -> None:
    on = today + timedelta(days=offset)
    read = day_at(on.isoformat(), 0, today)
    if offset < -OLDEST_DAYS:
        assert read is None
    else:
        assert read == Day(on, 10, planned=offset > 0, only_past=offset <= 0)
    assert _due(on.isoformat(), today).on == on


@given(ANY_DAY, st.integers(1, 999))
def test_days_ago_and_days_ahead_are_counted(today: date, count: int) -> None:
    ago = day_at(f"{count} days ago", 0, today)
    assert (ago is None) == (count > OLDEST_DAYS)
    assert ago is None or ago.on == today - timedelta(days=count)
    assert _day(f"in {count} days", today).on == today + timedelta(days=count)
    assert _due(f"in {count} weeks", today).on == today + timedelta(weeks=count)


@given(ANY_DAY)
def test_next_week_is_its_monday(today: date) -> None:
    due = _due("next week", today)
    assert due.on.weekday() == 0 and 1 <= (due.on - today).days <= 7


@pytest.mark.parametrize(
    "text", ["tomorrow", "next fri", "in 3 days", "in a month", "31 dec", "2026-12-01", "next week"]
)
def test_whatever_is_booked_comes(text: str) -> None:
    assert _day(f"booked for {text}", TUESDAY).on == _due(text, TUESDAY).on
    assert _day(f"planned {text}", TUESDAY).planned


@pytest.mark.parametrize(
    ("text", "on"),
    [("a month ago", date(2026, 2, 28)), ("a year ago", date(2025, 3, 31)), ("in a month", date(2026, 4, 30))],
)
def test_months_end_where_they_end(text: str, on: date) -> None:
    assert _day(text, date(2026, 3, 31)).on == on


def test_29_february_is_read_where_it_is_near_enough() -> None:
    assert _day("29 feb", date(2028, 3, 5)).on == date(2028, 2, 29)
    assert day_at("29 feb", 0, date(2026, 3, 5)) is None
    assert _due("29 feb", date(2026, 3, 5)).on == date(2028, 2, 29)


@pytest.mark.parametrize("today", [date.min, date.max])
@pytest.mark.parametrize(
    "text", ["yesterday", "tomorrow", "999 years ago", "in 999 years", "last fri", "next fri", "next week", "1 jan"]
)
def test_the_ends_of_the_calendar_are_no_error(text: str, today: date) -> None:
    for read in (day_at(text, 0, today), due_at(text, 0, today)):
        assert read is None or read.end == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "todays",
        "fri-day",
        "montag",
        "32 nov",
        "0 nov",
        "2026-13-01",
        "2026-1",
        "19",
        "nov",
        "ago",
        "x days ago",
        "in days",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert day_at(text, 0, TUESDAY) is None
    assert due_at(text, 0, TUESDAY) is None


def _day(text: str, today: date) -> Day:
    read = day_at(text, 0, today)
    assert read is not None and read.end == len(text), text
    return read


def _due(text: str, today: date) -> Day:
    read = due_at(text, 0, today)
    assert read is not None and read.end == len(text), text
    return read
