"""Floods of unsigned requests: what they cost `touchbase serve`, and whether it stops on SIGTERM in the midst of each.

`python -m tests.benchmarks.flood [--program PATH]`
"""

import argparse
import contextlib
import resource
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil

from tests.app_fixture import BO, TOKEN
from tests.benchmarks.overload import SECRET, Server
from tests.e2e.programs import Program
from tests.e2e.test_kill import command
from tests.signed import post_signed

MEGABYTE = 1024 * 1024
FILES = 1024
_STOPPED_WITHIN = 60


@contextmanager
def unfinished(port: int) -> Iterator[None]:
    """Requests of every kind that stop before their end."""
    begun = [
        b"",
        b"POST /slack/ev",
        b"POST /slack/events HTTP/1.1\r\nX-Slack",
        b"POST /slack/events HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc",
        _head(10) + b"abc",
        _head(None) + b"5\r\nab",
        b"GET /healthz HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc",
    ]
    with _connected(port, len(begun)) as connections:
        for connection, each in zip(connections, begun, strict=True):
            connection.sendall(each)
        yield


@contextmanager
def bodies(port: int, number: int = 100) -> Iterator[None]:
    """So many requests with a megabyte each, all but its last byte."""
    with _connected(port, number) as connections:
        _send_all(connections, _head(MEGABYTE) + b"x" * (MEGABYTE - 1))
        yield


@contextmanager
def chunked_bodies(port: int, number: int = 100) -> Iterator[None]:
    """The same, without saying how much it will be."""
    with _connected(port, number) as connections:
        _send_all(connections, _head(None) + (b"%x\r\n" % 4096 + b"x" * 4096 + b"\r\n") * 255)
        yield


@contextmanager
def headers(port: int, megabytes: int = 300) -> Iterator[None]:
    """So many megabytes of headers, on ten connections: one that never ends, many small ones, and trailers."""
    begun = [
        b"POST /slack/events HTTP/1.1\r\nX-Endless: ",
        b"POST /slack/events HTTP/1.1\r\n",
        _head(None) + b"0\r\n",
    ]
    with _connected(port, 10) as connections:
        for number, connection in enumerate(connections):
            piece = b"x" * MEGABYTE if number % 3 == 0 else b"X-Many: y\r\n" * (MEGABYTE // 11)
            with contextlib.suppress(OSError):
                connection.sendall(begun[number % 3])
                for _ in range(megabytes // len(connections)):
                    connection.sendall(piece)
        yield


@contextmanager
def pipelined(port: int, number: int = 50) -> Iterator[None]:
    """Megabytes of small requests, one behind the other, whose answers nobody reads."""
    with _connected(port, number) as connections:
        _send_all(connections, b"GET /healthz HTTP/1.1\r\n\r\n" * (MEGABYTE // 25))
        yield


@contextmanager
def idle(port: int, number: int = 500) -> Iterator[None]:
    """So many connections that say nothing."""
    with _connected(port, number):
        yield


FLOODS: dict[str, Callable[[int], contextlib.AbstractContextManager[None]]] = {
    "unfinished requests": unfinished,
    "100 megabyte bodies": bodies,
    "100 bodies in chunks": chunked_bodies,
    "300 MB of headers": headers,
    "pipelined requests": pipelined,
    "500 idle connections": idle,
    "2,000 idle connections": lambda port: idle(port, 2000),
}


def serves(port: int, text: str, *, secret: str = SECRET) -> bool:
    """Whether a person who writes meanwhile is answered, whatever the answer is."""
    try:
        status, answer = post_signed(f"http://127.0.0.1:{port}/slack/events", command(BO, text), secret=secret)
    except OSError:
        return False
    return status == 200 and bool(answer)


def _head(size: int | None) -> bytes:
    """A head whose signature is a guess."""
    length = b"Transfer-Encoding: chunked" if size is None else b"Content-Length: %d" % size
    return b"POST /slack/events HTTP/1.1\r\nX-Slack-Request-Timestamp: %d\r\nX-Slack-Signature: v0=%b\r\n%b\r\n\r\n" % (
        time.time(),
        b"0" * 64,
        length,
    )


@contextmanager
def _connected(port: int, number: int) -> Iterator[list[socket.socket]]:
    with ExitStack() as stack:
        yield [stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=5)) for _ in range(number)]


def _send_all(connections: list[socket.socket], sent: bytes) -> None:
    """At once, each as far as the server takes it within two seconds."""

    def send(connection: socket.socket) -> None:
        connection.settimeout(2)
        with contextlib.suppress(OSError):
            connection.sendall(sent)

    threads = [threading.Thread(target=send, args=(each,)) for each in connections]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default=str(Path(sys.executable).with_name("touchbase")))
    program = parser.parse_args().program
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    for name, flood in FLOODS.items():
        with tempfile.TemporaryDirectory() as folder, Program.installed(Path(folder), "") as installed:
            slack = installed.sandbox.url
            server = Server(program, Path(folder), f"sqlite:///{folder}/flood.db", slack, token=TOKEN, files=FILES)
            process = server.start()
            try:
                print(f"{name:24} {_drill(process, server.port, flood)}", flush=True)
            finally:
                server.stop()


def _drill(process: psutil.Process, port: int, flood: Callable[[int], contextlib.AbstractContextManager[None]]) -> str:
    before = process.memory_info().rss
    peak = [before]
    done = threading.Event()
    watching = threading.Thread(target=_watch, args=(process, peak, done))
    watching.start()
    with flood(port):
        answered = serves(port, "Acme 20m")
        began = time.monotonic()
        process.terminate()
        try:
            code: object = process.wait(_STOPPED_WITHIN)
        except psutil.TimeoutExpired:
            code = f"none within {_STOPPED_WITHIN} s"
            process.kill()
        took = time.monotonic() - began
    done.set()
    watching.join()
    return (
        f"memory {before / MEGABYTE:4.0f} MB before, {max(peak) / MEGABYTE:4.0f} MB at most; "
        f"{'answers' if answered else 'SILENT'} meanwhile; SIGTERM: ended after {took:.1f} s, exit code {code}"
    )


def _watch(process: psutil.Process, peak: list[int], done: threading.Event) -> None:
    with contextlib.suppress(psutil.Error):
        while not done.wait(0.02):
            peak.append(process.memory_info().rss)


if __name__ == "__main__":
    main()
