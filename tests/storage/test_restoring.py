"""Restoring: a whole database of ours or nothing, and what was there is kept."""

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.db.disk import beside
from bot.db.engine import Database
from bot.db.sqlite_restore import restore
from bot.domain.errors import Refusal, Unusable
from bot.storage.workspace import workspaces
from tests.scopes import scoped
from tests.storage.filled import GLOBEX, INITECH, NOW, create_workspace, fill


@pytest.fixture
def file(tmp_path: Path, migrated_file: Path) -> Path:
    return Path(shutil.copyfile(migrated_file, tmp_path / "touchbase.db"))


@pytest.fixture
def backup(file: Path) -> Path:
    """Of a database with initech; the database itself has globex too, by now."""
    database = Database(f"sqlite:///{file}")
    with scoped(database.transaction(), INITECH) as scope:
        fill(scope)
    copy = beside(file, ".copy")
    database.back_up(copy)
    with scoped(database.transaction(), GLOBEX) as scope:
        create_workspace(scope)
    database.close()
    return copy


def there(file: Path) -> set[str]:
    database = Database(f"sqlite:///{file}")
    with database.reading() as session:
        found = {each.id for each in workspaces.every(session)}
    database.close()
    return found


def put_back(file: Path, backup: Path) -> Path | None:
    return restore(file, backup, wait=0.05, now=NOW)


def not_a_database(backup: Path) -> None:
    backup.write_text("Dear customer, " * 500)


def empty(backup: Path) -> None:
    backup.write_bytes(b"")


def cut_short(backup: Path) -> None:
    os.truncate(backup, backup.stat().st_size // 2)


def garbled(backup: Path) -> None:
    content = bytearray(backup.read_bytes())
    content[4096 * 4 : 4096 * 9] = b"\x07" * 4096 * 5
    backup.write_bytes(content)


def of_somebody_else(backup: Path) -> None:
    backup.unlink()
    with closing(sqlite3.connect(backup)) as connection:
        connection.execute("CREATE TABLE letters (words TEXT)")


def newer(backup: Path) -> None:
    _execute(backup, "UPDATE alembic_version SET version_num = 'of_next_year'")


def without_a_schema(backup: Path) -> None:
    _execute(backup, "DELETE FROM alembic_version")


def pointing_nowhere(backup: Path) -> None:
    _execute(backup, "DELETE FROM members")


def _execute(backup: Path, statement: str) -> None:
    with closing(sqlite3.connect(backup)) as connection, connection:
        connection.execute(statement)


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (not_a_database, "no SQLite database"),
        (empty, "no SQLite database"),
        (cut_short, "not whole"),
        (garbled, "not whole"),
        (of_somebody_else, "no database of Touchbase"),
        (without_a_schema, "not whole"),
        (newer, "newer than this program"),
        (pointing_nowhere, "points nowhere"),
    ],
)
def test_what_is_not_a_whole_database_of_ours_changes_nothing(
    file: Path, backup: Path, harm: Callable[[Path], None], words: str
) -> None:
    harm(backup)
    before = sorted(path.name for path in file.parent.iterdir())
    with pytest.raises(Unusable, match=words):
        put_back(file, backup)
    assert sorted(path.name for path in file.parent.iterdir()) in (before, sorted([*before, "touchbase.db-serve"]))
    assert there(file) == {INITECH, GLOBEX}


def test_what_was_there_is_kept_as_one_file_and_both_are_nobody_elses_to_read(file: Path, backup: Path) -> None:
    backup.chmod(0o644)
    file.chmod(0o600)
    kept = put_back(file, backup)
    assert kept == beside(file, ".before-restore-20261123T080000Z")
    assert there(file) == {INITECH}
    assert there(kept) == {INITECH, GLOBEX}
    assert [stat.S_IMODE(each.stat().st_mode) for each in (file, kept)] == [0o600, 0o600]
    assert not beside(file, ".restoring").exists()


def test_what_stood_in_the_wal_of_a_killed_server_is_kept_too(file: Path, backup: Path) -> None:
    running = Database(f"sqlite:///{file}")
    with scoped(running.transaction(), "T3") as scope:
        create_workspace(scope)
    killed = beside(file.parent / "killed.db", "")
    for ending in ("", "-wal"):
        shutil.copyfile(beside(file, ending), beside(killed, ending))
    running.close()
    kept = put_back(killed, backup)
    assert kept is not None
    assert there(killed) == {INITECH}
    assert there(kept) == {INITECH, GLOBEX, "T3"}


def test_a_raw_copy_is_restored_with_what_stands_in_its_wal(file: Path, backup: Path) -> None:
    raw = file.parent / "raw.db"
    running = Database(f"sqlite:///{file}")
    with scoped(running.transaction(), "T3") as scope:
        create_workspace(scope)
    for ending in ("", "-wal"):
        shutil.copyfile(beside(file, ending), beside(raw, ending))
    running.close()
    put_back(file, raw)
    assert there(file) == {INITECH, GLOBEX, "T3"}
    assert beside(raw, "-wal").exists(), "the copy is left as it was"


def test_a_broken_database_is_kept_as_it_was(file: Path, backup: Path) -> None:
    not_a_database(file)
    kept = put_back(file, backup)
    assert kept is not None
    assert there(file) == {INITECH}
    assert kept.read_text().startswith("Dear customer")


@pytest.mark.parametrize("has_wal", [True, False])
def test_a_database_that_is_gone_is_restored(file: Path, backup: Path, has_wal: bool) -> None:
    file.unlink()
    if has_wal:
        beside(file, "-wal").write_bytes(b"what is left")
    kept = put_back(file, backup)
    assert there(file) == {INITECH}
    assert (kept is not None and beside(kept, "-wal").read_bytes() == b"what is left") == has_wal


def test_a_link_to_the_database_stays_and_leads_to_what_was_restored(file: Path, backup: Path) -> None:
    link = file.parent / "elsewhere" / "touchbase.db"
    link.parent.mkdir()
    link.symlink_to(file)
    kept = put_back(link, backup)
    assert link.is_symlink() and there(link) == there(file) == {INITECH}
    assert kept is not None and kept.parent == file.parent and there(kept) == {INITECH, GLOBEX}


def test_nothing_is_restored_while_somebody_serves_writes_or_reads(file: Path, backup: Path) -> None:
    running = Database(f"sqlite:///{file}")
    with running.transaction() as session, pytest.raises(Unusable, match="write lock is held"):
        session.execute(text("SELECT 1"))
        put_back(file, backup)
    with running.reading() as session, pytest.raises(Unusable, match=r"another program has .* open"):
        session.execute(text("SELECT 1"))
        put_back(file, backup)
    running.close()
    assert there(file) == {INITECH, GLOBEX}


def test_only_another_file_that_is_there_can_be_restored(file: Path, backup: Path) -> None:
    with pytest.raises(Refusal, match="is the database itself"):
        put_back(file, file)
    with pytest.raises(Refusal, match="there is no file"):
        put_back(file, file.parent / "none.db")


def test_a_half_written_backup_is_not_left_behind(file: Path, backup: Path) -> None:
    garbled(file)
    with pytest.raises(Unusable, match="could not be written"):
        Database(f"sqlite:///{file}").back_up(beside(file, ".second"))
    assert not beside(file, ".second").exists()
