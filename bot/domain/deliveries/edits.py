"""The result of an attempt to edit a message that was sent."""

from dataclasses import dataclass
from typing import assert_never

from bot.domain.deliveries.model import (
    DEFAULT_TIMINGS,
    LONGEST_WAIT,
    NotTried,
    Outcome,
    RateLimited,
    Refused,
    Sent,
    Timings,
    Unknown,
)
from bot.domain.deliveries.slack_errors import BLOCKS_REFUSED, PERMANENT, UNCERTAIN

NEVER_AGAIN = PERMANENT | {
    "cant_update_message",
    "edit_window_closed",
    "message_not_found",
    "msg_too_long",
}
"""Errors after which the message stays as it is, until what it tells changes again."""


@dataclass(frozen=True)
class EditResult:
    """What is recorded after an attempt to edit.

    `is_over`: this revision is dealt with, for good or ill. `next_in`: seconds until the next edit of the message may
    be made. `text_only`: it is rendered without table and chart from now on.
    """

    is_over: bool
    next_in: float
    error_count: int
    text_only: bool
    error: str | None = None


def after_edit(
    outcome: Outcome, *, error_count: int, text_only: bool, jitter: float = 0.0, timings: Timings = DEFAULT_TIMINGS
) -> EditResult:
    """The result of an attempt, with `error_count` errors in a row before it.

    Editing twice is no harm, but an edit that arrives late would cover a newer one: what may have arrived waits until
    Slack has settled.
    """
    match outcome:
        case Sent():
            return EditResult(True, timings.edit_interval, 0, text_only)
        case RateLimited(retry_after):
            next_in = min(max(retry_after, timings.edit_interval), LONGEST_WAIT) + max(jitter, 0.0)
            return EditResult(False, next_in, error_count, text_only, "ratelimited")
        case Unknown(reason):
            return _later(reason, error_count, text_only, timings, at_least=timings.settle)
        case Refused(error) if error in UNCERTAIN:
            return _later(error, error_count, text_only, timings, at_least=timings.settle)
        case Refused(error) | NotTried(error) if error in NEVER_AGAIN:
            return EditResult(True, timings.edit_interval, error_count + 1, text_only, error)
        case Refused(error) if error in BLOCKS_REFUSED and not text_only:
            return EditResult(False, timings.edit_interval, error_count, True, error)
        case Refused(error) | NotTried(error):
            return _later(error, error_count, text_only, timings, at_least=timings.edit_interval)
        case _:
            assert_never(outcome)


def _later(error: str, error_count: int, text_only: bool, timings: Timings, *, at_least: float) -> EditResult:
    counted = error_count + 1
    return EditResult(False, max(timings.backoff(counted), at_least), counted, text_only, error)
