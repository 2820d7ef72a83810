"""Where a round has something to do: asked of all workspaces at once, and told of those alone that have it."""

from datetime import timedelta
from typing import Any

from sqlalchemy import event, update

from bot.db.engine import Database, Session
from bot.domain.deliveries.model import DeliveryState
from bot.domain.weekly.digests import DigestItem, ItemKind
from bot.domain.workspace.departments import UserGroup
from bot.outbox import queue, rescheduling
from bot.storage.conversations import tables as conversation_tables
from bot.storage.weekly import digests
from bot.storage.workspace import closed_days, departments, due_workspaces, members, schedules, workspaces
from bot.storage.workspace import tables as workspace_tables
from tests.deliveries import in_states
from tests.scopes import scope_of, scoped
from tests.storage.filled import ANA, BO, GLOBEX, INITECH, NOW, TODAY, create_workspace, deliver, fill

A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)


def rosters(session: Session) -> list[str]:
    return due_workspaces.with_rosters_due(session, now=NOW, latest=NOW + A_WEEK)


def departments_due(session: Session) -> list[str]:
    return due_workspaces.with_departments_due(session, now=NOW, latest=NOW + A_WEEK)


def looked_at(session: Session) -> None:
    """Both look at their Friday now, and have nothing to do for a week."""
    for workspace_id in (INITECH, GLOBEX):
        schedules.mark_checked(scope_of(session, workspace_id), "friday", at=NOW, next_at=NOW + A_WEEK)


def test_a_schedule_is_looked_at_when_it_is_due_changed_or_was_looked_at_for_a_later_instant(
    database: Database,
) -> None:
    with database.transaction() as session:
        in_initech = scope_of(session, INITECH)
        for workspace_id in (INITECH, GLOBEX):
            create_workspace(scope_of(session, workspace_id))
            schedules.add(scope_of(session, workspace_id), schedules.Schedule("friday", 4, NOW.time(), NOW))
        assert due_workspaces.with_posts_due(session, now=NOW) == [GLOBEX, INITECH]
        looked_at(session)
        assert due_workspaces.with_posts_due(session, now=NOW) == []
        assert due_workspaces.with_posts_due(session, now=NOW + A_WEEK) == [GLOBEX, INITECH]
        schedules.mark_checked(in_initech, "friday", at=NOW + 9 * A_WEEK, next_at=NOW + 10 * A_WEEK)
        assert due_workspaces.with_posts_due(session, now=NOW + A_DAY) == [INITECH]
        looked_at(session)
        closed_days.choose(in_initech, [TODAY])
        assert due_workspaces.with_posts_due(session, now=NOW) == [INITECH]
        looked_at(session)
        workspaces.take_zone(scope_of(session, GLOBEX), zone="Asia/Tokyo", of=ANA)
        assert due_workspaces.with_posts_due(session, now=NOW) == [GLOBEX]


def test_each_question_names_the_workspaces_that_have_something_to_do(database: Database) -> None:
    with database.transaction() as session:
        for workspace_id in (INITECH, GLOBEX):
            fill(scope_of(session, workspace_id))
        session.execute(update(workspace_tables.members).values(known_at=NOW))
        session.execute(update(workspace_tables.departments).values(ask_at=NOW + A_DAY))
        for workspace_id in (INITECH, GLOBEX):
            workspaces.ask_for_roster(scope_of(session, workspace_id), at=NOW + A_DAY, cursor=None)
            for member_id in (ANA, BO):
                digests.mark_checked(scope_of(session, workspace_id), member_id, at=NOW, next_at=None)
        assert (
            due_workspaces.with_unknown_members(session) == rescheduling.workspaces_with_expired_leases(session) == []
        )
        assert due_workspaces.with_digests_due(session, now=NOW + A_DAY) == rosters(session) == []
        assert departments_due(session) == []
        give_something_to_do(session)
        assert (
            due_workspaces.with_unknown_members(session)
            == rescheduling.workspaces_with_expired_leases(session)
            == [INITECH]
        )
        assert due_workspaces.with_digests_due(session, now=NOW) == []
        assert due_workspaces.with_digests_due(session, now=NOW + A_DAY) == rosters(session) == [INITECH]
        assert departments_due(session) == [INITECH]


def test_what_tick_left_behind_in_a_far_future_is_due_now(database: Database) -> None:
    with scoped(database.transaction(), INITECH) as scope:
        fill(scope)
        workspaces.ask_for_roster(scope, at=NOW + 52 * A_WEEK, cursor=None)
        departments.ask_again(scope, NOW + 52 * A_WEEK)
        assert rosters(scope.session) == departments_due(scope.session) == [INITECH]


def give_something_to_do(session: Session) -> None:
    """To initech: somebody unknown, something to tell, a sender that stopped, a roster and departments to ask for."""
    in_initech = scope_of(session, INITECH)
    members.mention(in_initech, ["U0NEW"])
    digests.add(in_initech, [DigestItem(ANA, ItemKind.SPOKEN, "c1", TODAY + A_DAY)])
    deliver(in_initech, subject="2026-W01")
    stopped = next(each for each in in_states(in_initech, list(DeliveryState)) if each.subject == "2026-W01")
    queue.claim(session, stopped, owner="gone", channel="C0ELSE", lease=-60.0, rendered=0, there=None)
    workspaces.ask_for_roster(in_initech, at=NOW, cursor=None)
    departments.fill(in_initech, UserGroup("S0SALES", "Sales"))
    departments.ask_again(in_initech, NOW)


def test_each_question_is_answered_from_an_index(database: Database) -> None:
    asked: list[tuple[str, Any]] = []
    with database.transaction() as session:
        event.listen(session, "before_cursor_execute", lambda *call: asked.append((call[2], call[3])))
        due_workspaces.with_posts_due(session, now=NOW)
        due_workspaces.with_digests_due(session, now=NOW)
        rescheduling.workspaces_with_expired_leases(session)
        due_workspaces.with_unknown_members(session)
        due_workspaces.with_lines_to_log(session)
        assert rosters(session) == departments_due(session) == []
        assert len(asked) == 7
        walked = [
            step.detail
            for statement, parameters in (list(asked) if database.is_sqlite else [])
            for step in session.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            if step.detail.startswith("SCAN")
        ]
    # These have whoever is unknown, or the lines that wait, and nothing else.
    assert set(walked) <= {
        "SCAN members USING INDEX ix_members_unknown",
        "SCAN drafts USING INDEX ix_drafts_awaiting",
    }


def test_lines_are_deleted_where_one_is_past_its_day_or_forgotten(database: Database) -> None:
    with database.transaction() as session:
        for workspace_id in (INITECH, GLOBEX):
            fill(scope_of(session, workspace_id))
        session.execute(update(conversation_tables.drafts).values(expires_at=NOW + A_DAY))
        assert due_workspaces.with_expired_drafts(session, now=NOW) == []
        session.execute(
            update(conversation_tables.drafts)
            .where(conversation_tables.drafts.c.workspace_id == GLOBEX)
            .values(forgotten_at=NOW)
        )
        assert due_workspaces.with_expired_drafts(session, now=NOW) == [GLOBEX]
        assert due_workspaces.with_expired_drafts(session, now=NOW + A_DAY) == [GLOBEX, INITECH]
