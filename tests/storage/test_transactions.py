"""Transactions: who may write, what waits, what an error means, on SQLite and on PostgreSQL."""

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.db import migrations
from bot.db.engine import Database, Session
from bot.domain.errors import Conflict, DeadlinePassed, NotSaved, StorageAway, Unusable
from bot.storage.workspace import workspaces
from tests.scopes import scoped
from tests.storage.filled import GLOBEX, INITECH, create_workspace

_HOLD = """
import sys
from pathlib import Path
from bot.db.engine import Database
with Database("sqlite:///" + sys.argv[1]).transaction():
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Database]:
    opened = Database(f"sqlite:///{tmp_path / 'touchbase.db'}")
    migrations.migrate(opened)
    yield opened
    opened.close()


@contextmanager
def held_by_another_process(path: Path) -> Iterator[None]:
    """A write transaction of another process, open as long as this lasts."""
    command = [sys.executable, "-c", _HOLD, str(path)]
    holder = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    try:
        yield
    finally:
        holder.communicate("\n", timeout=10)


def test_a_reader_cannot_write(sqlite: Database) -> None:
    with pytest.raises(StorageAway, match="readonly"), scoped(sqlite.reading(), INITECH) as scope:
        create_workspace(scope)
    sqlite.assert_readers_cannot_write()


def test_a_reader_that_can_write_is_found_at_the_start(sqlite: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "_reader", sqlite._writer)
    with pytest.raises(Unusable, match="can write"):
        sqlite.assert_readers_cannot_write()


def test_a_reader_sees_one_moment_although_others_commit_meanwhile(sqlite: Database) -> None:
    with sqlite.reading() as reader:
        assert workspaces.every(reader) == []
        with scoped(sqlite.transaction(), INITECH) as scope:
            create_workspace(scope)
        assert workspaces.every(reader) == []
    with sqlite.reading() as reader:
        assert [each.id for each in workspaces.every(reader)] == [INITECH]


def test_a_write_while_another_process_writes_ends_in_storage_away(sqlite: Database) -> None:
    assert sqlite.path is not None
    with held_by_another_process(sqlite.path):
        with pytest.raises(StorageAway), sqlite.transaction():
            pytest.fail("two writers at once")
        with sqlite.reading() as session:
            assert workspaces.every(session) == []
    with scoped(sqlite.transaction(), INITECH) as scope:
        create_workspace(scope)


def test_a_write_waits_for_one_that_ends_in_time(sqlite: Database) -> None:
    inside, leave = threading.Event(), threading.Event()

    def write_slowly() -> None:
        with scoped(sqlite.transaction(), INITECH) as scope:
            inside.set()
            leave.wait(10)
            create_workspace(scope)

    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(write_slowly)
        assert inside.wait(10)
        threading.Timer(0.05, leave.set).start()
        with sqlite.transaction() as session:
            assert [each.id for each in workspaces.every(session)] == [INITECH]
        slow.result(10)


def test_concurrent_read_modify_writes_lose_nothing(database: Database) -> None:
    with scoped(database.transaction(), INITECH) as scope:
        create_workspace(scope)

    def add_ten() -> None:
        for _ in range(10):
            with database.transaction() as session:
                count = _version(session, locking=True)
                session.execute(text("UPDATE workspaces SET accounts_version = :new"), {"new": count + 1})

    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(add_ten) for _ in range(8)]:
            done.result(60)
    with database.reading() as session:
        assert _version(session) == 80


def test_a_refused_constraint_is_a_conflict_and_nothing_of_it_is_kept(database: Database) -> None:
    twice = text("INSERT INTO workspaces (id, name, zone, accounts_version, created_at) VALUES ('T1', '', '', 0, :now)")
    with pytest.raises(Conflict), scoped(database.transaction(), INITECH) as scope:
        create_workspace(scope)
        scope.session.execute(twice, {"now": "2026-11-23 08:00:00.000"})
        scope.session.execute(twice, {"now": "2026-11-23 08:00:00.000"})
    with database.reading() as session:
        assert workspaces.every(session) == []


def test_a_mistake_of_ours_is_not_taken_for_a_database_that_is_away(database: Database) -> None:
    with pytest.raises(DBAPIError, match="no_such_column"), database.transaction() as session:
        session.execute(text("SELECT no_such_column FROM workspaces"))


def test_an_error_of_the_use_case_rolls_back_and_is_itself(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), scoped(database.transaction(), INITECH) as scope:
        create_workspace(scope)
        raise ZeroDivisionError
    with database.reading() as session:
        assert workspaces.every(session) == []


def test_a_deadline_that_has_passed_before_the_commit_rolls_back(database: Database) -> None:
    class TooLate:
        def before_commit(self) -> None:
            raise DeadlinePassed("no time left")

        def after_commit(self) -> None:
            raise AssertionError("nothing was committed")

    with pytest.raises(DeadlinePassed), scoped(database.transaction(TooLate()), INITECH) as scope:
        create_workspace(scope)
    with database.reading() as session:
        assert workspaces.every(session) == []


def test_a_transaction_that_failed_leaves_the_next_one_free(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.transaction():
        raise ZeroDivisionError
    with scoped(database.transaction(), INITECH) as scope:
        create_workspace(scope)
    with scoped(database.reading(), INITECH) as scope:
        assert workspaces.find(scope) is not None


def test_a_write_lock_held_past_our_own_ends_in_storage_away(sqlite: Database) -> None:
    """Another program (a sqlite3 shell, say) knows nothing of our lock file."""
    shell = sqlite3.connect(str(sqlite.path), isolation_level=None)
    shell.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageAway, match="locked"), sqlite.transaction():
        pytest.fail("two writers at once")
    shell.execute("ROLLBACK")
    shell.close()


def test_a_file_that_is_no_database_is_named_as_such(tmp_path: Path) -> None:
    file = tmp_path / "letter.db"
    file.write_text("Dear customer, " * 500)
    opened = Database(f"sqlite:///{file}")
    with pytest.raises(Unusable, match="no SQLite database"):
        migrations.revision(opened)
    with pytest.raises(Unusable, match="no SQLite database"):
        migrations.migrate(opened)
    assert file.read_text() == "Dear customer, " * 500
    opened.close()


def test_reading_a_database_that_is_not_there_is_storage_away_and_makes_none(tmp_path: Path) -> None:
    missing = tmp_path / "missing.db"
    opened = Database(f"sqlite:///{missing}")
    with pytest.raises(StorageAway), opened.reading():
        pytest.fail("there is nothing to read")
    assert not missing.exists()


@pytest.mark.parametrize(
    ("url", "words"),
    [("sqlite:///{folder}/none/x.db", "create it"), ("sqlite:///{folder}", "must name a file")],
)
def test_a_path_that_cannot_hold_a_database_is_refused_at_once(tmp_path: Path, url: str, words: str) -> None:
    with pytest.raises(Unusable, match=words):
        Database(url.format(folder=tmp_path))


def test_an_address_that_cannot_be_read_is_refused_in_words() -> None:
    with pytest.raises(Unusable, match="DATABASE_URL"):
        Database("postgresql+psycopg://ana@localhost:notaport/touchbase")


def test_a_full_disk_is_storage_away_and_keeps_nothing(sqlite: Database) -> None:
    with pytest.raises(StorageAway, match="full"), scoped(sqlite.transaction(), INITECH) as scope:
        pages = scope.session.exec_driver_sql("PRAGMA page_count").scalar_one()
        scope.session.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        workspaces.create(scope, name="x" * 200_000)
    with sqlite.reading() as session:
        assert workspaces.every(session) == []


def test_a_postgresql_that_is_not_reachable_is_storage_away() -> None:
    opened = Database("postgresql+psycopg://postgres@127.0.0.1:1/touchbase")
    for enter in (opened.reading, opened.transaction):
        with pytest.raises(StorageAway), enter():
            pytest.fail("nobody listens there")
    opened.close()


def test_an_option_postgresql_does_not_know_is_no_traceback() -> None:
    opened = Database("postgresql+psycopg://postgres@127.0.0.1:1/touchbase?colour=green")
    with pytest.raises(NotSaved, match="colour"), opened.reading():
        pytest.fail("nobody listens there")
    opened.close()


def test_only_one_may_serve_a_sqlite_file(sqlite: Database) -> None:
    sqlite.claim_serving()
    second = Database(str(sqlite.url))
    with pytest.raises(Unusable, match="another `touchbase serve`"):
        second.claim_serving()
    with scoped(second.transaction(), INITECH) as scope:  # beside it, anything else may work
        create_workspace(scope)


def test_a_backup_is_a_whole_database_and_never_overwrites(sqlite: Database, tmp_path: Path) -> None:
    with scoped(sqlite.transaction(), INITECH) as scope:
        create_workspace(scope)
    copy = tmp_path / "copy.db"
    sqlite.back_up(copy)
    opened = Database(f"sqlite:///{copy}")
    with opened.reading() as session:
        assert [each.id for each in workspaces.every(session)] == [INITECH]
    opened.close()
    with pytest.raises(Unusable, match="exists already"):
        sqlite.back_up(copy)
    with pytest.raises(Unusable, match="another place"):
        sqlite.back_up(tmp_path / "none" / "copy.db")


def test_a_backup_waits_for_no_writer_and_none_waits_for_it(sqlite: Database, tmp_path: Path) -> None:
    with scoped(sqlite.transaction(), INITECH) as scope:
        create_workspace(scope)
    with scoped(sqlite.transaction(), GLOBEX) as scope:
        create_workspace(scope)
        sqlite.back_up(tmp_path / "copy.db")
    opened = Database(f"sqlite:///{tmp_path / 'copy.db'}")
    with opened.reading() as session:
        assert [each.id for each in workspaces.every(session)] == [INITECH]
    opened.close()


def _version(session: Session, *, locking: bool = False) -> int:
    lock = " FOR UPDATE" if locking and session.dialect.name == "postgresql" else ""
    found: int = session.execute(text(f"SELECT accounts_version FROM workspaces{lock}")).scalar_one()
    return found
