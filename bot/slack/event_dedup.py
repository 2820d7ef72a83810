"""Events that Slack tells of more than once: it does so where our answer did not reach it in time."""

import threading
from collections import OrderedDict

REMEMBERED = 10_000
"""Slack's last try comes some six minutes after the first."""


class EventDeduplication:
    """The latest events, by id, that this process takes care of. A retry that reaches another one is what the
    database's unique keys are for."""

    def __init__(self, remembered: int = REMEMBERED) -> None:
        self._remembered = remembered
        self._lock = threading.Lock()
        self._seen: OrderedDict[str, None] = OrderedDict()

    def is_first(self, event_id: str) -> bool:
        """Whether nobody takes care of it yet; from now on somebody does. What has no id is never a repeat."""
        with self._lock:
            if event_id in self._seen:
                return False
            if event_id:
                self._seen[event_id] = None
            if len(self._seen) > self._remembered:
                self._seen.popitem(last=False)
            return True

    def forget(self, event_id: str) -> None:
        """It was not taken care of after all: the next try is welcome."""
        with self._lock:
            self._seen.pop(event_id, None)
