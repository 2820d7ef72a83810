"""How the tests are run: which of them share a worker, and what a skipped one means."""

import os
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

WITH_BROWSERS = ("tests/browser/", "tests/sandbox/page/")
SLOW = ("tests/e2e/", "tests/handlers/", "tests/jobs/", "tests/services/", "tests/cli/")
CREWS = ("clocks", "crash_points", "edits", "harness", "outages", "without_verification")
WITH_CREWS = tuple(f"tests/e2e/test_{each}.py" for each in CREWS)
"""Each of these has processes of its own: they would make all others late."""

ONE_AFTER_THE_OTHER = (*WITH_BROWSERS, "tests/e2e/test_harness.py")
"""The tests in such a file share a browser, or each of them takes what the machine can give."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling | None:
    """Whoever shares a browser or a seeded town shares a worker, so that each is started once."""
    return SomeFilesAsAWhole(config, log) if config.getvalue("dist") == "loadgroup" else None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Two for each core: much of the time a test waits for a server, a browser or a deadline."""
    return 2 * (os.cpu_count() or 1)


class SomeFilesAsAWhole(LoadScopeScheduling):  # type: ignore[misc]
    """Hands out the tests of a file in one piece where they are to run one after the other, all others singly.

    It looks at the names: the marks for groups do not reach the controller with pytest 9.2 and xdist 3.8.
    """

    def _split_scope(self, nodeid: str) -> str:
        return nodeid.partition("::")[0] if nodeid.startswith(ONE_AFTER_THE_OTHER) else nodeid


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """TOUCHBASE_TESTS_PART=crews keeps those with crews, =others the rest: `make test` runs one after the other.

    Browsers wait much and compute little: their files are strewn among the tests that compute, and what is quick comes
    last, so that no worker is left alone with a long file.
    """
    part = os.environ.get("TOUCHBASE_TESTS_PART")
    if part is not None:
        left_out = [item for item in items if item.nodeid.startswith(WITH_CREWS) != (part == "crews")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item.nodeid.startswith(WITH_CREWS) == (part == "crews")]
    with_browsers = [item for item in items if item.nodeid.startswith(WITH_BROWSERS)]
    slow = [item for item in items if item.nodeid.startswith(SLOW)]
    quick = [item for item in items if not item.nodeid.startswith((*WITH_BROWSERS, *SLOW))]
    items[:] = [*_strewn(with_browsers, slow), *quick]


def _strewn(with_browsers: list[pytest.Item], slow: list[pytest.Item]) -> Iterator[pytest.Item]:
    """The files with browsers, each as a whole, at even distances among the slow tests."""
    files = [list(tests) for _, tests in groupby(with_browsers, lambda item: item.nodeid.partition("::")[0])]
    distance = len(slow) // (len(files) + 1)
    for number, tests in enumerate(files):
        yield from tests
        yield from slow[number * distance : (number + 1) * distance]
    yield from slow[len(files) * distance :]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where nothing may be skipped (CI), a skip fails the run."""
    if _forbidden_skips(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if skipped := _forbidden_skips(config):
        terminalreporter.write_line(f"{skipped} skipped, and here (TOUCHBASE_TESTS_MAY_SKIP=no) nothing may be skipped")


def _forbidden_skips(config: pytest.Config) -> int:
    """How many tests and modules were skipped though none may be; the workers' reports are with the controller."""
    reporter: Any = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or os.environ.get("TOUCHBASE_TESTS_MAY_SKIP") != "no":
        return 0
    return len(reporter.stats.get("skipped", []))
