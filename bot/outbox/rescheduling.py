"""Rescheduling: deliveries that go sooner, once more, with others of their kind or not at all; and what a sender that
stopped, or a clock that was ahead, left waiting."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_, select, union, update

from bot.db.engine import Session
from bot.db.scope import Scope
from bot.db.types import WireTime
from bot.domain.deliveries.model import LONGEST_WAIT, Delivery, ExpiryReason
from bot.domain.deliveries.model import DeliveryState as State
from bot.outbox import queue
from bot.outbox.tables import deliveries, is_outdated

_ENDED = [State.BLOCKED.value, State.EXPIRED.value]


_MARGIN = 60.0
"""Seconds: replicas and the database do not agree to the second, and a wait has some jitter."""


@dataclass(frozen=True)
class Waits:
    """The longest waits there may be: those of `kinds`, which events cause, are due by `latest`. Others are seconds."""

    now: datetime
    latest: datetime
    kinds: Collection[str]
    lease: float
    settle: float


def retry(scope: Scope, *, kind: str, subject: str, target: str, due_at: datetime) -> bool:
    """Let a delivery that Slack refused for good, or that was not true any more, be tried once more: a person says so.

    One that waits for its next try goes at once. Says whether it is on its way now; False where it was sent, or nobody
    knows whether it was.
    """
    this = _this(scope.workspace_id, kind, subject, target)
    waits = (deliveries.c.state == State.PENDING.value) & (deliveries.c.next_at > WireTime())
    scope.session.execute(
        update(deliveries)
        .where(*this, deliveries.c.state.in_(_ENDED) | waits)
        .values(
            state=State.PENDING.value,
            error_count=0,
            next_at=WireTime(),
            due_at=due_at,
            expiry_reason=None,
            batch_leader_id=None,
        )
    )
    pending = select(deliveries.c.id).where(*this, deliveries.c.state == State.PENDING.value)
    return scope.session.execute(pending).first() is not None


def reopen(scope: Scope, *, kind: str, subject: str, target: str, due_at: datetime) -> bool:
    """Let an occurrence be sent after all that was put down as too late and never tried, or as paused."""
    was_late = and_(deliveries.c.expiry_reason == ExpiryReason.TOO_LATE.value, deliveries.c.attempt == 0)
    reopened = scope.session.execute(
        update(deliveries)
        .where(
            *_this(scope.workspace_id, kind, subject, target),
            deliveries.c.state == State.EXPIRED.value,
            or_(was_late, deliveries.c.expiry_reason == ExpiryReason.PAUSED.value),
        )
        .values(state=State.PENDING.value, due_at=due_at, next_at=WireTime(), expiry_reason=None)
    )
    return reopened.rowcount == 1


def reschedule(scope: Scope, *, kind: str, subject: str, target: str, due_at: datetime) -> None:
    """Let a delivery that still waits for its time be due earlier: what it waited for is there."""
    scope.session.execute(
        update(deliveries)
        .where(
            *_this(scope.workspace_id, kind, subject, target),
            deliveries.c.state == State.PENDING.value,
            deliveries.c.due_at > due_at,
        )
        .values(due_at=due_at)
    )


def move(scope: Scope, *, kind: str, subject: str, target: str, due_at: datetime) -> bool:
    """Let a delivery that still waits for its time be due at another. Says whether there is one."""
    moved = scope.session.execute(
        update(deliveries)
        .where(
            *_this(scope.workspace_id, kind, subject, target),
            deliveries.c.state == State.PENDING.value,
            deliveries.c.attempt == 0,
        )
        .values(due_at=due_at)
    )
    return moved.rowcount == 1


def latest(scope: Scope, *, kind: str, target: str) -> Delivery | None:
    """Of those of a kind that went to somebody by themselves, or are to, the one that is due last."""
    found = scope.session.execute(
        select(deliveries.c.id)
        .where(
            deliveries.c.workspace_id == scope.workspace_id,
            deliveries.c.kind == kind,
            deliveries.c.target == target,
            or_(deliveries.c.state != State.EXPIRED.value, deliveries.c.slack_ts.is_not(None)),
        )
        .order_by(deliveries.c.due_at.desc(), deliveries.c.id.desc())
        .limit(1)
    ).scalar_one_or_none()
    return None if found is None else queue.find(scope, found)


def due_next(scope: Scope, *, kind: str, target: str) -> datetime | None:
    """When what waits of this kind for that target is due, of what is still ahead; None where nothing waits."""
    found: datetime | None = scope.session.execute(
        select(func.min(deliveries.c.due_at)).where(
            deliveries.c.workspace_id == scope.workspace_id,
            deliveries.c.kind == kind,
            deliveries.c.target == target,
            deliveries.c.state == State.PENDING.value,
            deliveries.c.due_at > scope.now,
        )
    ).scalar_one()
    return found


def batched(scope: Scope, *, kind: str, subject: str, target: str) -> list[str]:
    """The subjects that the delivery of `subject` tells beside its own, in the order they were joined."""
    leader = select(deliveries.c.id).where(*_this(scope.workspace_id, kind, subject, target))
    rows = scope.session.execute(
        select(deliveries.c.subject)
        .where(
            deliveries.c.workspace_id == scope.workspace_id,
            deliveries.c.batch_leader_id == leader.scalar_subquery(),
        )
        .order_by(deliveries.c.due_at, deliveries.c.id)
    )
    return [row.subject for row in rows]


def ended_untold(scope: Scope, *, kind: str, subject: str, target: str) -> bool:
    """Whether a delivery that goes by itself ended without having been sent, and is not tried any more."""
    ended = select(deliveries.c.id).where(
        *_this(scope.workspace_id, kind, subject, target),
        deliveries.c.state == State.EXPIRED.value,
        deliveries.c.slack_ts.is_(None),
    )
    return scope.session.execute(ended).first() is not None


def members_reached(scope: Scope, *, kind: str, record_id: str) -> list[str]:
    """Who was told of a record, or is about to be; its id is the subject, alone or before a colon."""
    leader = deliveries.alias("leader")
    is_leader = (leader.c.workspace_id == deliveries.c.workspace_id) & (leader.c.id == deliveries.c.batch_leader_id)
    rows = scope.session.execute(
        select(deliveries.c.target)
        .join_from(deliveries, leader, is_leader, isouter=True)
        .where(
            deliveries.c.workspace_id == scope.workspace_id,
            deliveries.c.kind == kind,
            or_(deliveries.c.subject == record_id, deliveries.c.subject.startswith(f"{record_id}:", autoescape=True)),
            func.coalesce(leader.c.state, deliveries.c.state).not_in(_ENDED),
        )
        .distinct()
    )
    return sorted(row.target for row in rows)


def cancel(scope: Scope, *, kind: str, target: str, reason: ExpiryReason) -> list[str]:
    """End what did not reach somebody and is not to any more; all that it would have told, the longest due first."""
    theirs = (
        deliveries.c.workspace_id == scope.workspace_id,
        deliveries.c.kind == kind,
        deliveries.c.target == target,
        deliveries.c.state.in_([State.PENDING.value, State.BLOCKED.value]),
    )
    untold = select(deliveries.c.subject).where(*theirs).order_by(deliveries.c.due_at, deliveries.c.id)
    subjects = [row.subject for row in scope.session.execute(untold.with_for_update())]
    scope.session.execute(
        update(deliveries)
        .where(*theirs, deliveries.c.subject.in_(subjects))
        .values(state=State.EXPIRED.value, expiry_reason=reason.value, last_error=None)
    )
    others = (batched(scope, kind=kind, subject=each, target=target) for each in subjects)
    return [one for each, more in zip(subjects, others, strict=True) for one in (each, *more)]


def batch_leader(scope: Scope, *, kind: str, subject: str, target: str) -> str:
    """The subject of the delivery that tells `subject`: another one, or its own."""
    leader = deliveries.alias("leader")
    is_leader = (leader.c.workspace_id == deliveries.c.workspace_id) & (leader.c.id == deliveries.c.batch_leader_id)
    found = select(leader.c.subject).join_from(deliveries, leader, is_leader)
    subject_of_leader = scope.session.execute(
        found.where(*_this(scope.workspace_id, kind, subject, target))
    ).scalar_one_or_none()
    return subject if subject_of_leader is None else subject_of_leader


def workspaces_with_waits_too_long(session: Session, waits: Waits) -> list[str]:
    """Ids of workspaces where something waits longer than anything may: a clock that was ahead put it off."""
    found = [select(deliveries.c.workspace_id).where(*which) for which, _ in _too_long(waits)]
    return sorted(row.workspace_id for row in session.execute(union(*found)))


def shorten_waits(scope: Scope, waits: Waits) -> int:
    """Let it wait anew, by the clock as it is; of how many."""
    own = deliveries.c.workspace_id == scope.workspace_id
    changed = [
        scope.session.execute(update(deliveries).where(own, *which).values(anew)) for which, anew in _too_long(waits)
    ]
    return sum(each.rowcount for each in changed)


def workspaces_with_expired_leases(session: Session) -> list[str]:
    """Ids of workspaces where a sender stopped between claim and record."""
    expired = select(deliveries.c.workspace_id).where(*_expired())
    return sorted({row.workspace_id for row in session.execute(expired)})


def has_expired_leases(scope: Scope) -> bool:
    """Whether a sender stopped between claim and record."""
    expired = select(deliveries.c.id).where(deliveries.c.workspace_id == scope.workspace_id, *_expired())
    return scope.session.execute(expired).first() is not None


def park_expired_leases(scope: Scope, *, settle: float) -> int:
    """Have those verified whose sender stopped between claim and record: never simply sent again. Of how many."""
    parked = scope.session.execute(
        update(deliveries)
        .where(deliveries.c.workspace_id == scope.workspace_id, *_expired())
        .values(
            state=State.VERIFY.value,
            next_at=WireTime(settle),
            lease_until=None,
            last_error="the sender stopped",
        )
    )
    return parked.rowcount


def _too_long(waits: Waits) -> Iterator[tuple[tuple[ColumnElement[bool], ...], dict[str, Any]]]:
    """Which deliveries wait too long, and what they are to wait for instead."""
    state, far = deliveries.c.state, WireTime(LONGEST_WAIT + _MARGIN)
    yield (state == State.PENDING.value, deliveries.c.next_at > far), {"next_at": WireTime()}
    yield (state == State.VERIFY.value, deliveries.c.next_at > far), {"next_at": WireTime(waits.settle)}
    yield (state == State.SENDING.value, deliveries.c.lease_until > far), {"lease_until": WireTime(waits.lease)}
    # Without a state: SQLite would walk through everything that was ever sent.
    yield (is_outdated, deliveries.c.next_edit_at > far), {"next_edit_at": WireTime(waits.lease)}
    # What is held waits for its reader's morning, unless it was meant for a day that is still to come.
    held = deliveries.c.moved_from <= waits.latest.date()
    late = (
        state == State.PENDING.value,
        deliveries.c.kind.in_(waits.kinds),
        deliveries.c.due_at > waits.latest,
        ~func.coalesce(held, false()),
    )
    yield late, {"due_at": waits.now}


def _expired() -> tuple[Any, Any]:
    return deliveries.c.state == State.SENDING.value, deliveries.c.lease_until < WireTime()


def _this(workspace_id: str, kind: str, subject: str, target: str) -> tuple[ColumnElement[bool], ...]:
    """The one delivery with this key."""
    return (
        deliveries.c.workspace_id == workspace_id,
        deliveries.c.kind == kind,
        deliveries.c.subject == subject,
        deliveries.c.target == target,
    )
