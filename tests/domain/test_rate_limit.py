"""How a workspace's rate falls when Slack says that it is too much, and recovers."""

import pytest

from bot.domain.deliveries.rate_limit import halved, rate_after


@pytest.mark.parametrize(
    ("slow_for", "rate"), [(None, 300.0), (0.0, 75.0), (59.9, 75.0), (60.0, 150.0), (120.0, 300.0), (1e9, 300.0)]
)
def test_it_doubles_every_minute_until_it_is_whole(slow_for: float | None, rate: float) -> None:
    assert rate_after(75.0, 300.0, slow_for, 60.0) == rate


def test_it_never_stops_altogether() -> None:
    rate = 300.0
    for _ in range(20):
        rate = halved(rate)
    assert rate == 6.0


def test_a_clock_that_was_put_back_makes_nothing_faster() -> None:
    assert rate_after(75.0, 300.0, -10.0, 60.0) == 75.0
