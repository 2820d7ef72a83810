"""What only PostgreSQL can do to a transaction: locks of tables, deadlocks, being ended by an admin."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from sqlalchemy import text

from bot.db import migrations
from bot.db.engine import Database
from bot.domain.errors import Conflict, NotSaved, StorageAway
from bot.storage.workspace import workspaces
from tests.scopes import scope_of, scoped
from tests.storage.filled import INITECH, create_workspace


@pytest.fixture
def postgres_database(postgres_server: str) -> Iterator[tuple[Database, str]]:
    from tests.databases import as_engine_url, new_postgres

    address = new_postgres(postgres_server)
    opened = Database(as_engine_url(address))
    migrations.migrate(opened)
    yield opened, address
    opened.close()


def test_a_table_locked_by_another_is_storage_away_on_postgresql(postgres_database: tuple[Database, str]) -> None:
    opened, address = postgres_database
    with psycopg.connect(address) as other:
        other.execute("LOCK TABLE workspaces IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(StorageAway), opened.reading() as session:
            workspaces.every(session)
    with opened.reading() as session:
        assert workspaces.every(session) == []


def test_a_deadlock_on_postgresql_is_not_saved_and_may_be_run_again(postgres_database: tuple[Database, str]) -> None:
    opened, address = postgres_database
    one, other = (
        "UPDATE workspaces SET zone = zone WHERE id = 'T1'",
        "UPDATE workspaces SET zone = zone WHERE id = 'T2'",
    )
    with opened.transaction() as session:
        for workspace_id in ("T1", "T2"):
            create_workspace(scope_of(session, workspace_id))
    with psycopg.connect(address) as stranger, ThreadPoolExecutor(1) as pool:
        stranger.execute("SET deadlock_timeout = '10s'")
        stranger.execute(other)
        with pytest.raises(Conflict) as ended, opened.transaction() as session:
            session.execute(text("SET LOCAL lock_timeout = '10s'"))
            session.execute(text("SET LOCAL deadlock_timeout = '10ms'"))
            session.execute(text(one))
            waiting = pool.submit(stranger.execute, one)
            session.execute(text(other))
        waiting.result(10)
    assert isinstance(ended.value, NotSaved)


def test_what_another_transaction_overtook_on_postgresql_may_be_run_again(
    postgres_database: tuple[Database, str],
) -> None:
    opened, address = postgres_database
    with scoped(opened.transaction(), INITECH) as scope:
        create_workspace(scope)
    with psycopg.connect(address) as stranger, pytest.raises(Conflict), scoped(opened.transaction(), INITECH) as scope:
        scope.session.execute(text("SET LOCAL TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        assert workspaces.find(scope) is not None
        stranger.execute("UPDATE workspaces SET zone = 'UTC'")
        stranger.commit()
        scope.session.execute(text("UPDATE workspaces SET zone = 'Asia/Tokyo'"))


def test_postgresql_going_away_in_the_middle_is_storage_away(postgres_database: tuple[Database, str]) -> None:
    opened, address = postgres_database
    name = opened.url.database
    with (
        psycopg.connect(address, autocommit=True) as admin,
        pytest.raises(StorageAway),
        scoped(opened.transaction(), INITECH) as scope,
    ):
        create_workspace(scope)
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = %s",
            [name],
        )
        workspaces.every(scope.session)
    with opened.reading() as session:
        assert workspaces.every(session) == []


def test_those_who_may_wait_longer_wait_longer_for_statements_too(postgres_server: str) -> None:
    from tests.databases import as_engine_url, new_postgres

    opened = Database(as_engine_url(new_postgres(postgres_server)), wait=30.0)
    with opened.reading() as session:
        assert session.execute(text("SHOW lock_timeout")).scalar_one() == "30s"
        assert session.execute(text("SHOW statement_timeout")).scalar_one() == "1min"
    opened.close()


def test_a_database_that_was_dropped_and_created_anew_is_storage_away(
    postgres_database: tuple[Database, str], postgres_server: str
) -> None:
    opened, _ = postgres_database
    with psycopg.connect(postgres_server, autocommit=True) as admin:
        admin.execute(f'DROP DATABASE "{opened.url.database}" WITH (FORCE)')
        with pytest.raises(StorageAway), scoped(opened.transaction(), INITECH) as scope:
            create_workspace(scope)
        admin.execute(f'CREATE DATABASE "{opened.url.database}"')
    for enter in (opened.reading, opened.transaction):
        with pytest.raises(StorageAway, match="does not exist"), enter() as session:
            workspaces.every(session)
