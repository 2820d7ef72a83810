"""Dispatch of requests to Bolt, from HTTP or Socket Mode: a bounded pool, and a response in time whatever happens."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from slack_bolt import App, BoltRequest, BoltResponse

from bot.slack.deadline import Deadline
from bot.slack.error_handler import SAVED, ErrorHandler
from bot.slack.event_dedup import EventDeduplication
from bot.slack.http.admission import THREADS, Admission, QueuedRequest

_LAST_RETRY = 3


class Dispatch:
    """`answer` is called in an event loop, always the same; Bolt runs in the pool, never on the loop."""

    def __init__(
        self, *, app: App, error_handler: ErrorHandler, threads: int = THREADS, admission: Admission | None = None
    ) -> None:
        self._app = app
        self._error_handler = error_handler
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="request")
        self._admission = admission or Admission(threads=threads)
        self._event_dedup = EventDeduplication()

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    async def answer(self, request: BoltRequest, deadline: Deadline) -> BoltResponse:
        """Bolt's response; after the deadline the error handler's, and the thread may commit nothing any more.

        A duplicate of an event is acknowledged: its person was told already what became of it.
        """
        event_id = str(request.body.get("event_id") or "")
        if not self._event_dedup.is_first(event_id):
            return BoltResponse(status=200, body="")
        answer = await self._admitted(request, deadline)
        if answer.status != 200:
            self._event_dedup.forget(event_id)
        return answer

    async def _admitted(self, request: BoltRequest, deadline: Deadline) -> BoltResponse:
        queued = QueuedRequest(deadline, is_event="event" in request.body)
        if await self._admission.enter(queued):
            return await self._in_time(request, queued)
        if not queued.is_event:
            return self._error_handler.too_many(request.body)
        if _will_be_retried(request):
            return BoltResponse(status=503, body="")
        return self._error_handler.too_late(request.body, commit_begun=False, saved=False)

    async def _in_time(self, request: BoltRequest, queued: QueuedRequest) -> BoltResponse:
        deadline = queued.deadline
        running = asyncio.get_running_loop().run_in_executor(self._pool, self._dispatch, request, deadline)
        running.add_done_callback(lambda _: self._admission.leave(queued))
        done, _ = await asyncio.wait({running}, timeout=deadline.seconds_left)
        if done and (answer := running.result()) is not None:
            return answer
        commit_begun = deadline.give_up()
        return self._error_handler.too_late(
            request.body, commit_begun=commit_begun, saved=request.context.get(SAVED) or False
        )

    def _dispatch(self, request: BoltRequest, deadline: Deadline) -> BoltResponse | None:
        if deadline.seconds_left == 0:
            return None  # its turn came too late
        try:
            return self._app.dispatch(request)
        except Exception as error:  # Bolt's own handling of an error failed
            return self._error_handler.answer(error, request.body, request.context)


def _will_be_retried(request: BoltRequest) -> bool:
    """Whether Slack sends this event again when it is not taken."""
    number = (request.headers.get("x-slack-retry-num") or ["0"])[0]
    return not number.isdecimal() or int(number) < _LAST_RETRY
