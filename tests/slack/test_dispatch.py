"""Requests on their way to Bolt: whoever waited too long is told so, and an event told again is one event."""

import asyncio
import threading
from typing import Any

from slack_bolt import BoltContext, BoltRequest, BoltResponse

from bot.slack.deadline import ANSWER_WITHIN, Deadline
from bot.slack.dispatch import Dispatch
from bot.slack.repeats import Repeats


class Recorder:
    """In the app's place: notes what it was given, and answers with these statuses in turn."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.given: list[str] = []

    def dispatch(self, request: BoltRequest) -> BoltResponse:
        self.given.append(str(request.body["event_id"]))
        return BoltResponse(status=self.statuses.pop(0), body="")


class TellTale:
    """In the door's place."""

    def answer(self, error: Exception, body: dict[str, Any], context: BoltContext) -> BoltResponse:
        raise AssertionError(error)

    def too_late(self, body: dict[str, Any], *, commit_begun: bool, saved: bool | str) -> BoltResponse:
        return BoltResponse(status=200, body="NOT saved")


def answers(recorder: Recorder, *event_ids: str, deadline: Deadline | None = None) -> list[tuple[int, str]]:
    """What goes back for each of these events, one after the other."""
    dispatch = Dispatch(app=recorder, door=TellTale())  # type: ignore[arg-type]

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
    repeats = Repeats(remembered=2)
    assert [repeats.is_first(event_id) for event_id in ("1", "2", "3", "2", "3", "1")] == [
        True, True, True, False, False, True,
    ]  # fmt: skip
