"""Slack's own clock, which stamps the messages in a channel: the machine's may be wrong by hours."""

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime


class SlackClock:
    """As the `Date` of Slack's latest answer told, and the monotonic clock has gone on since."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        # One tuple, so that threads see both or neither.
        self._latest: tuple[datetime, float] | None = None

    def update(self, headers: Mapping[str, str]) -> None:
        """Take the time from the headers of an answer; those without a date, or an odd one, say nothing."""
        date = next((value for name, value in headers.items() if name.lower() == "date"), None)
        try:
            at = parsedate_to_datetime(str(date))
        except ValueError:
            return
        self._latest = (at if at.tzinfo is not None else at.replace(tzinfo=UTC), self._monotonic())

    def now(self) -> datetime | None:
        """The time there, to a second or two; None until Slack has answered once."""
        if self._latest is None:
            return None
        at, updated_at = self._latest
        return at + timedelta(seconds=self._monotonic() - updated_at)
