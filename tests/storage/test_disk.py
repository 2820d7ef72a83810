"""The files of a SQLite database: whether the path names what is open, and whether it is as its last writer left it."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.db import migrations
from bot.db.disk import beside, is_served
from bot.db.engine import Database
from bot.domain.errors import StorageAway, StorageMoved, Unusable
from bot.storage.workspace import workspaces
from tests.databases import as_engine_url
from tests.scopes import scoped
from tests.storage.filled import GLOBEX, INITECH, create_workspace

_DIE_WITHIN_A_TRANSACTION = """
import os, sys
from bot.db.engine import Database
with Database("sqlite:///" + sys.argv[1]).transaction():
    os._exit(9)
"""


@pytest.fixture
def file(tmp_path: Path, migrated_file: Path) -> Path:
    return Path(shutil.copyfile(migrated_file, tmp_path / "touchbase.db"))


@pytest.fixture
def opened(file: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{file}")
    with scoped(database.transaction(), INITECH) as scope:
        create_workspace(scope)
    yield database
    database.close()


def is_there(database: Database, workspace_id: str) -> bool:
    with scoped(database.reading(), workspace_id) as scope:
        return workspaces.find(scope) is not None


def move_away(file: Path) -> None:
    file.rename(beside(file, ".away"))


def replace(file: Path) -> None:
    shutil.copyfile(file, beside(file, ".other"))
    beside(file, ".other").replace(file)


def write_over(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content)
    os.utime(file, ns=(0, 0))  # however coarse the clock of the file system


def delete_wal(file: Path) -> None:
    beside(file, "-wal").unlink()


def replace_shm(file: Path) -> None:
    shutil.copyfile(beside(file, "-shm"), beside(file, ".other"))
    beside(file, ".other").replace(beside(file, "-shm"))


HARMS = [move_away, replace, write_over, delete_wal, replace_shm]


@pytest.mark.parametrize("harm", HARMS)
def test_a_commit_within_which_the_file_was_harmed_keeps_nothing(
    opened: Database, file: Path, harm: Callable[[Path], None]
) -> None:
    with pytest.raises(StorageMoved), scoped(opened.transaction(), GLOBEX) as scope:
        create_workspace(scope)
        harm(file)
    with pytest.raises(StorageMoved), opened.transaction():
        pass


@pytest.mark.parametrize("harm", [move_away, replace, delete_wal, replace_shm])
def test_what_is_no_longer_at_its_place_is_not_read(opened: Database, file: Path, harm: Callable[[Path], None]) -> None:
    assert is_there(opened, INITECH)
    harm(file)
    with pytest.raises(StorageMoved, match=r"nothing is saved any more.*then start it again|start it again"):
        is_there(opened, INITECH)


def test_another_process_that_writes_and_checkpoints_is_no_harm(opened: Database, file: Path) -> None:
    beside_it = Database(f"sqlite:///{file}")
    with scoped(beside_it.transaction(), GLOBEX) as scope:
        create_workspace(scope)
        scope.session.execute(text("UPDATE workspaces SET name = :long"), {"long": "x" * 5_000_000})
    beside_it.close()
    with scoped(opened.transaction(), GLOBEX) as scope:
        assert workspaces.find(scope) is not None


def test_a_process_killed_in_the_middle_of_writing_is_no_harm(opened: Database, file: Path) -> None:
    command = [sys.executable, "-c", _DIE_WITHIN_A_TRANSACTION, str(file)]
    assert subprocess.run(command, timeout=60).returncode == 9
    with scoped(opened.transaction(), GLOBEX) as scope:
        create_workspace(scope)
    assert is_there(opened, GLOBEX)


def test_a_shell_that_writes_is_no_harm(opened: Database, file: Path) -> None:
    shell = sqlite3.connect(file)
    shell.execute("UPDATE workspaces SET name = 'Renamed'")
    shell.commit()
    shell.close()
    with scoped(opened.transaction(), GLOBEX) as scope:
        create_workspace(scope)


def test_a_file_that_was_changed_while_nobody_had_it_open_is_taken_as_it_is(file: Path) -> None:
    for _ in range(2):
        database = Database(f"sqlite:///{file}")
        with database.transaction() as session:
            session.execute(text("SELECT 1"))
        database.close()
        write_over(file)


def test_a_database_put_beside_the_wal_of_another_is_refused(opened: Database, file: Path) -> None:
    opened.back_up(beside(file, ".copy"))
    with scoped(opened.transaction(), GLOBEX) as scope:
        create_workspace(scope)
    beside(file, ".copy").replace(file)
    for read_or_write in (is_there, lambda database, _: database.transaction().__enter__()):
        with pytest.raises(Unusable, match="beside a -wal that is not its own"):
            read_or_write(Database(f"sqlite:///{file}"), INITECH)


@pytest.mark.parametrize(("seconds", "is_refused"), [(0, False), (60, True)])
def test_after_a_kill_only_what_was_written_much_later_is_taken_for_another(
    opened: Database, file: Path, seconds: int, is_refused: bool
) -> None:
    command = [sys.executable, "-c", _DIE_WITHIN_A_TRANSACTION, str(file)]
    assert subprocess.run(command, timeout=60).returncode == 9
    written = beside(file, "-wal").stat().st_mtime_ns + seconds * 1_000_000_000 + 1
    os.utime(file, ns=(written, written))
    again = Database(f"sqlite:///{file}")
    if is_refused:
        with pytest.raises(Unusable, match="beside a -wal that is not its own"):
            is_there(again, INITECH)
    else:
        assert is_there(again, INITECH)
    again.close()


def test_a_lock_file_deleted_within_a_transaction_costs_nobody_their_line(opened: Database, file: Path) -> None:
    with scoped(opened.transaction(), GLOBEX) as scope:
        create_workspace(scope)
        beside(file, "-lock").unlink()
    assert is_there(opened, GLOBEX)


def test_of_two_writers_that_a_deleted_lock_file_lets_in_the_first_does_not_commit(
    opened: Database, file: Path
) -> None:
    other = Database(f"sqlite:///{file}", wait=0.05)
    with pytest.raises(StorageAway, match="was deleted"), scoped(opened.transaction(), GLOBEX) as scope:
        create_workspace(scope)
        beside(file, "-lock").unlink()
        lock = other._disk
        assert lock is not None
        held = lock.hold(0)
        held.__enter__()
    held.__exit__(None, None, None)
    assert not is_there(opened, GLOBEX)


def test_who_serves_is_known_from_the_database_itself(opened: Database, file: Path) -> None:
    assert not is_served(file)
    opened.claim_serving()
    assert is_served(file)
    beside(file, "-serve").unlink()
    with pytest.raises(Unusable, match="another `touchbase serve`"):
        Database(f"sqlite:///{file}").claim_serving()
    with scoped(opened.transaction(), GLOBEX) as scope:  # the locks of SQLite on the same file still hold
        create_workspace(scope)


def test_looking_who_serves_drops_no_lock_of_sqlite(opened: Database, file: Path) -> None:
    with opened.transaction():
        assert not is_served(file)
        held = [sys.executable, "-c", "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0)"
                ".execute('BEGIN IMMEDIATE')", str(file)]  # fmt: skip
        assert "database is locked" in subprocess.run(held, capture_output=True, text=True, timeout=60).stderr


def test_a_path_that_is_gone_is_not_taken_for_a_first_start(opened: Database, file: Path) -> None:
    opened.close()
    file.unlink()
    again = Database(f"sqlite:///{file}")
    for begin in (migrations.migrate, migrations.revision, Database.claim_serving):
        with pytest.raises(Unusable, match="is gone, and there was one"):
            begin(again)
    for each in ("-wal", "-shm", "-lock"):
        beside(file, each).unlink(missing_ok=True)
    migrations.migrate(again)
    again.close()


def test_something_is_written_to_see_whether_it_can_be(database: Database) -> None:
    database.check_writing()
    database.check_place()


def test_a_database_that_takes_no_writes_is_storage_away(own_database: Database, database_url: str) -> None:
    if own_database.is_sqlite:
        with own_database.transaction() as session:
            session.execute(text("PRAGMA query_only = ON"))
    else:
        with own_database.transaction() as session:
            session.execute(
                text(f'ALTER DATABASE "{own_database.url.database}" SET default_transaction_read_only = on')
            )
        own_database = Database(as_engine_url(database_url))
    with pytest.raises(StorageAway, match=r"readonly|read only"):
        own_database.check_writing()
    own_database.close()
