"""Rate limits: one message a second and channel, and so many calls a minute and method."""

import pytest

from bot.sandbox import Sandbox
from tests.sandbox.conftest import CUSTOMERS, TEAM, TOKEN, Real, settings


@pytest.fixture
def limited(real: Real) -> Sandbox:
    return Sandbox(TEAM, settings(), real=real)


def test_a_second_message_within_the_second_has_to_wait(limited: Sandbox, real: Real) -> None:
    post = {"channel": CUSTOMERS, "text": "x"}
    assert limited.api.answer("chat.postMessage", post, TOKEN).error is None
    refused = limited.api.answer("chat.postMessage", post, TOKEN)
    assert (refused.status, refused.error, refused.headers) == (429, "ratelimited", {"Retry-After": "1"})
    assert limited.api.answer("chat.postMessage", {"channel": "D0ANA", "text": "x"}, TOKEN).error is None
    real.now += 1
    assert limited.api.answer("chat.postMessage", post, TOKEN).error is None
    assert len(limited.posts(channel=CUSTOMERS)) == 2


@pytest.mark.parametrize(
    ("method", "arguments", "tier"),
    [
        ("users.list", {}, 20),
        ("conversations.list", {}, 20),
        ("conversations.history", {"channel": CUSTOMERS}, 50),
        ("users.info", {"user": "U0ANA"}, 100),
    ],
)
def test_a_method_beyond_its_tier_has_to_wait_for_the_minute(
    limited: Sandbox, real: Real, method: str, arguments: dict[str, str], tier: int
) -> None:
    answers = [limited.api.answer(method, arguments, TOKEN) for _ in range(tier + 1)]
    assert [each.status for each in answers] == [200] * tier + [429]
    assert answers[-1].headers == {"Retry-After": "60"}
    real.now += 60
    assert limited.api.answer(method, arguments, TOKEN).status == 200


def test_without_rate_limits_nobody_waits(sandbox: Sandbox) -> None:
    answers = [sandbox.api.answer("users.list", {}, TOKEN).status for _ in range(30)]
    assert set(answers) == {200}


def test_a_test_can_have_calls_refused(sandbox: Sandbox) -> None:
    sandbox.refuse("chat.postMessage", "internal_error", times=2)
    sandbox.refuse("chat.postMessage", "ratelimited")
    post = {"channel": CUSTOMERS, "text": "x"}
    answers = [sandbox.api.answer("chat.postMessage", post, TOKEN) for _ in range(4)]
    assert [each.error for each in answers] == ["internal_error", "internal_error", "ratelimited", None]
    assert answers[2].status == 429 and len(sandbox.posts()) == 1
