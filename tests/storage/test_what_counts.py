"""What counts, and who is told of it: planned, undone, private, and of guests."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.db.engine import Database
from bot.db.scope import Scope
from bot.domain.accounts.model import Stage
from bot.domain.conversations.model import Details, Kind, State
from bot.domain.workspace.members import Profile
from bot.storage.conversations import conversations, stats
from bot.storage.workspace import members
from tests.scopes import scoped
from tests.storage.filled import ANA, BO, HELD, INITECH, NOW, TODAY, add_account, log

HOSTILE = "Ünïcode 🎈 \"quoted\" 'quoted' \\ ; -- \n\t%s :name ?"


@pytest.fixture
def logged(initech: Database) -> Database:
    """One conversation with ana and bo that counts."""
    with scoped(initech.transaction(), INITECH) as scope:
        log(scope, add_account(scope).id)
    return initech


def test_a_conversation_that_counts_counts_for_who_took_part(logged: Database) -> None:
    with scoped(logged.reading(), INITECH) as scope:
        (talk,) = stats.between(scope, TODAY, TODAY)
        assert (talk.account, talk.people, talk.minutes, talk.has_words) == ("Acme Corp", (ANA, BO), 20, True)
        assert stats.between(scope, TODAY + timedelta(days=1), TODAY + timedelta(days=9)) == []
        assert stats.first_day(scope) == TODAY
        assert stats.first_days(scope) == {ANA: TODAY, BO: TODAY}
        heard = stats.insights_between(scope, TODAY, TODAY)
        assert [(each.text, each.contacts, each.people) for each in heard] == [
            ("exports are slow", ("Jane Doe", "Max"), (ANA, BO)),
            ("single sign-on", ("Jane Doe", "Max"), (ANA, BO)),
        ]


@pytest.mark.parametrize(
    "details",
    [
        replace(HELD, state=State.PLANNED),
        replace(HELD, kind=Kind.MESSAGE),
        replace(HELD, kind=Kind.ATTEMPT),
        replace(HELD, kind=Kind.HEARD),
    ],
)
def test_what_is_no_conversation_is_in_no_sum(initech: Database, details: Details) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        log(scope, add_account(scope).id, details=details)
        assert stats.between(scope, TODAY, TODAY) == []
        assert stats.last_by_account(scope) == {}
        assert stats.first_day(scope) is None
        assert stats.first_days(scope) == {}


def test_what_was_undone_is_in_no_sum_and_is_not_heard(logged: Database) -> None:
    with scoped(logged.transaction(), INITECH) as scope:
        (talk,) = stats.between(scope, TODAY, TODAY)
        conversations.set_undone(scope, talk.conversation_id, by=ANA, at=NOW)
        assert stats.between(scope, TODAY, TODAY) == []
        assert stats.insights_between(scope, TODAY, TODAY) == []
        assert _last_before(scope, talk.account_id) is None


@pytest.mark.parametrize("guest", [True, False], ids=["a guest", "somebody unknown"])
def test_what_no_member_typed_starts_no_clock_and_is_nobodys_first(initech: Database, guest: bool) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        account = add_account(scope)
        members.mention(scope, ["U0GUS"])
        if guest:
            members.remember(scope, Profile("U0GUS", "Gus", None, is_guest=True))
        log(scope, account.id, logged_by="U0GUS")
        assert _last_before(scope, account.id) is None
        assert stats.last_by_account(scope) == {}
        assert stats.first_day(scope) is None
        assert stats.first_days(scope) == {}
        members.remember(scope, Profile("U0GUS", "Gus", None))
        assert _last_before(scope, account.id) == TODAY
        assert stats.last_by_account(scope) == {account.id: TODAY}
        assert stats.first_day(scope) == TODAY
        assert stats.first_days(scope) == {ANA: TODAY, BO: TODAY}


def test_a_first_conversation_is_a_members_and_with_somebody_outside(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        members.remember(scope, Profile(BO, "Bo", None, is_guest=True))
        log(scope, add_account(scope, "Initech", stage=Stage.INTERNAL).id)
        assert stats.first_days(scope) == {}
        later = replace(HELD, on=TODAY + timedelta(days=1))
        log(scope, add_account(scope).id, details=later)
        assert stats.first_days(scope) == {ANA: later.on}


def test_a_private_one_is_counted_and_never_heard(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        log(scope, add_account(scope).id, details=replace(HELD, private=True))
        assert [talk.private for talk in stats.between(scope, TODAY, TODAY)] == [True]
        assert stats.insights_between(scope, TODAY, TODAY) == []


def test_a_guest_takes_no_part_and_what_a_guest_typed_does_not_count(logged: Database) -> None:
    with scoped(logged.transaction(), INITECH) as scope:
        members.remember(scope, Profile(BO, "Bo", None, is_guest=True))
        assert [talk.people for talk in stats.between(scope, TODAY, TODAY)] == [(ANA,)]
        members.remember(scope, Profile(ANA, "Ana", None, is_guest=True))
        assert stats.between(scope, TODAY, TODAY) == []
        assert stats.insights_between(scope, TODAY, TODAY) == []


def test_what_somebody_unknown_typed_counts_once_slack_says_member(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        log(scope, add_account(scope).id, details=replace(HELD, held_by="U0NEW"), logged_by="U0NEW")
        assert stats.between(scope, TODAY, TODAY) == []
        members.remember(scope, Profile("U0NEW", "New", None))
        assert [talk.people for talk in stats.between(scope, TODAY, TODAY)] == [("U0NEW", BO)]


def test_the_last_before_leaves_out_the_one_asked_about(logged: Database) -> None:
    with scoped(logged.transaction(), INITECH) as scope:
        (talk,) = stats.between(scope, TODAY, TODAY)
        assert _last_before(scope, talk.account_id, but=talk.conversation_id) is None
        log(scope, talk.account_id, details=replace(HELD, on=TODAY - timedelta(days=5)))
        assert _last_before(scope, talk.account_id, but=talk.conversation_id) == TODAY - timedelta(days=5)
        assert stats.last_by_account(scope) == {talk.account_id: TODAY}


def _last_before(scope: Scope, account_id: str, *, but: str = "") -> date | None:
    background = stats.background(scope, account_id, but, reader=ANA, monday=TODAY)
    assert background is not None
    return background.previous
