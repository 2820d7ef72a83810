"""What digests are to tell: news once, what belongs to a day once for each day, and who is looked at when."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.db.engine import Database, Session
from bot.domain.weekly.digests import DigestItem, ItemKind
from bot.domain.workspace.closed_days import Span
from bot.domain.workspace.members import Profile
from bot.domain.workspace.preferences import DIGEST, Mode
from bot.storage.weekly import digests
from bot.storage.workspace import closed_days, members, preferences
from tests.scopes import scope_of, scoped
from tests.storage.filled import ANA, BO, GLOBEX, INITECH, NOW, TODAY, create_workspace

A_DAY = timedelta(days=1)
FRIDAY = TODAY + 4 * A_DAY
NEWS = DigestItem(BO, ItemKind.SPOKEN, "c1", TODAY + 3 * A_DAY)
DUE = DigestItem(BO, ItemKind.FOLLOW_UP_DUE, "c1", FRIDAY)


@pytest.fixture
def initech(database: Database) -> Database:
    with database.transaction() as session:
        create_workspace(scope_of(session, INITECH))
        create_workspace(scope_of(session, GLOBEX))
    return database


def untold(session: Session) -> set[tuple[ItemKind, date]]:
    return {(each.kind, each.on) for each in digests.untold(scope_of(session, INITECH), BO, TODAY)}


def looked_at(session: Session, now: datetime) -> list[str]:
    return sorted(digests.lock_due(scope_of(session, INITECH, now), limit=9))


def test_news_is_told_once_and_what_moves_to_another_day_once_more(initech: Database) -> None:
    with initech.transaction() as session:
        in_initech = scope_of(session, INITECH)
        digests.add(in_initech, [NEWS, DUE])
        digests.mark_reported(in_initech, [NEWS, DUE], TODAY)
        digests.add(in_initech, [NEWS, DUE])
        assert untold(session) == set()
        later = DigestItem(BO, ItemKind.FOLLOW_UP_DUE, "c1", FRIDAY + A_DAY)
        digests.add(in_initech, [DigestItem(BO, ItemKind.SPOKEN, "c1", FRIDAY), later])
        assert untold(session) == {(later.kind, later.on)}
        assert digests.untold(scope_of(session, GLOBEX), BO, TODAY) == digests.untold(in_initech, ANA, TODAY) == []


def test_what_a_digest_that_was_never_sent_told_is_to_be_told(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        digests.add(scope, [NEWS])
        digests.mark_reported(scope, [NEWS], TODAY)
        assert digests.days_reported(scope, "c1") == [(BO, TODAY)]
        assert digests.last_days(scope, BO, since=TODAY, before=TODAY + A_DAY) == [TODAY]
        digests.release(scope, BO, TODAY)
        assert untold(scope.session) == {(NEWS.kind, NEWS.on)}


def test_they_are_looked_at_before_the_day_begins_anywhere_and_then_when_somebody_says_so(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        digests.add(scope, [DUE])
        digests.mark_checked(scope, BO, at=NOW, next_at=None)
        assert looked_at(scope.session, NOW + 99 * A_DAY) == []
        digests.add(scope, [DigestItem(BO, ItemKind.SPOKEN, "c2", FRIDAY)])
        begins_first = datetime(2026, 11, 26, 10, tzinfo=UTC)
        assert looked_at(scope.session, begins_first - timedelta(seconds=1)) == []
        assert looked_at(scope.session, begins_first) == [BO]
        digests.mark_checked(scope, BO, at=NOW, next_at=NOW + A_DAY)
        digests.add(scope, [DigestItem(BO, ItemKind.SPOKEN, "c3", FRIDAY + 9 * A_DAY)])
        assert looked_at(scope.session, NOW + A_DAY) == [BO]
        # A clock that was wrong, or `tick` in a future, looked too early.
        assert looked_at(scope.session, NOW - A_DAY) == [BO]


def test_whoever_is_enrolled_again_while_nothing_is_to_come_is_looked_at_once_more(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        for _ in range(2):
            digests.enrol(scope, [ANA])
            assert looked_at(scope.session, NOW) == [ANA]
            digests.mark_checked(scope, ANA, at=NOW, next_at=None)
        digests.mark_checked(scope, ANA, at=NOW, next_at=NOW + A_DAY)
        digests.enrol(scope, [ANA])
        assert looked_at(scope.session, NOW) == []


def test_when_a_morning_may_be_another_everybody_concerned_is_looked_at(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        digests.enrol(scope, [ANA, BO])

        def seen() -> list[str]:
            found = looked_at(scope.session, NOW)
            for member in (ANA, BO):
                digests.mark_checked(scope, member, at=NOW, next_at=NOW + A_DAY)
            return found

        assert seen() == [ANA, BO] and seen() == []
        members.remember(scope, Profile(BO, "Bo", "Asia/Tokyo"))
        assert seen() == [BO]
        closed_days.choose(scope, [TODAY])
        assert seen() == [ANA, BO]
        preferences.choose(scope, ANA, DIGEST, Mode.OFF)
        assert seen() == [ANA]


def test_each_choice_of_a_member_stands_by_itself(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        preferences.choose(scope, ANA, DIGEST, Mode.MONDAYS)
        preferences.snooze(scope, ANA, DIGEST, FRIDAY)
        preferences.snooze(scope, ANA, "thursday", FRIDAY)
        preferences.add_absence(scope, ANA, Span(TODAY, FRIDAY))
        preferences.add_absence(scope, ANA, Span(TODAY, FRIDAY + A_DAY))
        chosen = preferences.of(scope, ANA)
        assert (chosen.switch(DIGEST).mode, chosen.switch(DIGEST).snoozed_until) == (Mode.MONDAYS, FRIDAY)
        assert chosen.switch("thursday").mode is Mode.ON and chosen.switch("thursday").is_snoozed(TODAY)
        assert chosen.is_away(FRIDAY + A_DAY) and not chosen.is_away(FRIDAY + 2 * A_DAY)
        preferences.end_absences(scope, ANA, last=TODAY)
        assert preferences.of(scope, ANA).absences == (Span(TODAY, TODAY),)
        assert preferences.of_members(scope, [BO]) == {}


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ([(0, 9), (0, 4)], [(0, 4)]),  # back sooner
        ([(0, 4), (2, 9)], [(0, 1), (2, 9)]),
        ([(0, 20), (5, 9)], [(0, 4), (5, 9)]),
        ([(5, 9), (0, 20)], [(0, 20)]),
        ([(0, 4), (5, 9)], [(0, 4), (5, 9)]),
        ([(7, 11), (0, 4)], [(0, 4), (7, 11)]),
        ([(0, 4), (0, 4)], [(0, 4)]),
    ],
)
def test_of_days_that_somebody_is_away_on_what_they_said_last_holds(
    initech: Database, said: list[tuple[int, int]], stands: list[tuple[int, int]]
) -> None:
    def span(ends: tuple[int, int]) -> Span:
        return Span(TODAY + ends[0] * A_DAY, TODAY + ends[1] * A_DAY)

    with scoped(initech.transaction(), INITECH) as scope:
        for each in said:
            preferences.add_absence(scope, ANA, span(each))
        assert preferences.of(scope, ANA).absences == tuple(map(span, stands))
        preferences.end_absences(scope, ANA, last=TODAY - A_DAY)
        assert preferences.of(scope, ANA).absences == ()
