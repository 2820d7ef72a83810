"""Instants and the database's own clock mean the same on SQLite and on PostgreSQL."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Column, MetaData, Table, select
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.exc import StatementError

from bot.db.engine import Database
from bot.db.types import Instant, WireTime

_moments = Table("moments", MetaData(), Column("at", Instant, primary_key=True))

INSTANTS = [
    datetime(1999, 12, 31, 23, 59, 59, 999_000, tzinfo=UTC),
    datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
    datetime(2026, 11, 23, 8, 0, 0, 7_000, tzinfo=UTC),
    datetime(2026, 11, 23, 8, 0, 0, 70_000, tzinfo=UTC),
    datetime(2026, 11, 23, 8, 0, 0, 700_000, tzinfo=UTC),
    datetime(2026, 11, 23, 10, 0, tzinfo=UTC),
    datetime(9999, 12, 31, tzinfo=UTC),
]


@pytest.fixture
def moments(own_database: Database) -> Database:
    with own_database.transaction() as session:
        _moments.create(session)
    return own_database


def test_instants_come_back_as_they_went_and_in_their_order(moments: Database) -> None:
    with moments.transaction() as session:
        session.execute(_moments.insert(), [{"at": each} for each in reversed(INSTANTS)])
        found = session.execute(select(_moments.c.at).order_by(_moments.c.at)).scalars().all()
    assert found == INSTANTS
    assert all(each.tzinfo is UTC for each in found)


def test_an_instant_in_another_zone_is_the_same_instant(moments: Database) -> None:
    in_delhi = datetime(2026, 11, 23, 13, 30, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    with moments.transaction() as session:
        session.execute(_moments.insert(), [{"at": in_delhi}])
        assert session.execute(select(_moments.c.at).where(_moments.c.at == in_delhi.astimezone(UTC))).scalar_one()


def test_an_instant_is_kept_to_the_millisecond_on_both(moments: Database) -> None:
    with moments.transaction() as session:
        session.execute(_moments.insert(), [{"at": datetime(2026, 11, 23, 8, 0, 0, 123_999, tzinfo=UTC)}])
        found = session.execute(select(_moments.c.at)).scalar_one()
    assert found == datetime(2026, 11, 23, 8, 0, 0, 123_000, tzinfo=UTC)


def test_an_instant_without_a_zone_is_refused(moments: Database) -> None:
    with pytest.raises(StatementError, match="aware"), moments.transaction() as session:
        session.execute(_moments.insert(), [{"at": datetime(2026, 11, 23)}])  # noqa: DTZ001


@pytest.mark.parametrize("seconds", [-3600.5, -0.25, 0.0, 0.25, 90.0])
def test_the_databases_clock_goes_forward_by_seconds(moments: Database, seconds: float) -> None:
    with moments.transaction() as session:
        session.execute(_moments.insert().values(at=WireTime(seconds)))
        earlier = session.execute(select(_moments.c.at <= WireTime(seconds + 60))).scalar_one()
        later = session.execute(select(_moments.c.at > WireTime(seconds - 60))).scalar_one()
        at = session.execute(select(_moments.c.at)).scalar_one()
    assert earlier and later
    assert abs(at - (datetime.now(UTC) + timedelta(seconds=seconds))) < timedelta(minutes=1)


def test_now_is_not_after_now(moments: Database) -> None:
    with moments.transaction() as session:
        session.execute(_moments.insert().values(at=WireTime()))
        assert session.execute(select(_moments.c.at <= WireTime())).scalar_one()


def test_other_seconds_are_another_value_in_the_same_statement() -> None:
    one, other = (select(_moments).where(_moments.c.at <= WireTime(seconds)) for seconds in (0.25, 90.0))
    assert one._generate_cache_key() == other._generate_cache_key() is not None
    assert one.compile(dialect=dialect()).params != other.compile(dialect=dialect()).params
