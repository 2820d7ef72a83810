"""The delivery harness: many deliveries, workers that are killed, sends that go wrong, and a judge.

The judge is the sandbox's own log of what it accepted; our tables say only when there is nothing left to do.
"""

import random
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import psutil

from bot import bootstrap, clock
from bot.db.engine import Database
from bot.domain.deliveries.model import Delivery, DeliveryState, Timings
from bot.outbox import edit_queue, queue
from bot.sandbox import AppSettings, Sandbox, Team, TeamChannel, TeamPerson
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
from bot.storage.workspace import workspaces
from tests.app_fixture import SECRET, TOKEN
from tests.deliveries import in_states
from tests.e2e.crashing_worker import ScriptedDelivery
from tests.e2e.worker import CONFIDENCE, FASTER, SCRIPTED, TIMINGS, Orders
from tests.e2e.worker_pool import WorkerPool, wait_until
from tests.scopes import scope_of, scoped

WORKERS = 4
WITHIN = 300.0
"""Seconds after which something is wrong: 1,500 deliveries take about 50 where nothing else runs."""
POST, UPDATE = "chat.postMessage", "chat.update"
SEED = 2026


def odds(timings: Timings) -> dict[Fault, float]:
    """How likely which fault is; what Slack accepts late is late by these timings."""
    return {
        rate_limited(): 0.06,
        ERROR_BEFORE: 0.07,
        ERROR_AFTER: 0.07,
        LOST_BEFORE: 0.07,
        LOST_AFTER: 0.07,
        MALFORMED: 0.03,
        late(timings.send_timeout + timings.settle / 4): 0.06,
    }


ODDS = odds(TIMINGS)
_UNFINISHED = [state for state in DeliveryState if not state.is_final]


@dataclass(frozen=True)
class Scale:
    """How large the world is in which errands are run, and when they fall due.

    With so many workspaces, and people and channels in it, the pace is not what takes the time. The first falls due
    `due[0]` seconds from now, the last `due[1]`, the others evenly in between. All durations are `faster` times shorter
    than the program's.
    """

    workspaces: int = 15
    people: int = 20
    due: tuple[float, float] = (0.0, 0.0)
    faster: float = FASTER

    @property
    def names(self) -> list[str]:
        return [f"T{number:04}" for number in range(self.workspaces)]

    @property
    def team(self) -> Team:
        return Team(
            people=tuple(TeamPerson(f"U{each:04}", f"person{each}", f"Person {each}") for each in range(self.people)),
            channels=tuple(TeamChannel(f"C{each:04}", f"channel{each}") for each in range(self.people)),
        )


