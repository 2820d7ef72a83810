"""Whoever is refused because too many came at once reads so, and has their words back."""

import json
from concurrent.futures import Executor, Future
from typing import Any

import pytest
from slack_bolt import BoltRequest

from bot.slack.api.user_replies import UserReplies
from bot.slack.error_handler import ErrorHandler, Retry
from handlers.commands import would_save
from tests.conftest import MONDAY_9AM
from tests.slack.wire import command, press

FORM = {"id": "V1", "submit": {"text": "Save"}, "blocks": [{"type": "input", "block_id": "line"}]}


class Waiting(Executor):
    """Begins nothing until it is told to."""

    def __init__(self) -> None:
        self.calls: list[tuple[Future[Any], Any]] = []

    def submit(self, call: Any, /, *given: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.calls.append((future, lambda: call(*given, **named)))
        return future

    def run_all(self) -> None:
        for future, call in self.calls:
            future.set_result(call())
        self.calls.clear()


class Slack(UserReplies):
    def __init__(self) -> None:
        self.told: list[str] = []

    def respond(self, response_url: str, message: Any, *, replace: bool) -> None:
        self.told.append(message.text)


@pytest.fixture
def slack() -> Slack:
    return Slack()


@pytest.fixture
def executor() -> Waiting:
    return Waiting()


@pytest.fixture
def error_handler(slack: Slack, executor: Waiting) -> ErrorHandler:
    return ErrorHandler(now=lambda: MONDAY_9AM, user_replies=slack, executor=executor, would_save=would_save)


def body_of(raw: bytes) -> dict[str, Any]:
    return dict(BoltRequest(body=raw.decode(), headers={}).body)


def test_a_command_comes_back_with_its_line(error_handler: ErrorHandler, caplog: pytest.LogCaptureFixture) -> None:
    told = json.loads(error_handler.too_many(body_of(command("Acme 20m *really*"))).body)
    assert told["text"].startswith("*NOT saved. Send this again in a minute:*\n```/logcall Acme 20m *really*```")
    assert "I could not get to it in time." in told["text"]
    (line,) = caplog.messages
    assert line.rpartition(" ")[2] in told["text"]


def test_a_form_stays_open(error_handler: ErrorHandler) -> None:
    answer = json.loads(error_handler.too_many({"type": "view_submission", "view": FORM}).body)
    assert answer["response_action"] == "errors"
    assert answer["errors"]["line"].startswith("Not saved yet: press Save again in a minute.")


def test_a_press_is_told_that_it_is_not_done(error_handler: ErrorHandler, slack: Slack, executor: Waiting) -> None:
    answer = error_handler.too_many(
        body_of(press("conversation_undo", response_url="https://hooks.slack.com/actions/1"))
    )
    executor.run_all()
    assert answer.status == 200
    assert slack.told[0].startswith("NOT done: press it again in a minute.")


def test_what_can_only_be_told_too_late_is_left_to_slacks_own_sign(
    error_handler: ErrorHandler, slack: Slack, executor: Waiting
) -> None:
    pressed = body_of(press("conversation_undo", response_url="https://hooks.slack.com/actions/1"))
    statuses = [error_handler.too_many(pressed).status for _ in range(1000)]
    told = statuses.index(503)
    assert statuses == [200] * told + [503] * (1000 - told)
    executor.run_all()
    assert len(slack.told) == told
    assert error_handler.too_many(pressed).status == 200


@pytest.mark.parametrize(("seconds", "most"), [(1, 15), (10, 6), (61, 0)])
def test_a_call_that_slack_rate_limits_is_made_again_a_bounded_number_of_times_and_time(
    seconds: float, most: int
) -> None:
    now, retry, retries = 0.0, Retry(began=0.0), 0
    while (following := retry.after(seconds, now=now)) is not None:
        now, retry, retries = now + seconds, following, retries + 1
    assert retries == most
