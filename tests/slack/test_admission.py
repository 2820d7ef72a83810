"""Admission control: whose turn it is, and who is refused before anything is done for them."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.slack.deadline import COMMIT_WITHIN, Deadline
from bot.slack.http.admission import Admission, QueuedRequest

FEW = 2


class Queue:
    """People and events by name; `begun` and `refused` in the order in which it happened."""

    def __init__(self, *, threads: int = FEW) -> None:
        self.admission = Admission(at_once=FEW, threads=threads)
        self.begun: list[str] = []
        self.refused: list[str] = []
        self._places: dict[str, QueuedRequest] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def enter(self, *names: str, deadline: Deadline | None = None) -> None:
        for name in names:
            place = QueuedRequest(deadline or Deadline(), is_event=name.startswith("event"))
            self._places[name] = place
            self._tasks[name] = asyncio.create_task(self._wait(name, place))
            await asyncio.sleep(0)
        await self._settle()

    async def leave(self, *names: str) -> None:
        for name in names:
            self.admission.leave(self._places[name])
            await self._settle()

    async def serve_all(self) -> None:
        """End one after the other until nobody waits."""
        done = 0
        while done < len(self.begun):
            await self.leave(self.begun[done])
            done += 1

    async def cancel(self, name: str) -> None:
        self._tasks[name].cancel()
        await self._settle()

    async def _wait(self, name: str, place: QueuedRequest) -> None:
        is_begun = await self.admission.enter(place)
        (self.begun if is_begun else self.refused).append(name)

    async def _settle(self) -> None:
        for _ in range(5):
            await asyncio.sleep(0)


def run(scenario: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(asyncio.wait_for(scenario(), 30))


def people(number: int) -> list[str]:
    return [f"person {each}" for each in range(number)]


def test_in_quiet_times_the_oldest_is_next() -> None:
    async def scenario() -> None:
        queue = Queue()
        await queue.enter(*people(5))
        assert queue.begun == people(2)
        await queue.serve_all()
        assert queue.begun == people(5) and queue.refused == []

    run(scenario)


def test_more_than_can_wait_is_refused_at_once_oldest_first_and_the_newest_is_served() -> None:
    async def scenario() -> None:
        queue = Queue()
        await queue.enter(*people(200))
        assert queue.begun == people(2)
        waiting = queue.admission.waiting
        assert queue.refused == people(200)[2 : 200 - waiting] and 0 < waiting < 100
        await queue.leave("person 0")
        assert queue.begun[-1] == "person 199"
        await queue.serve_all()
        assert len(queue.begun) == 2 + waiting

    run(scenario)


def test_whoever_could_not_be_saved_in_time_is_refused_before_the_work() -> None:
    async def scenario() -> None:
        queue = Queue()
        await queue.enter(*people(2))
        await queue.enter("late", deadline=Deadline(arrived=100.0, monotonic=lambda: 100.0 + COMMIT_WITHIN))
        await queue.serve_all()
        assert queue.refused == ["late"] and queue.begun == people(2)

    run(scenario)


def test_an_event_that_could_not_be_saved_in_time_is_left_to_slack_before_the_work() -> None:
    async def scenario() -> None:
        queue = Queue()
        await queue.enter("event 0", "event 1")
        await queue.enter("event 2", deadline=Deadline(arrived=100.0, monotonic=lambda: 100.0 + COMMIT_WITHIN))
        await queue.serve_all()
        assert queue.refused == ["event 2"] and queue.begun == ["event 0", "event 1"]

    run(scenario)


def test_events_in_time_are_never_refused_and_have_their_share() -> None:
    async def scenario() -> None:
        queue = Queue()
        await queue.enter(*people(2), *(f"event {number}" for number in range(300)), *people(200)[2:])
        await queue.serve_all()
        assert not [name for name in queue.refused if name.startswith("event")]
        first = queue.begun[2:22]
        assert sum(name.startswith("event") for name in first) == len(first) // 4
        assert sum(name.startswith("event") for name in queue.begun) == 300

    run(scenario)


def test_whoever_goes_away_leaves_no_place_taken() -> None:
    async def scenario() -> None:
        queue = Queue()
        await queue.enter(*people(4))
        await queue.cancel("person 2")
        assert queue.admission.waiting == 1
        await queue.leave("person 0")
        assert queue.begun == ["person 0", "person 1", "person 3"]

    run(scenario)


def test_others_compute_while_some_wait_for_slack_or_the_database() -> None:
    async def scenario() -> None:
        queue = Queue(threads=FEW + 2)
        await queue.enter(*people(FEW + 3))
        while len(queue.begun) < FEW + 2:  # the event loop is prompt: nobody computes
            await asyncio.sleep(0)
        assert queue.admission.waiting == 1

    run(scenario)


def test_a_slow_event_loop_admits_no_more() -> None:
    """The clock jumps with each look: the loop seems late."""
    now = [0.0]

    def jumping() -> float:
        now[0] += 1.0
        return now[0]

    async def scenario() -> None:
        queue = Queue()
        queue.admission = Admission(at_once=FEW, threads=16, monotonic=jumping)
        await queue.enter(*people(6), deadline=Deadline(monotonic=lambda: 0.0))
        looks = now[0]
        while now[0] < looks + 10:
            await asyncio.sleep(0)
        assert queue.begun == people(FEW)

    run(scenario)
