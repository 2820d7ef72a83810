"""Replicas whose clocks are five minutes off, either way: what they send together is there once.

What is due goes by each one's own clock; who has it, and for how long, by the database's.
"""

from pathlib import Path

import pytest

from bot import clock
from tests.databases import as_engine_url
from tests.e2e.harness import Harness, Scale
from tests.e2e.worker import Clocks
from tests.e2e.worker_pool import wait_until

pytestmark = pytest.mark.processes

FEW = 60
FIVE_MINUTES = 300.0
AROUND_NOW = Scale(due=(-1.8 * FIVE_MINUTES, 0.8 * FIVE_MINUTES))
"""Some are due for the one that is behind as well, some for no one but the one that is ahead."""

OFF = [Clocks(now=FIVE_MINUTES), Clocks(now=-FIVE_MINUTES), Clocks(wall=FIVE_MINUTES), Clocks()]


def test_clocks_that_are_five_minutes_off_double_nothing(database_url: str, tmp_path: Path) -> None:
    with Harness.open(as_engine_url(database_url), tmp_path, deliveries=FEW, scale=AROUND_NOW) as harness:
        with harness.pool() as pool:
            for clocks in OFF:
                pool.start(clocks)
            wait_until(lambda: not harness.is_unfinished)
            pool.dismiss()
        verdict, sent = harness.judge(), harness.deliveries()
    assert (verdict.deliveries, verdict.missing, verdict.doubled) == (FEW, 0, 0), verdict
    assert verdict.faulted >= FEW // 4, verdict
    assert any(each.due_at > clock.read() for each in sent), "one of them is ahead"
    assert "gave_up_before_the_call" in harness.log.read_text(), "the clock of one of them jumps"
