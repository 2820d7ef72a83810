"""Checks that the files of a SQLite database are those that were opened, and stand as we left them.

Neither is told by SQLite. A file that was deleted takes writes without an error until it is closed, and what was
copied over an open one is mixed with what its -wal holds. So the device and inode of all three files are compared
with those that were opened, and whoever releases the write lock writes into the lock file how it left the database:
only the holder of that lock ever writes to it.
"""

import logging
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.db.locks import FileLock, is_locked
from bot.domain.errors import StorageAway, StorageMoved, Unusable

_DIRTY, _CLEAN = "*", "="
_RECORD_BYTES = 256

Stamp = tuple[int, int, int, int]
"""Device, inode, size and time of the last change of a file; zeros where there is none."""

NO_FILE: Stamp = (0, 0, 0, 0)

_CHECKPOINT_NANOSECONDS = 2_000_000_000

_CLAIM_SECONDS = 0.2
"""A look whether it is served takes the lock for a moment."""

_log = logging.getLogger("touchbase.storage")


@dataclass(frozen=True)
class Opened:
    """The devices and inodes of a database, its -wal and its -shm, as a connection opened them."""

    main: tuple[int, int]
    wal: tuple[int, int]
    shm: tuple[int, int]


@dataclass(frozen=True)
class Record:
    """How the database and its -wal were left by the last holder of the write lock; `is_clean` once it let go."""

    main: Stamp
    wal: Stamp
    is_clean: bool


def beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def claim(path: Path) -> list[FileLock]:
    """Be the only one that serves or restores this database, until these locks are released or this process ends.
    Raises Unusable.

    What is locked is a file beside it and the database itself, which cannot be deleted without being noticed.
    Elsewhere than on Linux a lock of ours on the database would stand in the way of SQLite's own.
    """
    locks = [
        FileLock(serving_path) for serving_path in _serving_paths(path) if serving_path.exists() or serving_path != path
    ]
    for number, lock in enumerate(locks):
        if not lock.acquire(_CLAIM_SECONDS):
            for taken in locks[:number]:
                taken.release()
            raise Unusable(f"another `touchbase serve` already uses {path}: stop it, or use PostgreSQL for several")
    return locks


def is_served(path: Path) -> bool:
    """Whether another process serves this database."""
    return any(is_locked(serving_path) for serving_path in _serving_paths(path))


def create(path: Path) -> None:
    """A new database, nobody else's to read; SQLite gives its side files the same mode. Raises Unusable where there
    was one."""
    if not path.exists():
        refuse_gone(path)
        create_private(path)


def refuse_gone(path: Path) -> None:
    """Raise Unusable where there was a database and is none: an empty one in its place would look as if nothing had
    ever been logged."""
    left = _read(beside(path, "-lock"))
    was_there = beside(path, "-wal").exists() or (left is not None and left.main != NO_FILE)
    if was_there and not path.exists():
        raise Unusable(
            f"{path} is gone, and there was one: put it back or run `touchbase restore FILE` with a backup;"
            f" to begin anew, delete {path.name}-wal, -shm and -lock too"
        )


def create_private(path: Path) -> None:
    if not path.exists():
        path.touch(mode=0o600)


