"""People leave and come back: noticed once, whoever tells of it first, and whatever the size of the workspace."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.deliveries.model import DeliveryState
from bot.domain.workspace.members import Profile, Roster, Workspace
from bot.outbox import rescheduling
from bot.outbox import tables as outbox_tables
from bot.services.accounts import offboarding
from bot.services.deps import Deps, NoSlack
from bot.storage.accounts import accounts
from bot.storage.workspace import audit, members, roles, workspaces
from tests.app_fixture import Clock
from tests.deliveries import in_states
from tests.scopes import scoped
from tests.storage.filled import ANA, BO, INITECH, NOW, add_account

GONE = Profile(BO, "Bo", None, is_deactivated=True)


@dataclass
class Pages(NoSlack):
    """Slack's list of everybody, by cursor; what it was asked for."""

    pages: dict[str | None, Roster | None]
    asked: list[str | None] = field(default_factory=list)

    def roster(self, workspace_id: str, cursor: str | None) -> Roster | None:
        self.asked.append(cursor)
        return self.pages[cursor]


@pytest.fixture
def owned(deps: Deps) -> Deps:
    """Bo owns an account, and ana runs the programme."""
    with deps.transaction(INITECH) as scope:
        add_account(scope, owner=BO)
        roles.give(scope, "programme owner", [ANA])
    return deps


def workspace(deps: Deps) -> Workspace:
    with deps.reading(INITECH) as scope:
        found = workspaces.find(scope)
    assert found is not None
    return found


def notified(deps: Deps) -> list[str]:
    with deps.database.reading() as session:
        rows = session.execute(
            select(outbox_tables.deliveries).where(outbox_tables.deliveries.c.kind == offboarding.REASSIGNMENT)
        )
        return [row.target for row in rows]


@dataclass
class Answering(NoSlack):
    """Slack's answer when it is asked who somebody is."""

    answer: Profile | None

    def look_up(self, workspace_id: str, member_id: str) -> Profile | None:
        return self.answer


def test_an_event_that_comes_late_is_held_against_what_slack_says_by_now(owned: Deps) -> None:
    here = replace(GONE, is_deactivated=False)
    assert offboarding.ends_membership(owned, INITECH, GONE)
    assert not offboarding.ends_membership(owned, INITECH, replace(here, name="Bob"))
    assert not offboarding.ends_membership(owned, INITECH, replace(GONE, id="U0NEW"))
    offboarding.hear_of_turn(replace(owned, slack=Answering(here)), INITECH, GONE)
    assert notified(owned) == [], "they are back by now"
    offboarding.hear_of_turn(replace(owned, slack=Answering(None)), INITECH, GONE)
    assert notified(owned) == [ANA], "without an answer the event counts"
    assert offboarding.ends_membership(owned, INITECH, here)
    offboarding.hear_of_turn(replace(owned, slack=Answering(GONE)), INITECH, here)
    with scoped(owned.database.reading(), INITECH) as scope:
        assert list(members.deactivated(scope)) == [BO], "they left since"


def test_several_who_hear_of_it_at_once_tell_of_it_once(owned: Deps) -> None:
    together = threading.Barrier(4)

    def hear(_: int) -> int:
        together.wait(10)
        return offboarding.hear(owned, INITECH, [GONE])

    with ThreadPoolExecutor(4) as pool:
        heard = list(pool.map(hear, range(4)))
    assert sum(heard) >= 1
    assert notified(owned) == [ANA]
    with scoped(owned.database.reading(), INITECH) as scope:
        assert audit.last_actor(scope, BO, action="left") == BO
        assert members.deactivated(scope) == {BO: NOW}


def test_of_who_left_and_looked_after_nothing_nobody_is_told(owned: Deps) -> None:
    with scoped(owned.database.transaction(), INITECH) as scope:
        (account,) = accounts.of_owners(scope, [BO])
        accounts.change(scope, replace(account, owner=ANA))
    assert offboarding.hear(owned, INITECH, [GONE]) == 1
    assert notified(owned) == []
    assert offboarding.hear(owned, INITECH, [GONE]) == 0, "known already"


def test_of_who_never_had_to_do_with_us_nothing_is_kept(owned: Deps) -> None:
    assert offboarding.hear(owned, INITECH, [replace(GONE, id="U0NEW")]) == 0
    with scoped(owned.database.reading(), INITECH) as scope:
        assert members.find(scope, "U0NEW") is None


def test_everybody_is_asked_for_once_a_day_a_page_a_round(owned: Deps) -> None:
    known = Profile(ANA, "Ana", "Europe/Berlin")
    slack = Pages({None: Roster((known,), "two"), "two": Roster((GONE,), None)})
    deps = replace(owned, slack=slack)
    assert [offboarding.look_for_leavers(deps, workspace(deps)) for _ in range(3)] == [0, 1, 0]
    assert slack.asked == [None, "two"]
    assert notified(deps) == [ANA]
    tomorrow = replace(deps, now=lambda: NOW + timedelta(days=1))
    offboarding.look_for_leavers(tomorrow, workspace(deps))
    assert slack.asked[2:] == [None]


def test_without_an_answer_it_is_asked_from_the_start_an_hour_later(owned: Deps) -> None:
    slack = Pages({None: Roster((), "two"), "two": None})
    deps = replace(owned, slack=slack)
    for _ in range(3):
        offboarding.look_for_leavers(deps, workspace(deps))
    assert slack.asked == [None, "two"]
    later = replace(deps, now=lambda: NOW + timedelta(hours=1))
    offboarding.look_for_leavers(later, workspace(deps))
    assert slack.asked[2:] == [None]


def test_an_admin_is_told_where_the_programme_owner_is_the_one_who_left(owned: Deps) -> None:
    with scoped(owned.database.transaction(), INITECH) as scope:
        roles.give(scope, "programme owner", [BO])
        roles.give(scope, "admin", [ANA])
    offboarding.hear(owned, INITECH, [GONE])
    assert notified(owned) == [ANA]


def test_what_a_reader_who_leaves_was_still_to_be_told_goes_to_who_is_in_charge_after_them(owned: Deps) -> None:
    with scoped(owned.database.transaction(), INITECH) as scope:
        for owner in ("U0CHEN", "U0DEE"):
            members.remember(scope, Profile(owner, owner, None))
            add_account(scope, f"Of {owner}", aliases=(), owner=owner)
        members.remember(scope, Profile("U0EVE", "Eve", None, is_admin=True))
    for number, person in enumerate((BO, "U0CHEN", "U0DEE")):
        at = NOW + timedelta(minutes=number)
        offboarding.hear(replace(owned, now=Clock(at)), INITECH, [replace(GONE, id=person)])
    offboarding.hear(replace(owned, now=lambda: NOW + timedelta(minutes=3)), INITECH, [replace(GONE, id=ANA)])
    with scoped(owned.database.reading(), INITECH) as scope:
        waiting = in_states(scope, [DeliveryState.PENDING])
        first, second = sorted(waiting, key=lambda each: each.due_at)
        others = rescheduling.batched(scope, kind=offboarding.REASSIGNMENT, subject=second.subject, target="U0EVE")
    assert {first.target, second.target} == {"U0EVE"}
    told_of = [each.partition(":")[0] for each in (first.subject, second.subject, *others)]
    assert told_of == [BO, "U0CHEN", "U0DEE"], "ana herself looked after nothing"
