"""Slack's own clock, by which messages are found whose reply was lost while the machine's was wrong."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.slack.api.gateway import Gateway
from bot.slack.api.slack_clock import SlackClock
from tests.app_fixture import TOKEN, AppFixture

ANSWERED = datetime(2026, 11, 27, 16, 0, 1, tzinfo=UTC)
MONDAY_9AM = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.mark.parametrize("name", ["Date", "date"])
def test_it_goes_on_from_the_last_answer(name: str) -> None:
    seconds = [100.0]
    clock = SlackClock(lambda: seconds[0])
    assert clock.now() is None
    clock.update({name: "Fri, 27 Nov 2026 16:00:01 GMT"})
    seconds[0] += 90
    assert clock.now() == ANSWERED + timedelta(seconds=90)


@pytest.mark.parametrize("headers", [{}, {"Date": ""}, {"Date": "soon"}, {"Date": "Fri, 99 Nov 2026 16:00:01 GMT"}])
def test_an_answer_that_tells_no_time_changes_nothing(headers: dict[str, str]) -> None:
    clock = SlackClock(lambda: 0.0)
    clock.update(headers)
    assert clock.now() is None
    clock.update({"Date": "Fri, 27 Nov 2026 16:00:01 GMT"})
    clock.update(headers)
    assert clock.now() == ANSWERED


def test_the_gateway_knows_it_from_the_first_answer_on(open_app: Callable[..., AppFixture]) -> None:
    app = open_app(now=MONDAY_9AM)
    gateway = Gateway(api_url=f"{app.sandbox.url}/api/", token_of=lambda _: TOKEN)
    assert gateway.now() is None
    gateway.authenticate()
    assert gateway.now() is not None
