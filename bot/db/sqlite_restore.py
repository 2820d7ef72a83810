"""Restore a backup over a SQLite database, whole and checked; what was there is kept beside it."""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from bot.db import migrations
from bot.db.disk import Disk, beside, claim, create_private
from bot.db.sqlite import flush
from bot.domain.errors import Refusal, StorageAway, Unusable

_FIRST_BYTES = b"SQLite format 3\x00"
_SIDE_FILES = ("-wal", "-shm", "-journal")


def restore(path: Path, backup: Path, *, wait: float, now: datetime) -> Path | None:
    """Put a copy of `backup` at `path`; returns where what was there is kept, None where nothing was.

    Raises Refusal for a file that cannot be read or is the database itself, Unusable where it is not a whole
    database of ours or another process uses the one at `path`; then nothing was changed.
    """
    if not backup.is_file():
        raise Refusal(f"there is no file {backup}: name a backup")
    if path.exists() and path.samefile(backup):
        raise Refusal(f"{backup} is the database itself: name a backup of it")
    path = path.resolve()  # a link stays, and with it the disk that the database is to be on
    claimed = claim(path)
    is_one = _is_one(Disk(path))
    new = beside(path, ".restoring")
    try:
        with Disk(path, takes_anything=True).hold(wait):
            _copy(backup, new)
            _check(new, backup)
            if path.exists():
                _give_to_the_owner_of(path, new)
            flush(new)
            is_one = is_one and _settle(path)
            return _exchange(path, new, beside(path, f".before-restore-{now:%Y%m%dT%H%M%SZ}"), is_one=is_one)
    except StorageAway as error:
        raise Unusable(f"{error}: restore when it has ended") from error
    except OSError as error:
        raise Unusable(f"{error}: nothing was restored") from error
    finally:
        _delete(new)
        for lock in claimed:
            lock.release()


def _is_one(disk: Disk) -> bool:
    """Whether the -wal that stands beside the database is its own."""
    try:
        disk.check_start()
    except Unusable:
        return False
    return True


def _give_to_the_owner_of(path: Path, new: Path) -> None:
    """Whoever restores may be root, and the server not."""
    owner = path.stat()
    with suppress(PermissionError):
        os.chown(new, owner.st_uid, owner.st_gid)


def _copy(backup: Path, new: Path) -> None:
    """With its -wal, where it has one: what is newest may stand in there alone."""
    _delete(new)
    for ending in ("", "-wal"):
        if beside(backup, ending).exists():
            create_private(beside(new, ending))
            shutil.copyfile(beside(backup, ending), beside(new, ending))


def _check(new: Path, backup: Path) -> None:
    """Leave one file without a -wal. Raises Unusable unless it is a whole database of ours that is not too new."""
    with new.open("rb") as file:
        if file.read(len(_FIRST_BYTES)) != _FIRST_BYTES:
            raise Unusable(f"{backup} is no SQLite database: name a file that `touchbase backup` made")
    try:
        with closing(sqlite3.connect(new, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
            broken = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            dangling = connection.execute("PRAGMA foreign_key_check").fetchone()
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if not {"alembic_version", "workspaces", "conversations"} <= tables:
                raise Unusable(f"{backup} is no database of Touchbase: name a file that `touchbase backup` made")
            migrations.refuse_newer(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])
    except (sqlite3.Error, TypeError) as error:
        raise Unusable(f"{backup} is not whole ({error}): name another backup") from error
    if broken != "ok" or dangling is not None:
        reason = broken.splitlines()[0] if broken != "ok" else f"a row of {dangling[0]} points nowhere"
        raise Unusable(f"{backup} is not whole ({reason}): name another backup")


def _exchange(path: Path, new: Path, kept: Path, *, is_one: bool) -> Path | None:
    """Keep what is at `path` under another name, with its side files unless it `is_one` file; then put `new` there."""
    was_there = path.exists()
    if was_there:
        # A link, not a move: until the exchange there is always a whole database at `path`.
        os.link(path, kept)
    moved = [] if is_one else [file for file in _SIDE_FILES if beside(path, file).exists()]
    for ending in moved:  # before the new one is there, which must never meet them
        os.replace(beside(path, ending), beside(kept, ending))
    os.replace(new, path)
    flush(path)
    return kept if was_there or moved else None


def _settle(path: Path) -> bool:
    """Bring what stands in the -wal into the database, so that it is one file. Says whether that could be done.

    Raises Unusable where another process has it open: when that closes it, it would delete the -wal of the new one.
    """
    if not path.exists():
        return False
    try:
        with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE").fetchone()
        return True
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise Unusable(
                f"another program has {path} open (an import, an export, a shell): end it, then restore"
            ) from error
        return False


def _delete(new: Path) -> None:
    for ending in ("", *_SIDE_FILES):
        beside(new, ending).unlink(missing_ok=True)
