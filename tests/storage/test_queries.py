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
from tests.storage.filled import ACME, ANA, BO, HELD, INITECH, NOW, TODAY, add_account, draft, log

HOSTILE = "Ünïcode 🎈 \"quoted\" 'quoted' \\ ; -- \n\t%s :name ?"


def test_a_conversation_comes_back_with_all_that_belongs_to_it(initech: Database) -> None:
    with initech.transaction() as session:
        account = add_account(session, INITECH)
        written = replace(HELD, named=("U0NAMED",), private=True, note=HOSTILE)
        conversation_id = log(session, INITECH, account.id, details=written)
        found = conversations.find(session, INITECH, conversation_id or "")
        assert found is not None
        assert found.details == written
        assert (found.account_name, found.logged_by, found.logged_at) == ("Acme Corp", ANA, NOW)
        assert conversations.line_of(session, INITECH, found.id) == "Acme Corp 20m renewal chat"


def test_a_conversation_may_have_next_to_nothing(initech: Database) -> None:
    bare = Details(State.PLANNED, Kind.ATTEMPT, None, TODAY, ANA)
    with initech.transaction() as session:
        found = conversations.find(
            session, INITECH, log(session, INITECH, add_account(session, INITECH).id, details=bare) or ""
        )
    assert found is not None and found.details == bare


def test_people_contacts_and_insights_keep_the_order_they_were_named_in(initech: Database) -> None:
    people = tuple(f"U0{letter}" for letter in "ZYXAB")
    written = replace(
        HELD,
        colleagues=people,
        contacts=("Zoe", "Adam", "Mia"),
        insights=tuple(Insight("request", word) for word in ("z", "a", "m")),
    )
    with initech.transaction() as session:
        found = conversations.find(
            session, INITECH, log(session, INITECH, add_account(session, INITECH).id, details=written) or ""
        )
    assert found is not None and found.details == written


def test_a_person_named_twice_has_one_part_in_it_the_greatest(initech: Database) -> None:
    written = replace(HELD, held_by=ANA, colleagues=(BO, ANA), named=(BO, ANA, "U0NAMED"), contacts=("Jane", "JANE "))
    with initech.transaction() as session:
        found = conversations.find(
            session, INITECH, log(session, INITECH, add_account(session, INITECH).id, details=written) or ""
        )
    assert found is not None
    assert (found.details.held_by, found.details.colleagues, found.details.named) == (ANA, (BO,), ("U0NAMED",))
    assert found.details.contacts == ("Jane",)


def test_a_contact_is_one_person_however_often_and_however_they_are_written(initech: Database) -> None:
    with initech.transaction() as session:
        account = add_account(session, INITECH)
        for name in ("Jane Doe", "JANE  DOE", "jane doe"):
            log(session, INITECH, account.id, details=replace(HELD, contacts=(name,)))
        assert session.execute(text("SELECT name FROM contacts")).scalars().all() == ["Jane Doe"]


def test_an_idempotency_key_makes_one_conversation(initech: Database) -> None:
    with initech.transaction() as session:
        account = add_account(session, INITECH)
        first = log(session, INITECH, account.id, idempotency_key="t1")
        assert log(session, INITECH, account.id, idempotency_key="t1") is None
        assert [each.id for each in conversations.active(session, INITECH)] == [first]
        assert log(session, INITECH, account.id) != log(session, INITECH, account.id)


@pytest.mark.parametrize("minutes", [0, 721, -5])
def test_minutes_no_day_has_are_refused_by_the_table(initech: Database, minutes: int) -> None:
    with pytest.raises(Conflict), initech.transaction() as session:
        log(session, INITECH, add_account(session, INITECH).id, details=replace(HELD, minutes=minutes))


def test_an_undo_can_be_taken_back_and_a_second_press_changes_nothing(initech: Database) -> None:
    with initech.transaction() as session:
        found = log(session, INITECH, add_account(session, INITECH).id) or ""
        assert conversations.set_undone(session, INITECH, found, by=BO, at=NOW)
        assert not conversations.set_undone(session, INITECH, found, by=ANA, at=NOW + timedelta(hours=1))
        undone = conversations.find(session, INITECH, found)
        assert undone is not None and undone.undone_at == NOW
        assert conversations.active(session, INITECH) == []
        assert conversations.set_undone(session, INITECH, found, by=ANA, at=None)
        assert not conversations.set_undone(session, INITECH, found, by=ANA, at=None)
        assert len(conversations.active(session, INITECH)) == 1


