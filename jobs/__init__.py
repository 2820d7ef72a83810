"""The door for time: the metronome ticks, a round enqueues what is due, senders send it."""

from collections.abc import Callable

from apscheduler.schedulers.base import BaseScheduler

from bot.services.deps import Deps
from jobs import rounds


def register(scheduler: BaseScheduler, deps: Deps, *, seconds: int, after: Callable[[], None]) -> None:
    """Let every beat run one round of every job, and then call `after`."""

    def beat() -> None:
        rounds.run_safely(deps)
        after()

    scheduler.add_job(beat, "interval", seconds=seconds, id="round")
