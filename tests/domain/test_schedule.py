from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.weekly.iso_weeks import days_of_week, week_subject
from bot.domain.workspace.schedule import (
    FRIDAY,
    MONDAY,
    MONTHLY_LIFE,
    SATURDAY,
    Daily,
    Monthly,
    Moves,
    Occurrence,
    Rule,
    Weekly,
    due_between,
    has_expired,
    latest_occurrence,
    life_of,
    next_occurrence,
    start_of_next_week,
)
from bot.domain.workspace.zones import instant_of, zone_named

BERLIN = ZoneInfo("Europe/Berlin")
FRIDAY_4PM = Weekly(FRIDAY, time(16))
MONDAY_9AM = Weekly(MONDAY, time(9))


def test_friday_at_four_is_due_at_four_on_the_wall() -> None:
    now = at_utc("2026-11-27T15:00")
    assert latest_occurrence(FRIDAY_4PM, BERLIN, now) == Occurrence("2026-W48", now, date(2026, 11, 27))


def test_a_second_before_it_is_due_the_week_before_is_the_latest() -> None:
    occurrence = latest_occurrence(FRIDAY_4PM, BERLIN, at_utc("2026-11-27T15:00") - timedelta(seconds=1))
    assert occurrence is not None and occurrence.subject == "2026-W47"


def test_downtime_over_weeks_leaves_one_occurrence() -> None:
    occurrence = latest_occurrence(FRIDAY_4PM, BERLIN, at_utc("2026-12-23T08:00"))
    assert occurrence is not None and occurrence.due_at == at_utc("2026-12-18T15:00")


def test_nothing_is_due_from_before_the_schedule_began() -> None:
    now = at_utc("2026-11-28T15:30")
    assert latest_occurrence(FRIDAY_4PM, BERLIN, now, not_before=date(2026, 11, 28)) is None
    assert latest_occurrence(FRIDAY_4PM, BERLIN, now, not_before=date(2026, 11, 27)) is not None


def test_subjects_are_local_weeks_dates_and_months() -> None:
    auckland = ZoneInfo("Pacific/Auckland")
    now = at_utc("2026-12-31T12:00")  # already 2027 in Auckland
    subjects = [
        found.subject
        for rule in (Weekly(FRIDAY, time(0)), Daily(time(0)), Monthly(1, FRIDAY, time(0)))
        if (found := latest_occurrence(rule, auckland, now))
    ]
    assert subjects == ["2026-W53", "2027-01-01", "2027-01"]


def test_a_month_has_its_first_monday_whatever_day_it_begins_on() -> None:
    rule = Monthly(1, MONDAY, time(10))
    found = [next_occurrence(rule, BERLIN, at_utc(f"2026-{month:02}-01T00:00")) for month in (2, 6, 11)]
    assert [each and each.on.day for each in found] == [2, 1, 2]


@pytest.mark.parametrize(
    ("zone", "wall", "due"),
    [
        ("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:00"),  # gap: 03:00 on the wall
        ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30"),  # overlap: the first 02:30
        ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:30"),  # a gap of half an hour
        ("Africa/Cairo", "2026-04-24T00:00", "2026-04-23T22:00"),  # midnight itself is skipped
        ("Pacific/Apia", "2011-12-30T16:00", "2011-12-30T10:00"),  # the whole Friday is skipped
        ("America/St_Johns", "2010-11-07T00:00", "2010-11-07T02:30"),  # 00:01 went back to 23:01
    ],
)
def test_a_gap_gives_its_end_and_an_overlap_its_first_pass(zone: str, wall: str, due: str) -> None:
    assert instant_of(datetime.fromisoformat(wall), ZoneInfo(zone)) == at_utc(due)


def test_a_skipped_friday_still_has_its_week() -> None:
    apia = ZoneInfo("Pacific/Apia")
    occurrence = latest_occurrence(FRIDAY_4PM, apia, at_utc("2011-12-31T00:00"))
    assert occurrence == Occurrence("2011-W52", at_utc("2011-12-30T10:00"), date(2011, 12, 30))


