"""When Slack was last asked about somebody again: what it once said may be old, and not every request can ask."""

import threading
from collections import OrderedDict
from datetime import datetime, timedelta

GOOD_FOR = timedelta(minutes=10)
"""How long what Slack said of somebody is taken as it is."""

AFTER_NO_ANSWER = timedelta(minutes=1)
_REMEMBERED = 10_000


class Confirmations:
    """Safe between threads; another process asks by itself."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._due_at: OrderedDict[tuple[str, str], datetime] = OrderedDict()

    def take_turn(self, workspace_id: str, member_id: str, *, known_at: datetime | None, now: datetime) -> bool:
        """Whether Slack is to be asked; then nobody else is to ask before the next minute."""
        key = workspace_id, member_id
        with self._lock:
            due_at = max(self._due_at.get(key, now), (known_at + GOOD_FOR) if known_at is not None else now)
            if now < due_at <= now + GOOD_FOR:
                return False
            self._put(key, now + AFTER_NO_ANSWER)
            return True

    def answered(self, workspace_id: str, member_id: str, *, now: datetime) -> None:
        """Slack has said who they are."""
        with self._lock:
            self._put((workspace_id, member_id), now + GOOD_FOR)

    def _put(self, key: tuple[str, str], due_at: datetime) -> None:
        self._due_at[key] = due_at
        self._due_at.move_to_end(key)
        while len(self._due_at) > _REMEMBERED:
            self._due_at.popitem(last=False)
