"""Connections to a SQLite file, which know what files they have open, and whole copies of one."""

import os
import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import QueuePool

from bot.db.disk import Disk, Opened, create, create_private
from bot.domain.errors import StorageAway, Unusable

_ADVICE = {
    sqlite3.SQLITE_FULL: "free space on its disk",
    sqlite3.SQLITE_IOERR: "see whether its disk is full or broken",
    sqlite3.SQLITE_READONLY: "make the file and its folder writable",
    sqlite3.SQLITE_CANTOPEN: "see whether the file is there, and may be read and written",
    sqlite3.SQLITE_CORRUPT: "stop whatever uses it and run `touchbase restore FILE` with a backup",
}
"""What to do about it, by the primary error code."""


def writer(disk: Disk, wait: float, *, foreign_keys: bool = True) -> Engine:
    """One connection, whose transactions are BEGIN IMMEDIATE; the write lock is held where it is used."""
    return _engine(disk, wait, "rwc", "BEGIN IMMEDIATE", size=1, foreign_keys=foreign_keys)


def reader(disk: Disk, wait: float, *, size: int, kept: int) -> Engine:
    """Connections that cannot write: `size` at most, of which `kept` stay open."""
    return _engine(disk, wait, "ro", "BEGIN", size=size, kept=kept)


def check(session: Connection, disk: Disk) -> None:
    """Raise StorageMoved unless the path names what this session has open."""
    driver = _driver(session)
    driver.opened = disk.check(driver.opened)


def check_before_commit(session: Connection, disk: Disk) -> None:
    disk.check_before_commit(_driver(session).opened)


def write_something(session: Connection) -> None:
    """Change a number in the file's header of which nobody makes use."""
    number = session.exec_driver_sql("PRAGMA user_version").scalar_one()
    session.exec_driver_sql(f"PRAGMA user_version = {(number + 1) % 1_000_000}")


def back_up(connection: Connection, copy: Path) -> None:
    """Write a whole copy to a file that is not there yet. Raises Unusable, and then leaves no half of one."""
    if copy.exists():
        raise Unusable(f"{copy} exists already: name another file")
    try:
        copy_into(connection, copy)
        flush(copy)
    except (SQLAlchemyError, sqlite3.Error, OSError) as error:
        copy.unlink(missing_ok=True)
        raise Unusable(f"the copy could not be written to {copy} ({error}): name another place") from error


def copy_into(connection: Connection, copy: Path) -> None:
    """VACUUM INTO, which may not run inside a transaction."""
    create_private(copy)
    _driver(connection).execute("VACUUM INTO ?", (str(copy),))


def flush(path: Path) -> None:
    """See that the file, and its name in the folder, outlive a power cut."""
    for each in (path, path.absolute().parent):
        descriptor = os.open(each, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def with_advice(error: BaseException | None) -> str:
    """The error in its own words, and what to do about it."""
    advice = _ADVICE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    return str(error) if advice is None else f"{error}: {advice}"


class _Opened(sqlite3.Connection):
    """A connection, and the files it has open."""

    opened: Opened


def _driver(session: Connection) -> _Opened:
    driver = session.connection.driver_connection
    if not isinstance(driver, _Opened):
        raise StorageAway("the database closed the connection")
    return driver


def _engine(
    disk: Disk, wait: float, mode: str, begin: str, *, size: int, kept: int = 1, foreign_keys: bool = True
) -> Engine:
    def connect() -> sqlite3.Connection:
        return _connected(disk, wait, mode, foreign_keys=foreign_keys)

    engine = create_engine(
        "sqlite://",
        hide_parameters=True,
        creator=connect,
        poolclass=QueuePool,
        pool_size=kept,
        max_overflow=size - kept,
        pool_timeout=wait,
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def _connected(disk: Disk, wait: float, mode: str, *, foreign_keys: bool) -> sqlite3.Connection:
    disk.check_start()
    if mode == "rwc":
        create(disk.path)
    address = f"{disk.path.absolute().as_uri()}?mode={mode}"
    # Compared with what is open afterwards: meanwhile another file may have come to the path.
    before = disk.opened()
    connection = sqlite3.connect(
        address, uri=True, timeout=wait, check_same_thread=False, isolation_level=None, factory=_Opened
    )
    if mode == "rwc":
        connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # opens the -wal, where there is one
    connection.opened = disk.opened()
    if connection.opened.main != before.main:
        connection.close()
        raise StorageAway(f"{disk.path} was replaced at this moment")
    if mode == "rwc":
        disk.take()
    return connection
