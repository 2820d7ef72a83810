"""Worker processes that can be killed, stopped and started anew; a foreman forks them (tests.e2e.worker)."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import psutil

from tests.e2e.worker import Orders

ROOT = Path(__file__).parents[2]
_END_WITHIN = 30.0


class Crew:
    """The workers of one foreman."""

    def __init__(self, foreman: "subprocess.Popen[str]") -> None:
        self._foreman = foreman
        self.workers: list[psutil.Process] = []

    @classmethod
    @contextmanager
    def led(cls, orders: Orders, complaints: Path) -> Iterator["Crew"]:
        """A foreman whose workers log to `complaints`; all of them end with this."""
        command = [sys.executable, "-m", "tests.e2e.worker", json.dumps(asdict(orders))]
        with complaints.open("a") as log:
            foreman = subprocess.Popen(
                command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True
            )
        crew = cls(foreman)
        try:
            yield crew
        finally:
            for worker in list(crew.workers):
                crew.kill(worker)
            foreman.communicate(timeout=_END_WITHIN)

    def start(self) -> psutil.Process:
        assert self._foreman.stdin is not None and self._foreman.stdout is not None
        self._foreman.stdin.write("one more\n")
        self._foreman.stdin.flush()
        worker = psutil.Process(int(self._foreman.stdout.readline()))
        self.workers.append(worker)
        return worker

    def kill(self, worker: psutil.Process) -> None:
        self.workers.remove(worker)
        worker.kill()
        worker.wait(_END_WITHIN)

    def dismiss(self) -> None:
        """SIGTERM for all: each finishes what it has in hand."""
        for worker in self.workers:
            worker.terminate()
        psutil.wait_procs(self.workers, timeout=_END_WITHIN)
        self.workers.clear()
