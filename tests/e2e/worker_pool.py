"""Worker processes that can be killed, stopped and started anew; a foreman forks them."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

import psutil

from tests.e2e.crashing_worker import ScriptedDelivery
from tests.e2e.worker import Clocks, Orders

ROOT = Path(__file__).parents[2]
_END_WITHIN = 30.0


class WorkerPool:
    """The workers of one foreman."""

    def __init__(self, fork_server: "subprocess.Popen[str]") -> None:
        self._foreman = fork_server
        self.workers: list[psutil.Process] = []

    @classmethod
    @contextmanager
    def led(cls, orders: Orders, log: Path) -> Iterator["WorkerPool"]:
        """A foreman whose workers write to `log`; all of them end with this."""
        command = [sys.executable, "-m", "tests.e2e.fork_server", json.dumps(asdict(orders))]
        with log.open("a") as lines:
            fork_server = subprocess.Popen(
                command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=lines, text=True
            )
        pool = cls(fork_server)
        try:
            yield pool
        finally:
            for worker in list(pool.workers):
                pool.kill(worker)
            fork_server.communicate(timeout=_END_WITHIN)

    def start(self, told: ScriptedDelivery | Clocks | None = None) -> psutil.Process:
        """One more worker, by right clocks or wrong ones, or a mortal with an errand of its own."""
        assert self._foreman.stdout is not None
        self._tell(json.dumps(asdict(told or Clocks())))
        worker = psutil.Process(int(self._foreman.stdout.readline()))
        self._tell("go")
        self.workers.append(worker)
        return worker

    def send(self, errand: ScriptedDelivery) -> psutil.Process:
        """A mortal, once its first try is behind it, or it is dead or frozen."""
        mortal, tried = self.start(errand), "after update" if errand.edits else "after post"
        wait_until(lambda: tried in errand.passed or is_out(mortal))
        return mortal

    def kill(self, worker: psutil.Process) -> None:
        self.workers.remove(worker)
        with suppress(psutil.NoSuchProcess):
            worker.kill()
        worker.wait(_END_WITHIN)

    def dismiss(self) -> None:
        """SIGTERM for all: each finishes what it has in hand."""
        for worker in self.workers:
            worker.terminate()
        psutil.wait_procs(self.workers, timeout=_END_WITHIN)
        self.workers.clear()

    def _tell(self, line: str) -> None:
        assert self._foreman.stdin is not None
        self._foreman.stdin.write(f"{line}\n")
        self._foreman.stdin.flush()


def is_out(process: psutil.Process) -> bool:
    """Whether it is dead or frozen."""
    try:
        return bool(process.status() == psutil.STATUS_STOPPED)
    except psutil.NoSuchProcess:
        return True


def wait_until(condition: Callable[[], bool], *, within: float = 180.0) -> None:
    """Until it holds; fails if it does not in so many seconds."""
    pause, until = threading.Event(), time.monotonic() + within
    while not condition():
        assert time.monotonic() < until, "it does not come to an end"
        pause.wait(0.02)
