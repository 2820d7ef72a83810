"""The queue of edits: sent messages that are outdated, each claimed by one worker at a time.

A mark is a new revision. Whoever edits records the one it rendered, so that what changes meanwhile is edited once more.
"""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, update

from bot.db.engine import Session
from bot.db.scope import Scope
from bot.db.types import WireTime
from bot.domain.deliveries.edits import EditResult
from bot.domain.deliveries.model import Delivery
from bot.domain.deliveries.model import DeliveryState as State
from bot.outbox.queue import as_delivery
from bot.outbox.tables import deliveries, is_outdated

_TO_BE_EDITED = [State.PENDING.value, State.SENDING.value, State.VERIFY.value, State.SENT.value]


def mark(scope: Scope, *, kind: str, subject: str, target: str | None = None) -> None:
    """Give these deliveries a new revision, or the one to `target`: what they tell has changed."""
    to = [] if target is None else [deliveries.c.target == target]
    _mark(scope, deliveries.c.kind == kind, deliveries.c.subject == subject, *to)


def mark_about(scope: Scope, kinds: Collection[str], record_id: str) -> None:
    """Give a new revision to what tells of a record, by itself or among others; its id is the subject, alone or before
    a colon."""
    about = or_(deliveries.c.subject == record_id, deliveries.c.subject.startswith(f"{record_id}:", autoescape=True))
    which = deliveries.c.kind.in_(sorted(kinds)), about
    rows = scope.session.execute(
        select(deliveries.c.id, deliveries.c.batch_leader_id).where(
            deliveries.c.workspace_id == scope.workspace_id, *which
        )
    ).all()
    if rows:
        _mark(scope, deliveries.c.id.in_(sorted({row.batch_leader_id or row.id for row in rows})))


def due(scope: Scope, *, limit: int) -> list[str]:
    """Ids of sent deliveries that may be edited now."""
    rows = scope.session.execute(
        select(deliveries.c.id)
        .where(deliveries.c.workspace_id == scope.workspace_id, *_ready())
        .order_by(deliveries.c.next_edit_at, deliveries.c.id)
        .limit(limit)
    )
    return [row.id for row in rows]


def is_due(scope: Scope, delivery_id: str) -> bool:
    """Whether a delivery may be edited now, for all one can tell without waiting for anybody."""
    found = select(deliveries.c.id).where(
        deliveries.c.workspace_id == scope.workspace_id, deliveries.c.id == delivery_id, *_ready()
    )
    return scope.session.execute(found).first() is not None


def lock(scope: Scope, delivery_id: str) -> Delivery | None:
    """Read a delivery to be edited for the rest of the transaction; None where it is not, or not yet.

    Others are waited for: those who mark it hold it for a moment only.
    """
    row = scope.session.execute(
        select(deliveries)
        .where(deliveries.c.workspace_id == scope.workspace_id, deliveries.c.id == delivery_id, *_ready())
        .with_for_update()
    ).one_or_none()
    return None if row is None else as_delivery(row)


def claim(session: Session, delivery: Delivery, *, lease: float) -> int:
    """Take the locked delivery for editing, for `lease` seconds; returns the attempt, which is the fencing token."""
    session.execute(
        update(deliveries)
        .where(*_is(delivery))
        .values(edit_attempt=delivery.edit_attempt + 1, next_edit_at=WireTime(lease))
    )
    return delivery.edit_attempt + 1


def postpone(session: Session, delivery: Delivery, *, seconds: float) -> None:
    """Leave a locked delivery to be edited later."""
    session.execute(update(deliveries).where(*_is(delivery)).values(next_edit_at=WireTime(seconds)))


def record(session: Session, delivery: Delivery, result: EditResult, *, attempt: int) -> bool:
    """Record the result of an edit, by compare-and-set. False: another one has claimed it since.

    What changed after `delivery` was read stays to be edited, also where Slack refused this edit for good.
    """
    changed = session.execute(
        update(deliveries)
        .where(*_is(delivery), deliveries.c.edit_attempt == attempt)
        .values(
            rendered_revision=delivery.revision if result.is_over else deliveries.c.rendered_revision,
            next_edit_at=WireTime(result.next_in),
            edit_error_count=result.error_count,
            text_only=result.text_only,
            edited_at=WireTime() if result.error is None else deliveries.c.edited_at,
            edit_error=result.error,
        )
    )
    return changed.rowcount == 1


def _mark(scope: Scope, *which: ColumnElement[bool]) -> None:
    scope.session.execute(
        update(deliveries)
        .where(deliveries.c.workspace_id == scope.workspace_id, deliveries.c.state.in_(_TO_BE_EDITED), *which)
        .values(
            revision=deliveries.c.revision + 1,
            next_edit_at=func.coalesce(deliveries.c.next_edit_at, WireTime()),
        )
    )


def _ready() -> tuple[ColumnElement[bool], ...]:
    """Sent, outdated, and not waiting for its next edit."""
    return (is_outdated, deliveries.c.state == State.SENT.value, deliveries.c.next_edit_at <= WireTime())


def _is(delivery: Delivery) -> tuple[Any, Any]:
    return deliveries.c.workspace_id == delivery.workspace_id, deliveries.c.id == delivery.id
