"""Whom one person spoke to is read from their own rows alone, and counted once for each account."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import event

from bot.db.engine import Database, Session
from bot.domain.conversations.model import Insight
from bot.storage.conversations import conversations, stats
from bot.storage.weekly import weekly_stats
from bot.storage.weekly.weekly_stats import MemberContact
from bot.storage.workspace import members
from tests.scopes import scope_of, scoped
from tests.storage.filled import ACME, ANA, BO, HELD, INITECH, TODAY, add_account, log

MONDAY, SUNDAY = TODAY, TODAY + timedelta(days=6)


def test_what_was_held_and_what_was_joined_is_counted_for_each_account(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        acme, globex = add_account(scope), add_account(scope, "Globex")
        alone, on_tuesday = replace(HELD, colleagues=()), TODAY + timedelta(days=1)
        log(scope, acme.id, details=alone)
        joined = log(scope, acme.id, details=replace(HELD, held_by=BO, colleagues=(ANA,), on=on_tuesday))
        log(scope, globex.id, details=replace(alone, on=SUNDAY))
        log(scope, globex.id, details=replace(alone, held_by=BO, named=(ANA,)))
        log(scope, globex.id, details=replace(alone, on=SUNDAY + timedelta(days=1)))
        found = weekly_stats.of_member(scope, ANA, MONDAY, SUNDAY, asked_for=joined or "")
    assert sorted(found, key=lambda each: -each.conversations) == [
        MemberContact(acme.id, ACME.stage, 2, on_tuesday, is_asked_for=True),
        MemberContact(globex.id, ACME.stage, 1, SUNDAY),
    ]


def test_what_nobody_known_typed_or_held_is_not_counted(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        acme = add_account(scope)
        members.mention(scope, ["U0NEW"])
        log(scope, acme.id, logged_by="U0NEW")
        log(scope, acme.id, details=replace(HELD, held_by="U0NEW", colleagues=()))
        assert weekly_stats.of_member(scope, ANA, MONDAY, SUNDAY) == []
        assert weekly_stats.of_member(scope, "U0NEW", MONDAY, SUNDAY) == []


def test_a_week_is_counted_without_walking_through_what_others_logged(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope, steps(initech, scope.session) as found:
        weekly_stats.of_member(scope, ANA, MONDAY, SUNDAY)
    if initech.is_sqlite:
        assert [step for step in found if "conversations" in step or "participants" in step] == [
            "SEARCH conversations USING COVERING INDEX ix_conversations_held "
            "(workspace_id=? AND held_by=? AND on_date>? AND on_date<?)",
            "SEARCH participants USING COVERING INDEX ix_participants_member "
            "(workspace_id=? AND member_id=? AND role=?)",
            "SEARCH conversations USING INDEX sqlite_autoindex_conversations_1 (workspace_id=? AND id=?)",
        ]
        assert [step for step in found if "accounts" in step or "members" in step or "author" in step] == [
            "SEARCH members USING INDEX sqlite_autoindex_members_1 (workspace_id=? AND id=?)",
            "SEARCH author USING INDEX sqlite_autoindex_members_1 (workspace_id=? AND id=?)",
            "SEARCH accounts USING INDEX sqlite_autoindex_accounts_1 (workspace_id=? AND id=?)",
        ]


def test_topics_are_looked_for_only_where_there_are_insights(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope, steps(initech, scope.session) as found:
        stats.phrases(scope, ["complaint"], MONDAY, SUNDAY, limit=9)
    if initech.is_sqlite:
        assert found[0] == (
            "SEARCH conversations USING INDEX ix_conversations_with_insights "
            "(workspace_id=? AND on_date>? AND on_date<?)"
        )
        assert not any("TEMP B-TREE FOR ORDER BY" in step for step in found)


def test_an_insight_that_is_added_or_taken_away_later_is_found_or_not(initech: Database) -> None:
    def phrases() -> list[str]:
        return [
            words for *_, words in stats.phrases(scope_of(session, INITECH), ["complaint"], MONDAY, SUNDAY, limit=9)
        ]

    with initech.transaction() as session:
        in_initech = scope_of(session, INITECH)
        acme = add_account(in_initech)
        logged = log(in_initech, acme.id, details=replace(HELD, insights=()))
        assert phrases() == []
        for insights in ((Insight("complaint", "slow"),), ()):
            entry = conversations.lock(in_initech, logged or "")
            assert entry is not None
            details = replace(HELD, insights=insights)
            conversations.change(in_initech, entry, acme.id, details, by=ANA)
            assert phrases() == [each.text for each in insights]


@contextmanager
def steps(database: Database, session: Session) -> Iterator[list[str]]:
    """The plan of the one statement that is executed meanwhile: how SQLite goes about it."""
    asked: list[tuple[str, Any]] = []

    def ask(*call: Any) -> None:
        asked.append((call[2], call[3]))

    found: list[str] = []
    event.listen(session, "before_cursor_execute", ask)
    yield found
    event.remove(session, "before_cursor_execute", ask)
    ((statement, parameters),) = asked
    if database.is_sqlite:
        found += [
            step.detail for step in session.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall()
        ]
