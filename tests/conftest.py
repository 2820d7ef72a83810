"""The cast and the apps: initech and globex, ana, bo, chen and dee, on SQLite and on a real PostgreSQL."""

import gc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest

from tests.app_fixture import AppFixture
from tests.databases import (
    as_engine_url,
    database,
    database_url,
    empty_url,
    lent_database,
    migrated_file,
    own_database,
    postgres_server,
    shared_folder,
    spare_databases,
)
from tests.deadlines import longer_deadlines
from tests.engines import share_what_is_compiled
from tests.running import (
    pytest_addoption,
    pytest_sessionfinish,
    pytest_terminal_summary,
    pytest_xdist_auto_num_workers,
)
from tests.ways import WAYS

__all__ = [
    "database",
    "database_url",
    "empty_url",
    "longer_deadlines",
    "migrated_file",
    "own_database",
    "postgres_server",
    "pytest_addoption",
    "pytest_sessionfinish",
    "pytest_terminal_summary",
    "pytest_xdist_auto_num_workers",
    "shared_folder",
    "spare_databases",
]

# No test asserts a duration, and a busy machine is no failure. `make soak` looks at twenty times as many examples.
hypothesis.settings.register_profile("suite", deadline=None)
hypothesis.settings.register_profile("soak", deadline=None, max_examples=2000)
hypothesis.settings.load_profile("suite")

share_what_is_compiled()


def pytest_collection_finish() -> None:
    """Let the garbage collector leave alone what was imported and collected: it stays to the end, and is much."""
    gc.collect()
    gc.freeze()


MONDAY_9AM = datetime(2026, 11, 23, 8, tzinfo=UTC)
"""Nine in Berlin, where initech is."""


@pytest.fixture(params=WAYS)
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[AppFixture]:
    """Sandbox and bot, talking over signed HTTP and over Socket Mode, on each kind of database."""
    kind, _, way = request.param.partition("-")
    with (
        lent_database(kind, request, tmp_path) as url,
        AppFixture.open(as_engine_url(url), now=MONDAY_9AM, socket=way == "socket") as it,
    ):
        yield it


@pytest.fixture
def open_app(tmp_path: Path, migrated_file: Path) -> Iterator[Callable[..., AppFixture]]:
    """Houses with settings of their own, on SQLite."""
    with AppFixture.opener(tmp_path, migrated_file) as opener:
        yield opener
