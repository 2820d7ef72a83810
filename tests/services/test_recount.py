"""Leaderboard, sums, numbers, streaks and departments against a count by hand, from the rows as they lie on disk."""

import itertools
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.db.engine import Database
from bot.db.scope import Scope
from bot.domain.weekly.fridays import FridayPost
from bot.domain.weekly.iso_weeks import week_subject
from bot.domain.weekly.leaderboard import Board, TeamSum, sums_of
from bot.domain.weekly.periods import month_of
from bot.domain.workspace.members import Caller
from bot.services.local_days import local_day
from bot.services.weekly import leaderboard, own_week
from bot.services.workspace import departments as department_services
from bot.storage.conversations import stats
from bot.storage.weekly import monthly_stats, weekly_stats
from bot.storage.workspace import members, workspaces
from tests.scopes import scoped
from tests.services.counted_by_hand import Rows, numbers_by_hand, own_reached, places_by_hand, streak_by_hand
from tests.services.worlds import PEOPLE, WEEKS, WORLDS, World, write_down

BERLIN = ZoneInfo("Europe/Berlin")

_numbers = itertools.count(1)


@settings(max_examples=settings().max_examples // 2, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORLDS, st.integers(0, WEEKS - 1), st.integers(0, 6), st.sampled_from([0, 1, 2, 12, 23]))
def test_every_figure_of_a_week_agrees_with_a_count_by_hand(
    database: Database, world: World, week: int, weekday: int, hour: int
) -> None:
    at, monday = f"T{next(_numbers)}", world.mondays[week]
    day = monday + timedelta(days=weekday)
    with scoped(database.transaction(), at) as scope:
        write_down(scope, world)
    with scoped(database.reading(), at) as scope:
        rows = Rows.read(scope.session, at)
        post = leaderboard.friday(scope, week_subject(monday))
        assert_places(rows, post.board, monday)
        assert_sums(rows, post, monday)
        assert post.numbers == numbers_by_hand(rows, monday)
        for first, last in ((monday, monday + timedelta(days=6)), (world.mondays[0], day)):
            assert weekly_stats.sums(scope, first, last) == sums_of(stats.between(scope, first, last))
        for person in PEOPLE:
            assert_own_week(scope, rows, person, day, hour)
        assert_departments(scope, rows, day)
        assert_month(scope, rows, day)


def assert_places(rows: Rows, board: Board, monday: date) -> None:
    """Different customers, then conversations with a word to them; equal is equal; the lowest place is not shown."""
    expected = places_by_hand(rows, monday)
    assert {row.person: (row.place, row.customers, row.conversations, row.minutes) for row in board.places} == expected
    lowest = max((place for place, *_ in expected.values()), default=0)
    assert all(row.place == 1 or row.place < lowest for row in board.shown)


def assert_sums(rows: Rows, post: FridayPost, monday: date) -> None:
    """The team's different customers, its conversations once each, and the same for every week of the chart."""
    outside = [each for each in rows.held_between(monday, monday + timedelta(days=6)) if rows.stage(each) != "internal"]
    team = post.board.team
    assert (team.conversations, team.minutes) == (len(outside), sum(each["minutes"] or 30 for each in outside))
    assert team.visits == sum(each["kind"] == "visit" for each in outside)
    for week in [*post.weeks, None]:
        first = monday if week is None else week.monday
        those = rows.held_between(first, first + timedelta(days=6))
        customers = {each["account_id"] for each in those if rows.stage(each) == "customer"}
        prospects = {each["account_id"] for each in those if rows.stage(each) == "prospect"}
        shown = (team.customers, team.prospects) if week is None else (week.customers, week.prospects)
        assert shown == (len(customers), len(prospects))


def assert_own_week(scope: Scope, rows: Rows, person: str, day: date, hour: int) -> None:
    """Reached, time and streak, on the day that the clock of `person` shows."""
    workspace, member = workspaces.find(scope), members.find(scope, person)
    assert workspace is not None and member is not None
    caller = Caller(workspace, member)
    today = local_day(caller, datetime.combine(day, time(hour, 30), BERLIN))
    assert today == day
    shown = own_week.on_day(scope, caller, today)
    monday = today - timedelta(days=today.isoweekday() - 1)
    assert shown.reached == own_reached(rows, person, monday)
    mine = [
        row
        for row in rows.held_between(date.min, monday + timedelta(days=6))
        if person in rows.people(row) and rows.stage(row) != "internal"
    ]
    within = [row for row in mine if (today - row["on_date"]).days < 42]
    assert shown.minutes == sum(row["minutes"] or 30 for row in within)
    assert shown.streak.weeks == streak_by_hand({row["on_date"] for row in mine}, rows.days_off(person), monday)


def assert_month(scope: Scope, rows: Rows, day: date) -> None:
    period = month_of(day)
    outside = [row for row in rows.held_between(period.first, period.last) if rows.stage(row) != "internal"]
    assert monthly_stats.total(scope, period.first, period.last) == TeamSum(
        customers=len({row["account_id"] for row in outside if rows.stage(row) == "customer"}),
        prospects=len({row["account_id"] for row in outside if rows.stage(row) == "prospect"}),
        conversations=len(outside),
        minutes=sum(row["minutes"] or 30 for row in outside),
        visits=sum(row["kind"] == "visit" for row in outside),
    )


def assert_departments(scope: Scope, rows: Rows, today: date) -> None:
    """Who is in two departments counts in both."""
    talked = {
        person
        for row in rows.held_between(today - timedelta(days=30), today)
        if rows.stage(row) == "customer"
        for person in rows.people(row)
    }
    expected = {}
    for group, people in rows.groups.items():
        ours = {each for each in people if rows.is_ours(each)}
        if ours:
            expected[group.title()] = (len(ours), len(ours & talked))
    shown = department_services.breadths(scope, today)
    assert {each.department: (each.people, each.talked) for each in shown} == expected