def test_tomorrow_that_began_before_clocks_went_back_over_midnight_stays_due() -> None:
    occurrence = latest_occurrence(Daily(time(0)), ZoneInfo("America/St_Johns"), at_utc("2010-11-07T03:00"))
    assert occurrence is not None and occurrence.subject == "2010-11-07"


def test_fridays_post_moves_to_the_working_day_before() -> None:
    rule = Weekly(FRIDAY, time(16), Moves.EARLIER)
    closed = {date(2026, 12, 24), date(2026, 12, 25)}
    occurrence = next_occurrence(rule, BERLIN, at_utc("2026-12-20T00:00"), closed=closed)
    assert occurrence == Occurrence("2026-W52", at_utc("2026-12-23T15:00"), date(2026, 12, 23))


def test_mondays_post_moves_to_the_next_working_day() -> None:
    rule = Weekly(MONDAY, time(9), Moves.LATER)
    occurrence = next_occurrence(rule, BERLIN, at_utc("2027-03-28T00:00"), closed={date(2027, 3, 29)})
    assert occurrence == Occurrence("2027-W13", at_utc("2027-03-30T07:00"), date(2027, 3, 30))


def test_a_closed_week_has_no_post_and_the_next_one_has_its_own() -> None:
    rule = Weekly(FRIDAY, time(16), Moves.EARLIER)
    closed = {date(2026, 12, 21) + timedelta(days=day) for day in range(5)}
    before = latest_occurrence(rule, BERLIN, at_utc("2026-12-27T00:00"), closed=closed)
    after = next_occurrence(rule, BERLIN, at_utc("2026-12-20T00:00"), closed=closed)
    assert (before and before.subject, after and after.subject) == ("2026-W51", "2026-W53")


def test_a_post_that_was_set_to_a_saturday_stays_there() -> None:
    rule = Weekly(SATURDAY, time(10), Moves.EARLIER)
    occurrence = next_occurrence(rule, BERLIN, at_utc("2026-12-20T00:00"), closed={date(2026, 12, 25)})
    assert occurrence is not None and occurrence.on == date(2026, 12, 26)


def test_a_monthly_page_leaves_a_closed_monday_for_the_next_working_day_and_keeps_its_month() -> None:
    rule = Monthly(1, MONDAY, time(10), Moves.LATER)
    closed = {date(2027, 1, day) for day in (4, 5, 6)}
    occurrence = next_occurrence(rule, BERLIN, at_utc("2027-01-01T00:00"), closed=closed)
    assert occurrence == Occurrence("2027-01", at_utc("2027-01-07T09:00"), date(2027, 1, 7))
    assert latest_occurrence(rule, BERLIN, at_utc("2027-01-07T09:00"), closed=closed) == occurrence
    all_closed = {date(2027, 1, day) for day in range(1, 32)}
    following = next_occurrence(rule, BERLIN, at_utc("2027-01-01T00:00"), closed=all_closed)
    assert following is not None and following.subject == "2027-02"


def test_a_rule_that_does_not_move_ignores_closed_days() -> None:
    occurrence = next_occurrence(FRIDAY_4PM, BERLIN, at_utc("2026-12-20T00:00"), closed={date(2026, 12, 25)})
    assert occurrence is not None and occurrence.on == date(2026, 12, 25)


def test_a_calendar_closed_for_years_has_no_occurrence_at_all() -> None:
    closed = {date(2026, 1, 1) + timedelta(days=day) for day in range(1500)}
    rule = Weekly(FRIDAY, time(16), Moves.EARLIER)
    assert latest_occurrence(rule, BERLIN, at_utc("2029-01-01T00:00"), closed=closed) is None
    assert next_occurrence(rule, BERLIN, at_utc("2026-02-01T00:00"), closed=closed) is None