@dataclass(frozen=True)
class DeliveryCounts:
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

    def __init__(self, sandbox: Sandbox, database: Database, orders: Orders, log: Path, names: Sequence[str]) -> None:
        self.sandbox = sandbox
        self.database = database
        self.log = log
        self._orders = orders
        self._names = names

    @classmethod
    @contextmanager
    def open(
        cls,
        url: str,
        folder: Path,
        *,
        deliveries: int,
        odds: Mapping[Fault, float] = ODDS,
        gateway: str = "verified",
        scale: Scale = Scale(),
    ) -> Iterator["Harness"]:
        slack_app = AppSettings(manifest.read(), "http://127.0.0.1:1/", SECRET, TOKEN)
        sandbox = Sandbox(scale.team, slack_app, rate_limits=False)
        sandbox.fail_at_random(POST, odds, seed=SEED)
        sandbox.start()
        database = Database(url)
        bootstrap.prepare(database)
        _enqueue(database, deliveries, scale)
        orders = Orders(url, f"{sandbox.url}/api/", gateway, scale.faster)
        try:
            yield cls(sandbox, database, orders, folder / "workers.log", scale.names)
        finally:
            database.close()
            sandbox.stop()

    def pool(self) -> AbstractContextManager[WorkerPool]:
        return WorkerPool.led(self._orders, self.log)

    def send(self, pool: WorkerPool, errand: ScriptedDelivery, fault: Fault) -> psutil.Process:
        """Let a mortal send or edit one delivery, whose first call meets `fault`, if it comes to that."""
        method = UPDATE if errand.edits else POST
        self.sandbox.fail_at_random(method, {fault: 1.0}, seed=SEED)
        mortal = pool.send(errand)
        self.sandbox.fail_at_random(method, {}, seed=SEED)
        return mortal

    def change(self, delivery: Delivery) -> None:
        """What a delivery tells is not what it was."""
        with scoped(self.database.transaction(), delivery.workspace_id) as scope:
            edit_queue.mark(scope, kind=delivery.kind, subject=delivery.subject)

    def finish(self, pool: WorkerPool) -> None:
        """Let one more worker do what is left."""
        pool.start()
        wait_until(lambda: not self.is_unfinished)

    def run(self, *, within: float) -> DeliveryCounts:
        """Let four workers do it all, one of them killed and replaced every 0.2 to 0.9 s, and judge."""
        chance, pause = random.Random(SEED), threading.Event()
        began, kills = time.monotonic(), 0
        with self.pool() as pool:
            for _ in range(WORKERS):
                pool.start()
            while self.is_unfinished:
                assert time.monotonic() - began < within, "they do not come to an end"
                pause.wait(chance.uniform(0.2, 0.9))
                pool.kill(chance.choice(pool.workers))
                pool.start()
                kills += 1
            pool.dismiss()
        return self.judge(kills=kills, seconds=time.monotonic() - began)

    def judge(self, *, kills: int = 0, seconds: float = 0.0) -> DeliveryCounts:
        """What is missing and what is there twice."""
        wanted = {each.id for each in self.deliveries()}
        taken = self.taken()
        seen = self.sandbox.faults_of(POST)
        return DeliveryCounts(
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
            return [each for name in self._names for each in in_states(scope_of(session, name), list(DeliveryState))]

    def taken(self) -> Counter[str]:
        """How often the sandbox accepted which delivery, once everything that was sent has arrived."""
        self._wait_until_all_has_arrived()
        return Counter(post.metadata["event_payload"]["id"] for post in self.sandbox.posts(POST) if post.metadata)

    @property
    def is_unfinished(self) -> bool:
        """Whether anything may still be sent, looked up or edited."""
        with self.database.reading() as session:
            return bool(queue.workspaces_waiting(session, now=clock.read())) or any(
                in_states(scope_of(session, name), _UNFINISHED) for name in self._names
            )

    def _wait_until_all_has_arrived(self) -> None:
        # A call of ours stands behind those that workers left on the way.
        urllib.request.urlopen(f"{self.sandbox.url}/log", timeout=30).close()
        wait_until(lambda: not self.sandbox.calls_under_way)


def work_off(url: str, folder: Path, *, deliveries: int, gateway: str = "verified") -> DeliveryCounts:
    """So many errands, worked off by workers that are killed, with a look at what they wrote into their log."""
    with Harness.open(url, folder, deliveries=deliveries, gateway=gateway) as harness:
        verdict = harness.run(within=WITHIN)
        _assert_logged(harness)
    print(verdict)
    return verdict


def _assert_logged(harness: Harness) -> None:
    """The log says what became of a delivery by its id, and has neither its words nor a secret."""
    log = harness.log.read_text()
    told = sum(f"delivery {each.id}: " in log for each in harness.deliveries())
    assert told >= 0.9 * len(harness.deliveries()), "whoever is killed before they tell is rare"
    assert [word for word in (CONFIDENCE, TOKEN, SECRET) if word in log] == []


def _enqueue(database: Database, deliveries: int, scale: Scale) -> None:
    """Spread over workspaces, channels and direct messages, and over the time in which they fall due."""
    now, names = clock.read(), scale.names
    targets = [each.id for pair in zip(scale.team.people, scale.team.channels, strict=True) for each in pair]
    first, last = scale.due
    with database.transaction() as session:
        for name in names:
            workspaces.create(scope_of(session, name, now), name=name)
        for number in range(deliveries):
            queue.enqueue(
                scope_of(session, names[number % len(names)], now),
                kind=SCRIPTED,
                subject=str(number),
                target=targets[number // len(names) % len(targets)],
                due_at=now + timedelta(seconds=first + (last - first) * number / deliveries),
            )
