"""What was stamped by a clock that was ahead: once that is set back, it waits no longer than it ever would have."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event, select, update

from bot.db.engine import Database
from bot.db.scope import Scope
from bot.db.types import WireTime
from bot.domain.deliveries.model import LONGEST_WAIT, DeliveryState
from bot.outbox import rescheduling
from bot.outbox.rescheduling import Waits
from bot.outbox.tables import deliveries
from tests.scopes import scope_of, scoped
from tests.storage.filled import CHANNEL, GLOBEX, INITECH, NOW, create_workspace, deliver

TWO_HOURS = 7200.0
LATEST = NOW + timedelta(minutes=90)
TOMORROW = NOW + timedelta(days=1)
WAITS = Waits(now=NOW, latest=LATEST, kinds=["friday"], lease=60.0, settle=30.0)
SENDING = {"state": DeliveryState.SENDING.value, "owner": "sender", "slack_channel": CHANNEL}
SENT = {"state": DeliveryState.SENT.value, "revision": 1, "slack_ts": "17.42", "slack_channel": CHANNEL}

ANEW = [
    (deliveries.c.next_at, 0.0),
    (deliveries.c.next_at, 30.0),
    (deliveries.c.lease_until, 60.0),
    (deliveries.c.next_edit_at, 60.0),
]
"""What each of `stamped` waits for afterwards: for so many seconds."""


def stamped(seconds: float) -> list[Mapping[str, Any]]:
    """One of each that waits for the database's clock to go on by so much."""
    return [
        {"state": DeliveryState.PENDING.value, "next_at": WireTime(seconds)},
        {"state": DeliveryState.VERIFY.value, "next_at": WireTime(seconds)},
        {**SENDING, "lease_until": WireTime(seconds)},
        {**SENT, "next_edit_at": WireTime(seconds)},
    ]


def put_off(scope: Scope, values: Mapping[str, Any]) -> None:
    deliver(scope)
    scope.session.execute(update(deliveries).where(deliveries.c.workspace_id == scope.workspace_id).values(values))


@pytest.mark.parametrize("which", range(4))
def test_nothing_waits_until_the_clock_is_there_again(initech: Database, which: int) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        put_off(scope, stamped(TWO_HOURS)[which])
        assert rescheduling.workspaces_with_waits_too_long(scope.session, WAITS) == [INITECH]
        assert rescheduling.shorten_waits(scope, WAITS) == 1
        stamp, within = ANEW[which]
        assert scope.session.execute(select(deliveries.c.id).where(stamp <= WireTime(within))).first() is not None
        assert rescheduling.workspaces_with_waits_too_long(scope.session, WAITS) == []


@pytest.mark.parametrize("which", range(4))
def test_what_waits_as_long_as_it_may_goes_on_waiting(initech: Database, which: int) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        put_off(scope, stamped(LONGEST_WAIT)[which])
        assert rescheduling.workspaces_with_waits_too_long(scope.session, WAITS) == []
        assert rescheduling.shorten_waits(scope, WAITS) == 0


@pytest.mark.parametrize(
    ("kinds", "due_at", "is_late"),
    [(["friday"], TOMORROW, True), (["friday"], LATEST, False), (["complaint"], TOMORROW, False)],
)
def test_what_an_event_caused_is_told_now_and_what_the_calendar_causes_waits_for_its_day(
    initech: Database, kinds: list[str], due_at: Any, is_late: bool
) -> None:
    waits = Waits(now=NOW, latest=LATEST, kinds=kinds, lease=60.0, settle=30.0)
    with scoped(initech.transaction(), INITECH) as scope:
        put_off(scope, {"due_at": due_at})
        assert rescheduling.shorten_waits(scope, waits) == int(is_late)
        assert scope.session.execute(select(deliveries.c.due_at)).scalar_one() == (NOW if is_late else due_at)


@pytest.mark.parametrize(("meant_for", "is_late"), [(NOW.date(), False), (TOMORROW.date(), True)])
def test_what_is_held_for_its_readers_morning_waits_unless_a_clock_ahead_held_it(
    initech: Database, meant_for: date, is_late: bool
) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        put_off(scope, {"due_at": TOMORROW, "moved_from": meant_for})
        assert rescheduling.shorten_waits(scope, WAITS) == int(is_late)


def test_where_something_waits_too_long_is_answered_from_small_indexes(initech: Database) -> None:
    asked: list[tuple[str, Any]] = []
    with initech.transaction() as session:
        event.listen(session, "before_cursor_execute", lambda *call: asked.append((call[2], call[3])))
        rescheduling.workspaces_with_waits_too_long(session, WAITS)
        steps = [
            step.detail
            for statement, parameters in (list(asked) if initech.is_sqlite else [])
            for step in session.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            if "deliveries" in step.detail
        ]
    assert all(step.startswith("SEARCH") for step in steps)
    assert sum("ix_deliveries_outdated" in step for step in steps) == int(initech.is_sqlite)


def test_another_workspace_is_left_as_it_is(initech: Database) -> None:
    with initech.transaction() as session:
        in_globex = scope_of(session, GLOBEX)
        create_workspace(in_globex)
        put_off(in_globex, stamped(TWO_HOURS)[0])
        assert rescheduling.shorten_waits(scope_of(session, INITECH), WAITS) == 0
        assert rescheduling.workspaces_with_waits_too_long(session, WAITS) == [GLOBEX]
