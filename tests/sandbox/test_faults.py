"""Faults on demand: what the caller sees of each, and what was accepted all the same."""

import contextlib
import http.client
import json
import threading
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.api.faults import (
    ALL_WELL,
    ERROR_AFTER,
    ERROR_BEFORE,
    LOST_AFTER,
    LOST_BEFORE,
    MALFORMED,
    Fault,
    late,
    rate_limited,
    refused,
    slow,
)
from tests.sandbox.conftest import ANA, CUSTOMERS, TOKEN, App

POST = "chat.postMessage"
ODDS = {ERROR_BEFORE: 0.2, LOST_AFTER: 0.1, rate_limited(): 0.1}


def say(sandbox: Sandbox, *, patience: float = 10.0, method: str = POST) -> tuple[int, dict[str, Any], str | None]:
    """Post over HTTP; the status, the JSON and Retry-After."""
    body = json.dumps({"channel": CUSTOMERS, "text": "x"}).encode()
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    request = urllib.request.Request(f"{sandbox.url}/api/{method}", body, headers)
    try:
        with urllib.request.urlopen(request, timeout=patience) as answer:
            return answer.status, json.load(answer), answer.headers["Retry-After"]
    except urllib.error.HTTPError as error:
        return error.code, json.load(error), error.headers["Retry-After"]


def outcomes(sandbox: Sandbox, seed: int, calls: int = 200) -> list[int]:
    sandbox.fail_at_random("api.test", ODDS, seed=seed)
    return [sandbox.api.answer("api.test", {}, TOKEN).status for _ in range(calls)]


def test_a_rate_limit_says_how_long_and_accepts_nothing(served: Sandbox) -> None:
    served.fail(POST, rate_limited(7))
    assert say(served) == (429, {"ok": False, "error": "ratelimited"}, "7")
    assert served.posts() == []


@pytest.mark.parametrize(("fault", "accepted"), [(ERROR_BEFORE, 0), (ERROR_AFTER, 1)])
def test_a_500_tells_nothing_of_what_was_accepted(served: Sandbox, fault: Fault, accepted: int) -> None:
    served.fail(POST, fault)
    assert say(served) == (500, {"ok": False, "error": "internal_error"}, None)
    assert len(served.posts()) == accepted


@pytest.mark.parametrize(("fault", "accepted"), [(LOST_BEFORE, 0), (LOST_AFTER, 1)])
def test_a_lost_reply_is_a_connection_closed_without_a_word(served: Sandbox, fault: Fault, accepted: int) -> None:
    served.fail(POST, fault)
    with pytest.raises(http.client.RemoteDisconnected):
        say(served)
    assert len(served.posts()) == accepted
    assert say(served)[0] == 200


def test_malformed_json_comes_with_a_200_after_accepting(served: Sandbox) -> None:
    served.fail(POST, MALFORMED)
    with pytest.raises(json.JSONDecodeError):
        say(served)
    assert len(served.posts()) == 1


def test_a_slow_call_is_answered_as_it_deserves(served: Sandbox) -> None:
    served.fail(POST, slow(0.05))
    assert say(served)[0] == 200
    assert say(served, method="no.such") == (
        200,
        {"ok": False, "error": "unknown_method", "req_method": "no.such"},
        None,
    )


def test_a_late_accept_times_out_for_the_caller_and_is_accepted_all_the_same(served: Sandbox) -> None:
    served.fail(POST, late(0.5))
    with pytest.raises(TimeoutError):
        say(served, patience=0.1)
    assert served.posts() == []
    assert served.calls_under_way == 1
    wait_until(lambda: not served.calls_under_way)
    assert len(served.posts()) == 1


def test_a_caller_with_patience_hears_nothing_of_a_late_accept_either(served: Sandbox) -> None:
    served.fail(POST, late(0.05))
    with pytest.raises(http.client.RemoteDisconnected):
        say(served)
    assert len(served.posts()) == 1


def test_a_script_goes_call_by_call_and_then_all_is_well(served: Sandbox) -> None:
    served.fail(POST, ERROR_AFTER, ALL_WELL, refused("is_archived"))
    assert [say(served)[0] for _ in range(2)] == [500, 200]
    assert say(served)[1]["error"] == "is_archived"
    assert say(served)[0] == 200
    assert len(served.posts()) == 3
    assert served.faults_of(POST) == {"500 after accepting": 1, "all well": 2, "is_archived": 1}


