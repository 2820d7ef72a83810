"""No post missing, none twice: four workers killed again and again, and a Slack that fails more than every third call.

Judged by the sandbox's own log of what it accepted, never by our tables (DELIVERY.md).
"""

from pathlib import Path

from tests.conftest import as_engine_url
from tests.e2e.harness import Harness, Verdict

WITHIN = 300.0
FEWER = 300


def work_off(url: str, folder: Path, **options: object) -> Verdict:
    with Harness.open(url, folder, **options) as harness:  # type: ignore[arg-type]
        verdict = harness.run(within=WITHIN)
    print(verdict)
    return verdict


def test_nothing_is_missing_and_nothing_is_there_twice(database_url: str, tmp_path: Path) -> None:
    verdict = work_off(as_engine_url(database_url), tmp_path, deliveries=1_500)
    assert (verdict.deliveries, verdict.missing, verdict.doubled) == (1_500, 0, 0), verdict
    assert verdict.faulted >= 0.35 * verdict.calls, verdict
    assert verdict.kills >= 15, verdict


def test_the_harness_sees_what_plain_retrying_doubles(tmp_path: Path) -> None:
    verdict = work_off(f"sqlite:///{tmp_path}/touchbase.db", tmp_path, deliveries=FEWER, gateway="retrying")
    assert verdict.missing == 0, verdict
    assert verdict.doubled >= FEWER // 10, verdict


def test_the_harness_sees_what_sending_at_most_once_loses(tmp_path: Path) -> None:
    verdict = work_off(f"sqlite:///{tmp_path}/touchbase.db", tmp_path, deliveries=FEWER, gateway="at most once")
    assert verdict.missing >= FEWER // 20, verdict
    assert verdict.doubled == 0, verdict
