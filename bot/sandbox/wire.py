"""What the page hears, live: events for its open streams, and the list of requests on the wire."""

import itertools
import json
import queue
import threading
from collections import deque
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

KEPT_ROWS = 2000

Event = Mapping[str, Any]
Reader = Callable[[str], bool]


def everybody(user_id: str) -> bool:
    return True


class Stream:
    """One open page, as one person. `put` is called from any thread; `on_event` wakes whoever reads."""

    def __init__(self, user_id: str, on_event: Callable[[], object] = lambda: None) -> None:
        self.user_id = user_id
        self._on_event = on_event
        self._events: queue.SimpleQueue[str] = queue.SimpleQueue()

    def put(self, line: str) -> None:
        self._events.put(line)
        self._on_event()

    def take(self) -> list[str]:
        """Everything that waits, each the JSON of one event."""
        lines: list[str] = []
        while not self._events.empty():
            lines.append(self._events.get_nowait())
        return lines


class Hub:
    """Hands each event to the streams of those who may read it, in the order it happened."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._streams: set[Stream] = set()

    def open(self, stream: Stream) -> None:
        with self._lock:
            self._streams.add(stream)

    def close(self, stream: Stream) -> None:
        with self._lock:
            self._streams.discard(stream)

    def publish(self, event: Event, may_read: Reader = everybody) -> None:
        with self._lock:
            if not self._streams:
                return
            line = json.dumps(event)
            for stream in self._streams:
                if may_read(stream.user_id):
                    stream.put(line)


class Wire:
    """The latest requests in both directions, as the page's wire panel shows them."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._ids = itertools.count(1)
        self._rows: deque[dict[str, Any]] = deque(maxlen=KEPT_ROWS)

    def note(self, direction: str, what: str, status: int | str, ms: float, error: str | None = None) -> None:
        """`direction` is to_app or from_app; `status` an HTTP status, or why there was none."""
        row = {
            "id": next(self._ids),
            "at": datetime.now(UTC).isoformat(),
            "direction": direction,
            "what": what,
            "status": status,
            "ms": round(ms, 1),
            "error": error,
        }
        self._rows.append(row)
        self._hub.publish({"type": "wire", "row": row})

    def rows(self) -> list[dict[str, Any]]:
        return list(self._rows)
