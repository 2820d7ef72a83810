"""The door for time: the scheduler ticks, a round enqueues what is due, senders send it."""

from collections.abc import Callable

from bot.services.deps import Deps
from jobs import due_jobs
from jobs.scheduler import TickScheduler
from jobs.ticks import Ticks


def scheduler(deps: Deps, *, seconds: int, ticks: Ticks, after: Callable[[], None]) -> TickScheduler:
    """Lets every tick run one round of every job, and then call `after`."""

    def tick() -> None:
        due_jobs.run_safely(deps)
        after()

    return TickScheduler(tick, seconds=seconds, ticks=ticks)
