"""Floods of what nobody signed: the program keeps its size, goes on answering people, and stops when it is told to."""

from pathlib import Path

import psutil
import pytest

from tests.app_fixture import SECRET
from tests.benchmarks import flood
from tests.e2e.programs import Program
from tests.e2e.test_kill import free_port

pytestmark = pytest.mark.processes

MEGABYTES = 64
"""What it may grow by: the bodies that are read at once, and what the server itself reads ahead."""


def test_it_serves_through_a_flood_and_stops_in_its_midst(tmp_path: Path, migrated_file: Path) -> None:
    with Program.installed(tmp_path, f"sqlite:///{tmp_path / 't.db'}") as program:
        port = free_port()
        with program.serving(port) as process:
            server = psutil.Process(process.pid)
            before = server.memory_info().rss
            with flood.idle(port, 300), flood.bodies(port, 100), flood.headers(port, 100), flood.unfinished(port):
                assert flood.serves(port, "Acme 20m", secret=SECRET)
                grown = server.memory_info().rss - before
                process.terminate()
                assert process.wait(40) == 0
    assert grown < MEGABYTES * flood.MEGABYTE
