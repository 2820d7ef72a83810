"""The real program in processes of its own: `touchbase serve` and `touchbase tick` against a sandbox."""

import os
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from bot.sandbox import AppSettings, Sandbox, Team
from bot.slack import manifest
from tests.app_fixture import CUSTOMERS, INITECH, SECRET, TOKEN
from tests.cli.installation import Installation
from tests.cli.processes import Process

START_WITHIN = 30.0


class Starting(Protocol):
    """A process of which one may wait that it serves."""

    def poll(self) -> int | None: ...

    def communicate(self) -> tuple[str, str]: ...


class Program:
    """Settings and folder of one installation; `sandbox` is its Slack.

    Its processes are forked where all modules are read, or started `anew`, each with an interpreter of its own.
    """

    anew = False

    def __init__(self, sandbox: Sandbox, folder: Path, database_url: str, **settings: str) -> None:
        self.sandbox = sandbox
        self.folder = folder
        self.env = {
            "PATH": os.environ["PATH"],
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": f"{sandbox.url}/api/",
            "DATABASE_URL": database_url,
            "TOUCHBASE_CHANNEL": CUSTOMERS,
            **settings,
        }

    @classmethod
    @contextmanager
    def installed(
        cls, folder: Path, database_url: str, *, team: Team = INITECH, **settings: str
    ) -> Iterator["Program"]:
        sandbox = Sandbox(team, AppSettings(manifest.read(), "http://127.0.0.1:1/", SECRET, TOKEN), rate_limits=False)
        sandbox.start()
        try:
            yield cls(sandbox, folder, database_url, **settings)
        finally:
            sandbox.stop()

    def start(self, *arguments: str, **settings: str) -> Process:
        return Process(self.folder, arguments, {**self.env, **settings}, anew=self.anew)

    def run(self, *arguments: str, **settings: str) -> str:
        """Run to the end, in a process that has its modules already; stdout. Fails unless it exits 0."""
        return Installation(self.folder).succeeds(*arguments, **{**self.env, **settings})

    @contextmanager
    def serving(self, port: int) -> Iterator[Process]:
        """`touchbase serve`, ready on `port`."""
        process = self.start("serve", TOUCHBASE_PORT=str(port))
        try:
            wait_until_ready(port, process)
            yield process
        finally:
            if process.poll() is None:
                process.terminate()
            process.communicate(timeout=30)


def wait_until_ready(port: int, process: Starting) -> None:
    until = time.monotonic() + START_WITHIN
    while time.monotonic() < until:
        assert process.poll() is None, process.communicate()[1]
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise AssertionError("the server did not become ready")
