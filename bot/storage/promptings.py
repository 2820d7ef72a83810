"""What makes a delivery that stands in the outbox go sooner, or once more: a person, or what it waited for."""

from datetime import datetime

from sqlalchemy import update

from bot.domain.deliveries import DeliveryState as State
from bot.storage.engine import Session
from bot.storage.schema import deliveries
from bot.storage.types import WireTime

_NOT_SENT = [State.BLOCKED.value, State.EXPIRED.value, State.PENDING.value]


def try_again(session: Session, workspace_id: str, *, kind: str, subject: str, target: str, due_at: datetime) -> bool:
    """Let a delivery that Slack refused for good, or that was not true any more, be tried once more: a person says so.

    Says whether it is on its way now; False where it was sent, or nobody knows whether it was.
    """
    revived = session.execute(
        update(deliveries)
        .where(
            deliveries.c.workspace_id == workspace_id,
            deliveries.c.kind == kind,
            deliveries.c.subject == subject,
            deliveries.c.target == target,
            deliveries.c.state.in_(_NOT_SENT),
        )
        .values(state=State.PENDING.value, refusals=0, next_at=WireTime(), due_at=due_at)
    )
    return revived.rowcount == 1


def bring_forward(
    session: Session, workspace_id: str, *, kind: str, subject: str, target: str, due_at: datetime
) -> None:
    """Let a delivery that still waits for its time be due earlier: what it waited for is there."""
    session.execute(
        update(deliveries)
        .where(
            deliveries.c.workspace_id == workspace_id,
            deliveries.c.kind == kind,
            deliveries.c.subject == subject,
            deliveries.c.target == target,
            deliveries.c.state == State.PENDING.value,
            deliveries.c.due_at > due_at,
        )
        .values(due_at=due_at)
    )
