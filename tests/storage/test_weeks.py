"""The weekly sums that the database counts are those the rules count from the conversations themselves."""

from datetime import date, timedelta

from bot.db.engine import Database
from bot.domain.conversations.model import Details, Kind, Source, State
from bot.domain.weekly.iso_weeks import monday_of
from bot.domain.weekly.leaderboard import board_of, chart_mondays, weekly_totals
from bot.domain.workspace.members import Profile
from bot.storage.conversations import conversations, stats
from bot.storage.conversations.conversations import NewConversation
from bot.storage.weekly import weekly_stats
from bot.storage.workspace import members
from tests.scopes import scope_of
from tests.storage.filled import GLOBEX, INITECH, NOW, fill

WEEK = date(2026, 11, 23)


def test_the_sums_are_those_of_the_rules(database: Database) -> None:
    with database.transaction() as session:
        in_initech = scope_of(session, INITECH)
        fill(in_initech)
        members.remember(in_initech, Profile("U0CHEN", "Chen", "UTC"))
        accounts = [row.account_id for row in stats.between(in_initech, date(2020, 1, 1), date(2030, 1, 1))]
        people = [*sorted(stats.first_days(in_initech)), "U0CHEN"]
        for number in range(60):
            details = Details(
                state=State.PLANNED if number % 13 == 0 else State.HELD,
                kind=list(Kind)[number % len(Kind)],
                minutes=None,
                on=WEEK - timedelta(days=number * 2),
                held_by=people[number % len(people)],
                colleagues=tuple(people[: number % 2]),
            )
            entry = NewConversation(accounts[number % len(accounts)], details, people[0], None, Source.COMMAND, None)
            conversations.add(scope_of(session, INITECH, NOW + timedelta(seconds=number)), entry)
        fill(scope_of(session, GLOBEX))
    with database.reading() as session:
        in_initech = scope_of(session, INITECH)
        began_on = stats.first_day(in_initech)
        mondays = chart_mondays(WEEK, began_on)
        counted = weekly_stats.totals(in_initech, mondays)
        told = stats.between(in_initech, mondays[0], WEEK + timedelta(days=6))
        elsewhere = weekly_stats.totals(scope_of(session, "T0NOBODY"), mondays)
    assert not any(week.customers or week.prospects for week in elsewhere)
    assert counted == weekly_totals(told, WEEK, began_on)
    assert sum(week.customers for week in counted) > 0
    for week in counted:
        spoken = [each for each in told if monday_of(each.on) == week.monday]
        team = board_of(spoken).team
        assert (week.customers, week.prospects) == (team.customers, team.prospects)
