"""No post missing, none twice: four workers killed again and again, and a Slack that fails more than every third call.

Judged by the sandbox's own log of what it accepted, never by our tables.
"""

from pathlib import Path

import pytest

from tests.databases import as_engine_url
from tests.e2e.harness import work_off

pytestmark = pytest.mark.processes

DELIVERIES = 300
"""`make soak` has 1,500, and 20,000."""


def test_nothing_is_missing_and_nothing_is_there_twice(database_url: str, tmp_path: Path) -> None:
    verdict = work_off(as_engine_url(database_url), tmp_path, deliveries=DELIVERIES)
    assert (verdict.deliveries, verdict.missing, verdict.doubled) == (DELIVERIES, 0, 0), verdict
    assert verdict.faulted >= 0.35 * verdict.calls, verdict
    assert verdict.kills >= 5, verdict
