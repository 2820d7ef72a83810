"""A database that stands still: PostgreSQL stopped as a whole, or SQLite with its lock in somebody else's hand."""

import fcntl
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import psutil
import psycopg

from tests.app_fixture import AppFixture

Freeze = Callable[[AppFixture], AbstractContextManager[None]]


@contextmanager
def stopped(app: AppFixture) -> Iterator[None]:
    """SIGSTOP for every process of the PostgreSQL server: it neither answers nor closes a connection."""
    url = app.runtime.deps.database.url.set(drivername="postgresql")
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
def begun(app: AppFixture) -> Iterator[None]:
    """Another program's transaction holds the write lock of the SQLite file."""
    other = sqlite3.connect(_file(app), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@contextmanager
def locked(app: AppFixture) -> Iterator[None]:
    """Another process of ours holds the lock beside the SQLite file."""
    with _file(app).with_name(f"{_file(app).name}-lock").open("a") as beside:
        fcntl.flock(beside, fcntl.LOCK_EX)
        yield


FREEZES: dict[str, Freeze] = {"sqlite-begun": begun, "sqlite-locked": locked, "postgresql-stopped": stopped}


def _halt(process: psutil.Process, halted: list[psutil.Process]) -> None:
    halted.append(process)
    process.send_signal(signal.SIGSTOP)


def _file(app: AppFixture) -> Path:
    path = app.runtime.deps.database.path
    assert path is not None
    return path
