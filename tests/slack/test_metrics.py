"""/metrics: what it says, and to whom."""

from collections.abc import Iterator, Mapping

import httpx
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.metrics import Metrics
from bot.sandbox.api.faults import ERROR_BEFORE
from bot.slack.http.health import Probes
from jobs import due_jobs
from tests.app_fixture import ANA, AppFixture

FRIDAY_4PM = "2026-11-27T15:00:00+00:00"
HERE, ELSEWHERE = ("127.0.0.1", 1), ("203.0.113.7", 1)


def ask(client: tuple[str, int], headers: Mapping[str, str] = {}, *, token: str | None = "long and random") -> int:
    probes = Probes(ready=lambda: None, metrics=lambda: b"touchbase_sends_total 1", token=token)
    answer = TestClient(Starlette(routes=probes.routes()), client=client).get("/metrics", headers=headers)
    return int(answer.status_code)


def test_this_machine_reads_them_and_another_with_the_token_alone() -> None:
    assert ask(HERE) == ask(("::1", 1)) == 200
    assert ask(ELSEWHERE) == 401
    assert ask(ELSEWHERE, {"authorization": "Bearer a guess"}) == 401
    assert ask(ELSEWHERE, {"authorization": "Bearer long and random"}) == 200


@pytest.mark.parametrize("header", ["x-forwarded-for", "forwarded", "x-real-ip"])
def test_what_a_proxy_on_this_machine_hands_on_needs_the_token(header: str) -> None:
    assert ask(HERE, {header: "for=203.0.113.7"}) == 401
    assert ask(HERE, {header: "for=203.0.113.7", "authorization": "Bearer long and random"}) == 200


def test_without_a_token_in_the_settings_none_opens_them() -> None:
    for guess in ("Bearer ", "Bearer None", ""):
        assert ask(ELSEWHERE, {"authorization": guess}, token=None) == 401


def test_without_the_database_the_counters_are_told_all_the_same() -> None:
    metrics = Metrics()
    metrics.count_send("sent")
    read = values(metrics.text(None))
    assert read["touchbase_database_answers"] == 0 and read['touchbase_sends_total{outcome="sent"}'] == 1
    assert not any(name.startswith(("touchbase_deliveries", "touchbase_oldest")) for name in read)


@pytest.fixture
def failing(app: AppFixture) -> Iterator[AppFixture]:
    """A Friday whose post Slack does not take at the first try."""
    app.reads(ANA, "/account add Acme")
    app.clock.now = app.clock.now.fromisoformat(FRIDAY_4PM)
    due_jobs.run_safely(app.runtime.deps)
    yield app


def test_they_tell_what_waits_since_when_and_what_came_of_each_try(failing: AppFixture) -> None:
    failing.clock.forward(minutes=2)
    before = metrics_of(failing)
    assert before['touchbase_deliveries{state="pending"}'] == 1
    assert before["touchbase_oldest_due_seconds"] == 120
    assert before["touchbase_round_seconds_count"] == 1
    failing.sandbox.fail("chat.postMessage", ERROR_BEFORE)
    failing.pass_time()
    after = metrics_of(failing)
    assert after['touchbase_deliveries{state="pending"}'] == after["touchbase_oldest_due_seconds"] == 0
    assert after['touchbase_deliveries{state="sent"}'] == 1
    assert after['touchbase_sends_total{outcome="unknown"}'] == after['touchbase_sends_total{outcome="sent"}'] == 1


def metrics_of(app: AppFixture) -> dict[str, float]:
    answer = httpx.get(app.events_url.replace("/slack/events", "/metrics"))
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    return values(answer.content)


def values(text: bytes) -> dict[str, float]:
    """Every sample, by its name with labels."""
    lines = [line for line in text.decode().splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}
