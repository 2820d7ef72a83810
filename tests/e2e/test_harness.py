"""No post missing, none twice: four workers killed again and again, and a Slack that fails more than every third call.

Judged by the sandbox's own log of what it accepted, never by our tables (DELIVERY.md).
"""

import os
from pathlib import Path

from tests.databases import as_engine_url
from tests.e2e.harness import Harness, Verdict
from tests.e2e.worker import CONFIDENCE
from tests.house import SECRET, TOKEN

WITHIN = 300.0
DELIVERIES = int(os.environ.get("TOUCHBASE_TESTS_DELIVERIES", "1500"))
"""As many as DELIVERY.md asks for: about 50 seconds on each database, where nothing else runs."""
FEWER = 150


def work_off(url: str, folder: Path, **options: object) -> Verdict:
    with Harness.open(url, folder, **options) as harness:  # type: ignore[arg-type]
        verdict = harness.run(within=WITHIN)
        assert_logged(harness)
    print(verdict)
    return verdict


def assert_logged(harness: Harness) -> None:
    """The log says what became of a delivery by its id, and has neither its words nor a secret."""
    log = harness.log.read_text()
    told = sum(f"delivery {each.id}: " in log for each in harness.deliveries())
    assert told >= 0.9 * len(harness.deliveries()), "whoever is killed before they tell is rare"
    assert [word for word in (CONFIDENCE, TOKEN, SECRET) if word in log] == []


def test_nothing_is_missing_and_nothing_is_there_twice(database_url: str, tmp_path: Path) -> None:
    verdict = work_off(as_engine_url(database_url), tmp_path, deliveries=DELIVERIES)
    assert (verdict.deliveries, verdict.missing, verdict.doubled) == (DELIVERIES, 0, 0), verdict
    assert verdict.faulted >= 0.35 * verdict.calls, verdict
    assert verdict.kills >= DELIVERIES // 100, verdict


def test_the_harness_sees_what_plain_retrying_doubles(tmp_path: Path) -> None:
    verdict = work_off(f"sqlite:///{tmp_path}/touchbase.db", tmp_path, deliveries=FEWER, gateway="retrying")
    assert verdict.missing == 0, verdict
    assert verdict.doubled >= FEWER // 10, verdict


def test_the_harness_sees_what_sending_at_most_once_loses(tmp_path: Path) -> None:
    verdict = work_off(f"sqlite:///{tmp_path}/touchbase.db", tmp_path, deliveries=FEWER, gateway="at most once")
    assert verdict.missing >= FEWER // 20, verdict
    assert verdict.doubled == 0, verdict
