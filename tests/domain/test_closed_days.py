"""Closed days as spans, and plans that are asked about once the days off are over."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.conversations import plans
from bot.domain.workspace.closed_days import Span, days_of, spans

XMAS = [date(2026, 12, day) for day in range(24, 32)]
NEW_YEAR = date(2027, 1, 1)


def test_days_in_a_row_are_one_span() -> None:
    assert spans([NEW_YEAR, *XMAS, XMAS[0]]) == (Span(XMAS[0], NEW_YEAR),)
    assert spans([XMAS[0], XMAS[2]]) == (Span(XMAS[0], XMAS[0]), Span(XMAS[2], XMAS[2]))
    assert spans([]) == ()


@given(st.sets(st.dates(date(2026, 1, 1), date(2027, 1, 1)), max_size=50))
def test_spans_are_the_same_days_in_order_and_never_touch(days: set[date]) -> None:
    found = spans(days)
    assert days_of(found) == days
    ends = [(one.last, another.first) for one, another in itertools.pairwise(found)]
    assert all(first - last > timedelta(days=1) for last, first in ends)


@pytest.mark.parametrize(
    ("planned", "asked"),
    [
        (date(2026, 12, 22), date(2026, 12, 23)),
        (date(2026, 12, 23), date(2027, 1, 4)),
        (date(2026, 12, 28), date(2027, 1, 4)),
        (date(2027, 1, 4), date(2027, 1, 5)),
    ],
)
def test_what_was_planned_before_or_on_closed_days_is_asked_about_on_the_first_working_day(
    planned: date, asked: date
) -> None:
    closed = {*XMAS, NEW_YEAR}
    assert plans.day_asked(planned, closed) == asked


def test_however_long_it_was_closed_nothing_is_forgotten() -> None:
    a_year = {date(2026, 12, 31) - timedelta(days=number) for number in range(365)}
    assert plans.day_asked(date(2026, 1, 1), a_year) == NEW_YEAR


@given(st.sets(st.dates(date(2026, 11, 2), date(2026, 11, 29)), max_size=15), st.dates(date(2026, 11, 1), NEW_YEAR))
def test_every_plan_is_asked_about_on_the_first_working_day_after_it(closed: set[date], planned: date) -> None:
    asked = plans.day_asked(planned, closed)
    between = [planned + timedelta(days=number) for number in range(1, (asked - planned).days)]
    assert asked > planned and asked.weekday() < 5 and asked not in closed
    assert all(day.weekday() >= 5 or day in closed for day in between)
