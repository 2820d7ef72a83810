"""The state machine of a delivery: its states, the outcomes of an attempt, and what each outcome leads to.

Durations are seconds. The database's clock turns them into instants, since Slack's timestamps are real too.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import assert_never

from bot.domain.deliveries.slack_errors import BLOCKS_REFUSED, PERMANENT, UNCERTAIN

LONGEST_WAIT = 600.0
"""Seconds. However long Slack says to wait, it is asked again after these. A longer wait can only come from a
clock that has been set back since."""


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


class ExpiryReason(StrEnum):
    """Why a delivery expired without being sent."""

    TOO_LATE = "too_late"
    PAUSED = "paused"  # sent after all where the pause ends in time
    STALE = "no_longer_true"
    BATCHED = "batched"  # another delivery, its batch leader, tells what it was about
    LEFT_OUT = "left_out_by_an_admin"
    READER_LEFT = "its_reader_left"  # whoever is in charge now is told instead

    @property
    def words(self) -> str:
        return self.value.replace("_", " ")


@dataclass(frozen=True)
class Delivery:
    """One message that is due to one target. `subject` is a local week or date, or the id of what caused it.

    `revision` grows with every change of what it tells; `rendered_revision` is the one that was rendered last.
    `moved_from` is the day it was meant for, where it could not be sent on that: a closed day, or its reader's night.
    """

    workspace_id: str
    id: str
    kind: str
    subject: str
    target: str
    state: DeliveryState
    attempt: int
    error_count: int
    text_only: bool
    due_at: datetime
    slack_channel: str | None
    slack_ts: str | None
    last_error: str | None
    expiry_reason: ExpiryReason | None = None
    batch_leader_id: str | None = None
    moved_from: date | None = None
    first_try_at: datetime | None = None
    last_try_at: datetime | None = None
    revision: int = 0
    rendered_revision: int = 0
    edit_attempt: int = 0
    edit_error_count: int = 0

    @property
    def problem(self) -> str | None:
        """Why it was not sent, or not yet, as an operator reads it."""
        return self.last_error if self.expiry_reason is None else self.expiry_reason.words

    @property
    def is_outdated(self) -> bool:
        """Whether what it tells has changed since it was rendered."""
        return self.rendered_revision < self.revision


@dataclass(frozen=True)
class Timings:
    """Every duration of a delivery, in seconds.

    `guard` is how old a claim may be directly before the call; guard and `send_timeout` together stay below
    `lease`, so that nobody else holds the delivery while a call may still be made. `settle` is the time Slack
    gets to accept late before its history is read; `window` is how far before the first and behind the last
    try that history is read. `edit_interval` lies between two edits of a message, `channel_interval` between two
    posts to one channel, of which Slack takes one a second. A `minute` is the unit of a workspace's rate, and the time
    after which a halved one doubles.
    """

    lease: float = 60.0
    guard: float = 30.0
    send_timeout: float = 20.0
    settle: float = 30.0
    window: float = 600.0
    first_backoff: float = 2.0
    longest_backoff: float = 300.0
    edit_interval: float = 5.0
    channel_interval: float = 1.0
    minute: float = 60.0

    def __post_init__(self) -> None:
        if min(self.first_backoff, self.send_timeout, self.guard, self.settle) <= 0:
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
            first_backoff=self.first_backoff / factor,
            longest_backoff=self.longest_backoff / factor,
            edit_interval=self.edit_interval / factor,
            channel_interval=self.channel_interval / factor,
            minute=self.minute / factor,
        )

    def backoff(self, error_count: int) -> float:
        """Seconds to wait after that many errors in a row: 2, 4, 8 … up to five minutes."""
        # Doubling stops counting long before a float overflows.
        return min(self.first_backoff * 2.0 ** min(max(error_count - 1, 0), 60), self.longest_backoff)


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
    """What is recorded after an attempt.

    `next_in` is seconds from now until somebody looks at it again, None when nobody does; `text_only` says that
    the next rendering leaves out table and chart; `error` is None when all is well; `ts` names what was sent.
    """

    state: DeliveryState
    next_in: float | None
    error_count: int
    text_only: bool
    error: str | None = None
    ts: str | None = None


def after_send(
    outcome: Outcome, *, error_count: int, text_only: bool, jitter: float = 0.0, timings: Timings = DEFAULT_TIMINGS
) -> SendResult:
    """What a delivery with so many errors so far, rendered `text_only` or not, becomes after `outcome`.

    `jitter` (seconds, not negative) keeps those that were rate limited from all retrying at once.
    """
    match outcome:
        case Sent(ts):
            return SendResult(DeliveryState.SENT, None, error_count, text_only, ts=ts)
        case RateLimited(retry_after):
            next_in = min(max(retry_after, 0.0), LONGEST_WAIT) + max(jitter, 0.0)
            return SendResult(DeliveryState.PENDING, next_in, error_count, text_only, "ratelimited")
        case Refused(error):
            return _after_refusal(error, error_count, text_only, timings)
        case Unknown(reason):
            return SendResult(DeliveryState.VERIFY, timings.settle, error_count, text_only, reason)
        case NotTried(error):
            return _again_or_blocked(error, error_count, text_only, timings)
        case _:
            assert_never(outcome)


def after_verification(
    verdict: LookupResult, *, error_count: int, text_only: bool, timings: Timings = DEFAULT_TIMINGS
) -> SendResult:
    """What a delivery whose fate was unknown becomes once the channel's history was asked.

    Unless that told, it is never sent again by itself.
    """
    match verdict:
        case Found(ts):
            return SendResult(DeliveryState.SENT, None, error_count, text_only, ts=ts)
        case NotFound():
            return SendResult(DeliveryState.PENDING, 0.0, error_count, text_only, "not in the channel")
        case Unreadable(error, _, True):
            return SendResult(DeliveryState.UNKNOWN, None, error_count, text_only, error)
        case Unreadable(error, retry_after):
            next_in = timings.settle if retry_after is None else max(retry_after, timings.first_backoff)
            return SendResult(DeliveryState.VERIFY, min(next_in, LONGEST_WAIT), error_count, text_only, error)
        case _:
            assert_never(verdict)


def _after_refusal(error: str, error_count: int, text_only: bool, timings: Timings) -> SendResult:
    if error in UNCERTAIN:
        return SendResult(DeliveryState.VERIFY, timings.settle, error_count, text_only, error)
    if error in BLOCKS_REFUSED and not text_only:
        return SendResult(DeliveryState.PENDING, 0.0, error_count, True, error)
    return _again_or_blocked(error, error_count, text_only, timings)


def _again_or_blocked(error: str, error_count: int, text_only: bool, timings: Timings) -> SendResult:
    counted = error_count + 1
    if error in PERMANENT:
        return SendResult(DeliveryState.BLOCKED, None, counted, text_only, error)
    return SendResult(DeliveryState.PENDING, timings.backoff(counted), counted, text_only, error)
