"""People's numbers: one a person and week."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from bot.db.engine import Database
from bot.domain.errors import Conflict
from bot.domain.weekly.pledges import Pledge
from bot.domain.workspace.members import Profile
from bot.storage.weekly import pledges
from bot.storage.weekly.tables import pledges as table
from bot.storage.workspace import closed_days, members
from bot.storage.workspace.tables import members as people
from tests.storage.filled import ANA, BO, INITECH, NOW, TODAY


def test_a_second_number_takes_the_place_of_the_first_and_the_same_changes_nothing(initech: Database) -> None:
    with initech.transaction() as session:
        given = [pledges.give(session, INITECH, ANA, TODAY, number, now=NOW) for number in (3, 3, 5, 5, 0)]
        assert given == [True, False, True, False, True]
        pledges.give(session, INITECH, ANA, TODAY - timedelta(weeks=1), 7, now=NOW)
        assert pledges.of_member(session, INITECH, ANA, TODAY) == 0
        assert session.execute(select(func.count()).select_from(table)).scalar_one() == 2
        assert pledges.any_before(session, INITECH, TODAY)
        assert not pledges.any_before(session, INITECH, TODAY - timedelta(weeks=1))


@pytest.mark.parametrize("number", [-1, 1000])
def test_a_number_that_is_none_is_refused(initech: Database, number: int) -> None:
    with pytest.raises(Conflict), initech.transaction() as session:
        pledges.give(session, INITECH, ANA, TODAY, number, now=NOW)


def test_who_is_a_guest_or_not_known_counts_nothing_and_who_opted_out_or_left_is_not_named(initech: Database) -> None:
    with initech.transaction() as session:
        members.remember(session, INITECH, Profile("U0GUS", "Gus", None, is_guest=True), now=NOW)
        members.remember(session, INITECH, Profile("U0LEFT", "Lea", None, is_deactivated=True), now=NOW)
        session.execute(update(people).where(people.c.id == BO).values(opted_out=True))
        for member in (ANA, BO, "U0GUS", "U0LEFT", "U0NEW"):
            pledges.give(session, INITECH, member, TODAY, 2, now=NOW)
        assert pledges.of_week(session, INITECH, TODAY) == (
            Pledge(ANA, 2),
            Pledge(BO, 2, is_named=False),
            Pledge("U0LEFT", 2, is_named=False),
        )


def test_closed_days_are_those_chosen_last(initech: Database) -> None:
    with initech.transaction() as session:
        closed_days.choose(session, INITECH, [TODAY, TODAY, TODAY + timedelta(days=1)])
        closed_days.choose(session, INITECH, [TODAY])
        assert closed_days.of(session, INITECH) == {TODAY}
