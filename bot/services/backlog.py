"""How the outbox stands, for whoever operates the program."""

from bot.domain.deliveries import DeliveryState
from bot.domain.errors import TouchbaseError
from bot.services.deps import Deps
from bot.storage import backlog


def exposition(deps: Deps) -> bytes:
    """The metrics as Prometheus reads them; those of the database are left out while it does not answer."""
    try:
        with deps.database.reading() as session:
            counted = backlog.by_state(session)
            oldest = backlog.oldest_due(session, now=deps.now())
    except TouchbaseError:
        return deps.metrics.text(None, oldest_due=0.0)
    states = {state.value: counted.get(state.value, 0) for state in DeliveryState}
    waited = (deps.now() - oldest).total_seconds() if oldest is not None else 0.0
    return deps.metrics.text(states, oldest_due=waited)
