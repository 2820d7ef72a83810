"""The harness can fail: it sees what is doubled or lost where nobody looks up what became of a try."""

from pathlib import Path

import pytest

from tests.e2e.harness import work_off

pytestmark = pytest.mark.processes

DELIVERIES = 150


def test_plain_retrying_doubles(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/touchbase.db"
    verdict = work_off(url, tmp_path, deliveries=DELIVERIES, gateway="retrying")
    assert verdict.missing == 0, verdict
    assert verdict.doubled >= DELIVERIES // 10, verdict


def test_sending_at_most_once_loses(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/touchbase.db"
    verdict = work_off(url, tmp_path, deliveries=DELIVERIES, gateway="at most once")
    assert verdict.missing >= DELIVERIES // 20, verdict
    assert verdict.doubled == 0, verdict
