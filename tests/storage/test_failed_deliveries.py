"""What a person decides about a delivery: in their own workspace, and only where it does not go on by itself."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.db.engine import Database, Session
from bot.domain.deliveries.model import DeliveryState
from bot.outbox import failed_deliveries, rescheduling
from bot.outbox.tables import deliveries
from tests.deliveries import in_states
from tests.storage.filled import GLOBEX, INITECH, NOW, create_workspace, deliver

STATES = tuple(DeliveryState)


@pytest.mark.parametrize("state", STATES)
def test_only_what_does_not_go_on_by_itself_is_decided_and_only_at_home(
    database: Database, state: DeliveryState
) -> None:
    with database.transaction() as session:
        for workspace_id in (INITECH, GLOBEX):
            create_workspace(session, workspace_id)
        deliver(session, INITECH)
        session.execute(update(deliveries).values(state=state.value, error_count=3))
        (before,) = in_states(session, INITECH, STATES)
        assert not failed_deliveries.send_again(session, GLOBEX, before.id, due_at=NOW)
        assert not failed_deliveries.mark_sent(session, GLOBEX, before.id)
        key = {"kind": before.kind, "subject": before.subject, "target": before.target}
        assert not rescheduling.reopen(session, GLOBEX, **key, due_at=NOW)
        assert failed_deliveries.listed(session, GLOBEX, since=before.due_at - timedelta(days=1)) == []
        assert in_states(session, INITECH, STATES) == [before]
        assert failed_deliveries.mark_sent(session, INITECH, before.id) == (state is DeliveryState.UNKNOWN)
        session.execute(update(deliveries).values(state=state.value))
        is_decidable = state in (DeliveryState.UNKNOWN, DeliveryState.BLOCKED)
        assert not failed_deliveries.leave_out(session, GLOBEX, before.id)
        assert failed_deliveries.send_again(session, INITECH, before.id, due_at=NOW) == is_decidable
        assert _state_and_error_count(session) == ((DeliveryState.PENDING, 0) if is_decidable else (state, 3))


def _state_and_error_count(session: Session) -> tuple[DeliveryState, int]:
    (found,) = in_states(session, INITECH, STATES)
    return found.state, found.error_count