def test_the_latest_of_an_account_come_latest_first(initech: Database) -> None:
    with initech.transaction() as session:
        account = add_account(session, INITECH)
        for days in (3, 1, 2, 0):
            log(session, INITECH, account.id, details=replace(HELD, on=TODAY - timedelta(days=days)))
        found = conversations.of_account(session, INITECH, account.id, limit=3)
        assert [each.details.on for each in found] == [TODAY - timedelta(days=days) for days in (0, 1, 2)]


def test_what_does_not_count_takes_no_place_of_what_does_and_nobody_unknown_takes_one(initech: Database) -> None:
    with initech.transaction() as session:
        account = add_account(session, INITECH)
        log(session, INITECH, account.id, details=replace(HELD, on=TODAY - timedelta(days=9)))
        for days in (3, 2, 1):
            details = replace(HELD, kind=Kind.MESSAGE, on=TODAY - timedelta(days=days))
            log(session, INITECH, account.id, details=details)
            log(session, INITECH, account.id, logged_by="U0STRANGER")
        found = conversations.of_account(session, INITECH, account.id, limit=2)
        assert [each.details.on for each in found] == [TODAY - timedelta(days=days) for days in (1, 2, 9)]


def test_more_conversations_than_one_statement_takes_are_all_read(initech: Database) -> None:
    with initech.transaction() as session:
        account = add_account(session, INITECH)
        for number in range(520):
            details = Details(
                State.HELD, Kind.CALL, None, TODAY, ANA, note=str(number), follow_up=FollowUp("x", None, BO)
            )
            log(session, INITECH, account.id, details=details)
        found = conversations.active(session, INITECH)
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
    with initech.transaction() as session:
        added = accounts.add(session, INITECH, wanted, by=ANA, now=NOW)
        assert added is not None and replace(added, id="") == wanted
        assert accounts.find(session, INITECH, added.id) == added
        assert accounts.linked_to(session, INITECH, "C0ACME") == added


def test_an_account_is_added_once_however_its_name_is_written(initech: Database) -> None:
    with initech.transaction() as session:
        add_account(session, INITECH)
        assert accounts.add(session, INITECH, replace(ACME, name="ACME  CORP"), by=BO, now=NOW) is None
        assert accounts.add(session, INITECH, replace(ACME, external_id="2"), by=BO, now=NOW) is not None
        assert accounts.count(session, INITECH) == 2


def test_a_channel_of_two_accounts_is_linked_to_neither(initech: Database) -> None:
    with initech.transaction() as session:
        add_account(session, INITECH, channel="C0ACME")
        add_account(session, INITECH, "Hooli", channel="C0ACME")
        assert accounts.linked_to(session, INITECH, "C0ACME") is None


def test_a_name_that_another_account_has_is_a_conflict(initech: Database) -> None:
    with initech.transaction() as session:
        add_account(session, INITECH)
        hooli = add_account(session, INITECH, "Hooli")
    with pytest.raises(Conflict), initech.transaction() as session:
        accounts.change(session, INITECH, replace(hooli, name="acme corp"))


def test_changing_an_account_tells_every_cache_of_names(initech: Database) -> None:
    with initech.transaction() as session:
        account = add_account(session, INITECH)
        before = workspaces.find(session, INITECH)
        accounts.change(session, INITECH, replace(account, name="Acme Ltd", aliases=("Acme Corp", "acme  CORP", " ")))
        after = workspaces.find(session, INITECH)
        assert before is not None and after is not None and before.accounts_version < after.accounts_version
        assert [(row.account, row.name, row.is_alias) for row in accounts.names(session, INITECH)] == [
            ("Acme Ltd", "Acme Ltd", False),
            ("Acme Ltd", "acme  CORP", True),
        ]