def test_a_fault_hits_its_own_method_alone(served: Sandbox) -> None:
    served.fail(POST, ERROR_BEFORE)
    assert say(served, method="auth.test")[0] == 200
    assert say(served)[0] == 500


def test_chance_does_the_same_for_the_same_seed_and_otherwise_for_another(sandbox: Sandbox) -> None:
    first = outcomes(sandbox, seed=1)
    assert outcomes(sandbox, seed=1) == first
    assert outcomes(sandbox, seed=2) != first


def test_chance_keeps_its_probabilities(sandbox: Sandbox) -> None:
    outcomes(sandbox, seed=3, calls=2000)
    seen = sandbox.faults_of("api.test")
    expected = {"500 before accepting": 400, "reply lost after accepting": 200, "429": 200, "all well": 1200}
    assert seen.keys() == expected.keys()
    assert all(abs(seen[name] - count) < 80 for name, count in expected.items()), seen


def test_a_script_goes_before_chance_and_chance_can_end(sandbox: Sandbox) -> None:
    sandbox.fail_at_random("api.test", {ERROR_BEFORE: 1.0}, seed=0)
    sandbox.fail("api.test", ALL_WELL)
    assert [sandbox.api.answer("api.test", {}, TOKEN).status for _ in range(2)] == [200, 500]
    sandbox.fail_at_random("api.test", {}, seed=0)
    assert sandbox.api.answer("api.test", {}, TOKEN).status == 200


@pytest.mark.parametrize("odds", [{ERROR_BEFORE: 0.7, LOST_AFTER: 0.4}, {ERROR_BEFORE: -0.1}])
def test_probabilities_that_cannot_be_are_refused(sandbox: Sandbox, odds: dict[Fault, float]) -> None:
    with pytest.raises(ValueError, match="add up to 1"):
        sandbox.fail_at_random("api.test", odds, seed=0)


def test_faults_that_meet_at_once_are_each_counted_once(served: Sandbox) -> None:
    served.fail(POST, *[LOST_AFTER] * 4, *[ERROR_BEFORE] * 4)

    def call() -> None:
        with contextlib.suppress(http.client.RemoteDisconnected):
            say(served)

    threads = [threading.Thread(target=call) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    expected = Counter({LOST_AFTER.name: 4, ERROR_BEFORE.name: 4, ALL_WELL.name: 4})
    assert served.faults_of(POST) == expected
    assert len(served.posts()) == 8


def test_a_doubled_delivery_comes_twice_the_same_and_people_see_the_first_answer(sandbox: Sandbox, app: App) -> None:
    sandbox.double_deliveries(2)
    app.says({"response_type": "ephemeral", "text": "Logged."})
    for _ in range(3):
        assert sandbox.command(ANA, CUSTOMERS, "/logcall Acme").error is None
    forms = [each.form for each in app.deliveries]
    triggers = [form["trigger_id"] for form in forms]
    assert [triggers.count(each) for each in dict.fromkeys(triggers)] == [2, 2, 1]
    assert forms[0] == forms[1] != forms[2] == forms[3]
    assert [message.text for message in sandbox.ephemerals(ANA)] == ["Logged."] * 3


def test_a_delivery_that_is_overtaken_comes_behind_the_next(sandbox: Sandbox, app: App) -> None:
    sandbox.overtake_delivery()
    first = threading.Thread(target=sandbox.command, args=(ANA, CUSTOMERS, "/logcall first"))
    first.start()
    wait_until(lambda: sandbox.deliveries_held_back == 1)
    for line in ("/logcall second", "/logcall third"):
        sandbox.command(ANA, CUSTOMERS, line)
    first.join(10)
    assert sorted(each.form["text"] for each in app.deliveries) == ["first", "second", "third"]
    assert app.deliveries[0].form["text"] == "second"


def wait_until(condition: Callable[[], bool]) -> None:
    for _ in range(1000):
        if condition():
            return
        threading.Event().wait(0.01)
    raise AssertionError("it does not come to that")
