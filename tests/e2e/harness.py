"""The harness of DELIVERY.md: many deliveries, workers that are killed, sends that go wrong, and a judge.

The judge is the sandbox's own log of what it accepted; our tables say only when there is nothing left to do.
"""

import random
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from bot import bootstrap, clock
from bot.domain.deliveries import Delivery, DeliveryState
from bot.sandbox import AppSettings, Channel, Person, Sandbox, Team
from bot.sandbox.api.faults import (
    ALL_WELL,
    ERROR_AFTER,
    ERROR_BEFORE,
    LOST_AFTER,
    LOST_BEFORE,
    MALFORMED,
    Fault,
    late,
    rate_limited,
)
from bot.slack import manifest
from bot.storage import outbox, workspaces
from bot.storage.engine import Database
from tests.e2e.crew import Crew, wait_until
from tests.e2e.mortals import Errand
from tests.e2e.worker import ERRAND, TIMINGS, Orders
from tests.house import SECRET, TOKEN

WORKERS = 4
WORKSPACES, PEOPLE = 15, 20
"""So many that neither the pace of a channel nor that of a workspace is what takes the time."""

NAMES = [f"T{number:04}" for number in range(WORKSPACES)]
TEAM = Team(
    people=tuple(Person(f"U{number:04}", f"person{number}", f"Person {number}") for number in range(PEOPLE)),
    channels=tuple(Channel(f"C{number:04}", f"channel{number}") for number in range(PEOPLE)),
)
TARGETS = [each.id for pair in zip(TEAM.people, TEAM.channels, strict=True) for each in pair]

POST = "chat.postMessage"
SEED = 2026
ODDS: dict[Fault, float] = {
    rate_limited(): 0.06,
    ERROR_BEFORE: 0.07,
    ERROR_AFTER: 0.07,
    LOST_BEFORE: 0.07,
    LOST_AFTER: 0.07,
    MALFORMED: 0.03,
    late(TIMINGS.send_timeout + TIMINGS.settle / 4): 0.06,
}
_UNFINISHED = [state for state in DeliveryState if not state.is_final]


@dataclass(frozen=True)
class Verdict:
    """What became of so many deliveries, by the sandbox's log; `faulted` of the `calls` to post went wrong."""

    deliveries: int
    missing: int
    doubled: int
    calls: int
    faulted: int
    kills: int
    seconds: float


class Harness:
    """An outbox full of errands, and a Slack that takes them badly."""

    def __init__(self, sandbox: Sandbox, database: Database, orders: Orders, complaints: Path) -> None:
        self.sandbox = sandbox
        self.database = database
        self._orders = orders
        self.complaints = complaints

    @classmethod
    @contextmanager
    def open(
        cls, url: str, folder: Path, *, deliveries: int, odds: Mapping[Fault, float] = ODDS, gateway: str = "verified"
    ) -> Iterator["Harness"]:
        sandbox = Sandbox(TEAM, AppSettings(manifest.read(), "http://127.0.0.1:1/", SECRET, TOKEN), rate_limits=False)
        sandbox.fail_at_random(POST, odds, seed=SEED)
        sandbox.start()
        database = Database(url)
        bootstrap.prepare(database)
        _enqueue(database, deliveries)
        try:
            yield cls(sandbox, database, Orders(url, f"{sandbox.url}/api/", gateway), folder / "complaints.log")
        finally:
            database.close()
            sandbox.stop()

    def crew(self) -> AbstractContextManager[Crew]:
        return Crew.led(self._orders, self.complaints)

    def send(self, crew: Crew, errand: Errand, fault: Fault) -> psutil.Process:
        """Let a mortal send one delivery, whose first call to post meets `fault`, if it comes to that."""
        self.sandbox.fail_at_random(POST, {fault: 1.0}, seed=SEED)
        mortal = crew.send(errand)
        self.sandbox.fail_at_random(POST, {}, seed=SEED)
        return mortal

    def finish(self, crew: Crew) -> None:
        """Let one more worker do what is left."""
        crew.start()
        wait_until(lambda: not self.is_unfinished)

    def run(self, *, within: float) -> Verdict:
        """Let four workers do it all, one of them killed and replaced every 0.2 to 0.9 s, and judge."""
        chance, pause = random.Random(SEED), threading.Event()
        began, kills = time.monotonic(), 0
        with self.crew() as crew:
            for _ in range(WORKERS):
                crew.start()
            while self.is_unfinished:
                assert time.monotonic() - began < within, "they do not come to an end"
                pause.wait(chance.uniform(0.2, 0.9))
                crew.kill(chance.choice(crew.workers))
                crew.start()
                kills += 1
            crew.dismiss()
        return self.judge(kills=kills, seconds=time.monotonic() - began)

    def judge(self, *, kills: int = 0, seconds: float = 0.0) -> Verdict:
        """What is missing and what is there twice."""
        wanted = {each.id for each in self.deliveries()}
        taken = self.taken()
        seen = self.sandbox.faults_of(POST)
        return Verdict(
            deliveries=len(wanted),
            missing=len(wanted - taken.keys()),
            doubled=sum(count > 1 for count in taken.values()),
            calls=seen.total(),
            faulted=seen.total() - seen[ALL_WELL.name],
            kills=kills,
            seconds=seconds,
        )

    def deliveries(self) -> list[Delivery]:
        """All of them, in whatever state."""
        with self.database.reading() as session:
            return [each for name in NAMES for each in outbox.in_states(session, name, list(DeliveryState))]

    def taken(self) -> Counter[str]:
        """How often the sandbox accepted which delivery, once everything that was sent has arrived."""
        self._wait_until_all_has_arrived()
        return Counter(post.metadata["event_payload"]["id"] for post in self.sandbox.posts(POST) if post.metadata)

    @property
    def is_unfinished(self) -> bool:
        """Whether anything may still be sent or looked up."""
        with self.database.reading() as session:
            return any(outbox.in_states(session, name, _UNFINISHED) for name in NAMES)

    def _wait_until_all_has_arrived(self) -> None:
        # A call of ours stands behind those that workers left on the way.
        urllib.request.urlopen(f"{self.sandbox.url}/log", timeout=30).close()
        wait_until(lambda: not self.sandbox.calls_under_way)


def _enqueue(database: Database, deliveries: int) -> None:
    """Spread over workspaces, channels and direct messages."""
    now = clock.read()
    with database.transaction() as session:
        for name in NAMES:
            workspaces.create(session, name, name=name, now=now)
        for number in range(deliveries):
            outbox.enqueue(
                session,
                NAMES[number % len(NAMES)],
                kind=ERRAND,
                subject=str(number),
                target=TARGETS[number // len(NAMES) % len(TARGETS)],
                due_at=now,
                now=now,
            )
