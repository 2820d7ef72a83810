"""Streaks and time with customers."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.weekly.own_week import OwnWeek, Streak, streak_of

WEDNESDAY = date(2027, 1, 6)
"""In the first week of 2027; the week before it begins in 2026 and is its 53rd."""


def ago(weeks: int, weekday: int = 2) -> date:
    return WEDNESDAY + timedelta(days=weekday - 2) - timedelta(weeks=weeks)


def week_off(weeks: int) -> set[date]:
    return {ago(weeks, weekday) for weekday in range(5)}


@pytest.mark.parametrize(
    ("days", "off", "streak"),
    [
        (set(), set(), Streak(0, has_this_week=False)),
        ({ago(0)}, set(), Streak(1, has_this_week=True)),
        ({ago(0), ago(1), ago(2)}, set(), Streak(3, has_this_week=True)),
        ({ago(1), ago(2)}, set(), Streak(2, has_this_week=False)),
        ({ago(0), ago(2)}, set(), Streak(1, has_this_week=True)),
        ({ago(0), ago(2)}, week_off(1), Streak(2, has_this_week=True)),
        ({ago(3)}, week_off(1) | week_off(2), Streak(1, has_this_week=False)),
        ({ago(0), ago(2)}, week_off(1) - {ago(1)}, Streak(1, has_this_week=True)),
        ({ago(0), ago(1, 6), ago(2)}, week_off(1), Streak(3, has_this_week=True)),
        ({ago(-1)}, set(), Streak(0, has_this_week=False)),
    ],
)
def test_a_streak_is_broken_by_a_week_of_work_without_a_conversation(
    days: set[date], off: set[date], streak: Streak
) -> None:
    assert streak_of(days, WEDNESDAY, days_off=off) == streak


NEAR = st.integers(-40, 400).map(lambda back: WEDNESDAY - timedelta(days=back))


@given(
    st.frozensets(NEAR, max_size=60),
    st.frozensets(st.integers(1, 50), max_size=12).map(
        lambda weeks: frozenset(day for back in weeks for day in week_off(back))
    ),
    st.frozensets(NEAR, max_size=10),
)
def test_a_streak_agrees_with_a_walk_back_day_by_day(
    days: frozenset[date], weeks_off: frozenset[date], others_off: frozenset[date]
) -> None:
    off = weeks_off | others_off
    found = streak_of(days, WEDNESDAY, days_off=off)
    expected, worked, spoke, is_this_week = 0, False, False, True
    day = WEDNESDAY + timedelta(days=4)  # the Sunday of this week
    while day > WEDNESDAY - timedelta(days=500):
        spoke = spoke or day in days
        worked = worked or (day.isoweekday() <= 5 and day not in off)
        if day.isoweekday() == 1:
            if spoke:
                expected += 1
            elif worked and not is_this_week:
                break
            worked, spoke, is_this_week = False, False, False
        day -= timedelta(days=1)
    assert found.weeks == expected


@pytest.mark.parametrize(("minutes", "share"), [(0, 0), (143, 1), (14_400, 100), (7_200, 50)])
def test_time_is_set_against_six_weeks_of_forty_hours(minutes: int, share: int) -> None:
    assert OwnWeek(ago(0, 0), 0, 0, None, minutes, Streak(0, has_this_week=False)).share == share
