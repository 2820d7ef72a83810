"""What becomes of a message that was sent and is to be edited, after a try."""

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
from bot.domain.deliveries.slack_errors import PERMANENT, REDRAWN, UNCERTAIN

NEVER_AGAIN = PERMANENT | {
    "cant_update_message",
    "edit_window_closed",
    "message_not_found",
    "msg_too_long",
}
"""Refusals after which the message stays as it is, until what it tells changes again."""


@dataclass(frozen=True)
class EditResult:
    """What is recorded after a try to edit: whether this change is dealt with, `next_in` seconds before the next edit
    of any change, `plain` where it is drawn without table and chart from now on, and what went wrong."""

    is_over: bool
    next_in: float
    refusals: int
    plain: bool
    error: str | None = None


def after_edit(
    outcome: Outcome, *, refusals: int, plain: bool, jitter: float = 0.0, timings: Timings = DEFAULT_TIMINGS
) -> EditResult:
    """What follows a try, `refusals` in a row before it.

    Editing twice is no harm, but an edit that arrives late would cover a newer one: what may have arrived waits until
    Slack has settled.
    """
    match outcome:
        case Sent():
            return EditResult(True, timings.edit_every, 0, plain)
        case RateLimited(retry_after):
            next_in = min(max(retry_after, timings.edit_every), LONGEST_WAIT) + max(jitter, 0.0)
            return EditResult(False, next_in, refusals, plain, "ratelimited")
        case Unknown(reason):
            return _later(reason, refusals, plain, timings, at_least=timings.settle)
        case Refused(error) if error in UNCERTAIN:
            return _later(error, refusals, plain, timings, at_least=timings.settle)
        case Refused(error) | NotTried(error) if error in NEVER_AGAIN:
            return EditResult(True, timings.edit_every, refusals + 1, plain, error)
        case Refused(error) if error in REDRAWN and not plain:
            return EditResult(False, timings.edit_every, refusals, True, error)
        case Refused(error) | NotTried(error):
            return _later(error, refusals, plain, timings, at_least=timings.edit_every)
        case _:
            assert_never(outcome)


def _later(error: str, refusals: int, plain: bool, timings: Timings, *, at_least: float) -> EditResult:
    counted = refusals + 1
    return EditResult(False, max(timings.back_off(counted), at_least), counted, plain, error)
