"""What a person decides about a delivery: in their own workspace, and only where it does not go on by itself."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.db.engine import Database, Session
from bot.domain.deliveries.model import DeliveryState
from bot.outbox import failed_deliveries, rescheduling
from bot.outbox.tables import deliveries
from tests.deliveries import in_states
from tests.scopes import scope_of
from tests.storage.filled import GLOBEX, INITECH, NOW, create_workspace, deliver

STATES = tuple(DeliveryState)


@pytest.mark.parametrize("state", STATES)
def test_only_what_does_not_go_on_by_itself_is_decided_and_only_at_home(
    database: Database, state: DeliveryState
) -> None:
    with database.transaction() as session:
        in_initech, in_globex = scope_of(session, INITECH), scope_of(session, GLOBEX)
        for workspace_id in (INITECH, GLOBEX):
            create_workspace(scope_of(session, workspace_id))
        deliver(in_initech)
        session.execute(update(deliveries).values(state=state.value, error_count=3))
        (before,) = in_states(in_initech, STATES)
        assert not failed_deliveries.send_again(in_globex, before.id, due_at=NOW)
        assert not failed_deliveries.mark_sent(in_globex, before.id)
        key = {"kind": before.kind, "subject": before.subject, "target": before.target}
        assert not rescheduling.reopen(in_globex, **key, due_at=NOW)
        assert failed_deliveries.listed(in_globex, since=before.due_at - timedelta(days=1)) == []
        assert in_states(in_initech, STATES) == [before]
        assert failed_deliveries.mark_sent(in_initech, before.id) == (state is DeliveryState.UNKNOWN)
        session.execute(update(deliveries).values(state=state.value))
        is_decidable = state in (DeliveryState.UNKNOWN, DeliveryState.BLOCKED)
        assert not failed_deliveries.leave_out(in_globex, before.id)
        assert failed_deliveries.send_again(in_initech, before.id, due_at=NOW) == is_decidable
        assert _state_and_error_count(session) == ((DeliveryState.PENDING, 0) if is_decidable else (state, 3))


def _state_and_error_count(session: Session) -> tuple[DeliveryState, int]:
    (found,) = in_states(scope_of(session, INITECH), STATES)
    return found.state, found.error_count
