"""Requests on their way to Bolt: whoever waited too long is told so, and an event told again is one event."""

import asyncio
import threading
from typing import Any

import pytest
from slack_bolt import BoltContext, BoltRequest, BoltResponse

from bot.slack.deadline import ANSWER_WITHIN, Deadline
from bot.slack.dispatch import Dispatch
from bot.slack.event_dedup import EventDeduplication
from bot.slack.http.admission import Admission


class Recorder:
    """In the app's place: notes what it was given, and answers with these statuses in turn."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.given: list[str] = []

    def dispatch(self, request: BoltRequest) -> BoltResponse:
        self.given.append(str(request.body["event_id"]))
        return BoltResponse(status=self.statuses.pop(0), body="")


class FailingErrorHandler:
    """In the door's place."""

    def answer(self, error: Exception, body: dict[str, Any], context: BoltContext) -> BoltResponse:
        raise AssertionError(error)

    def too_late(self, body: dict[str, Any], *, commit_begun: bool, saved: bool | str) -> BoltResponse:
        return BoltResponse(status=200, body="NOT saved")

    def too_many(self, body: dict[str, Any]) -> BoltResponse:
        return BoltResponse(status=200, body=f"too many: {body['text']}")


def answers(recorder: Recorder, *event_ids: str, deadline: Deadline | None = None) -> list[tuple[int, str]]:
    """What goes back for each of these events, one after the other."""
    dispatch = Dispatch(app=recorder, error_handler=FailingErrorHandler())  # type: ignore[arg-type]

    async def answer_all() -> list[BoltResponse]:
        requests = [BoltRequest(mode="socket_mode", body={"event_id": event_id}) for event_id in event_ids]
        return [await dispatch.answer(request, deadline or Deadline()) for request in requests]

    try:
        return [(answer.status, str(answer.body)) for answer in asyncio.run(answer_all())]
    finally:
        dispatch.close()


def test_whose_turn_comes_at_the_deadline_is_told_and_not_turned_away() -> None:
    waiting = threading.current_thread()  # in the pool's threads it is over already
    deadline = Deadline(monotonic=lambda: 0.0 if threading.current_thread() is waiting else ANSWER_WITHIN)
    recorder = Recorder(200)
    assert answers(recorder, "Ev1", deadline=deadline) == [(200, "NOT saved")]
    assert recorder.given == []


OVER = Deadline(arrived=0.0, monotonic=lambda: ANSWER_WITHIN)


def unserved(body: dict[str, Any], headers: dict[str, Any] | None = None) -> tuple[int, str]:
    """What goes back for this request where nobody can be served any more; nothing may reach the app."""
    recorder = Recorder()
    dispatch = Dispatch(app=recorder, error_handler=FailingErrorHandler(), admission=Admission(at_once=0))  # type: ignore[arg-type]
    request = BoltRequest(mode="socket_mode", body=body, headers=headers)
    answer = asyncio.run(dispatch.answer(request, OVER))
    dispatch.close()
    assert recorder.given == []
    return answer.status, str(answer.body)


def test_whom_it_cannot_serve_it_tells_so_without_asking_bolt() -> None:
    assert unserved({"command": "/logcall", "text": "Acme 20m"}) == (200, "too many: Acme 20m")


@pytest.mark.parametrize("number", [None, "1", "2"])
def test_an_event_that_cannot_be_served_is_left_to_be_sent_again(number: str | None) -> None:
    headers = {} if number is None else {"x-slack-retry-num": number}
    assert unserved({"event": {}, "event_id": "Ev1"}, headers) == (503, "")


def test_an_event_that_slack_sends_for_the_last_time_is_answered_in_words() -> None:
    assert unserved({"event": {}, "event_id": "Ev1"}, {"x-slack-retry-num": "3"}) == (200, "NOT saved")


def test_an_event_told_again_is_answered_and_goes_no_further() -> None:
    recorder = Recorder(200, 200)
    assert answers(recorder, "Ev1", "Ev1", "Ev2", "Ev1") == [(200, "")] * 4
    assert recorder.given == ["Ev1", "Ev2"]


def test_one_that_was_not_taken_is_welcome_again() -> None:
    recorder = Recorder(503, 200)
    assert answers(recorder, "Ev1", "Ev1", "Ev1") == [(503, ""), (200, ""), (200, "")]
    assert recorder.given == ["Ev1", "Ev1"]


def test_what_has_no_id_is_never_a_repeat() -> None:
    recorder = Recorder(200, 200)
    answers(recorder, "", "")
    assert recorder.given == ["", ""]


def test_only_the_latest_are_remembered() -> None:
    repeats = EventDeduplication(remembered=2)
    assert [repeats.is_first(event_id) for event_id in ("1", "2", "3", "2", "3", "1")] == [
        True, True, True, False, False, True,
    ]  # fmt: skip
