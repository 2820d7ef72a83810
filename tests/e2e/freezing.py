"""A database that stands still: PostgreSQL stopped as a whole, or SQLite with its lock in somebody else's hand."""

import fcntl
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import psutil
import psycopg

from tests.house import House

Freeze = Callable[[House], AbstractContextManager[None]]


@contextmanager
def stopped(house: House) -> Iterator[None]:
    """SIGSTOP for every process of the PostgreSQL server: it neither answers nor closes a connection."""
    url = house.runtime.deps.database.url.set(drivername="postgresql")
    with psycopg.connect(url.render_as_string(hide_password=False)) as connection:
        (folder,) = connection.execute("SHOW data_directory").fetchone() or ("",)
    server = psutil.Process(int((Path(folder) / "postmaster.pid").read_text().splitlines()[0]))
    halted: list[psutil.Process] = []
    try:
        _halt(server, halted)
        for child in server.children(recursive=True):  # it forks no other any more
            _halt(child, halted)
        yield
    finally:
        for process in reversed(halted):
            process.send_signal(signal.SIGCONT)


@contextmanager
def begun(house: House) -> Iterator[None]:
    """Another program's transaction holds the write lock of the SQLite file."""
    other = sqlite3.connect(_file(house), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@contextmanager
def locked(house: House) -> Iterator[None]:
    """Another process of ours holds the lock beside the SQLite file."""
    with _file(house).with_name(f"{_file(house).name}-lock").open("a") as beside:
        fcntl.flock(beside, fcntl.LOCK_EX)
        yield


FREEZES: dict[str, Freeze] = {"sqlite-begun": begun, "sqlite-locked": locked, "postgresql-stopped": stopped}


def _halt(process: psutil.Process, halted: list[psutil.Process]) -> None:
    halted.append(process)
    process.send_signal(signal.SIGSTOP)


def _file(house: House) -> Path:
    path = house.runtime.deps.database.path
    assert path is not None
    return path
