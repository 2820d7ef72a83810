"""What a person decides about a delivery that does not arrive by itself."""

from datetime import datetime

from sqlalchemy import ColumnElement, update

from bot.domain.deliveries import DeliveryState as State
from bot.storage.engine import Session
from bot.storage.schema import deliveries
from bot.storage.types import WireTime


def send_again(session: Session, workspace_id: str, delivery_id: str, *, due_at: datetime) -> bool:
    """Let it be tried afresh. False where it is on its way, sent or too late already."""
    revived = session.execute(
        update(deliveries)
        .where(*_stuck(workspace_id, delivery_id, State.UNKNOWN, State.BLOCKED))
        .values(
            state=State.PENDING.value,
            refusals=0,
            due_at=due_at,
            next_at=WireTime(),
            first_try_at=None,
            last_error=None,
        )
    )
    return revived.rowcount == 1


def is_there(session: Session, workspace_id: str, delivery_id: str) -> bool:
    """Somebody saw it in the channel. False where its fate is known already."""
    settled = session.execute(
        update(deliveries)
        .where(*_stuck(workspace_id, delivery_id, State.UNKNOWN))
        .values(state=State.SENT.value, last_error=None)
    )
    return settled.rowcount == 1


def _stuck(workspace_id: str, delivery_id: str, *states: State) -> tuple[ColumnElement[bool], ...]:
    return (
        deliveries.c.workspace_id == workspace_id,
        deliveries.c.id == delivery_id,
        deliveries.c.state.in_([state.value for state in states]),
    )
