"""The rate limit of a workspace, for all senders together."""

from sqlalchemy import select, update

from bot.db.engine import Database, Session
from bot.db.types import WireTime
from bot.domain.deliveries.rate_limit import BURST, Bucket
from bot.outbox import rate_limit
from bot.outbox.tables import rate_limits as table
from tests.scopes import scope_of, scoped
from tests.storage.filled import INITECH

MINUTE = 60.0


def turns(session: Session, bucket: Bucket = Bucket.POSTS) -> int:
    """How many in a row are granted, of three times as many as a quiet time allows."""
    return sum(rate_limit.acquire(scope_of(session, INITECH), bucket, minute=MINUTE) for _ in range(3 * BURST))


def turn_back(session: Session, *, seconds: float) -> None:
    """As though so much time had passed since the row was written."""
    session.execute(update(table).values(next_free_at=WireTime(-seconds)))


def slow_for(session: Session, *, seconds: float) -> None:
    session.execute(update(table).values(throttled_at=WireTime(-seconds)))


def slowed_to(session: Session) -> float:
    """Slack says that it was too much; how many a minute are granted from then on."""
    rate_limit.throttle(scope_of(session, INITECH), Bucket.POSTS, minute=MINUTE)
    return float(session.execute(select(table.c.per_minute)).scalar_one())


def test_after_a_quiet_time_some_go_at_once_and_the_rest_waits(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        turns(scope.session)
        turn_back(scope.session, seconds=MINUTE)
        # The clock goes on meanwhile: on a busy machine another call or so comes free.
        assert BURST <= turns(scope.session) < 3 * BURST
        turn_back(scope.session, seconds=-1.0)
        assert not rate_limit.acquire(scope, Bucket.POSTS, minute=MINUTE)
        assert rate_limit.acquire(scope, Bucket.EDITS, minute=MINUTE)


def test_a_turn_that_a_clock_ahead_took_keeps_nobody_waiting_once_it_is_set_back(initech: Database) -> None:
    with scoped(initech.transaction(), INITECH) as scope:
        turns(scope.session)
        assert rate_limit.take(scope, "C1", seconds=1.0)
        assert not rate_limit.is_free(scope, "C1")
        turn_back(scope.session, seconds=-7200.0)
        assert rate_limit.is_free(scope, "C1")
        assert rate_limit.take(scope, "C1", seconds=1.0)
        assert not rate_limit.take(scope, "C1", seconds=1.0)
        assert 1 <= turns(scope.session) < 3 * BURST


def test_a_rate_limit_halves_it_and_it_recovers(initech: Database) -> None:
    with initech.transaction() as session:
        assert [slowed_to(session) for _ in range(3)] == [150.0, 75.0, 37.5]
        slow_for(session, seconds=MINUTE + 1)
        assert slowed_to(session) == 37.5
        slow_for(session, seconds=10 * MINUTE)
        assert slowed_to(session) == 150.0
