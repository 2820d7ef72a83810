"""The outbox at work: claim, draw, record, verify."""

from dataclasses import dataclass
from datetime import timedelta

from bot.db.engine import Session
from bot.domain.deliveries.batching import AN_HOUR
from bot.domain.deliveries.model import (
    Delivery,
    DeliveryState,
    Outcome,
    RateLimited,
    Timings,
    Transition,
    after_verification,
    transition,
)
from bot.domain.deliveries.rate_limit import Lane
from bot.domain.errors import Conflict
from bot.messages.blocks import Message
from bot.outbox import clock_steps, edit_queue, queue, rate_limit
from bot.outbox import failed_deliveries as stored
from bot.outbox.message_types import Not
from bot.services import drawing
from bot.services.deps import Deps
from bot.storage.workspace import installations, workspaces

_NOT_YET_SECONDS = 30.0
_TOLD_FOR = timedelta(days=14)
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
    """A delivery that is not sent after all; `step` says why."""

    delivery: Delivery
    step: Transition


def workspaces_with_due(deps: Deps) -> list[str]:
    with deps.database.reading() as session:
        return queue.workspaces_with_due(session, now=deps.now())


def waiting(deps: Deps) -> list[str]:
    """Ids of workspaces with something due that is not sent yet, be it that Slack or the pace makes it wait."""
    with deps.database.reading() as session:
        return queue.workspaces_waiting(session, now=deps.now())


def due(deps: Deps, workspace_id: str) -> list[str]:
    """Ids of what may be tried now."""
    with deps.database.reading() as session:
        pending = queue.due(session, workspace_id, now=deps.now(), limit=_BATCH)
        unverified = queue.unverified(session, workspace_id, limit=_BATCH)
        return pending + unverified + edit_queue.due(session, workspace_id, limit=_BATCH)


def claim(deps: Deps, workspace_id: str, delivery_id: str, *, owner: str) -> Claimed | Ended | None:
    """Take a delivery for sending, drawn from what is true now. None when another has it, or its turn is to come.

    It is drawn before the transaction, which is as short as the write lock must be held.
    """
    with deps.database.reading() as session:
        delivery = queue.find(session, workspace_id, delivery_id)
        workspace = workspaces.find(session, workspace_id)
        if delivery is None or workspace is None or delivery.state is not DeliveryState.PENDING:
            return None
        message = drawing.draw(session, delivery, deps.now())
    channel = workspace.channel if drawing.KINDS[delivery.kind].to_channel else delivery.target
    try:
        with deps.database.transaction() as session:
            return _claim(session, deps, delivery, message, channel, owner)
    except Conflict:  # another message is in flight to this channel: its turn comes
        _postpone(deps, delivery, deps.timings.channel_pace)
        return None


def record(deps: Deps, claimed: Claimed, outcome: Outcome, *, jitter: float) -> Transition:
    """Write down what became of the attempt."""
    delivery = claimed.delivery
    step = transition(outcome, refusals=delivery.refusals, plain=delivery.plain, jitter=jitter, timings=deps.timings)
    with deps.database.transaction() as session:
        queue.record(session, delivery, step, owner=claimed.owner, attempt=claimed.attempt)
        if isinstance(outcome, RateLimited):
            rate_limit.slow_down(session, delivery.workspace_id, Lane.POSTS, minute=deps.timings.minute)
    return step


def verify(deps: Deps, workspace_id: str, delivery_id: str) -> tuple[Delivery, Transition] | None:
    """Ask the channel's history what became of a delivery whose fate is unknown. None when there is nothing to ask.

    The window reaches from before the first try to after the last, by the database's clock and by Slack's own.
    """
    with deps.database.reading() as session:
        delivery = queue.find_unverified(session, workspace_id, delivery_id)
    if delivery is None:
        return None
    if delivery.first_try_at is None or delivery.last_try_at is None or delivery.slack_channel is None:
        return None
    verdict = deps.slack.find_post(
        workspace_id,
        delivery.slack_channel,
        delivery_id=delivery.id,
        oldest=delivery.first_try_at.timestamp() - deps.timings.window,
        latest=delivery.last_try_at.timestamp() + deps.timings.window,
    )
    step = after_verification(verdict, refusals=delivery.refusals, plain=delivery.plain, timings=deps.timings)
    with deps.database.transaction() as session:
        settled = queue.settle(session, delivery, step)
    return (delivery, step) if settled else None


