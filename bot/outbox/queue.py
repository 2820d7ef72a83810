"""The queue of deliveries: enqueued once under a unique key, claimed, recorded.

`due_at` is compared with `now`, the parameter; leases and retries with the database's clock.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, func, select, update

from bot.db.engine import Session, for_update, insert_once
from bot.db.ids import new_id
from bot.db.scope import Scope
from bot.db.types import WireTime, earlier_and_later
from bot.domain.deliveries.model import Delivery, ExpiryReason, SendResult
from bot.domain.deliveries.model import DeliveryState as State
from bot.outbox.tables import deliveries, is_outdated


def enqueue(
    scope: Scope,
    *,
    kind: str,
    subject: str,
    target: str,
    due_at: datetime,
    expired: ExpiryReason | None = None,
    batch_leader_id: str | None = None,
    moved_from: date | None = None,
) -> bool:
    """Put a delivery into the outbox unless it is there already. Says whether it is new.

    With `expired` it is only recorded: it will not be sent, or the delivery `batch_leader_id` tells it. `moved_from` is
    the closed day that it was meant for.
    """
    row = {
        "workspace_id": scope.workspace_id,
        "id": new_id(scope.now),
        "kind": kind,
        "subject": subject,
        "target": target,
        "state": (State.PENDING if expired is None else State.EXPIRED).value,
        "expiry_reason": expired,
        "batch_leader_id": batch_leader_id,
        "attempt": 0,
        "error_count": 0,
        "text_only": False,
        "due_at": due_at,
        "next_at": WireTime(),
        "moved_from": moved_from,
    }
    return insert_once(scope.session, deliveries, [row]) == 1


def exists(scope: Scope, kind: str, subject: str, *, target: str | None = None) -> bool:
    """Whether the calendar's delivery of this kind and period is in the outbox, in whatever state.

    Its target is a person, or else the schedule of that kind.
    """
    found = select(deliveries.c.id).where(
        deliveries.c.workspace_id == scope.workspace_id,
        deliveries.c.kind == kind,
        deliveries.c.subject == subject,
        deliveries.c.target == (target or kind),
    )
    return scope.session.execute(found).first() is not None


def was_tried(scope: Scope, *, kind: str, subject: str, target: str) -> bool:
    """Whether a delivery was sent, or is being sent, or may have been."""
    found = select(deliveries.c.id).where(
        deliveries.c.workspace_id == scope.workspace_id,
        deliveries.c.kind == kind,
        deliveries.c.subject == subject,
        deliveries.c.target == target,
        deliveries.c.state.in_([State.SENDING.value, State.VERIFY.value, State.UNKNOWN.value, State.SENT.value]),
    )
    return scope.session.execute(found).first() is not None


def due(scope: Scope, *, limit: int) -> list[str]:
    """Ids of pending deliveries that may be tried now, the longest due first."""
    rows = scope.session.execute(
        select(deliveries.c.id)
        .where(
            deliveries.c.workspace_id == scope.workspace_id,
            deliveries.c.state == State.PENDING.value,
            deliveries.c.due_at <= scope.now,
            deliveries.c.next_at <= WireTime(),
        )
        .order_by(deliveries.c.due_at, deliveries.c.id)
        .limit(limit)
    )
    return [row.id for row in rows]


def unverified(scope: Scope, *, limit: int) -> list[str]:
    """Ids of deliveries whose fate may be looked up in the channel's history now."""
    rows = scope.session.execute(
        select(deliveries.c.id)
        .where(
            deliveries.c.workspace_id == scope.workspace_id,
            deliveries.c.state == State.VERIFY.value,
            deliveries.c.next_at <= WireTime(),
        )
        .order_by(deliveries.c.next_at, deliveries.c.id)
        .limit(limit)
    )
    return [row.id for row in rows]


def workspaces_with_due(session: Session, *, now: datetime) -> list[str]:
    """Ids of workspaces where something may be tried now: the one question asked across workspaces."""
    pending = select(deliveries.c.workspace_id).where(
        deliveries.c.state == State.PENDING.value,
        deliveries.c.due_at <= now,
        deliveries.c.next_at <= WireTime(),
    )
    verify = select(deliveries.c.workspace_id).where(
        deliveries.c.state == State.VERIFY.value, deliveries.c.next_at <= WireTime()
    )
    outdated = _outdated().where(deliveries.c.next_edit_at <= WireTime())
    return sorted(row.workspace_id for row in session.execute(pending.union(verify, outdated)))


def workspaces_waiting(session: Session, *, now: datetime) -> list[str]:
    """Ids of workspaces with a delivery that is due, to be verified or edited, also where its try is still ahead."""
    pending = select(deliveries.c.workspace_id).where(
        deliveries.c.state == State.PENDING.value, deliveries.c.due_at <= now
    )
    verify = select(deliveries.c.workspace_id).where(deliveries.c.state == State.VERIFY.value)
    return sorted(row.workspace_id for row in session.execute(pending.union(verify, _outdated())))


def find(scope: Scope, delivery_id: str) -> Delivery | None:
    row = scope.session.execute(
        select(deliveries).where(deliveries.c.workspace_id == scope.workspace_id, deliveries.c.id == delivery_id)
    ).one_or_none()
    return None if row is None else as_delivery(row)


