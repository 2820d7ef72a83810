"""What becomes of a delivery after a try to send it: states, durations and the one decision.

Pure arithmetic in seconds: which instant a number of seconds leads to is the database's business, as Slack's
timestamps are real too.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from bot.domain.deliveries.slack_errors import PERMANENT, REDRAWN, UNCERTAIN

TOO_LATE = "too late"
"""What is recorded of a delivery that would be of no use any more."""

LONGEST_WAIT = 600.0
"""Seconds. However long Slack says to wait, it is asked again after these: what waits for longer than that was put off
by a clock that has been set back since."""


class DeliveryState(StrEnum):
    """Where a delivery stands.

    pending: waits for its instant. sending: a sender holds the lease. sent: Slack has it, its ts says where.
    verify: may have arrived, the channel's history decides. unknown: that history could not be read to its
    end, so it is never sent again by itself. blocked: Slack will refuse it until a person changes something.
    expired: too late to be of use.
    """

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    VERIFY = "verify"
    UNKNOWN = "unknown"
    BLOCKED = "blocked"
    EXPIRED = "expired"

    @property
    def is_final(self) -> bool:
        """Whether nothing happens any more without a person."""
        return self in (
            DeliveryState.SENT,
            DeliveryState.UNKNOWN,
            DeliveryState.BLOCKED,
            DeliveryState.EXPIRED,
        )


@dataclass(frozen=True)
class Delivery:
    """One message that is due to one target. `subject` is a local week or date, or the id of what caused it.

    It `is_dirty` once what it tells has changed since it was drawn; `changes` is a stamp that grows with every change.
    """

    workspace_id: str
    id: str
    kind: str
    subject: str
    target: str
    state: DeliveryState
    attempt: int
    refusals: int
    plain: bool
    due_at: datetime
    slack_channel: str | None
    slack_ts: str | None
    last_error: str | None
    first_try_at: datetime | None = None
    last_try_at: datetime | None = None
    is_dirty: bool = False
    changes: int = 0
    edit_attempt: int = 0
    edit_refusals: int = 0


@dataclass(frozen=True)
class Timings:
    """Every duration of a delivery, in seconds.

    `guard` is how old a claim may be directly before the call; guard and `send_timeout` together stay below
    `lease`, so that nobody else holds the delivery while a call may still be made. `settle` is the time Slack
    gets to accept late before its history is read; `window` is how far before the first and behind the last
    try that history is read. `edit_every` lies between two edits of a message, `channel_pace` between two posts to
    one channel, of which Slack takes one a second; a `minute` is what a workspace's pace is told by, and after which
    one that was halved doubles.
    """

    lease: float = 60.0
    guard: float = 30.0
    send_timeout: float = 20.0
    settle: float = 30.0
    window: float = 600.0
    first_back_off: float = 2.0
    longest_back_off: float = 300.0
    edit_every: float = 5.0
    channel_pace: float = 1.0
    minute: float = 60.0

    def __post_init__(self) -> None:
        if min(self.first_back_off, self.send_timeout, self.guard, self.settle) <= 0:
            raise ValueError("a duration is more than nothing")
        if self.guard + self.send_timeout >= self.lease:
            raise ValueError("guard and send timeout must end before the lease")

    def divided_by(self, factor: float) -> "Timings":
        """The same proportions, faster; `window` stays, as the clocks it allows for do not run faster."""
        return Timings(
            lease=self.lease / factor,
            guard=self.guard / factor,
            send_timeout=self.send_timeout / factor,
            settle=self.settle / factor,
            window=self.window,
            first_back_off=self.first_back_off / factor,
            longest_back_off=self.longest_back_off / factor,
            edit_every=self.edit_every / factor,
            channel_pace=self.channel_pace / factor,
            minute=self.minute / factor,
        )

    def back_off(self, refusals: int) -> float:
        """Seconds to wait after that many refusals in a row: 2, 4, 8 … up to five minutes."""
        # Doubling stops counting long before a float overflows.
        return min(self.first_back_off * 2.0 ** min(max(refusals - 1, 0), 60), self.longest_back_off)


DEFAULT_TIMINGS = Timings()


@dataclass(frozen=True)
class Sent:
    """Slack accepted the message and named it `ts`."""

    ts: str


@dataclass(frozen=True)
class RateLimited:
    """Slack answered 429: nothing was posted; come back after `retry_after` seconds."""

    retry_after: float


@dataclass(frozen=True)
class Refused:
    """Slack answered `ok: false`; unless `error` is UNCERTAIN, nothing was posted."""

    error: str


@dataclass(frozen=True)
class Unknown:
    """The message may or may not have been posted: a timeout, a reset, a 5xx, an unreadable body."""

    reason: str


@dataclass(frozen=True)
class NotTried:
    """The call that would have posted was never made, so nothing was posted, whatever `error` says."""

    error: str


Outcome = Sent | RateLimited | Refused | Unknown | NotTried


@dataclass(frozen=True)
class Found:
    """The channel's history has the message, as `ts`."""

    ts: str