def test_the_next_occurrence_waits_for_the_schedule_to_begin() -> None:
    begins = at_utc("2026-12-04T15:00")
    occurrence = next_occurrence(FRIDAY_4PM, BERLIN, at_utc("2026-11-20T00:00"), not_before=begins)
    assert occurrence is not None and occurrence.due_at == begins


def test_the_week_stops_at_each_due_instant_once_and_in_order() -> None:
    rules: list[tuple[Rule, ZoneInfo]] = [
        (FRIDAY_4PM, BERLIN),
        (MONDAY_9AM, BERLIN),
        (MONDAY_9AM, ZoneInfo("Europe/Paris")),
        (Daily(time(9)), BERLIN),
    ]
    due = list(due_between(rules, at_utc("2026-11-22T08:00"), at_utc("2026-11-27T15:00")))
    mornings = [at_utc(f"2026-11-{day}T08:00") for day in range(23, 28)]
    assert due == [*mornings, at_utc("2026-11-27T15:00")]


def test_nothing_is_due_between_an_instant_and_itself() -> None:
    friday = at_utc("2026-11-27T15:00")
    assert list(due_between([(FRIDAY_4PM, BERLIN)], friday, friday)) == []


def test_a_weekly_post_lives_a_day_and_a_nudge_two_hours() -> None:
    due = at_utc("2026-11-27T15:00")
    assert not has_expired(due, due + timedelta(hours=24), life_of(FRIDAY_4PM))
    assert has_expired(due, due + timedelta(hours=24, seconds=1), life_of(FRIDAY_4PM))
    assert not has_expired(due, due + timedelta(hours=2), life_of(Daily(time(9))))
    assert has_expired(due, due + timedelta(hours=2, seconds=1), life_of(Daily(time(9))))
    assert life_of(Monthly(1, MONDAY, time(10))) == MONTHLY_LIFE


def test_what_a_hold_moved_lives_from_the_instant_it_was_permitted() -> None:
    due, permitted = at_utc("2026-11-27T15:00"), at_utc("2026-11-30T07:00")
    late = permitted + timedelta(hours=2)
    assert not has_expired(due, late, timedelta(hours=2), permitted_at=permitted)
    assert has_expired(due, late + timedelta(seconds=1), timedelta(hours=2), permitted_at=permitted)


def test_a_channel_chosen_on_friday_begins_on_monday() -> None:
    assert start_of_next_week(at_utc("2026-11-20T14:00"), BERLIN) == at_utc("2026-11-22T23:00")


def test_a_week_is_named_by_its_iso_year() -> None:
    assert week_subject(date(2027, 1, 3)) == "2026-W53"
    assert days_of_week("2026-W53") == (date(2026, 12, 28), date(2027, 1, 3))


@pytest.mark.parametrize("subject", ["2026-W54", "2027-W53", "2026-W00", "2026-11-27", "2026-W5", "", "٢٠٢٦-W47"])
def test_a_subject_that_names_no_week_is_refused(subject: str) -> None:
    with pytest.raises(ValueError):
        days_of_week(subject)


@pytest.mark.parametrize("name", ["", "Europe", "Mars/Olympus", "../etc/passwd", "europe berlin", "a\0b"])
def test_a_zone_nobody_knows_is_none(name: str) -> None:
    assert zone_named(name) is None


def test_a_known_zone_is_found_by_its_name() -> None:
    assert zone_named("Europe/Berlin") == BERLIN


@pytest.mark.parametrize(
    "make",
    [
        lambda: Weekly(7, time(9)),
        lambda: Weekly(-1, time(9)),
        lambda: Weekly(0, time(9, tzinfo=UTC)),
        lambda: Daily(time(9, tzinfo=UTC)),
        lambda: Monthly(5, 0, time(9)),
        lambda: Monthly(0, 0, time(9)),
        lambda: Monthly(1, 7, time(9)),
    ],
)
def test_a_rule_that_means_nothing_is_refused(make: object) -> None:
    with pytest.raises(ValueError):
        make()  # type: ignore[operator]


def at_utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
