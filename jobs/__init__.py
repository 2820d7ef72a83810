"""What runs by itself: the scheduler ticks, each tick runs the due jobs, and senders empty the outbox."""

from collections.abc import Callable

from bot.services.deps import Deps
from jobs import due_jobs
from jobs.scheduler import TickScheduler
from jobs.ticks import Ticks


def scheduler(deps: Deps, *, seconds: int, ticks: Ticks, after: Callable[[], None]) -> TickScheduler:
    """A scheduler whose ticks run every due job, and then call `after`."""

    def tick() -> None:
        due_jobs.run_safely(deps)
        after()

    return TickScheduler(tick, seconds=seconds, ticks=ticks)
