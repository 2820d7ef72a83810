"""Whether the jobs run: what is told of the last tick, by a clock that nobody sets, and to whoever asks /readyz."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from starlette.testclient import TestClient

from bot import bootstrap
from jobs.scheduler import Every
from jobs.ticks import Ticks
from tests.app_fixture import AppFixture

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


class Monotonic:
    """A monotonic clock that stands."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def monotonic() -> Monotonic:
    return Monotonic()


def ticking(monotonic: Monotonic, every: float = 10) -> Ticks:
    ticks = Ticks(every, monotonic=monotonic)
    ticks.start()
    return ticks


def test_where_nothing_ticks_by_itself_nothing_is_told_and_nothing_is_late(monotonic: Monotonic) -> None:
    ticks = Ticks(0, monotonic=monotonic)
    monotonic.seconds += 10_000
    assert (ticks.description(), ticks.overdue(), ticks.was_missed()) == (None, None, False)


def test_before_the_first_tick_the_start_counts(monotonic: Monotonic) -> None:
    ticks = ticking(monotonic)
    monotonic.seconds += 120
    assert (ticks.description(), ticks.overdue()) == ("no tick yet, started 120 s ago", None)
    monotonic.seconds += 1
    assert ticks.overdue() is not None


def test_the_end_of_a_tick_counts_and_one_that_hangs_is_late(monotonic: Monotonic) -> None:
    ticks = ticking(monotonic)
    monotonic.seconds += 10
    with ticks.ticking():
        monotonic.seconds += 100
        assert not ticks.was_missed()
        assert ticks.overdue() is None
        monotonic.seconds += 11
        assert ticks.overdue() is not None
    assert ticks.overdue() is None
    monotonic.seconds += 4
    assert ticks.description() == "the last tick ended 4 s ago"


def test_three_intervals_may_pass_where_those_are_longer_than_two_minutes(monotonic: Monotonic) -> None:
    ticks = ticking(monotonic, every=3600)
    monotonic.seconds += 3 * 3600
    assert ticks.overdue() is None
    monotonic.seconds += 1
    assert ticks.overdue() is not None


def test_a_tick_that_does_not_come_is_missed_soon_after_its_time_and_once_an_interval(monotonic: Monotonic) -> None:
    ticks = ticking(monotonic)
    monotonic.seconds += 12
    assert not ticks.was_missed()
    monotonic.seconds += 1
    assert ticks.was_missed()
    ticks.expect()
    assert not ticks.was_missed()
    monotonic.seconds += 13
    assert ticks.was_missed()


def test_a_tick_that_fails_has_ended_all_the_same(monotonic: Monotonic) -> None:
    ticks = ticking(monotonic)
    with pytest.raises(KeyError), ticks.ticking():
        raise KeyError("trouble")
    assert ticks.description() == "the last tick ended 0 s ago"


@pytest.mark.parametrize("by", [timedelta(hours=-2), timedelta(days=1), timedelta(days=365 * 56)])
def test_however_far_the_clock_went_the_next_tick_is_an_interval_from_now(by: timedelta) -> None:
    trigger = Every(10, first=0)
    assert trigger.get_next_fire_time(None, NOON) == NOON
    assert trigger.get_next_fire_time(NOON, NOON + by) == NOON + by + timedelta(seconds=10)


def test_an_operator_is_told_how_long_ago_the_last_tick_was_and_when_that_is_too_long(
    open_app: Callable[..., AppFixture], monotonic: Monotonic
) -> None:
    ticks = ticking(monotonic)
    runtime = replace(open_app(now=NOON).runtime, ticks=ticks)
    with closing(bootstrap.build_http_endpoints(runtime)) as front, TestClient(front.asgi) as operator:
        with ticks.ticking():
            pass
        monotonic.seconds += 7
        answer = operator.get("/readyz")
        assert (answer.status_code, answer.text) == (200, "ready; the last tick ended 7 s ago")
        monotonic.seconds += 114
        answer = operator.get("/readyz")
        assert (answer.status_code, answer.text.partition("; ")[2]) == (503, "the last tick ended 121 s ago")
