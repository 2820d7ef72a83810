"""Days relative to any today: what is held is not ahead, what is planned is not behind, due dates come."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parsing.line import OLDEST_DAYS, whole_day
from bot.parsing.line.values.day import Day
from bot.parsing.words import MONTHS, WEEKDAYS
from tests.parsing.cast import TUESDAY

ANY_DAY = st.dates(min_value=date(2001, 1, 1), max_value=date(2098, 12, 31))


@given(ANY_DAY, st.sampled_from(sorted(WEEKDAYS)))
def test_a_weekday_is_the_latest_before_today_and_the_coming_after_it(today: date, word: str) -> None:
    last, coming, bare = _day(f"last {word}", today), _day(f"next {word}", today), _day(word, today)
    assert last.past and coming.ahead
    assert (bare.past, bare.ahead) == (last.past, coming.ahead)
    assert 1 <= (today - last.past).days <= 7 and 1 <= (coming.ahead - today).days <= 7
    assert last.past.weekday() == coming.ahead.weekday() == WEEKDAYS[word]
    assert last.is_only_past and coming.is_ahead and not bare.is_ahead


@given(ANY_DAY, st.integers(1, 28), st.sampled_from(sorted(MONTHS)))
def test_a_date_without_a_year_is_the_latest_not_after_today_or_the_first_not_before(
    today: date, day: int, month: str
) -> None:
    one, other = _day(f"{day} {month}", today), _day(f"{month} {day}", today)
    assert one.past and one.ahead and (one.past, one.ahead) == (other.past, other.ahead)
    assert one.past <= today <= one.ahead
    assert (one.past.day, one.past.month) == (one.ahead.day, one.ahead.month) == (day, MONTHS[month])
    assert one.past.replace(year=one.past.year + 1) > today or one.past == today
    assert one.ahead.replace(year=one.ahead.year - 1) < today or one.ahead == today


@given(ANY_DAY, st.integers(-500, 500))
def test_a_full_date_is_held_planned_or_too_old(today: date, offset: int) -> None:
    on = today + timedelta(days=offset)
    read = whole_day(on.isoformat(), today)
    if offset < -OLDEST_DAYS:
        assert read is None
    else:
        assert read is not None
        assert (read.past, read.ahead) == ((None, on) if offset > 0 else (on, None))
    written = whole_day(on.isoformat(), today, however_old=True)
    assert written is not None and on in (written.past, written.ahead)


@given(ANY_DAY, st.integers(1, 999))
def test_days_ago_and_days_ahead_are_counted(today: date, count: int) -> None:
    ago = whole_day(f"{count} days ago", today)
    assert (ago is None) == (count > OLDEST_DAYS)
    assert ago is None or ago.past == today - timedelta(days=count)
    assert _day(f"in {count} days", today).ahead == today + timedelta(days=count)
    assert _day(f"in {count} weeks", today).ahead == today + timedelta(weeks=count)


@given(ANY_DAY)
def test_next_week_is_its_monday_and_last_week_its_friday_and_both_are_unsure(today: date) -> None:
    following, last = _day("next week", today), _day("last week", today)
    assert following.ahead and following.ahead.weekday() == 0 and 1 <= (following.ahead - today).days <= 7
    assert last.past and last.past.weekday() == 4 and 3 <= (today - last.past).days <= 9
    assert following.unsure and last.unsure


@given(ANY_DAY, st.integers(1, 12), st.integers(1, 12), st.booleans())
def test_a_date_of_two_readings_goes_by_the_author_s_order_and_offers_the_other(
    today: date, one: int, two: int, day_first: bool
) -> None:
    read = whole_day(f"{one}/{two}", today, day_first=day_first)
    assert read is not None and read.past is not None
    day, month = (one, two) if day_first else (two, one)
    assert (read.past.day, read.past.month) == (day, month)
    assert (read.other is None) == (one == two)


@pytest.mark.parametrize(
    ("text", "on"),
    [("a month ago", date(2026, 2, 28)), ("a year ago", date(2025, 3, 31)), ("in a month", date(2026, 4, 30))],
)
def test_months_end_where_they_end(text: str, on: date) -> None:
    assert on in (_day(text, date(2026, 3, 31)).past, _day(text, date(2026, 3, 31)).ahead)


def test_29_february_is_read_where_it_is_near_enough() -> None:
    assert _day("29 feb", date(2028, 3, 5)).past == date(2028, 2, 29)
    assert whole_day("29 feb", date(2026, 3, 5)) is None
    due = whole_day("29 feb", date(2026, 3, 5), however_old=True)
    assert due is not None and due.ahead == date(2028, 2, 29)


@pytest.mark.parametrize("today", [date.min, date.max])
@pytest.mark.parametrize(
    "text", ["yesterday", "tomorrow", "999 years ago", "in 999 years", "last fri", "next fri", "next week", "1 jan"]
)
def test_the_ends_of_the_calendar_are_no_error(text: str, today: date) -> None:
    read = whole_day(text, today)
    assert read is None or read.past or read.ahead


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("gestern", -1),
        ("vorgestern", -2),
        ("vor 3 Tagen", -3),
        ("letzten Freitag", -4),
        ("hier", -1),
        ("il y a 3 jours", -3),
        ("vendredi dernier", -4),
        ("ayer", -1),
        ("hace 3 días", -3),
        ("el viernes pasado", -4),
        ("昨日", -1),
        ("3日前", -3),
        ("昨天", -1),
        ("morgen", 1),
        ("demain", 1),
        ("mañana", 1),
        ("in zwei Wochen", 14),
        ("dans 2 semaines", 14),
        ("dentro de 2 semanas", 14),
        ("明日", 1),
        ("明天", 1),
    ],
)
def test_days_are_read_in_six_languages(text: str, days: int) -> None:
    read = _day(text, TUESDAY)
    assert (read.past or read.ahead) == TUESDAY + timedelta(days=days)


@pytest.mark.parametrize(
    "text",
    "todays|fri-day|montage|32 nov|0 nov|2026-13-01|2026-1|19|nov|ago|x days ago|in days|24/7|1/2 hour".split("|"),
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert whole_day(text, TUESDAY) is None


def _day(text: str, today: date) -> Day:
    read = whole_day(text, today)
    assert read is not None, text
    return read
