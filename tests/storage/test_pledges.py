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
from tests.scopes import scoped
from tests.storage.filled import ANA, BO, INITECH, TODAY


def test_a_second_number_takes_the_place_of_the_first_and_the_same_changes_nothing(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        given = [pledges.give(scope, ANA, TODAY, number) for number in (3, 3, 5, 5, 0)]
        assert given == [True, False, True, False, True]
        pledges.give(scope, ANA, TODAY - timedelta(weeks=1), 7)
        assert pledges.of_member(scope, ANA, TODAY) == 0
        assert scope.session.execute(select(func.count()).select_from(table)).scalar_one() == 2
        assert pledges.any_before(scope, TODAY)
        assert not pledges.any_before(scope, TODAY - timedelta(weeks=1))


@pytest.mark.parametrize("number", [-1, 1000])
def test_a_number_that_is_none_is_refused(initech: Database, number: int) -> None:
    with pytest.raises(Conflict), scoped(initech.transaction(), INITECH) as scope:
        pledges.give(scope, ANA, TODAY, number)


def test_who_is_a_guest_or_not_known_counts_nothing_and_who_opted_out_or_left_is_not_named(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        members.remember(scope, Profile("U0GUS", "Gus", None, is_guest=True))
        members.remember(scope, Profile("U0LEFT", "Lea", None, is_deactivated=True))
        scope.session.execute(update(people).where(people.c.id == BO).values(opted_out=True))
        for member in (ANA, BO, "U0GUS", "U0LEFT", "U0NEW"):
            pledges.give(scope, member, TODAY, 2)
        assert pledges.of_week(scope, TODAY) == (
            Pledge(ANA, 2),
            Pledge(BO, 2, is_named=False),
            Pledge("U0LEFT", 2, is_named=False),
        )


def test_closed_days_are_those_chosen_last(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        closed_days.choose(scope, [TODAY, TODAY, TODAY + timedelta(days=1)])
        closed_days.choose(scope, [TODAY])
        assert closed_days.of(scope) == {TODAY}
