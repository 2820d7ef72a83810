"""Lines a second, 16 connections, among 503 accounts: this program beside an earlier commit of it, beside what one
would write in an afternoon, and beside a command of ours that does nothing. All in turns, so that a busy moment of the
machine meets each of them. The earlier commit is read from the repository's history.

`python -m tests.benchmarks.lines [--database sqlite|postgresql] [--before COMMIT] [--seconds 5] [--turns 3]`
"""

import argparse
import asyncio
import itertools
import statistics
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import uvloop

from tests.benchmarks.load import Client, Offer, closed_loop
from tests.benchmarks.overload import CONNECTIONS, SECRET, Server, account_name, command, database_url
from tests.benchmarks.stub_slack import StubSlack

ACCOUNTS, HISTORY, PEOPLE = 503, 5_000, 40
BEFORE = "3e00679"
_WARM_UP = 2.0
_REPOSITORY = Path(__file__).parents[2]


@dataclass
class Contestant:
    """A server and what it is asked; the lines a second and the 99th percentile (seconds) of each turn."""

    name: str
    client: Client
    offer: Callable[[], Offer]
    rates: list[float] = field(default_factory=list)
    slowest: list[float] = field(default_factory=list)

    async def take_turn(self, seconds: float) -> None:
        result = await closed_loop(self.client, self.offer, people=CONNECTIONS, seconds=seconds)
        bad = [each for each in result.answers.values() if each.status != 200 or b"NOT saved" in each.body]
        self.rates.append((len(result.answers) - len(bad)) / result.seconds)
        self.slowest.append(result.percentile(0.99))

    def row(self, base: float) -> str:
        rate, slowest = statistics.median(self.rates), statistics.median(self.slowest)
        return f"{self.name:34} {rate:7.1f} a second {rate / base:6.2f} ×   p99 {1000 * slowest:6.0f} ms"


async def compare(database: str, before: str, *, seconds: float, turns: int) -> list[str]:
    """The rows of the table, the earlier commit's speed being 1."""
    slack = StubSlack()
    await slack.start()
    with ExitStack() as stack:
        servers = await asyncio.to_thread(_servers, stack, database, before, slack.url)
        numbers = itertools.count()
        lines = [
            Contestant(name, stack.enter_context(closing(Client(server.port, SECRET))), lambda: _line(next(numbers)))
            for name, server in servers.items()
        ]
        nothing = Contestant("a command that does nothing", lines[1].client, lambda: _nothing(next(numbers)))
        for each in lines:
            await each.take_turn(_WARM_UP)
            each.rates.clear()
            each.slowest.clear()
        for _, each in itertools.product(range(turns), [*lines, nothing]):
            await each.take_turn(seconds)
    await slack.stop()
    base = statistics.median(lines[0].rates)
    return [each.row(base) for each in [*lines, nothing]]


def _servers(stack: ExitStack, database: str, before: str, slack: str) -> dict[str, Server]:
    """The earlier commit, this program and the afternoon's, each started and with a database of its own."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
    programs = {
        f"/logcall at {before}": _script(folder, "before", f"env PYTHONPATH={_checked_out(folder, before)}", "-m bot"),
        "/logcall": _script(folder, "now", f"env PYTHONPATH={_REPOSITORY}", "-m bot"),
        "an afternoon's Bolt app": _script(
            folder, "afternoon", f"env PYTHONPATH={_REPOSITORY}", "-m tests.benchmarks.afternoon"
        ),
    }
    servers = {}
    for number, (name, program) in enumerate(programs.items()):
        place = folder / str(number)
        place.mkdir()
        server = Server(program, place, stack.enter_context(database_url(database, place)), slack)
        server.start()
        stack.callback(server.stop)
        if not program.endswith("afternoon"):
            server.fill(accounts=ACCOUNTS, history=HISTORY)
        servers[name] = server
    return servers


def _checked_out(folder: Path, commit: str) -> Path:
    """The program as it was at a commit; it runs with the packages of today."""
    archive = subprocess.run(["git", "archive", commit], cwd=_REPOSITORY, capture_output=True, check=True).stdout
    tree = folder / commit
    with tarfile.open(fileobj=BytesIO(archive)) as files:
        files.extractall(tree, filter="data")
    return tree


def _script(folder: Path, name: str, environment: str, module: str) -> str:
    path = folder / name
    path.write_text(f'#!/bin/sh\nexec {environment} {sys.executable} {module} "$@"\n')
    path.chmod(0o700)
    return str(path)


def _line(number: int) -> Offer:
    text = f"{account_name(number * 7 % ACCOUNTS)} 20m: note-{number}-end"
    return Offer(str(number), command(number % PEOPLE, text, "/logcall"))


def _nothing(number: int) -> Offer:
    return Offer(str(number), command(number % PEOPLE, "help", "/leaderboard"))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--database", default="sqlite")
    parser.add_argument("--before", default=BEFORE)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--turns", type=int, default=3)
    given = parser.parse_args()
    show(uvloop.run(compare(given.database, given.before, seconds=given.seconds, turns=given.turns)))


def show(rows: list[str]) -> None:
    print("\n".join(rows), flush=True)


if __name__ == "__main__":
    main()
