"""Requests on their way to Bolt, over HTTP or Socket Mode: a bounded pool, and an answer in time whatever happens."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

from slack_bolt import App, BoltContext, BoltRequest, BoltResponse

from bot.slack.deadline import Deadline
from bot.slack.error_handler import SAVED
from bot.slack.event_dedup import EventDeduplication
from bot.slack.http.admission import THREADS, Admission, QueuedRequest

_LAST_RETRY = 3


class ErrorDoor(Protocol):
    def answer(self, error: Exception, body: dict[str, Any], context: BoltContext) -> BoltResponse: ...

    def too_late(self, body: dict[str, Any], *, commit_begun: bool, saved: bool | str) -> BoltResponse: ...

    def too_many(self, body: dict[str, Any]) -> BoltResponse: ...


class Dispatch:
    """`answer` is called in an event loop, always the same; Bolt runs in the pool, never on the loop."""

    def __init__(
        self, *, app: App, door: ErrorDoor, threads: int = THREADS, admission: Admission | None = None
    ) -> None:
        self._app = app
        self._door = door
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="request")
        self._admission = admission or Admission(threads=threads)
        self._repeats = EventDeduplication()

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    async def answer(self, request: BoltRequest, deadline: Deadline) -> BoltResponse:
        """Bolt's answer, or the door's once the deadline has passed; then the thread may commit nothing any more.

        An event that Slack tells of again is answered as it was: by now its person was told what became of it.
        """
        event_id = str(request.body.get("event_id") or "")
        if not self._repeats.is_first(event_id):
            return BoltResponse(status=200, body="")
        answer = await self._admitted(request, deadline)
        if answer.status != 200:
            self._repeats.forget(event_id)
        return answer

    async def _admitted(self, request: BoltRequest, deadline: Deadline) -> BoltResponse:
        place = QueuedRequest(deadline, is_event="event" in request.body)
        if await self._admission.enter(place):
            return await self._in_time(request, place)
        if not place.is_event:
            return self._door.too_many(request.body)
        if _comes_again(request):
            return BoltResponse(status=503, body="")
        return self._door.too_late(request.body, commit_begun=False, saved=False)

    async def _in_time(self, request: BoltRequest, place: QueuedRequest) -> BoltResponse:
        deadline = place.deadline
        running = asyncio.get_running_loop().run_in_executor(self._pool, self._dispatch, request, deadline)
        running.add_done_callback(lambda _: self._admission.leave(place))
        done, _ = await asyncio.wait({running}, timeout=deadline.seconds_left)
        if done and (answer := running.result()) is not None:
            return answer
        commit_begun = deadline.give_up()
        return self._door.too_late(request.body, commit_begun=commit_begun, saved=request.context.get(SAVED) or False)

    def _dispatch(self, request: BoltRequest, deadline: Deadline) -> BoltResponse | None:
        if deadline.seconds_left == 0:
            return None  # its turn came too late
        try:
            return self._app.dispatch(request)
        except Exception as error:  # Bolt's own handling of an error failed
            return self._door.answer(error, request.body, request.context)


def _comes_again(request: BoltRequest) -> bool:
    """Whether Slack sends this event again when it is not taken."""
    number = (request.headers.get("x-slack-retry-num") or ["0"])[0]
    return not number.isdecimal() or int(number) < _LAST_RETRY
