"""A wall clock that a test puts where it likes while a program runs and its monotonic clock goes on (libfaketime)."""

import os
from datetime import UTC, datetime
from pathlib import Path

LIBRARY = next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))), None)
"""Debian's libfaketime; None where it is not installed."""

HOW_TO_GET_IT = "needs libfaketime: apt install faketime"


class SteppedClock:
    """The wall clock of programs that are started with `env`; it runs on from wherever it was put last."""

    def __init__(self, folder: Path, now: datetime) -> None:
        assert LIBRARY is not None, HOW_TO_GET_IT
        self._file = folder / "wall-clock"
        self.put(now)
        self.env = {
            "LD_PRELOAD": str(LIBRARY),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }

    @property
    def now(self) -> datetime:
        """What the programs see."""
        return datetime.fromtimestamp(datetime.now(UTC).timestamp() + self._ahead, UTC)

    def put(self, now: datetime) -> None:
        """Step to `now`."""
        self._ahead = (now - datetime.now(UTC)).total_seconds()
        # Renamed into place: who reads it never finds half a number.
        half = self._file.with_suffix(".new")
        half.write_text(f"{self._ahead:+.3f}\n")
        os.replace(half, self._file)