@dataclass(frozen=True)
class NotFound:
    """The history was read to the end of the window, and it is not there."""


@dataclass(frozen=True)
class Unreadable:
    """The history could not be read to its end.

    Later it may be, in `retry_after` seconds where Slack says so, unless the reason `is_lasting`.
    """

    error: str
    retry_after: float | None = None
    is_lasting: bool = False


LookupResult = Found | NotFound | Unreadable


@dataclass(frozen=True)
class SendResult:
    """What is recorded after a try.

    `next_in` is seconds from now until somebody looks at it again, None when nobody does; `plain` says that
    the next drawing leaves out table and chart; `error` is None when all is well; `ts` names what was sent.
    """

    state: DeliveryState
    next_in: float | None
    refusals: int
    plain: bool
    error: str | None = None
    ts: str | None = None


def transition(
    outcome: Outcome, *, refusals: int, plain: bool, jitter: float = 0.0, timings: Timings = DEFAULT_TIMINGS
) -> SendResult:
    """What a delivery with `refusals` so far, drawn `plain` or not, becomes after `outcome`.

    `jitter` (seconds, not negative) keeps those that a rate limit sent away from coming back in one crowd.
    """
    match outcome:
        case Sent(ts):
            return SendResult(DeliveryState.SENT, None, refusals, plain, ts=ts)
        case RateLimited(retry_after):
            next_in = min(max(retry_after, 0.0), LONGEST_WAIT) + max(jitter, 0.0)
            return SendResult(DeliveryState.PENDING, next_in, refusals, plain, "ratelimited")
        case Refused(error):
            return _after_refusal(error, refusals, plain, timings)
        case Unknown(reason):
            return SendResult(DeliveryState.VERIFY, timings.settle, refusals, plain, reason)
        case NotTried(error):
            return _again_or_blocked(error, refusals, plain, timings)
        case _:
            assert_never(outcome)


def after_verification(
    verdict: LookupResult, *, refusals: int, plain: bool, timings: Timings = DEFAULT_TIMINGS
) -> SendResult:
    """What a delivery whose fate was unknown becomes once the channel's history was asked.

    Unless that told, it is never sent again by itself.
    """
    match verdict:
        case Found(ts):
            return SendResult(DeliveryState.SENT, None, refusals, plain, ts=ts)
        case NotFound():
            return SendResult(DeliveryState.PENDING, 0.0, refusals, plain, "not in the channel")
        case Unreadable(error, _, True):
            return SendResult(DeliveryState.UNKNOWN, None, refusals, plain, error)
        case Unreadable(error, retry_after):
            next_in = timings.settle if retry_after is None else max(retry_after, timings.first_back_off)
            return SendResult(DeliveryState.VERIFY, min(next_in, LONGEST_WAIT), refusals, plain, error)
        case _:
            assert_never(verdict)


def _after_refusal(error: str, refusals: int, plain: bool, timings: Timings) -> SendResult:
    if error in UNCERTAIN:
        return SendResult(DeliveryState.VERIFY, timings.settle, refusals, plain, error)
    if error in REDRAWN and not plain:
        return SendResult(DeliveryState.PENDING, 0.0, refusals, True, error)
    return _again_or_blocked(error, refusals, plain, timings)


def _again_or_blocked(error: str, refusals: int, plain: bool, timings: Timings) -> SendResult:
    counted = refusals + 1
    if error in PERMANENT:
        return SendResult(DeliveryState.BLOCKED, None, counted, plain, error)
    return SendResult(DeliveryState.PENDING, timings.back_off(counted), counted, plain, error)
