"""What was sent and has changed: edited by one at a time, and no change is lost on the way."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from bot.db.engine import Database, Session
from bot.db.types import WireTime
from bot.domain.deliveries.edits import after_edit
from bot.domain.deliveries.model import Delivery, DeliveryState, Refused, Sent, Unknown, after_send
from bot.outbox import edit_queue, queue
from bot.outbox.tables import deliveries
from tests.scopes import scope_of, scoped
from tests.storage.filled import CHANNEL, INITECH, NOW, deliver

SUBJECT = "2026-W48"


@pytest.fixture
def sent(initech: Database) -> Database:
    """One delivery that was sent, and has not changed since."""
    with scoped(initech.transaction(), INITECH) as scope:
        deliver(scope, subject=SUBJECT)
        send(scope.session)
    return initech


def send(session: Session, *, rendered: int = 0) -> None:
    in_initech = scope_of(session, INITECH)
    (waiting,) = queue.due(in_initech, limit=9)
    delivery = queue.lock(in_initech, waiting)
    assert delivery is not None
    attempt = queue.claim(session, delivery, owner="sender", channel=CHANNEL, lease=60.0, rendered=rendered, there=None)
    step = after_send(Sent("17.42"), error_count=0, text_only=False)
    assert queue.record(session, delivery, step, owner="sender", attempt=attempt)


def mark(session: Session) -> None:
    edit_queue.mark(scope_of(session, INITECH), kind="friday", subject=SUBJECT)


def claim(session: Session, *, lease: float = 60.0) -> tuple[Delivery, int] | None:
    in_initech = scope_of(session, INITECH)
    for delivery_id in edit_queue.due(in_initech, limit=9):
        delivery = edit_queue.lock(in_initech, delivery_id)
        if delivery is not None:
            return delivery, edit_queue.claim(session, delivery, lease=lease)
    return None


def claimed(session: Session, *, lease: float = 60.0) -> tuple[Delivery, int]:
    taken = claim(session, lease=lease)
    assert taken is not None
    return taken


def edited(session: Session, taken: tuple[Delivery, int]) -> bool:
    step = replace(after_edit(Sent("17.42"), error_count=0, text_only=False), next_in=0.0)
    return edit_queue.record(session, taken[0], step, attempt=taken[1])


def test_what_has_not_changed_is_not_edited(sent: Database) -> None:
    with sent.transaction() as session:
        assert claim(session) is None
        mark(session)
        assert queue.workspaces_with_due(session, now=NOW) == queue.workspaces_waiting(session, now=NOW) == [INITECH]
        assert edited(session, claimed(session))
        assert claim(session) is None
        assert queue.workspaces_waiting(session, now=NOW) == []


def test_of_many_replicas_one_edits(sent: Database) -> None:
    with sent.transaction() as session:
        mark(session)

    def try_it() -> bool:
        with sent.transaction() as session:
            return claim(session) is not None

    with ThreadPoolExecutor(6) as pool:
        assert sorted(done.result(30) for done in [pool.submit(try_it) for _ in range(6)]) == [False] * 5 + [True]


def test_a_change_that_comes_during_an_edit_is_edited_too(sent: Database) -> None:
    with sent.transaction() as session:
        mark(session)
        taken = claimed(session)
        mark(session)
        assert edited(session, taken)
        again = claimed(session)
        assert again[0].revision == 2
        assert edited(session, again)
        assert claim(session) is None


def test_so_is_one_that_comes_while_slack_refuses_an_edit_for_good(sent: Database) -> None:
    with sent.transaction() as session:
        mark(session)
        delivery, attempt = claimed(session)
        mark(session)
        step = replace(after_edit(Refused("message_not_found"), error_count=0, text_only=False), next_in=0.0)
        assert edit_queue.record(session, delivery, step, attempt=attempt)
        delivery, attempt = claimed(session)
        assert edit_queue.record(session, delivery, step, attempt=attempt)
        assert claim(session) is None
        assert session.execute(select(deliveries.c.edit_error)).scalar_one() == "message_not_found"


def test_what_a_dead_editor_left_behind_is_edited_when_its_lease_is_over_and_it_records_nothing(sent: Database) -> None:
    with sent.transaction() as session:
        mark(session)
        dead = claimed(session, lease=-1.0)
        alive = claimed(session)
        assert not edited(session, dead)
        assert edited(session, alive)


def test_an_edit_of_unknown_end_waits_and_is_made_again(sent: Database) -> None:
    with sent.transaction() as session:
        mark(session)
        delivery, attempt = claimed(session)
        edit_queue.record(
            session, delivery, after_edit(Unknown("timeout"), error_count=0, text_only=False), attempt=attempt
        )
        assert claim(session) is None
        session.execute(update(deliveries).values(next_edit_at=WireTime(-1.0)))
        assert claimed(session)[0].edit_error_count == 1


def test_what_changes_between_its_drawing_and_its_sending_is_edited(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        deliver(scope, subject=SUBJECT)
        mark(scope.session)
        assert edit_queue.due(scope, limit=9) == []
        send(scope.session, rendered=0)
        assert claim(scope.session) is not None


def test_what_changed_before_it_was_drawn_is_in_it(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        deliver(scope, subject=SUBJECT)
        mark(scope.session)
        send(scope.session, rendered=1)
        assert claim(scope.session) is None


@pytest.mark.parametrize("subject", ["entry", "entry:2"])
def test_whatever_was_told_of_a_record_is_marked_and_nothing_else(initech: Database, subject: str) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        for each in (subject, "entry2", "entr%", "other"):
            deliver(scope, kind="complaint", subject=each)
        scope.session.execute(update(deliveries).values(state=DeliveryState.SENT.value))
        edit_queue.mark_about(scope, ["complaint", "share"], "entry")
        (found,) = [queue.find(scope, each) for each in edit_queue.due(scope, limit=9)]
        assert found is not None and found.subject == subject
        edit_queue.mark_about(scope, ["complaint"], "entr%")
        assert len(edit_queue.due(scope, limit=9)) == 2


@pytest.mark.parametrize("state", [DeliveryState.BLOCKED, DeliveryState.UNKNOWN, DeliveryState.EXPIRED])
def test_what_never_arrived_is_not_edited(sent: Database, state: DeliveryState) -> None:
    with sent.transaction() as session:
        session.execute(update(deliveries).values(state=state.value))
        mark(session)
        assert claim(session) is None
        assert queue.workspaces_waiting(session, now=NOW) == []
