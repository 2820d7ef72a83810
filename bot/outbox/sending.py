"""The protocol of a delivery: render, claim, record, verify. README.md tells why each step is there."""

from dataclasses import dataclass
from datetime import timedelta

from bot.db.engine import Session
from bot.db.scope import Scope
from bot.domain.deliveries.batching import BATCH_INTERVAL
from bot.domain.deliveries.model import (
    LONGEST_WAIT,
    Delivery,
    DeliveryState,
    ExpiryReason,
    Outcome,
    RateLimited,
    SendResult,
    Timings,
    after_send,
    after_verification,
)
from bot.domain.deliveries.rate_limit import Bucket
from bot.domain.errors import Conflict
from bot.messages.blocks import Message
from bot.outbox import edit_queue, message_types, queue, rate_limit, rescheduling
from bot.outbox import failed_deliveries as stored
from bot.outbox.message_types import Held, Skip
from bot.outbox.ports import Outbox

_NOT_READY_SECONDS = 30.0
_SHOWN_FOR = timedelta(days=14)
_BATCH = 50
_CLOCKS_APART = timedelta(minutes=30)
"""Replicas may differ by so much, and one does not take for late what another just put off for an hour."""


@dataclass(frozen=True)
class Claimed:
    """A delivery that is ours to send until its lease ends; `attempt` is the fencing token."""

    delivery: Delivery
    owner: str
    attempt: int
    channel: str
    message: Message


@dataclass(frozen=True)
class Ended:
    """A delivery that is not sent after all, and why."""

    delivery: Delivery
    state: DeliveryState
    why: str


def workspaces_with_due(outbox: Outbox) -> list[str]:
    with outbox.database.reading() as session:
        return queue.workspaces_with_due(session, now=outbox.now())


def workspaces_waiting(outbox: Outbox) -> list[str]:
    """Ids of workspaces with something due that is not sent yet, also where a rate limit or a retry makes it wait."""
    with outbox.database.reading() as session:
        return queue.workspaces_waiting(session, now=outbox.now())


def due(outbox: Outbox, workspace_id: str) -> list[str]:
    """Ids of what may be tried now."""
    with outbox.reading(workspace_id) as scope:
        pending = queue.due(scope, limit=_BATCH)
        unverified = queue.unverified(scope, limit=_BATCH)
        return pending + unverified + edit_queue.due(scope, limit=_BATCH)


def claim(outbox: Outbox, workspace_id: str, delivery_id: str, *, owner: str) -> Claimed | Ended | None:
    """Claim a delivery for sending, rendered from what is true now. None when another has it, or it has to wait.

    It is rendered before the transaction, which is as short as the write lock must be held.
    """
    with outbox.reading(workspace_id) as scope:
        delivery = queue.find(scope, delivery_id)
        if delivery is None or delivery.state is not DeliveryState.PENDING:
            return None
        message = message_types.render(outbox.types, scope, delivery)
        channel = outbox.types[delivery.kind].target(scope, delivery)
    try:
        with outbox.transaction(delivery.workspace_id) as scope:
            return _claim(scope, outbox, delivery, message, channel, owner)
    except Conflict:  # another message is in flight to this channel
        _postpone(outbox, delivery, outbox.timings.channel_interval)
        return None


def record(outbox: Outbox, claimed: Claimed, outcome: Outcome, *, jitter: float) -> SendResult:
    """Record the outcome of an attempt."""
    delivery = claimed.delivery
    result = after_send(
        outcome, error_count=delivery.error_count, text_only=delivery.text_only, jitter=jitter, timings=outbox.timings
    )
    with outbox.transaction(delivery.workspace_id) as scope:
        queue.record(scope.session, delivery, result, owner=claimed.owner, attempt=claimed.attempt)
        if isinstance(outcome, RateLimited):
            rate_limit.throttle(scope, Bucket.POSTS, minute=outbox.timings.minute)
    return result


def verify(outbox: Outbox, workspace_id: str, delivery_id: str) -> tuple[Delivery, SendResult] | None:
    """Look up in the channel's history whether a delivery arrived. None when there is nothing to look up.

    The window reaches from before the first try to after the last, by the database's clock and by Slack's own.
    """
    with outbox.reading(workspace_id) as scope:
        delivery = queue.find_unverified(scope, delivery_id)
    if delivery is None:
        return None
    if delivery.first_try_at is None or delivery.last_try_at is None or delivery.slack_channel is None:
        return None
    found = outbox.transport.find_post(
        workspace_id,
        delivery.slack_channel,
        delivery_id=delivery.id,
        oldest=delivery.first_try_at.timestamp() - outbox.timings.window,
        latest=delivery.last_try_at.timestamp() + outbox.timings.window,
    )
    result = after_verification(
        found, error_count=delivery.error_count, text_only=delivery.text_only, timings=outbox.timings
    )
    with outbox.database.transaction() as session:
        settled = queue.settle(session, delivery, result)
    return (delivery, result) if settled else None


