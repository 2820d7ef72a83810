"""What makes a delivery that stands in the outbox go sooner, or once more: a person, or what it waited for."""

from datetime import datetime

from sqlalchemy import update

from bot.domain.deliveries import DeliveryState as State
from bot.storage.engine import Session
from bot.storage.schema import deliveries
from bot.storage.types import WireTime


def try_again(session: Session, workspace_id: str, *, kind: str, subject: str, target: str) -> bool:
    """Let a delivery that Slack refused for good be tried once more: a person says that it can be done now."""
    revived = session.execute(
        update(deliveries)
        .where(
            deliveries.c.workspace_id == workspace_id,
            deliveries.c.kind == kind,
            deliveries.c.subject == subject,
            deliveries.c.target == target,
            deliveries.c.state == State.BLOCKED.value,
        )
        .values(state=State.PENDING.value, refusals=0, next_at=WireTime())
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