def test_many_accounts_keep_each_their_own_aliases(initech: Database) -> None:
    with initech.transaction() as session:
        for number in range(60):
            add_account(session, INITECH, f"Account {number}", aliases=(f"A{number}", f"B{number}"))
        assert {each.name: each.aliases for each in accounts.every(session, INITECH)} == {
            f"Account {number}": (f"A{number}", f"B{number}") for number in range(60)
        }


def test_a_draft_is_kept_once_an_idempotency_key_and_what_became_of_it_stays(initech: Database) -> None:
    with initech.transaction() as session:
        kept = drafts.keep(session, INITECH, draft("t1"), now=NOW)
        again = drafts.keep(session, INITECH, replace(draft("t1"), line="other words"), now=NOW)
        assert again == kept and replace(kept, id="") == draft("t1")
        assert (
            drafts.keep(session, INITECH, draft(None), now=NOW).id
            != drafts.keep(session, INITECH, draft(None), now=NOW).id
        )
        drafts.forget(session, INITECH, kept.id, now=NOW)
        assert drafts.find(session, INITECH, kept.id) == replace(kept, forgotten_at=NOW)
        drafts.settle(session, INITECH, kept.id, conversation_id="c1")
        drafts.forget(session, INITECH, kept.id, now=NOW)
        assert drafts.find(session, INITECH, kept.id) == replace(kept, conversation_id="c1")


def test_a_member_who_was_only_mentioned_is_unknown_until_slack_tells(initech: Database) -> None:
    with initech.transaction() as session:
        members.mention(session, INITECH, ["U0DEE", "U0DEE", ANA])
        assert members.unknown(session, INITECH, limit=9) == ["U0DEE"]
        assert "U0DEE" not in members.names(session, INITECH)
        members.remember(session, INITECH, Profile("U0DEE", "Dee", None, is_guest=True), now=NOW)
        dee = members.find(session, INITECH, "U0DEE")
        assert dee is not None and dee.is_known and not dee.may_take_part
        assert members.unknown(session, INITECH, limit=9) == []
        assert members.names(session, INITECH)[ANA] == "Ana"  # a mention forgets nothing


def test_the_first_zone_and_a_persons_channel_stand(initech: Database) -> None:
    with initech.transaction() as session:
        assert not workspaces.create(session, INITECH, name="Again", now=NOW)
        workspaces.take_zone(session, INITECH, zone="Europe/Berlin", of=ANA)
        workspaces.take_zone(session, INITECH, zone="Asia/Tokyo", of=BO)
        assert workspaces.take_channel(session, INITECH, "C0ENV")
        workspaces.choose_channel(session, INITECH, "C0ANA", by=ANA)
        assert not workspaces.take_channel(session, INITECH, "C0ENV")
        found = workspaces.find(session, INITECH)
        assert found is not None
        assert (found.zone, found.zone_of, found.channel) == ("Europe/Berlin", ANA, "C0ANA")


def test_an_installation_is_one_row_that_is_renewed(initech: Database) -> None:
    with initech.transaction() as session:
        for scopes in ("commands", "commands,chat:write"):
            workspaces.record_installation(
                session, INITECH, app_id="A0", bot_id="B0", bot_user_id="U0BOT", scopes=scopes
            )
        assert session.execute(text("SELECT scopes FROM installations")).scalars().all() == ["commands,chat:write"]


def test_a_schedule_stands_as_it_was_added_first(initech: Database) -> None:
    from datetime import time

    with initech.transaction() as session:
        first = Schedule("friday", 4, time(16), NOW)
        assert schedules.add(session, INITECH, first)
        assert not schedules.add(session, INITECH, replace(first, weekday=0))
        assert schedules.of(session, INITECH) == [first]


def test_insert_once_says_how_many_are_new(initech: Database) -> None:
    rows = [{"workspace_id": INITECH, "kind": kind, "weekday": 0, "at": "09:00", "starts_at": NOW} for kind in "aba"]
    with initech.transaction() as session:
        assert insert_once(session, schedules_table, rows) == 2
        assert insert_once(session, schedules_table, rows) == 0
        assert insert_once(session, schedules_table, []) == 0
