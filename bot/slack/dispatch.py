"""Requests on their way to Bolt, over HTTP or Socket Mode: a bounded pool, and an answer in time whatever happens."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

from slack_bolt import App, BoltContext, BoltRequest, BoltResponse

from bot.slack.deadline import Deadline
from bot.slack.door import SAVED

THREADS = 24


class ErrorDoor(Protocol):
    def answer(self, error: Exception, body: dict[str, Any], context: BoltContext) -> BoltResponse: ...

    def too_late(self, body: dict[str, Any], *, commit_begun: bool, saved: bool | str) -> BoltResponse: ...


class Dispatch:
    """`answer` is called in an event loop; Bolt runs in the pool, never on the loop."""

    def __init__(self, *, app: App, door: ErrorDoor, threads: int = THREADS) -> None:
        self._app = app
        self._door = door
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="request")

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    async def answer(self, request: BoltRequest, deadline: Deadline) -> BoltResponse:
        """Bolt's answer, or the door's once the deadline has passed; then the thread may commit nothing any more."""
        running = asyncio.get_running_loop().run_in_executor(self._pool, self._dispatch, request, deadline)
        done, _ = await asyncio.wait({running}, timeout=deadline.seconds_left)
        if done:
            return running.result()
        commit_begun = deadline.give_up()
        return self._door.too_late(request.body, commit_begun=commit_begun, saved=request.context.get(SAVED) or False)

    def _dispatch(self, request: BoltRequest, deadline: Deadline) -> BoltResponse:
        if deadline.seconds_left == 0:
            return BoltResponse(status=503, body="")  # nobody waits for it any more
        try:
            return self._app.dispatch(request)
        except Exception as error:  # Bolt's own handling of an error failed
            return self._door.answer(error, request.body, request.context)
