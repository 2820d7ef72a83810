"""A probe that writes now and then, so that /readyz tells whether anything can be saved."""

import logging
import threading
import time

from bot.db.engine import Database
from bot.domain.errors import NotSaved, StorageMoved

EVERY_SECONDS = 2.0
"""However often it is asked, so often the disk is written to at most."""

MOVED = "the database file was moved or replaced: the log says what to do"
REFUSED = "the database takes no writes: the log says why"

_log = logging.getLogger("touchbase.storage")


class WriteProbe:
    """Writes something now and then; whoever asks in between hears what came of the last try."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._next = 0.0
        self._trouble: str | None = None

    def trouble(self) -> str | None:
        """Why nothing can be saved, None where it can; may block for the database's waits."""
        with self._lock:
            if time.monotonic() >= self._next:
                before, self._trouble = self._trouble, self._try()
                self._next = time.monotonic() + EVERY_SECONDS
                if before == REFUSED and self._trouble is None:
                    _log.warning("the database takes writes again")
            return self._trouble

    def _try(self) -> str | None:
        try:
            self._database.check_writing()
        except StorageMoved:  # which has said so in the log
            return MOVED
        except NotSaved as error:
            if self._trouble != REFUSED:
                _log.error("nothing can be saved: %s", error)
            return REFUSED
        return None


def watch(database: Database, stopping: threading.Event) -> None:
    """Look every few seconds whether the database's path still names what is open, until `stopping`; the log says
    what is found, whether or not anybody uses or probes the server."""
    while not stopping.wait(EVERY_SECONDS):
        try:
            database.check_place()
        except NotSaved:
            continue
