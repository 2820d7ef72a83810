"""Schedules against a walk over the clock itself: any rule, and every zone there is."""

from bisect import bisect
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.weekly.iso_weeks import week_subject
from bot.domain.workspace.schedule import (
    FRIDAY,
    SUNDAY,
    Daily,
    Monthly,
    Moves,
    Rule,
    Weekly,
    due_between,
    latest_occurrence,
    next_occurrence,
)
from bot.domain.workspace.zones import instant_of

ZONES = st.sampled_from(
    [
        "Europe/Berlin",
        "America/New_York",
        "America/St_Johns",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Asia/Gaza",
    ]
).map(ZoneInfo)
TIMES = st.times().map(lambda at: at.replace(microsecond=0))
RULES = st.one_of(
    st.builds(Weekly, st.integers(0, 6), TIMES, st.sampled_from(Moves)),
    st.builds(Daily, TIMES),
    st.builds(Monthly, st.integers(1, 4), st.integers(0, 6), TIMES, st.sampled_from(Moves)),
)
WALLS = st.datetimes(*map(datetime.fromisoformat, ("2005-01-01", "2030-01-01")))
INSTANTS = WALLS.map(lambda wall: wall.replace(tzinfo=UTC))
FIRST_DAY = date(2025, 12, 29)
CLOSED = st.frozensets(st.dates(date(2005, 1, 1), date(2030, 1, 1)), max_size=5)


@given(RULES, ZONES, INSTANTS, CLOSED)
def test_the_latest_is_past_the_next_is_ahead_and_nothing_lies_between(
    rule: Rule, zone: ZoneInfo, now: datetime, closed: frozenset[date]
) -> None:
    latest = latest_occurrence(rule, zone, now, closed=closed)
    following = next_occurrence(rule, zone, now, closed=closed)
    assert latest is not None and following is not None
    assert latest.due_at <= now < following.due_at
    assert next_occurrence(rule, zone, latest.due_at, closed=closed) == following
    assert latest_occurrence(rule, zone, following.due_at - timedelta(seconds=1), closed=closed) == latest


@given(ZONES, WALLS)
def test_a_wall_time_means_the_first_instant_that_shows_it_or_more(zone: ZoneInfo, wall: datetime) -> None:
    wall = wall.replace(microsecond=0)
    found = instant_of(wall, zone)
    assert shown(found, zone) >= wall > shown(found - timedelta(seconds=1), zone)


@given(RULES, ZONES, INSTANTS, st.integers(0, 100))
def test_stopping_at_every_due_instant_misses_none_and_adds_none(
    rule: Rule, zone: ZoneInfo, start: datetime, days: int
) -> None:
    end = start + timedelta(days=days)
    near = [start.date() + timedelta(days=day) for day in range(-3, days + 4)]
    instants = {instant_of(datetime.combine(day, rule.at), zone) for day in near if falls_on(rule, day)}
    expected = sorted(instant for instant in instants if start < instant <= end)
    assert list(due_between([(rule, zone)], start, end)) == expected


@pytest.fixture(scope="module")
def every_clock(every_zone: list[ZoneInfo]) -> list[ZoneInfo]:
    """One zone of all that show the same time for the two years looked at: Berlin stands for Paris."""
    return list({tuple(changes(zone)): zone for zone in every_zone}.values())


def changes(zone: ZoneInfo) -> Iterator[tuple[datetime, timedelta | None]]:
    """Since which minute it has which offset, from the days before the two years to those behind them."""
    first = datetime.combine(FIRST_DAY, time(), UTC) - timedelta(days=10)
    days = [first + timedelta(days=number) for number in range(752)]
    offsets = [day.astimezone(zone).utcoffset() for day in days]
    yield first, offsets[0]
    for day, (before, after) in zip(days, pairwise(offsets), strict=False):
        if before != after:
            minutes = [day + timedelta(minutes=number) for number in range(24 * 60 + 1)]
            yield minutes[bisect(minutes, False, key=lambda at: at.astimezone(zone).utcoffset() != before)], after


@pytest.mark.parametrize("rule", [Weekly(SUNDAY, time(2, 30)), Weekly(SUNDAY, time(0)), Weekly(FRIDAY, time(16))])
def test_every_zone_has_exactly_one_occurrence_in_each_of_104_weeks(rule: Weekly, every_clock: list[ZoneInfo]) -> None:
    weeks = [FIRST_DAY + timedelta(weeks=number) for number in range(104)]
    for zone in every_clock:
        found = [latest_occurrence(rule, zone, instant_of_end(monday, zone)) for monday in weeks]
        assert [each and each.subject for each in found] == [week_subject(monday) for monday in weeks], zone
        due = [each.due_at for each in found if each]
        assert all(earlier < later for earlier, later in pairwise(due)), zone
        walls = [datetime.combine(monday + timedelta(days=rule.weekday), rule.at) for monday in weeks]
        assert due == [first_instant_by_walking(wall, zone) for wall in walls], zone


@pytest.mark.parametrize("rule", [Daily(time(2, 30)), Monthly(1, SUNDAY, time(2, 30)), Monthly(4, FRIDAY, time(0))])
def test_every_zone_has_exactly_one_occurrence_a_day_and_a_month_for_two_years(
    rule: Daily | Monthly, every_clock: list[ZoneInfo]
) -> None:
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(724)]
    meant = [day for day in days if falls_on(rule, day)]
    assert len(meant) == (724 if isinstance(rule, Daily) else 24)
    for zone in every_clock:
        walls = [datetime.combine(day, rule.at) for day in meant]
        start, end = (datetime.combine(days[at], time(), zone).astimezone(UTC) for at in (0, -1))
        due = list(due_between([(rule, zone)], start - timedelta(seconds=1), end + timedelta(days=1, seconds=-1)))
        assert due == sorted({first_instant_by_walking(wall, zone) for wall in walls}), zone
        assert len(due) == len(meant), zone


def falls_on(rule: Rule, day: date) -> bool:
    match rule:
        case Weekly():
            return day.weekday() == rule.weekday
        case Monthly():
            return day.weekday() == rule.weekday and (day.day - 1) // 7 + 1 == rule.nth
        case Daily():
            return True


def shown(instant: datetime, zone: ZoneInfo) -> datetime:
    return instant.astimezone(zone).replace(tzinfo=None, fold=0)


def instant_of_end(monday: date, zone: ZoneInfo) -> datetime:
    """A second before the next Monday begins, by the offset of that Monday."""
    midnight = datetime.combine(monday + timedelta(weeks=1), time(), tzinfo=zone)
    return midnight.astimezone(UTC) - timedelta(seconds=1)


def first_instant_by_walking(wall: datetime, zone: ZoneInfo) -> datetime:
    """Found without any rule for gaps: where the offset holds by subtraction, else minute by minute."""
    start = wall.replace(tzinfo=UTC) - timedelta(hours=15)
    end = start + timedelta(hours=30)
    offset = start.astimezone(zone).utcoffset()
    assert offset is not None
    if offset == end.astimezone(zone).utcoffset():
        return wall.replace(tzinfo=UTC) - offset
    while shown(start, zone) < wall:
        start += timedelta(minutes=1)
    return start
