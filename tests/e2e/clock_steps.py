"""`touchbase serve` while its wall clock steps: the whole matrix by hand, `python -m tests.e2e.clock_steps`.

Each story begins on a Tuesday with the channel taken, and ends on Friday at four, when a post is due: by whatever the
clock showed on the way it is there once, or too late. With `--database postgresql` on that; each takes some 15 s.
"""

import argparse
import re
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.db.engine import Database
from bot.domain.deliveries.model import DeliveryState
from bot.domain.weekly.posts import FRIDAY
from tests.app_fixture import INITECH
from tests.databases import as_engine_url
from tests.deliveries import in_states
from tests.e2e.long_run import opened_database
from tests.e2e.programs import Program
from tests.e2e.stepped_clock import SteppedClock
from tests.e2e.test_kill import free_port
from tests.scopes import scoped
from tests.waiting import wait_until

TUESDAY = datetime(2026, 11, 24, 8, tzinfo=UTC)
FRIDAY_4PM = datetime(2026, 11, 27, 16, tzinfo=UTC)
HALF_AN_HOUR = timedelta(minutes=30)
STEPS = {"-2 h": timedelta(hours=-2), "+2 h": timedelta(hours=2), "-1 day": timedelta(-1), "+1 day": timedelta(1)}

EVERY = 1
"""Seconds between two ticks: the program's own ten would only make everything take longer."""

TICKS_WITHIN = 30.0
"""Seconds of real time until the next tick, whatever the clock does."""

SETTLES_WITHIN = 120.0
"""Seconds until it is known what became of a message: half a minute, and some ticks."""


class Server:
    """`touchbase serve` by a clock that steps."""

    def __init__(self, program: Program, clock: SteppedClock, port: int) -> None:
        self.program = program
        self.clock = clock
        self.longest_silence = 0.0
        self._port = port

    @classmethod
    @contextmanager
    def started(cls, folder: Path, url: str, at: datetime) -> Iterator["Server"]:
        """A server that is started when its clock shows `at`; the workspace is there since Tuesday."""
        clock, port = SteppedClock(folder, TUESDAY), free_port()
        with Program.installed(folder, as_engine_url(url), TOUCHBASE_METRONOME=str(EVERY)) as program:
            program.env.update(clock.env)
            program.anew = True  # only as an interpreter starts does it take the clock
            tick = program.start("tick")
            _, errors = tick.communicate(timeout=90)
            assert tick.returncode == 0, errors
            clock.put(at)
            with program.serving(port):
                server = cls(program, clock, port)
                server.wait_for_tick()
                yield server

    def put(self, to: datetime) -> None:
        """Let the clock show another time, and wait for the next tick."""
        self.clock.put(to)
        self.wait_for_tick()

    def step(self, by: timedelta) -> None:
        self.put(self.clock.now + by)

    def wait_for_tick(self) -> None:
        """Until one has begun and ended since now."""
        began = time.monotonic()
        # What is told is rounded to seconds; the second tick from now began after now.
        wait_until(lambda: self._last_tick() < time.monotonic() - began - EVERY, within=TICKS_WITHIN)
        self.longest_silence = max(self.longest_silence, time.monotonic() - began)

    def posts(self) -> int:
        """How often Friday's post stands in the channel, as its Slack tells."""
        return len(self.program.sandbox.posts("chat.postMessage"))

    def wait_for_posts(self, number: int) -> None:
        wait_until(lambda: self.posts() >= number, within=TICKS_WITHIN)

    def states(self) -> list[DeliveryState]:
        """What our own tables say of it."""
        with (
            closing(Database(self.program.env["DATABASE_URL"])) as database,
            scoped(database.reading(), INITECH.id) as scope,
        ):
            return [each.state for each in in_states(scope, DeliveryState) if each.kind == FRIDAY]

    def _last_tick(self) -> float:
        """Seconds since the last tick ended, as /readyz tells."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self._port}/readyz", timeout=5) as answer:
                told = answer.read().decode()
        except urllib.error.HTTPError as refused:
            told = refused.read().decode()
        found = re.search(r"the last tick ended (\d+) s ago", told)
        return float(found[1]) if found else float("inf")


@dataclass(frozen=True)
class ClockCase:
    """What happens to the clock of a server started at `at`, and how often Friday's post is there afterwards."""

    name: str
    at: datetime
    happens: Callable[[Server], None]
    posts: int = 1


