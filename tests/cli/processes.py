"""`touchbase` in processes of their own, which begin where its modules are read: to import them takes a second."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

_forked = multiprocessing.get_context("forkserver")
_forked.set_forkserver_preload(["bot.cli", __name__])


class Process:
    """One that runs, with the methods of a subprocess."""

    def __init__(self, folder: Path, arguments: Sequence[str], env: Mapping[str, str], *, anew: bool = False) -> None:
        """`anew` starts an interpreter for it, as `env` may want that."""
        self._out, self._error = _Stream(), _Stream()
        begin = _execute if anew else _run
        ends = (self._out.end, self._error.end)
        self._process = _forked.Process(target=begin, args=(folder, ends, arguments, env), daemon=True)
        self._process.start()
        self._out.follow()
        self._error.follow()
        assert self._process.pid is not None
        self.pid: int = self._process.pid

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    @property
    def error(self) -> str:
        """What it has written to stderr until now."""
        return self._error.read()

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, timeout: float) -> int:
        self._process.join(timeout)
        assert self._process.exitcode is not None, f"it did not end within {timeout} s: {self.error}"
        return self._process.exitcode

    def communicate(self, timeout: float = 90.0) -> tuple[str, str]:
        """What it has written to stdout and stderr, once it has ended."""
        self.wait(timeout)
        return self._out.read_all(), self._error.read_all()

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def send_signal(self, number: signal.Signals) -> None:
        if self.poll() is None:
            with suppress(ProcessLookupError):  # another thread has waited for its end
                os.kill(self.pid, number)


class _Stream:
    """What a process writes, read as it comes: it never waits for a reader."""

    def __init__(self) -> None:
        self._begin, self.end = _forked.Pipe(duplex=False)
        self._pieces: list[bytes] = []
        self._thread = threading.Thread(target=self._read_on, daemon=True)

    def follow(self) -> None:
        """Read until the process, which has the other end, is over."""
        self.end.close()
        self._thread.start()

    def read(self) -> str:
        return b"".join(self._pieces).decode()

    def read_all(self) -> str:
        self._thread.join()
        return self.read()

    def _read_on(self) -> None:
        with self._begin:
            while piece := os.read(self._begin.fileno(), 65536):
                self._pieces.append(piece)


def _run(folder: Path, ends: Sequence[Connection], arguments: Sequence[str], env: Mapping[str, str]) -> None:
    _settle(folder, ends)
    os.environ.clear()
    os.environ.update(env)
    sys.argv = ["touchbase", *arguments]
    sys.stdout = os.fdopen(1, "w", closefd=False)
    sys.stderr = os.fdopen(2, "w", buffering=1, errors="backslashreplace", closefd=False)
    from bot.cli import main

    main()


def _execute(folder: Path, ends: Sequence[Connection], arguments: Sequence[str], env: Mapping[str, str]) -> None:
    _settle(folder, ends)
    os.execve(sys.executable, [sys.executable, "-m", "bot", *arguments], dict(env))


def _settle(folder: Path, ends: Sequence[Connection]) -> None:
    os.chdir(folder)
    for descriptor, end in enumerate(ends, 1):
        os.dup2(end.fileno(), descriptor)