def park_expired_leases(deps: Deps, workspace_id: str) -> int:
    """What a stopped sender left behind may have arrived: it is never simply sent again."""
    with deps.database.reading() as session:
        if not queue.has_expired_leases(session, workspace_id):
            return 0
    with deps.database.transaction() as session:
        return queue.park_expired_leases(session, workspace_id, settle=deps.timings.settle)


def with_waits_too_long(deps: Deps) -> list[str]:
    """Ids of workspaces where something was put off by a clock that was ahead, and has been set back since."""
    with deps.database.reading() as session:
        return clock_steps.workspaces_with_waits_too_long(session, _waits(deps))


def shorten_waits(deps: Deps, workspace_id: str) -> int:
    """Let it wait anew, by the clock as it is; of how many."""
    with deps.database.transaction() as session:
        return clock_steps.shorten_waits(session, workspace_id, _waits(deps))


def stuck(deps: Deps, workspace_id: str) -> list[Delivery]:
    """What will not be delivered by itself: a person has to look. What was too late is told for two weeks."""
    recent = deps.now() - _TOLD_FOR
    with deps.database.reading() as session:
        return stored.listed(session, workspace_id, since=recent)


def put_off(deps: Deps, workspace_id: str, delivery_id: str, *, error: str) -> None:
    """What could not be drawn waits longer each time, and keeps nothing else from being sent."""
    with deps.database.transaction() as session:
        delivery = queue.lock(session, workspace_id, delivery_id)
        if delivery is not None:
            seconds = deps.timings.back_off(delivery.refusals + 1)
            stored.put_off(session, delivery, seconds=seconds, error=error)


def _waits(deps: Deps) -> clock_steps.Waits:
    return clock_steps.Waits(
        now=deps.now(),
        latest=deps.now() + AN_HOUR + _CLOCKS_APART,
        kinds=drawing.caused_by_events(),
        lease=deps.timings.lease,
        settle=deps.timings.settle,
    )


def _claim(
    session: Session, deps: Deps, seen: Delivery, message: Message | Not, channel: str | None, owner: str
) -> Claimed | Ended | None:
    delivery = queue.lock(session, seen.workspace_id, seen.id)
    if delivery is None or delivery.attempt != seen.attempt:
        return None
    match message:
        case Not.YET:
            queue.postpone(session, delivery, seconds=_NOT_YET_SECONDS)
        case Not():
            return _end(session, delivery, DeliveryState.EXPIRED, message.value)
        case _ if installations.has_ended(session, delivery.workspace_id):
            return _end(session, delivery, DeliveryState.BLOCKED, "token_revoked")
        case _ if channel is None:
            return _end(session, delivery, DeliveryState.BLOCKED, "no channel is chosen")
        case _ if not _takes_turn(session, delivery.workspace_id, channel, deps.timings):
            queue.postpone(session, delivery, seconds=deps.timings.channel_pace)
        case _:
            attempt = queue.claim(
                session,
                delivery,
                owner=owner,
                channel=channel,
                lease=deps.timings.lease,
                drawn=seen.changes,
                there=deps.slack.now(),
            )
            return Claimed(delivery, owner, attempt, channel, message)
    return None


def _end(session: Session, delivery: Delivery, state: DeliveryState, why: str) -> Ended:
    queue.close(session, delivery, state, error=why)
    return Ended(delivery, Transition(state, None, delivery.refusals, delivery.plain, why))


def _takes_turn(session: Session, workspace_id: str, channel: str, timings: Timings) -> bool:
    """Whether it may go now, by the pace of the channel and that of the workspace; a turn is taken only for both."""
    return (
        rate_limit.is_free(session, workspace_id, channel)
        and rate_limit.take_turn(session, workspace_id, Lane.POSTS, minute=timings.minute)
        and rate_limit.take(session, workspace_id, channel, seconds=timings.channel_pace)
    )


def _postpone(deps: Deps, seen: Delivery, seconds: float) -> None:
    with deps.database.transaction() as session:
        delivery = queue.lock(session, seen.workspace_id, seen.id)
        if delivery is not None:
            queue.postpone(session, delivery, seconds=seconds)
