"""Closed days as an admin types them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.workspace.closed_days import days_of, spans
from bot.messages.workspace import closed_days as drawn
from bot.parsing.forms.closed_days import UnreadableDays, read_closed_days

TODAY = date(2026, 11, 22)  # a Sunday
XMAS = [date(2026, 12, day) for day in range(24, 27)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("", []),
        (" \n\n", []),
        ("24 dec", XMAS[:1]),
        ("2026-12-24", XMAS[:1]),
        ("Dec 24th, 2026", XMAS[:1]),
        ("Thu 24 Dec", XMAS[:1]),
        ("thursday, 24 december 2026", XMAS[:1]),
        ("24 Dec to 26 Dec", XMAS),
        ("24 dec - 26 dec", XMAS),
        ("24-26 dec", XMAS),
        ("24th–26th Dec", XMAS),
        ("24 to 26 december 2026", XMAS),
        ("2026-12-24 to 2026-12-26", XMAS),
        ("24 dec, 25 dec and 26 dec", XMAS),
        ("24 Dec;25-26 Dec", XMAS),
        ("24 dec\r\n25 dec\n\n 26  dec ", XMAS),
        ("31 dec to 1 jan", [date(2026, 12, 31), date(2027, 1, 1)]),
        ("22 nov", [TODAY]),
        ("21 nov", [date(2027, 11, 21)]),
    ],
)
def test_days_and_days_in_a_row(text: str, days: list[date]) -> None:
    assert sorted(read_closed_days(text, TODAY)) == days


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("24 dec\nchristmas", "Line 2, “christmas”: Write a day as 24 Dec"),
        ("24 dec Christmas Eve", "Line 1, “24 dec Christmas Eve”: Write a day"),
        ("Fri 24 Dec", "2026-12-24 is a Thursday."),
        ("2026-11-21", "Only days to come"),
        ("2026-12-26 to 2026-12-24", "The last day is before the first."),
        ("24 dec to 1 dec", "That is 343 days."),
        ("30-26 dec", "The last day is before the first."),
        ("0-2 dec", "Write a day"),
        ("31 feb", "Write a day"),
        ("2030-01-01", "more than two years ahead"),
        ("20 nov to 24 nov", "That has begun already"),
        ("24 dec to", "Write a day"),
        ("to 24 dec", "Write a day"),
        ("-", "Write a day"),
        ("24 dec 25 dec", "Write a day"),
        ("x" * 500, f"Line 1, “{'x' * 60}”: Write a day"),
    ],
)
def test_a_line_that_is_no_day_is_named(text: str, says: str) -> None:
    with pytest.raises(UnreadableDays, match=r"^Line ") as error:
        read_closed_days(text, TODAY)
    assert says in str(error.value)


@given(st.sets(st.integers(0, 731), max_size=60), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_what_the_form_shows_is_read_as_the_same_days(numbers: set[int], today: date) -> None:
    days = frozenset(today + timedelta(days=number) for number in numbers)
    shown = drawn.form(days, today, "")["blocks"][0]["element"].get("initial_value", "")
    assert read_closed_days(shown, today) == days == days_of(spans(days))


def test_more_days_in_a_row_than_a_line_takes_are_shown_as_two_lines() -> None:
    days = frozenset(TODAY + timedelta(days=number) for number in range(150))
    shown = drawn.form(days, TODAY, "")["blocks"][0]["element"]["initial_value"]
    assert len(shown.splitlines()) == 2 and read_closed_days(shown, TODAY) == days


@given(st.text(max_size=80))
def test_whatever_is_typed_is_days_or_a_line_that_says_what_to_do(text: str) -> None:
    try:
        found = read_closed_days(text, TODAY)
    except UnreadableDays as error:
        assert str(error).startswith("Line ")
    else:
        assert all(TODAY <= day <= TODAY + timedelta(days=731) for day in found)


def test_of_many_spans_the_form_shows_the_first_and_says_that_the_others_stay() -> None:
    days = frozenset(TODAY + timedelta(days=2 * number) for number in range(70))
    block = drawn.form(days, TODAY, "")["blocks"][0]
    assert len(block["element"]["initial_value"].splitlines()) == drawn.SPANS_AT_MOST
    assert "10 later ones do not fit in here; they stay." in block["hint"]["text"]