def workspaces_with_expired_leases(outbox: Outbox) -> list[str]:
    """Ids of workspaces where a sender stopped between claim and record."""
    with outbox.database.reading() as session:
        return rescheduling.workspaces_with_expired_leases(session)


def park_expired_leases(outbox: Outbox, workspace_id: str) -> int:
    """Have those verified that a stopped sender left behind: they may have arrived. Of how many."""
    with outbox.reading(workspace_id) as scope:
        if not rescheduling.has_expired_leases(scope):
            return 0
    with outbox.transaction(workspace_id) as scope:
        return rescheduling.park_expired_leases(scope, settle=outbox.timings.settle)


def workspaces_with_waits_too_long(outbox: Outbox) -> list[str]:
    """Ids of workspaces where something was put off by a clock that was ahead, and has been set back since."""
    with outbox.database.reading() as session:
        return rescheduling.workspaces_with_waits_too_long(session, _waits(outbox))


def shorten_waits(outbox: Outbox, workspace_id: str) -> int:
    """Let it wait anew, by the clock as it is; of how many."""
    with outbox.transaction(workspace_id) as scope:
        return rescheduling.shorten_waits(scope, _waits(outbox))


def failed(outbox: Outbox, workspace_id: str) -> list[Delivery]:
    """Deliveries that a person has to look at; those that were too late for two weeks."""
    recent = outbox.now() - _SHOWN_FOR
    with outbox.reading(workspace_id) as scope:
        return stored.listed(scope, since=recent)


def postpone_after_error(outbox: Outbox, workspace_id: str, delivery_id: str, *, error: str) -> None:
    """Retry what could not be rendered later, with backoff, so that it keeps nothing else from being sent."""
    with outbox.transaction(workspace_id) as scope:
        delivery = queue.lock(scope, delivery_id)
        if delivery is not None:
            seconds = outbox.timings.backoff(delivery.error_count + 1)
            stored.postpone_after_error(scope.session, delivery, seconds=seconds, error=error)


def _waits(outbox: Outbox) -> rescheduling.Waits:
    return rescheduling.Waits(
        now=outbox.now(),
        latest=outbox.now() + BATCH_INTERVAL + _CLOCKS_APART,
        kinds=message_types.caused_by_events(outbox.types),
        lease=outbox.timings.lease,
        settle=outbox.timings.settle,
    )


def _claim(
    scope: Scope, outbox: Outbox, seen: Delivery, message: Message | Skip | Held, channel: str | None, owner: str
) -> Claimed | Ended | None:
    delivery = queue.lock(scope, seen.id)
    if delivery is None or delivery.attempt != seen.attempt:
        return None
    match message:
        case Skip.NOT_READY:
            queue.postpone(scope.session, delivery, seconds=_NOT_READY_SECONDS)
        case Skip.HELD:
            queue.postpone(scope.session, delivery, seconds=LONGEST_WAIT)
        case Skip.STALE:
            return _expire(scope.session, delivery, ExpiryReason.STALE)
        case Skip.EXPIRED:
            return _expire(scope.session, delivery, ExpiryReason.TOO_LATE)
        case Skip.PAUSED:
            return _expire(scope.session, delivery, ExpiryReason.PAUSED)
        case Held(until):
            queue.hold(scope.session, delivery, until=until)
        case _ if not outbox.is_installed(scope):
            return _block(scope.session, delivery, "token_revoked")
        case _ if channel is None:
            return _block(scope.session, delivery, "no channel is chosen")
        case _ if not _acquire(scope, channel, outbox.timings):
            queue.postpone(scope.session, delivery, seconds=outbox.timings.channel_interval)
        case _:
            attempt = queue.claim(
                scope.session,
                delivery,
                owner=owner,
                channel=channel,
                lease=outbox.timings.lease,
                rendered=seen.revision,
                there=outbox.transport.now(),
            )
            return Claimed(delivery, owner, attempt, channel, message)
    return None


def _expire(session: Session, delivery: Delivery, reason: ExpiryReason) -> Ended:
    queue.expire(session, delivery, reason)
    return Ended(delivery, DeliveryState.EXPIRED, reason.words)


def _block(session: Session, delivery: Delivery, error: str) -> Ended:
    queue.block(session, delivery, error)
    return Ended(delivery, DeliveryState.BLOCKED, error)


def _acquire(scope: Scope, channel: str, timings: Timings) -> bool:
    """Whether it may go now, by the rate limits of the channel and of the workspace; they are taken only together."""
    return (
        rate_limit.is_free(scope, channel)
        and rate_limit.acquire(scope, Bucket.POSTS, minute=timings.minute)
        and rate_limit.take(scope, channel, seconds=timings.channel_interval)
    )


def _postpone(outbox: Outbox, seen: Delivery, seconds: float) -> None:
    with outbox.transaction(seen.workspace_id) as scope:
        delivery = queue.lock(scope, seen.id)
        if delivery is not None:
            queue.postpone(scope.session, delivery, seconds=seconds)
