"""How the outbox stands, for whoever operates the program."""

from datetime import timedelta

from bot.domain.deliveries.model import DeliveryState
from bot.domain.errors import TouchbaseError
from bot.metrics import Backlog
from bot.outbox import queue_metrics
from bot.services.deps import Deps

RECENT = timedelta(days=14)
_ENDED = (DeliveryState.SENT, DeliveryState.EXPIRED)


def exposition(deps: Deps) -> bytes:
    """The metrics as Prometheus reads them; those of the database are left out while it does not answer.

    What has ended is counted for two weeks: the outbox keeps it for ever.
    """
    now = deps.now()
    try:
        with deps.database.reading() as session:
            states = {
                state.value: queue_metrics.count(session, state, since=now - RECENT if state in _ENDED else None)
                for state in DeliveryState
            }
            oldest = queue_metrics.oldest_due(session, now=now)
    except TouchbaseError:
        return deps.metrics.text(None)
    return deps.metrics.text(Backlog(states, (now - oldest).total_seconds() if oldest is not None else 0.0))
