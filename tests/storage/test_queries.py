"""What is written comes back as it was, on both databases; "once" is the constraint's business."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.db.engine import Database, insert_once
from bot.domain.accounts.model import Stage, Tier
from bot.domain.conversations.model import Details, FollowUp, Insight, Kind, State
from bot.domain.errors import Conflict
from bot.domain.workspace.members import Profile
from bot.storage.accounts import accounts
from bot.storage.conversations import conversations, drafts
from bot.storage.workspace import members, schedules, workspaces
from bot.storage.workspace.schedules import Schedule
from bot.storage.workspace.tables import schedules as schedules_table
from tests.scopes import scoped
from tests.storage.filled import ACME, ANA, BO, HELD, INITECH, NOW, TODAY, add_account, draft, log

HOSTILE = "Ünïcode 🎈 \"quoted\" 'quoted' \\ ; -- \n\t%s :name ?"


def test_a_conversation_comes_back_with_all_that_belongs_to_it(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        account = add_account(scope)
        written = replace(HELD, named=("U0NAMED",), private=True, note=HOSTILE)
        conversation_id = log(scope, account.id, details=written)
        found = conversations.find(scope, conversation_id or "")
        assert found is not None
        assert found.details == written
        assert (found.account_name, found.logged_by, found.logged_at) == ("Acme Corp", ANA, NOW)
        origin = conversations.origin_of(scope, found.id)
        assert origin is not None and origin.line == "Acme Corp 20m renewal chat"


def test_a_conversation_may_have_next_to_nothing(initech: Database) -> None:
    bare = Details(State.PLANNED, Kind.ATTEMPT, None, TODAY, ANA)
    with scoped(initech.transaction(), INITECH) as scope:
        found = conversations.find(scope, log(scope, add_account(scope).id, details=bare) or "")
    assert found is not None and found.details == bare


def test_people_contacts_and_insights_keep_the_order_they_were_named_in(initech: Database) -> None:
    people = tuple(f"U0{letter}" for letter in "ZYXAB")
    written = replace(
        HELD,
        colleagues=people,
        contacts=("Zoe", "Adam", "Mia"),
        insights=tuple(Insight("request", word) for word in ("z", "a", "m")),
    )
    with scoped(initech.transaction(), INITECH) as scope:
        found = conversations.find(scope, log(scope, add_account(scope).id, details=written) or "")
    assert found is not None and found.details == written


def test_a_person_named_twice_has_one_part_in_it_the_greatest(initech: Database) -> None:
    written = replace(HELD, held_by=ANA, colleagues=(BO, ANA), named=(BO, ANA, "U0NAMED"), contacts=("Jane", "JANE "))
    with scoped(initech.transaction(), INITECH) as scope:
        found = conversations.find(scope, log(scope, add_account(scope).id, details=written) or "")
    assert found is not None
    assert (found.details.held_by, found.details.colleagues, found.details.named) == (ANA, (BO,), ("U0NAMED",))
    assert found.details.contacts == ("Jane",)


def test_a_contact_is_one_person_however_often_and_however_they_are_written(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        account = add_account(scope)
        for name in ("Jane Doe", "JANE  DOE", "jane doe"):
            log(scope, account.id, details=replace(HELD, contacts=(name,)))
        assert scope.session.execute(text("SELECT name FROM contacts")).scalars().all() == ["Jane Doe"]


def test_an_idempotency_key_makes_one_conversation(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        account = add_account(scope)
        first = log(scope, account.id, idempotency_key="t1")
        assert log(scope, account.id, idempotency_key="t1") is None
        assert [each.id for each in conversations.active(scope)] == [first]
        assert log(scope, account.id) != log(scope, account.id)


@pytest.mark.parametrize("minutes", [0, 721, -5])
def test_minutes_no_day_has_are_refused_by_the_table(initech: Database, minutes: int) -> None:
    with pytest.raises(Conflict), scoped(initech.transaction(), INITECH) as scope:
        log(scope, add_account(scope).id, details=replace(HELD, minutes=minutes))


def test_an_undo_can_be_taken_back_and_a_second_press_changes_nothing(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        found = log(scope, add_account(scope).id) or ""
        assert conversations.set_undone(scope, found, by=BO, at=NOW)
        assert not conversations.set_undone(scope, found, by=ANA, at=NOW + timedelta(hours=1))
        undone = conversations.find(scope, found)
        assert undone is not None and undone.undone_at == NOW
        assert conversations.active(scope) == []
        assert conversations.set_undone(scope, found, by=ANA, at=None)
        assert not conversations.set_undone(scope, found, by=ANA, at=None)
        assert len(conversations.active(scope)) == 1


def test_the_latest_of_an_account_come_latest_first(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        account = add_account(scope)
        for days in (3, 1, 2, 0):
            log(scope, account.id, details=replace(HELD, on=TODAY - timedelta(days=days)))
        found = conversations.of_account(scope, account.id, limit=3)
        assert [each.details.on for each in found] == [TODAY - timedelta(days=days) for days in (0, 1, 2)]


def test_what_does_not_count_takes_no_place_of_what_does_and_nobody_unknown_takes_one(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        account = add_account(scope)
        log(scope, account.id, details=replace(HELD, on=TODAY - timedelta(days=9)))
        for days in (3, 2, 1):
            details = replace(HELD, kind=Kind.MESSAGE, on=TODAY - timedelta(days=days))
            log(scope, account.id, details=details)
            log(scope, account.id, logged_by="U0STRANGER")
        found = conversations.of_account(scope, account.id, limit=2)
        assert [each.details.on for each in found] == [TODAY - timedelta(days=days) for days in (1, 2, 9)]


def test_more_conversations_than_one_statement_takes_are_all_read(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        account = add_account(scope)
        for number in range(520):
            details = Details(
                State.HELD, Kind.CALL, None, TODAY, ANA, note=str(number), follow_up=FollowUp("x", None, BO)
            )
            log(scope, account.id, details=details)
        found = conversations.active(scope)
    assert sorted(int(each.details.note) for each in found) == list(range(520))
    assert all(each.details.follow_up for each in found)


def test_an_account_comes_back_as_it_was_added(initech: Database) -> None:
    wanted = replace(
        ACME,
        name=HOSTILE,
        stage=Stage.PARTNER,
        tier=Tier.STRATEGIC,
        external_id="crm-1",
        aliases=("AC", "acme"),
        cadence=7,
        value=9_000_000_000,
        customer_since=TODAY,
        channel="C0ACME",
    )
    with scoped(initech.transaction(), INITECH) as scope:
        added = accounts.add(scope, wanted, by=ANA)
        assert added is not None and replace(added, id="") == wanted
        assert accounts.find(scope, added.id) == added
        assert accounts.linked_to(scope, "C0ACME") == added


def test_an_account_is_added_once_however_its_name_is_written(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        add_account(scope)
        assert accounts.add(scope, replace(ACME, name="ACME  CORP"), by=BO) is None
        assert accounts.add(scope, replace(ACME, external_id="2"), by=BO) is not None
        assert accounts.count(scope) == 2


def test_a_channel_of_two_accounts_is_linked_to_neither(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        add_account(scope, channel="C0ACME")
        add_account(scope, "Hooli", channel="C0ACME")
        assert accounts.linked_to(scope, "C0ACME") is None


def test_a_name_that_another_account_has_is_a_conflict(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        add_account(scope)
        hooli = add_account(scope, "Hooli")
    with pytest.raises(Conflict), scoped(initech.transaction(), INITECH) as scope:
        accounts.change(scope, replace(hooli, name="acme corp"))


def test_changing_an_account_tells_every_cache_of_names(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        account = add_account(scope)
        before = workspaces.find(scope)
        accounts.change(scope, replace(account, name="Acme Ltd", aliases=("Acme Corp", "acme  CORP", " ")))
        after = workspaces.find(scope)
        assert before is not None and after is not None and before.accounts_version < after.accounts_version
        assert [(row.account, row.name, row.is_alias) for row in accounts.names(scope)] == [
            ("Acme Ltd", "Acme Ltd", False),
            ("Acme Ltd", "acme  CORP", True),
        ]


def test_many_accounts_keep_each_their_own_aliases(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        for number in range(60):
            add_account(scope, f"Account {number}", aliases=(f"A{number}", f"B{number}"))
        assert {each.name: each.aliases for each in accounts.every(scope)} == {
            f"Account {number}": (f"A{number}", f"B{number}") for number in range(60)
        }


def test_a_draft_is_kept_once_an_idempotency_key_and_what_became_of_it_stays(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        kept = drafts.keep(scope, draft("t1"))
        again = drafts.keep(scope, replace(draft("t1"), line="other words"))
        assert again == kept and replace(kept, id="") == draft("t1")
        assert drafts.keep(scope, draft(None)).id != drafts.keep(scope, draft(None)).id
        drafts.forget(scope, kept.id)
        assert drafts.find(scope, kept.id) == replace(kept, forgotten_at=NOW)
        drafts.settle(scope, kept.id, conversation_id="c1")
        drafts.forget(scope, kept.id)
        assert drafts.find(scope, kept.id) == replace(kept, conversation_id="c1")


def test_a_member_who_was_only_mentioned_is_unknown_until_slack_tells(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        members.mention(scope, ["U0DEE", "U0DEE", ANA])
        assert members.unknown(scope, limit=9) == ["U0DEE"]
        assert "U0DEE" not in members.names(scope)
        members.remember(scope, Profile("U0DEE", "Dee", None, is_guest=True))
        dee = members.find(scope, "U0DEE")
        assert dee is not None and dee.is_known and not dee.may_take_part
        assert members.unknown(scope, limit=9) == []
        assert members.names(scope)[ANA] == "Ana"  # a mention forgets nothing


def test_the_first_zone_and_a_persons_channel_stand(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        assert not workspaces.create(scope, name="Again")
        workspaces.take_zone(scope, zone="Europe/Berlin", of=ANA)
        workspaces.take_zone(scope, zone="Asia/Tokyo", of=BO)
        assert workspaces.take_channel(scope, "C0ENV")
        workspaces.choose_channel(scope, "C0ANA", by=ANA)
        assert not workspaces.take_channel(scope, "C0ENV")
        found = workspaces.find(scope)
        assert found is not None
        assert (found.zone, found.zone_of, found.channel) == ("Europe/Berlin", ANA, "C0ANA")


def test_an_installation_is_one_row_that_is_renewed(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        for scopes in ("commands", "commands,chat:write"):
            workspaces.record_installation(scope, app_id="A0", bot_id="B0", bot_user_id="U0BOT", scopes=scopes)
        assert scope.session.execute(text("SELECT scopes FROM installations")).scalars().all() == [
            "commands,chat:write"
        ]


def test_a_schedule_stands_as_it_was_added_first(initech: Database) -> None:
    from datetime import time

    with scoped(initech.transaction(), INITECH) as scope:
        first = Schedule("friday", 4, time(16), NOW)
        assert schedules.add(scope, first)
        assert not schedules.add(scope, replace(first, weekday=0))
        assert schedules.of(scope) == [first]


def test_insert_once_says_how_many_are_new(initech: Database) -> None:
    rows = [{"workspace_id": INITECH, "kind": kind, "weekday": 0, "at": "09:00", "starts_at": NOW} for kind in "aba"]
    with initech.transaction() as session:
        assert insert_once(session, schedules_table, rows) == 2
        assert insert_once(session, schedules_table, rows) == 0
        assert insert_once(session, schedules_table, []) == 0
