"""Deduplication of events: Slack delivers one again where our answer did not reach it in time."""

import threading
from collections import OrderedDict

REMEMBERED = 10_000
"""Slack's last try comes some six minutes after the first."""


class EventDeduplication:
    """The ids of the latest events that this process took. A retry that reaches another process meets the database's
    unique keys."""

    def __init__(self, remembered: int = REMEMBERED) -> None:
        self._remembered = remembered
        self._lock = threading.Lock()
        self._seen: OrderedDict[str, None] = OrderedDict()

    def is_first(self, event_id: str) -> bool:
        """Whether the event is no duplicate; from now on it is one. Without an id it never is."""
        with self._lock:
            if event_id in self._seen:
                return False
            if event_id:
                self._seen[event_id] = None
            if len(self._seen) > self._remembered:
                self._seen.popitem(last=False)
            return True

    def forget(self, event_id: str) -> None:
        """The event was not taken after all: the next delivery of it is the first."""
        with self._lock:
            self._seen.pop(event_id, None)