def lock(scope: Scope, delivery_id: str) -> Delivery | None:
    """Read a pending delivery for the rest of the transaction; None where another worker has it."""
    query = _ready(scope.workspace_id, delivery_id, State.PENDING)
    row = scope.session.execute(for_update(scope.session, query)).one_or_none()
    return None if row is None else as_delivery(row)


def find_unverified(scope: Scope, delivery_id: str) -> Delivery | None:
    """A delivery whose fate may be looked up now; None too while it still may arrive."""
    row = scope.session.execute(_ready(scope.workspace_id, delivery_id, State.VERIFY)).one_or_none()
    return None if row is None else as_delivery(row)


def claim(
    session: Session,
    delivery: Delivery,
    *,
    owner: str,
    channel: str,
    lease: float,
    rendered: int,
    there: datetime | None,
) -> int:
    """Take the locked delivery for sending; returns the attempt, which is the fencing token.

    `rendered` is the revision it was rendered from: what changed since is to be edited. `there` is the time by
    Slack's clock, which the tries are found by where ours is wrong. Raises Conflict (at the statement) when another is
    in flight to the same channel.
    """
    first, last = earlier_and_later(there)
    session.execute(
        update(deliveries)
        .where(*_is(delivery))
        .values(
            state=State.SENDING.value,
            owner=owner,
            slack_channel=channel,
            attempt=deliveries.c.attempt + 1,
            lease_until=WireTime(lease),
            first_try_at=func.coalesce(deliveries.c.first_try_at, first),
            last_try_at=last,
            rendered_revision=rendered,
        )
    )
    return delivery.attempt + 1


def postpone(session: Session, delivery: Delivery, *, seconds: float) -> None:
    """Leave a locked delivery pending, to be looked at again later."""
    session.execute(update(deliveries).where(*_is(delivery)).values(next_at=WireTime(seconds)))


def hold(session: Session, delivery: Delivery, *, until: datetime) -> None:
    """Let a locked delivery be due later: its reader is not to be written to now."""
    meant_for = delivery.moved_from or delivery.due_at.date()
    session.execute(update(deliveries).where(*_is(delivery)).values(due_at=until, moved_from=meant_for))


def expire(session: Session, delivery: Delivery, reason: ExpiryReason) -> None:
    """End a locked delivery that is of no use any more."""
    values = {"state": State.EXPIRED.value, "expiry_reason": reason.value, "last_error": None}
    session.execute(update(deliveries).where(*_is(delivery)).values(values))


def block(session: Session, delivery: Delivery, error: str) -> None:
    """End a locked delivery that has nowhere to go, until a person changes something."""
    session.execute(update(deliveries).where(*_is(delivery)).values(state=State.BLOCKED.value, last_error=error))


def record(session: Session, delivery: Delivery, result: SendResult, *, owner: str, attempt: int) -> bool:
    """Record the result of an attempt, by compare-and-set. False: the claim was no longer ours."""
    changed = session.execute(
        update(deliveries)
        .where(
            *_is(delivery),
            deliveries.c.state == State.SENDING.value,
            deliveries.c.owner == owner,
            deliveries.c.attempt == attempt,
        )
        .values(
            state=result.state.value,
            error_count=result.error_count,
            text_only=result.text_only,
            next_at=WireTime(result.next_in or 0.0),
            lease_until=None,
            slack_ts=result.ts,
            last_error=result.error,
        )
    )
    return changed.rowcount == 1


def settle(session: Session, delivery: Delivery, result: SendResult) -> bool:
    """Record what the channel's history says of an unverified delivery, by compare-and-set on its state and attempt."""
    changed = session.execute(
        update(deliveries)
        .where(
            *_is(delivery),
            deliveries.c.state == State.VERIFY.value,
            deliveries.c.attempt == delivery.attempt,
        )
        .values(
            state=result.state.value,
            next_at=WireTime(result.next_in or 0.0),
            slack_ts=result.ts,
            last_error=result.error,
        )
    )
    return changed.rowcount == 1


def as_delivery(row: Row[Any]) -> Delivery:
    """A row of the table as the value that leaves storage."""
    return Delivery(
        workspace_id=row.workspace_id,
        id=row.id,
        kind=row.kind,
        subject=row.subject,
        target=row.target,
        state=State(row.state),
        attempt=row.attempt,
        error_count=row.error_count,
        text_only=row.text_only,
        due_at=row.due_at,
        slack_channel=row.slack_channel,
        slack_ts=row.slack_ts,
        last_error=row.last_error,
        expiry_reason=ExpiryReason(row.expiry_reason) if row.expiry_reason else None,
        batch_leader_id=row.batch_leader_id,
        moved_from=row.moved_from,
        first_try_at=row.first_try_at,
        last_try_at=row.last_try_at,
        revision=row.revision,
        rendered_revision=row.rendered_revision,
        edit_attempt=row.edit_attempt,
        edit_error_count=row.edit_error_count,
    )


def _ready(workspace_id: str, delivery_id: str, state: State) -> Select[Any]:
    return select(deliveries).where(
        deliveries.c.workspace_id == workspace_id,
        deliveries.c.id == delivery_id,
        deliveries.c.state == state.value,
        deliveries.c.next_at <= WireTime(),
    )


def _outdated() -> Select[Any]:
    return select(deliveries.c.workspace_id).where(is_outdated, deliveries.c.state == State.SENT.value)


def _is(delivery: Delivery) -> tuple[Any, Any]:
    return deliveries.c.workspace_id == delivery.workspace_id, deliveries.c.id == delivery.id
