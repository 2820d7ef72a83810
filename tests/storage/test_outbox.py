"""The outbox: enqueued once, claimed by one, recorded only by whoever still holds the claim."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.db.engine import Database, Session
from bot.db.types import WireTime
from bot.domain.deliveries.model import Delivery, DeliveryState, ExpiryReason, Refused, Sent, Unknown, after_send
from bot.domain.errors import Conflict
from bot.outbox import queue, rate_limit, rescheduling
from bot.outbox.tables import deliveries
from tests.deliveries import in_states
from tests.scopes import scope_of, scoped
from tests.storage.filled import CHANNEL, INITECH, NOW, deliver

LEASE = 60.0


@pytest.fixture
def due(initech: Database) -> Database:
    """One delivery that is due."""
    with scoped(initech.transaction(), INITECH) as scope:
        deliver(scope)
    return initech


def at_once(database: Database, threads: int, act: Callable[[Session], int]) -> list[int]:
    """`act` in transactions of their own that begin together."""
    together = threading.Barrier(threads)

    def run() -> int:
        together.wait(10)
        with database.transaction() as session:
            return act(session)

    with ThreadPoolExecutor(threads) as pool:
        return [done.result(30) for done in [pool.submit(run) for _ in range(threads)]]


def the_one(session: Session) -> Delivery:
    (found,) = in_states(scope_of(session, INITECH), list(DeliveryState))
    return found


def claim(
    session: Session, *, owner: str = "sender", lease: float = LEASE, there: datetime | None = None
) -> int | None:
    in_initech = scope_of(session, INITECH)
    waiting = queue.due(in_initech, limit=1)
    delivery = queue.lock(in_initech, waiting[0]) if waiting else None
    if delivery is None:
        return None
    return queue.claim(
        session, delivery, owner=owner, channel=CHANNEL, lease=lease, rendered=delivery.revision, there=there
    )


def test_of_many_who_enqueue_the_same_at_once_one_does(initech: Database) -> None:
    assert sorted(at_once(initech, 8, lambda session: deliver(scope_of(session, INITECH)))) == [False] * 7 + [True]


@pytest.mark.parametrize("other", [{"subject": "2026-W49"}, {"target": "C0OTHER"}, {"kind": "monday"}])
def test_another_week_target_or_kind_is_another_delivery(due: Database, other: dict[str, str]) -> None:
    with scoped(due.transaction(), INITECH) as scope:
        assert deliver(scope, **other)
        assert not deliver(scope, **other)


@pytest.mark.parametrize("state", [state for state in DeliveryState if state is not DeliveryState.PENDING])
def test_what_was_enqueued_once_is_never_enqueued_again_whatever_became_of_it(
    due: Database, state: DeliveryState
) -> None:
    with scoped(due.transaction(), INITECH) as scope:
        scope.session.execute(update(deliveries).values(state=state.value))
        assert not deliver(scope)
        assert queue.exists(scope, "friday", "2026-W48")
        assert queue.due(scope, limit=9) == []


def test_nothing_is_due_before_its_instant(due: Database) -> None:
    with due.reading() as session:
        early = NOW - timedelta(hours=1, milliseconds=1)
        assert queue.due(scope_of(session, INITECH, early), limit=9) == []
        assert queue.workspaces_with_due(session, now=early) == []
        assert len(queue.due(scope_of(session, INITECH, NOW - timedelta(hours=1)), limit=9)) == 1
        assert queue.workspaces_with_due(session, now=NOW) == [INITECH]


def test_of_many_who_claim_the_same_at_once_one_does(due: Database) -> None:
    assert sorted(at_once(due, 8, lambda session: claim(session) or 0)) == [0] * 7 + [1]


@pytest.mark.parametrize("year", [2020, 2090])
def test_a_try_is_looked_for_by_slacks_clock_and_by_ours(due: Database, year: int) -> None:
    there = datetime(year, 1, 1, tzinfo=UTC)
    with due.transaction() as session:
        assert claim(session, there=there) == 1
        tried = the_one(session)
    assert tried.first_try_at is not None and tried.last_try_at is not None
    assert there == (tried.first_try_at if year == 2020 else tried.last_try_at)
    assert tried.first_try_at < tried.last_try_at


def test_where_slacks_clock_is_not_known_ours_counts_alone(due: Database) -> None:
    with due.transaction() as session:
        assert claim(session) == 1
        tried = the_one(session)
    assert tried.first_try_at is not None and tried.first_try_at == tried.last_try_at


def test_a_second_message_to_the_same_channel_waits_for_the_first(due: Database) -> None:
    with scoped(due.transaction(), INITECH) as scope:
        assert claim(scope.session) == 1
        deliver(scope, subject="2026-W49")
    with pytest.raises(Conflict), due.transaction() as session:
        claim(session)
    with scoped(due.transaction(), INITECH) as scope:
        first = in_states(scope, [DeliveryState.SENDING])[0]
        step = after_send(Sent("1.0"), error_count=0, text_only=False)
        assert queue.record(scope.session, first, step, owner="sender", attempt=1)
        assert claim(scope.session) == 1


def test_a_channel_has_one_free_moment_at_a_time(initech: Database) -> None:
    taken = at_once(initech, 4, lambda session: rate_limit.take(scope_of(session, INITECH), CHANNEL, seconds=LEASE))
    assert sorted(taken) == [False, False, False, True]
    with scoped(initech.transaction(), INITECH) as scope:
        assert rate_limit.take(scope, "C0OTHER", seconds=LEASE)
        assert rate_limit.take(scope, "C0THIRD", seconds=-1.0)
        assert rate_limit.take(scope, "C0THIRD", seconds=-1.0)


def test_what_was_postponed_is_waiting_but_not_due(due: Database) -> None:
    with scoped(due.transaction(), INITECH) as scope:
        queue.postpone(scope.session, the_one(scope.session), seconds=LEASE)
        assert queue.due(scope, limit=9) == []
        assert queue.lock(scope, the_one(scope.session).id) is None
        assert queue.workspaces_waiting(scope.session, now=NOW) == [INITECH]
        assert the_one(scope.session).state is DeliveryState.PENDING


def test_what_was_sent_says_where_it_stands(due: Database) -> None:
    with due.transaction() as session:
        claim(session)
        step = after_send(Sent("17.42"), error_count=0, text_only=False)
        assert queue.record(session, the_one(session), step, owner="sender", attempt=1)
        sent = the_one(session)
        assert (sent.state, sent.slack_channel, sent.slack_ts) == (DeliveryState.SENT, CHANNEL, "17.42")
        assert queue.workspaces_waiting(session, now=NOW) == []


@pytest.mark.parametrize(("owner", "attempt"), [("sender", 2), ("sender", 0), ("another", 1)])
def test_who_does_not_hold_the_claim_records_nothing(due: Database, owner: str, attempt: int) -> None:
    with due.transaction() as session:
        claim(session)
        step = after_send(Sent("17.42"), error_count=0, text_only=False)
        assert not queue.record(session, the_one(session), step, owner=owner, attempt=attempt)
        assert the_one(session).state is DeliveryState.SENDING
        assert the_one(session).slack_ts is None


def test_a_sender_that_comes_back_after_its_lease_changes_nothing(due: Database) -> None:
    with scoped(due.transaction(), INITECH) as scope:
        claim(scope.session, owner="slow", lease=-1.0)
        assert rescheduling.park_expired_leases(scope, settle=0.0) == 1
        step = after_send(Sent("17.42"), error_count=0, text_only=False)
        assert not queue.record(scope.session, the_one(scope.session), step, owner="slow", attempt=1)
        assert the_one(scope.session).state is DeliveryState.VERIFY


def test_an_expired_lease_is_verified_and_never_simply_sent_again(due: Database) -> None:
    with scoped(due.transaction(), INITECH) as scope:
        claim(scope.session, lease=-1.0)
        assert rescheduling.has_expired_leases(scope)
        assert rescheduling.park_expired_leases(scope, settle=0.0) == 1
        parked = the_one(scope.session)
        assert (parked.state, parked.last_error) == (DeliveryState.VERIFY, "the sender stopped")
        assert queue.due(scope, limit=9) == []
        assert queue.lock(scope, parked.id) is None
        assert not rescheduling.has_expired_leases(scope)


def test_a_lease_that_still_runs_is_left_alone(due: Database) -> None:
    with scoped(due.transaction(), INITECH) as scope:
        claim(scope.session)
        assert not rescheduling.has_expired_leases(scope)
        assert rescheduling.park_expired_leases(scope, settle=0.0) == 0


def test_attempts_only_grow_and_the_first_try_stays_the_first(due: Database) -> None:
    tries = []
    for _ in range(3):
        with due.transaction() as session:
            attempt = claim(session)
            assert attempt is not None
            row = session.execute(
                select(deliveries.c.attempt, deliveries.c.first_try_at, deliveries.c.last_try_at)
            ).one()
            tries.append((attempt, *row))
            refused = after_send(Refused("invalid_blocks"), error_count=0, text_only=False)
            assert queue.record(session, the_one(session), refused, owner="sender", attempt=attempt)
    assert [(attempt, stored) for attempt, stored, _, _ in tries] == [(1, 1), (2, 2), (3, 3)]
    assert len({first for _, _, first, _ in tries}) == 1
    assert tries[0][3] <= tries[1][3] <= tries[2][3]


def test_a_try_with_an_unknown_end_is_not_due(due: Database) -> None:
    with scoped(due.transaction(), INITECH) as scope:
        claim(scope.session)
        step = after_send(Unknown("timeout"), error_count=0, text_only=False)
        queue.record(scope.session, the_one(scope.session), step, owner="sender", attempt=1)
        assert the_one(scope.session).state is DeliveryState.VERIFY
        assert queue.due(scope, limit=9) == []


def test_the_fate_of_a_try_is_not_looked_up_while_it_may_still_arrive(due: Database) -> None:
    for settle, is_looked_up in ((LEASE, False), (-1.0, True)):
        with scoped(due.transaction(), INITECH) as scope:
            scope.session.execute(update(deliveries).values(state=DeliveryState.PENDING.value, next_at=WireTime()))
            claim(scope.session, lease=-1.0)
            rescheduling.park_expired_leases(scope, settle=settle)
            delivery_id = the_one(scope.session).id
            assert queue.unverified(scope, limit=9) == [delivery_id] * is_looked_up
            assert (queue.find_unverified(scope, delivery_id) is not None) is is_looked_up


def test_what_is_closed_is_over(due: Database) -> None:
    with scoped(due.transaction(), INITECH) as scope:
        queue.expire(scope.session, the_one(scope.session), ExpiryReason.TOO_LATE)
        assert the_one(scope.session).expiry_reason is ExpiryReason.TOO_LATE
        assert queue.workspaces_waiting(scope.session, now=NOW) == []
        assert not deliver(scope)


def test_the_longest_due_comes_first_and_no_more_than_asked_for(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        for hours in (1, 3, 2):
            queue.enqueue(
                scope, kind="friday", subject=f"{hours}", target="friday", due_at=NOW - timedelta(hours=hours)
            )
        subjects = {each.id: each.subject for each in in_states(scope, [DeliveryState.PENDING])}
        assert [subjects[found] for found in queue.due(scope, limit=2)] == ["3", "2"]


def test_many_deliveries_of_one_instant_all_get_in(initech: Database) -> None:
    """Ids must not clash, or "once" would swallow a delivery that is a different one."""
    with scoped(initech.transaction(), INITECH) as scope:
        assert all(deliver(scope, subject=f"{number}") for number in range(300))
