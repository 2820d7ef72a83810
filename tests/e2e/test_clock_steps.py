"""A wall clock that is set back or forward by hours: the program ticks on, and Friday's post is there once."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.e2e.clock_steps import FRIDAY_4PM, HALF_AN_HOUR, STEPS, ClockCase, jumps_over, put_right, put_wrong, run_case
from tests.e2e.stepped_clock import HOW_TO_GET_IT, LIBRARY

pytestmark = [pytest.mark.processes, pytest.mark.skipif(LIBRARY is None, reason=HOW_TO_GET_IT)]

BEFORE_FRIDAY = FRIDAY_4PM - HALF_AN_HOUR - STEPS["+2 h"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "story",
    [
        put_right(STEPS["+2 h"], BEFORE_FRIDAY),
        put_wrong(STEPS["-1 day"], BEFORE_FRIDAY),
        jumps_over(timedelta(hours=25), posts=0),
    ],
    ids=lambda story: story.name,
)
def test_fridays_post_is_there_once_or_too_late(story: ClockCase, tmp_path: Path, database_url: str) -> None:
    run_case(story, tmp_path, database_url)