def put_right(by: timedelta, right: datetime) -> ClockCase:
    """Started while the clock is wrong by so much, put right, and then it becomes Friday."""

    def happens(server: Server) -> None:
        server.step(-by)
        becomes_friday(server)

    return ClockCase(f"started {_named(by)} wrong at {right:%a %H:%M}", right + by, happens)


def put_wrong(by: timedelta, right: datetime) -> ClockCase:
    """Put wrong while it runs, then right again, and then it becomes Friday."""

    def happens(server: Server) -> None:
        server.step(by)
        server.step(-by)
        becomes_friday(server)

    return ClockCase(f"stepped by {_named(by)} at {right:%a %H:%M} and back", right, happens)


def jumps_over(by: timedelta, posts: int) -> ClockCase:
    """The time at which the post is due is never shown."""

    def happens(server: Server) -> None:
        server.step(by)
        if posts:
            server.wait_for_posts(posts)

    return ClockCase(f"stepped by {by} over the time it is due", FRIDAY_4PM - HALF_AN_HOUR, happens, posts)


def reply_lost(by: timedelta, right: datetime) -> ClockCase:
    """What Slack made of the post is not known, and then the clock is put right: it is found, and not sent again."""

    def happens(server: Server) -> None:
        server.program.sandbox.lose_reply("chat.postMessage")
        server.put(FRIDAY_4PM)
        server.wait_for_posts(1)
        wait_until(lambda: server.states() == [DeliveryState.VERIFY], within=TICKS_WITHIN)
        server.step(-by)
        wait_until(lambda: server.states() == [DeliveryState.SENT], within=SETTLES_WITHIN)
        becomes_friday(server)

    return ClockCase(f"started {_named(by)} wrong at {right:%a %H:%M}, the reply lost", right + by, happens)


def becomes_friday(server: Server) -> None:
    server.put(FRIDAY_4PM)
    server.wait_for_posts(1)
    server.put(FRIDAY_4PM + timedelta(hours=1))


def cases() -> Iterator[ClockCase]:
    before, day_before = FRIDAY_4PM - HALF_AN_HOUR, FRIDAY_4PM - HALF_AN_HOUR - timedelta(days=1)
    for by in STEPS.values():
        for right in (before, before - timedelta(hours=2), day_before):
            yield put_right(by, right)
            yield put_wrong(by, right)
        yield reply_lost(by, before - by)
    yield jumps_over(timedelta(hours=2), posts=1)
    yield jumps_over(timedelta(days=1), posts=1)
    yield jumps_over(timedelta(days=1, hours=1), posts=0)


def run_case(one: ClockCase, folder: Path, url: str) -> Server:
    """Let a story happen; an AssertionError where the post is not there as often as it should be, or none ticks."""
    with Server.started(folder, url, one.at) as server:
        one.happens(server)
        final = DeliveryState.SENT if one.posts else DeliveryState.EXPIRED
        # Slack has it a moment before it is written down.
        wait_until(lambda: server.states() == [final], within=TICKS_WITHIN)
        assert server.posts() == one.posts, f"{server.posts()} posted"
    return server


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    kind, failed = parser.parse_args().database, 0
    for one in cases():
        with tempfile.TemporaryDirectory(prefix="touchbase-steps-", ignore_cleanup_errors=True) as name:
            folder = Path(name)
            with opened_database(kind, folder) as url:
                try:
                    server = run_case(one, folder, url)
                    print(f"ok      {one.name}: {one.posts} posted, a tick within {server.longest_silence:.0f} s")
                except AssertionError as error:
                    failed += 1
                    print(f"FAILED  {one.name}: {error}")
        sys.stdout.flush()
    return int(failed > 0)


def _named(by: timedelta) -> str:
    return next(name for name, step in STEPS.items() if step == by)


if __name__ == "__main__":
    sys.exit(main())
