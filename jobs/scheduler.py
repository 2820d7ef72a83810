"""The scheduler: APScheduler ticks, and nothing more. The database knows what is due."""

import logging
import select
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.base import JobLookupError
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger

from jobs.ticks import Ticks

_TICK = "tick"
_LOOK_SECONDS = 1.0

_log = logging.getLogger("touchbase.jobs")


class Every(BaseTrigger):  # type: ignore[misc]  # APScheduler has no types
    """The first time after `first` seconds, then every `seconds`, counted from when the clock was looked at.

    APScheduler's own interval goes through every run that was missed: where a clock is put right by years, millions.
    """

    def __init__(self, seconds: float, *, first: float) -> None:
        self._interval, self._first = timedelta(seconds=seconds), timedelta(seconds=first)

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        return now + (self._first if previous_fire_time is None else self._interval)


class TickScheduler:
    """Calls `tick` every `seconds`, also when the wall clock is set back.

    APScheduler computes the next run by the wall clock and sleeps until then by the monotonic one: a clock that is set
    back by two hours silences it for two hours. So a watcher with a monotonic clock restarts ticks that are missing.
    """

    def __init__(self, tick: Callable[[], None], *, seconds: float, ticks: Ticks) -> None:
        self._seconds = seconds
        self._ticks = ticks
        self._stopping = threading.Event()
        # In memory, in UTC: what was missed collapses into one, and no two run at once.
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            jobstores={"default": MemoryJobStore()},
            executors={"default": ThreadPoolExecutor(1)},
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
        )
        self._scheduler.add_job(self._timed_tick, Every(seconds, first=seconds), args=[tick], id=_TICK)
        self._watcher = threading.Thread(target=self._watch, name="tick watcher", daemon=True)

    def start(self) -> None:
        self._ticks.start()
        self._scheduler.start()
        self._watcher.start()

    def stop(self) -> None:
        """No tick begins any more; one that is under way goes on."""
        self._stopping.set()
        self._scheduler.shutdown(wait=False)

    def _timed_tick(self, tick: Callable[[], None]) -> None:
        with self._ticks.ticking():
            tick()

    def _watch(self) -> None:
        while not self._stopping.is_set():
            # An event's wait goes by the wall clock where the C library is musl; this one never does.
            select.select((), (), (), _LOOK_SECONDS)
            if self._ticks.was_missed():
                _log.warning("no tick for %.0f s, as after the clock was set back: ticking again", self._ticks.age())
                self._ticks.expect()  # or the next look would ask for one more
                with suppress(JobLookupError):  # stopped meanwhile
                    self._scheduler.reschedule_job(_TICK, trigger=Every(self._seconds, first=0.0))
