"""The dispatcher queues what is due, of all workspaces that wait, no more than is soon sent, and nothing twice."""

import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from bot.outbox import sending
from jobs import senders
from jobs.senders import Senders
from tests.waiting import wait_until

THREADS = 4


class Outbox:
    """Deliveries by workspace, each sent when its turn comes and `gate` is open; `slow` ones wait for a gate of their
    own, `stale` ones come to nothing."""

    def __init__(self, **due: list[str]) -> None:
        self.due = due
        self.stale: set[str] = set()
        self.begun: list[tuple[str, str]] = []
        self.asked: list[str] = []
        self.gate = threading.Event()
        self.slow: set[str] = set()
        self.slow_gate = threading.Event()
        self.broken = False
        self.failures = 0
        self._lock = threading.Lock()

    def workspaces(self, _: Any) -> list[str]:
        return [name for name, due in self.due.items() if due]

    def of(self, _: Any, workspace_id: str) -> list[str]:
        self.asked.append(workspace_id)
        return list(self.due[workspace_id])

    def attempt(self, _: Any, workspace_id: str, delivery_id: str, __: str) -> str | None:
        with self._lock:
            self.begun.append((workspace_id, delivery_id))
        assert self.gate.wait(20)
        if delivery_id in self.slow:
            assert self.slow_gate.wait(20)
        if self.broken:
            with self._lock:
                self.failures += 1
            raise ZeroDivisionError
        if delivery_id in self.stale:
            return None
        with self._lock:
            self.due[workspace_id].remove(delivery_id)
        return "sent"


@pytest.fixture
def outbox(monkeypatch: pytest.MonkeyPatch) -> Outbox:
    outbox = Outbox(**{name: [f"{name}{number}" for number in range(20)] for name in ("A", "B", "C")})
    monkeypatch.setattr(sending, "workspaces_with_due", outbox.workspaces)
    monkeypatch.setattr(sending, "due", outbox.of)
    monkeypatch.setattr(senders, "attempt", outbox.attempt)
    return outbox


@pytest.fixture
def running(outbox: Outbox) -> Iterator[Senders]:
    deps: Any = SimpleNamespace()
    running = Senders(deps, awake=threading.Event(), threads=THREADS)
    running.start()
    running.wake()
    yield running
    outbox.gate.set()
    running.stop()


def test_two_for_each_thread_are_in_hand_and_some_of_every_workspace_are_among_them(
    outbox: Outbox, running: Senders
) -> None:
    wait_until(lambda: len(outbox.begun) == THREADS and len(outbox.asked) == len(outbox.due))
    running.wake()
    wait_until(lambda: not running._awake.is_set())
    assert len(outbox.asked) == len(outbox.due), "there is no room for more, so nobody is asked"
    outbox.gate.set()
    wait_until(lambda: len(outbox.begun) >= 2 * THREADS)
    assert {workspace_id for workspace_id, _ in outbox.begun[: 2 * THREADS]} == {"A", "B", "C"}


def test_whoever_is_done_goes_on_with_the_next_at_once(
    outbox: Outbox, running: Senders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(senders, "POLL_SECONDS", 60.0)
    wait_until(lambda: len(outbox.begun) == THREADS)
    outbox.gate.set()
    wait_until(lambda: not outbox.workspaces(None))
    assert sorted(each for _, each in outbox.begun) == sorted({each for _, each in outbox.begun})


def test_what_comes_to_nothing_is_looked_at_again_with_the_next_tick_alone(outbox: Outbox, running: Senders) -> None:
    outbox.due = {"B": ["b0", "b1"]}
    outbox.stale = {"b0", "b1"}
    outbox.gate.set()
    wait_until(lambda: ("B", "b0") in outbox.begun and ("B", "b1") in outbox.begun)
    before = outbox.begun.count(("B", "b0"))
    pause = threading.Event()
    pause.wait(0.3)
    assert outbox.begun.count(("B", "b0")) <= before + 1


def test_one_slow_send_keeps_nothing_else_waiting(outbox: Outbox, running: Senders) -> None:
    wait_until(lambda: len(outbox.begun) == THREADS)
    slow = outbox.begun[0]
    outbox.slow.add(slow[1])
    outbox.gate.set()
    wait_until(lambda: [due for name in outbox.due for due in outbox.due[name]] == [slow[1]])
    outbox.slow_gate.set()
    wait_until(lambda: not outbox.workspaces(None))


def test_when_it_stops_what_is_in_flight_finishes_and_nothing_more_begins(outbox: Outbox, running: Senders) -> None:
    wait_until(lambda: len(outbox.begun) == THREADS)
    running.stop_claiming()
    outbox.gate.set()
    running.stop()
    assert len(outbox.begun) == THREADS
    assert sum(map(len, outbox.due.values())) == 3 * 20 - THREADS


def test_an_error_that_nobody_foresaw_ends_no_thread(outbox: Outbox, running: Senders) -> None:
    wait_until(lambda: len(outbox.begun) == THREADS)
    outbox.broken = True
    outbox.gate.set()
    wait_until(lambda: outbox.failures >= 2 * THREADS)
    outbox.broken = False
    running.wake()
    wait_until(lambda: not outbox.workspaces(None))
