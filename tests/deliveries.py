"""What stands in the outbox, for tests to look at."""

from collections.abc import Iterable

from sqlalchemy import select

from bot.db.scope import Scope
from bot.domain.deliveries.model import Delivery
from bot.domain.deliveries.model import DeliveryState as State
from bot.outbox.queue import as_delivery
from bot.outbox.tables import deliveries


def in_states(scope: Scope, states: Iterable[State]) -> list[Delivery]:
    """Deliveries in one of these states, the longest due first."""
    rows = scope.session.execute(
        select(deliveries)
        .where(
            deliveries.c.workspace_id == scope.workspace_id, deliveries.c.state.in_([state.value for state in states])
        )
        .order_by(deliveries.c.due_at, deliveries.c.id)
    )
    return [as_delivery(row) for row in rows]