class Disk:
    """The files of one Database, looked at on every transaction; a look is a handful of stat calls."""

    def __init__(self, path: Path, *, takes_anything: bool = False) -> None:
        self.path = path
        self._main, self._wal, self._shm = str(path), str(beside(path, "-wal")), str(beside(path, "-shm"))
        self._lock = FileLock(beside(path, "-lock"))
        self._record = Record(NO_FILE, NO_FILE, is_clean=False)
        self._is_ours = False  # whether this process has held the write lock before: until then it takes what it finds
        self._is_started = takes_anything
        self._said = threading.Lock()  # held while the log has it that the database is not at its place
        self.serves = takes_anything

    def opened(self) -> Opened:
        """What a connection that was just opened has open."""
        return Opened(_inode(self._main), _inode(self._wal), _inode(self._shm))

    def check_start(self) -> None:
        """Raise Unusable where there was a database and is none, or where the -wal belongs to another state of it.

        SQLite would mix them. Looked at before the first connection; without the lock, so the record is read twice.
        """
        if self._is_started:
            return
        refuse_gone(self.path)
        record, main, wal = _read(self._lock.path), _stamp(self._main), _stamp(self._wal)
        is_known = record is not None and record == _read(self._lock.path) and main != NO_FILE and wal[2] > 0
        if is_known and record is not None and _is_of_another(record, main, wal):
            raise Unusable(
                f"{self.path} was put beside a -wal that is not its own, and the two would be mixed: run `touchbase"
                f" restore FILE` with the backup (if nobody put it there, delete {self._lock.path.name} instead)"
            )
        self._is_started = True

    def check(self, opened: Opened) -> Opened:
        """Raise StorageMoved unless the path names what this connection has open. Returns what it has open by now:
        a -wal may have come into being since."""
        now = self.opened()
        if now == opened:
            return opened
        if now.main != opened.main:
            raise self._moved(_gone(self.path) if now.main == NO_FILE[:2] else _replaced(self.path))
        for ending, before, found in (("-wal", opened.wal, now.wal), ("-shm", opened.shm, now.shm)):
            if before not in (NO_FILE[:2], found):
                raise self._moved(_side_file_gone(self.path, ending))
        return now

    @contextmanager
    def hold(self, wait: float) -> Iterator[None]:
        """Hold the write lock. Raises StorageMoved unless the database is as its last holder left it, StorageAway
        when the lock is not free within `wait` seconds."""
        if not self._lock.acquire(wait):
            raise StorageAway("the write lock is held by another process or a long write")
        try:
            self._begin()
            is_well = False
            try:
                yield
                is_well = True
            finally:
                self._end(is_well=is_well)
        finally:
            self._lock.release()

    def take(self) -> None:
        """Take the database as it is now: the write lock is held, and nobody but this process has written since."""
        self._record = Record(_stamp(self._main), _stamp(self._wal), is_clean=True)

    def check_before_commit(self, opened: Opened) -> None:
        """Raise StorageMoved unless the database is what it was when the write lock was taken, StorageAway where the
        lock's file was deleted and another process has taken its place."""
        if not self._lock.is_still_held():
            raise StorageAway(f"{self._lock.path} was deleted, and another process writes meanwhile")
        self.check(opened)
        main = _stamp(self._main)
        if main != self._record.main:
            raise self._moved(self._how_it_changed(self._record.main, main))
        if self._said.locked():
            self._said.release()
            _log.warning("%s is back: saving goes on", self.path)

    def _begin(self) -> None:
        self.check_start()
        left, main = _parsed(self._lock.read(_RECORD_BYTES)), _stamp(self._main)
        if left is not None and left.is_clean and main != left.main and not self._takes_what_it_finds():
            raise self._moved(self._how_it_changed(left.main, main))
        self.take()
        if main == NO_FILE and left is not None:
            self._record = left  # that there was one is not forgotten
        self._is_ours = True
        self._lock.write(_written(self._record, _DIRTY))

    def _end(self, *, is_well: bool) -> None:
        """Write down how the database is left; where it was not `is_well`, as it was found."""
        if is_well:
            self.take()
        self._lock.write(_written(self._record, _CLEAN))

    def _takes_what_it_finds(self) -> bool:
        return not self._is_ours and (self.serves or not is_served(self.path))

    def _moved(self, text: str) -> StorageMoved:
        """The error to raise; the log has it once."""
        if self._said.acquire(blocking=False):
            _log.error(text)
        return StorageMoved(text)

    def _how_it_changed(self, before: Stamp, now: Stamp) -> str:
        if now == NO_FILE:
            return _gone(self.path)
        return _replaced(self.path) if now[:2] != before[:2] else _written_over(self.path)


def _is_of_another(record: Record, main: Stamp, wal: Stamp) -> bool:
    """Whether this -wal was left beside another database than this one, or another state of it."""
    if main == record.main or wal[:2] != record.wal[:2]:
        return False
    # Whoever was killed while writing leaves both changed; but a checkpoint follows at once on what it is of.
    was_left_so = not record.is_clean and main[3] - wal[3] < _CHECKPOINT_NANOSECONDS
    return main[:2] != record.main[:2] or not (was_left_so or (record.is_clean and wal != record.wal))


def _gone(path: Path) -> str:
    return (
        f"{path} was deleted or moved away while it was in use: nothing is saved any more. Put that very file back and"
        " saving goes on; else stop the server, run `touchbase restore FILE` with a backup, and start it again"
    )


def _replaced(path: Path) -> str:
    return (
        f"{path} was replaced by another file while it was in use: nothing is saved any more. Put the former file back"
        " and saving goes on; else stop the server, run `touchbase restore FILE` with a backup, and start it again"
    )


def _written_over(path: Path) -> str:
    return (
        f"{path} was written over by another program while it was in use: nothing is saved any more. Stop the server;"
        " where a copy was put there, run `touchbase restore FILE` with it; then start it again"
    )


def _side_file_gone(path: Path, ending: str) -> str:
    return (
        f"{path}{ending} was deleted or replaced while it was in use: nothing is saved any more. Stop the server with"
        f" SIGTERM, not with kill -9: as it stops it writes what it holds into {path.name}; then start it again"
    )


def _serving_paths(path: Path) -> list[Path]:
    return [beside(path, "-serve"), *([path] if sys.platform == "linux" else [])]


def _stamp(path: str) -> Stamp:
    try:
        found = os.stat(path)
    except OSError:
        return NO_FILE
    return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def _inode(path: str) -> tuple[int, int]:
    return _stamp(path)[:2]


def _read(lock: Path) -> Record | None:
    try:
        return _parsed(lock.read_bytes()[:_RECORD_BYTES])
    except OSError:
        return None


def _parsed(content: bytes) -> Record | None:
    """None where nothing was written yet, by an earlier version for one."""
    fields = content.decode("ascii", "replace").split()
    if len(fields) != 9 or fields[0] not in (_DIRTY, _CLEAN):
        return None
    numbers = [int(field) for field in fields[1:] if field.isdecimal()]
    if len(numbers) != 8:
        return None
    a, b, c, d, e, f, g, h = numbers
    return Record((a, b, c, d), (e, f, g, h), fields[0] == _CLEAN)


def _written(record: Record, mark: str) -> bytes:
    # Of fixed width, since it is written over the last one in place: nothing of a longer one may be left behind it.
    line = " ".join((mark, *map(str, record.main), *map(str, record.wal)))
    return line.ljust(_RECORD_BYTES - 1).encode() + b"\n"
