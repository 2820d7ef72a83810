"""What is like another entry, or was held at all, is found by one cheap query."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from bot.db.engine import Database
from bot.domain.conversations.model import Details, Kind, Source, State
from bot.storage.conversations import conversations
from tests.scopes import scope_of, scoped
from tests.storage.filled import ANA, BO, HELD, INITECH, NOW, TODAY, add_account, log


@pytest.mark.parametrize("other", [{"logged_by": BO}, {"details": replace(HELD, note="another")}])
def test_the_same_again_is_the_same_author_and_words_within_the_time(
    initech: Database, other: dict[str, object]
) -> None:
    since = NOW - timedelta(minutes=10)
    with scoped(initech.transaction(), INITECH) as scope:
        account = add_account(scope)
        entry = conversations.NewConversation(account.id, HELD, ANA, None, Source.COMMAND, None)
        assert conversations.find_duplicates(scope, entry, since=since) == []
        log(scope, account.id)
        (twin,) = conversations.find_duplicates(scope, entry, since=since)
        assert twin == conversations.Duplicate("Acme Corp 20m renewal chat", NOW)
        assert conversations.find_duplicates(scope, entry, since=NOW) == []
        assert conversations.find_duplicates(scope, replace(entry, **other), since=since) == []  # type: ignore[arg-type]


def test_all_that_are_the_same_are_found_and_what_was_undone_is_not(initech: Database) -> None:
    with initech.transaction() as session:
        in_initech = scope_of(session, INITECH)
        account = add_account(in_initech)
        entry = conversations.NewConversation(account.id, HELD, ANA, None, Source.COMMAND, "9.9")
        ids = [
            conversations.add(
                scope_of(session, INITECH, NOW + timedelta(minutes=at)), replace(entry, line=line, idempotency_key=line)
            )
            for at, line in enumerate("abc")
        ]
        conversations.set_undone(in_initech, ids[1] or "", by=ANA, at=NOW)
        found = conversations.find_duplicates(in_initech, entry, since=NOW - timedelta(minutes=10))
        assert [twin.line for twin in found] == ["a", "c"]


def test_what_is_the_same_is_looked_for_among_an_accounts_own_alone(initech: Database) -> None:
    asked: list[tuple[str, Any]] = []
    with scoped(initech.transaction(), INITECH) as scope:
        account = add_account(scope)
        event.listen(scope.session, "before_cursor_execute", lambda *call: asked.append((call[2], call[3])))
        conversations.find_duplicates(
            scope, conversations.NewConversation(account.id, HELD, ANA, None, Source.COMMAND, None), since=NOW
        )
        ((statement, parameters),) = asked
        if initech.is_sqlite:
            plan = scope.session.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall()
            assert [row.detail for row in plan] == [
                "SEARCH conversations USING INDEX ix_conversations_author "
                "(workspace_id=? AND logged_by=? AND account_id=? AND logged_at>?)"
            ]


@pytest.mark.parametrize(
    ("details", "is_one"),
    [
        (replace(HELD, kind=Kind.MESSAGE), True),
        (replace(HELD, kind=Kind.MESSAGE, state=State.PLANNED), False),
        (replace(HELD, kind=Kind.HEARD, on=TODAY - timedelta(days=1)), False),
        (HELD, False),
    ],
)
def test_what_was_held_is_of_those_kinds_and_days_and_not_undone(
    initech: Database, details: Details, is_one: bool
) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        conversation_id = log(scope, add_account(scope).id, details=details)
        kinds = [Kind.MESSAGE, Kind.HEARD]
        assert conversations.any_held(scope, kinds, TODAY, TODAY) is is_one
        conversations.set_undone(scope, conversation_id or "", by=ANA, at=NOW)
        assert not conversations.any_held(scope, kinds, TODAY, TODAY)
