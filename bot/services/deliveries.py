"""The outbox at work: enqueue what is due, claim, draw, record (DELIVERY.md §1–4)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain import schedule
from bot.domain.deliveries import Delivery, DeliveryState, Outcome, Transition, after_verification, transition
from bot.domain.errors import Conflict
from bot.domain.members import Workspace
from bot.domain.schedule import Occurrence, Rule, Weekly
from bot.messages.blocks import Message
from bot.services import drawing
from bot.services.deps import Deps
from bot.services.outcomes import TOO_LATE, Not
from bot.storage import outbox, pace, schedules, workspaces
from bot.storage.engine import Session
from bot.storage.schedules import Schedule

CHANNEL_PACE_SECONDS = 1.0
"""Slack takes one message a second and channel."""

_NOT_YET_SECONDS = 30.0
_TOLD_FOR = timedelta(days=14)
_BATCH = 50


@dataclass(frozen=True)
class Claimed:
    """A delivery that is ours to send until its lease ends; `attempt` is the fencing token."""

    delivery: Delivery
    owner: str
    attempt: int
    channel: str
    message: Message


def enqueue_due(deps: Deps, workspace: Workspace) -> list[str]:
    """Put the latest due occurrence of each schedule into the outbox; the lines of what is new.

    Missed rounds, replicas and clock changes collapse into the unique key.
    """
    now = deps.now()
    with deps.database.reading() as session:
        missing = [
            (each, occurrence)
            for each in schedules.of(session, workspace.id)
            if (occurrence := _latest(each, workspace, now)) is not None
            and not outbox.stands(session, workspace.id, each.kind, occurrence.subject)
        ]
    return [line for each, occurrence in missing for line in _enqueue(deps, workspace, each, occurrence, now)]


def workspaces_with_due(deps: Deps) -> list[str]:
    with deps.database.reading() as session:
        return outbox.workspaces_with_due(session, now=deps.now())


def waiting(deps: Deps) -> list[str]:
    """Ids of workspaces with something due that is not sent yet, be it that Slack or the pace makes it wait."""
    with deps.database.reading() as session:
        return outbox.workspaces_waiting(session, now=deps.now())


def due(deps: Deps, workspace_id: str) -> list[str]:
    """Ids of what may be tried now."""
    with deps.database.reading() as session:
        pending = outbox.due(session, workspace_id, now=deps.now(), limit=_BATCH)
        return pending + outbox.unverified(session, workspace_id, limit=_BATCH)


def claim(deps: Deps, workspace_id: str, delivery_id: str, *, owner: str) -> Claimed | None:
    """Take a delivery for sending, drawn from what is true now. None when another has it, or nothing is to be sent.

    It is drawn before the transaction, which is as short as the write lock must be held.
    """
    with deps.database.reading() as session:
        delivery = outbox.find(session, workspace_id, delivery_id)
        workspace = workspaces.find(session, workspace_id)
        if delivery is None or workspace is None or delivery.state is not DeliveryState.PENDING:
            return None
        message = drawing.draw(session, delivery, deps.now())
    channel = workspace.channel if drawing.KINDS[delivery.kind].to_channel else delivery.target
    try:
        with deps.database.transaction() as session:
            return _claim(session, deps, delivery, message, channel, owner)
    except Conflict:  # another message is in flight to this channel: its turn comes
        _postpone(deps, delivery, CHANNEL_PACE_SECONDS)
        return None


def record(deps: Deps, claimed: Claimed, outcome: Outcome, *, jitter: float) -> Transition:
    """Write down what became of the attempt."""
    delivery = claimed.delivery
    step = transition(outcome, refusals=delivery.refusals, plain=delivery.plain, jitter=jitter, timings=deps.timings)
    with deps.database.transaction() as session:
        outbox.record(session, delivery, step, owner=claimed.owner, attempt=claimed.attempt)
    return step


def verify(deps: Deps, workspace_id: str, delivery_id: str) -> tuple[Delivery, Transition] | None:
    """Ask the channel's history what became of a delivery whose fate is unknown. None when there is nothing to ask.

    The window reaches from before the first try to after the last, by the database's clock as Slack's ts are real.
    """
    with deps.database.reading() as session:
        delivery = outbox.find_unverified(session, workspace_id, delivery_id)
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
        settled = outbox.settle(session, delivery, step)
    return (delivery, step) if settled else None


def park_expired_leases(deps: Deps, workspace_id: str) -> int:
    """What a stopped sender left behind may have arrived: it is never simply sent again."""
    with deps.database.reading() as session:
        if not outbox.has_expired_leases(session, workspace_id):
            return 0
    with deps.database.transaction() as session:
        return outbox.park_expired_leases(session, workspace_id, settle=deps.timings.settle)


def stuck(deps: Deps, workspace_id: str) -> list[Delivery]:
    """What will not be delivered by itself: a person has to look. What was too late is told for two weeks."""
    recent = deps.now() - _TOLD_FOR
    with deps.database.reading() as session:
        found = outbox.in_states(session, workspace_id, (*_STUCK, DeliveryState.EXPIRED))
    return [
        each
        for each in found
        if each.state is not DeliveryState.EXPIRED or (each.last_error == TOO_LATE and each.due_at > recent)
    ]


def rules(deps: Deps, workspace_id: str) -> list[tuple[Rule, ZoneInfo]]:
    """The workspace's schedules as rules in its zone."""
    with deps.database.reading() as session:
        workspace = workspaces.find(session, workspace_id)
        if workspace is None:
            return []
        return [(_rule(each), ZoneInfo(workspace.zone)) for each in schedules.of(session, workspace_id)]


