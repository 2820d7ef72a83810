"""How the tests are run: two workers a core, and a run in which nothing may be skipped."""

import os
from typing import Any

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--fail-on-skip", action="store_true", help="a skipped test fails the run, as in CI")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Two for each core: much of the time a test waits for a server, a browser or a deadline."""
    return 2 * (os.cpu_count() or 1)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if _forbidden_skips(session.config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if skipped := _forbidden_skips(config):
        terminalreporter.write_line(f"{skipped} skipped, and with --fail-on-skip nothing may be skipped")


def _forbidden_skips(config: pytest.Config) -> int:
    """How many tests and modules were skipped though none may be; the workers' reports are with the controller."""
    reporter: Any = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or not config.getoption("--fail-on-skip"):
        return 0
    return len(reporter.stats.get("skipped", []))