def _latest(each: Schedule, workspace: Workspace, now: datetime) -> Occurrence | None:
    return schedule.latest_occurrence(_rule(each), ZoneInfo(workspace.zone), now, not_before=each.starts_at)


def _rule(each: Schedule) -> Rule:
    return Weekly(each.weekday, each.at)


def _enqueue(deps: Deps, workspace: Workspace, each: Schedule, occurrence: Occurrence, now: datetime) -> list[str]:
    late = schedule.has_expired(occurrence.due_at, now, schedule.life_of(_rule(each)))
    with deps.database.transaction() as session:
        is_new = outbox.enqueue(
            session,
            workspace.id,
            kind=each.kind,
            subject=occurrence.subject,
            target=each.kind,
            due_at=occurrence.due_at,
            now=now,
            too_late=TOO_LATE if late else None,
        )
    done = "expired" if late else "enqueued"
    return [f"{workspace.id} {each.kind} {occurrence.subject}: {done}"] if is_new else []


def _claim(
    session: Session, deps: Deps, seen: Delivery, message: Message | Not, channel: str | None, owner: str
) -> Claimed | None:
    delivery = outbox.lock(session, seen.workspace_id, seen.id)
    if delivery is None or delivery.attempt != seen.attempt:
        return None
    match message:
        case Not.YET:
            outbox.postpone(session, delivery, seconds=_NOT_YET_SECONDS)
        case Not():
            outbox.close(session, delivery, DeliveryState.EXPIRED, error=message.value)
        case _ if channel is None:
            outbox.close(session, delivery, DeliveryState.BLOCKED, error="no channel is chosen")
        case _ if not pace.take(session, delivery.workspace_id, channel, seconds=CHANNEL_PACE_SECONDS):
            outbox.postpone(session, delivery, seconds=CHANNEL_PACE_SECONDS)
        case _:
            attempt = outbox.claim(session, delivery, owner=owner, channel=channel, lease=deps.timings.lease)
            return Claimed(delivery, owner, attempt, channel, message)
    return None


def _postpone(deps: Deps, seen: Delivery, seconds: float) -> None:
    with deps.database.transaction() as session:
        delivery = outbox.lock(session, seen.workspace_id, seen.id)
        if delivery is not None:
            outbox.postpone(session, delivery, seconds=seconds)


_STUCK = (DeliveryState.UNKNOWN, DeliveryState.BLOCKED)
