"""A tick finds what is due whatever clock, calendar and zone did before, and an error stops nothing else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

import pytest

from bot.db.types import WireTime
from bot.domain.deliveries.model import DeliveryState
from bot.domain.errors import StorageAway
from bot.domain.weekly.posts import FRIDAY
from bot.messages.blocks import Message
from bot.outbox import tables as outbox_tables
from bot.outbox.message_types import MessageType
from bot.services.workspace import workspaces
from bot.storage.workspace import closed_days
from jobs import due_jobs
from tests.app_fixture import ANA, BO, CUSTOMERS, INITECH, AppFixture
from tests.deliveries import in_states

WEDNESDAY = datetime(2026, 11, 25, 9, tzinfo=UTC)
FRIDAY_4PM = datetime(2026, 11, 27, 15, tzinfo=UTC)
THU, FRI = date(2026, 11, 26), date(2026, 11, 27)


@pytest.fixture
def wednesday(open_app: Callable[..., AppFixture]) -> AppFixture:
    """The middle of a week, everything looked at that was due."""
    app = open_app(now=WEDNESDAY)
    app.reads(ANA, "/account add Acme @ana")
    app.pass_time()
    return app


def close(app: AppFixture, *days: date) -> None:
    with app.runtime.deps.transaction(app.team.id) as scope:
        closed_days.choose(scope, days)


def test_a_round_as_of_a_later_week_takes_no_post_from_this_one(wednesday: AppFixture) -> None:
    ahead = wednesday.pass_time(FRIDAY_4PM + timedelta(days=2))
    assert [line.rpartition(": ")[2] for line in ahead if FRIDAY in line] == ["expired"]
    wednesday.pass_time(WEDNESDAY)
    assert wednesday.posts == []
    wednesday.pass_time(FRIDAY_4PM)
    assert [post.text[:7] for post in wednesday.posts] == ["Nothing"]
    wednesday.pass_time(FRIDAY_4PM + timedelta(hours=1))
    assert len(wednesday.posts) == 1


def test_what_was_too_late_stays_so_whatever_is_closed_later(wednesday: AppFixture) -> None:
    wednesday.pass_time(FRIDAY_4PM + timedelta(days=2))
    close(wednesday, date(2026, 12, 25))
    wednesday.pass_time(FRIDAY_4PM + timedelta(days=2, hours=1))
    assert wednesday.posts == []


def test_what_a_clock_ahead_put_off_goes_with_the_next_round_once_it_is_set_back(wednesday: AppFixture) -> None:
    wednesday.clock.now = FRIDAY_4PM
    due_jobs.run(wednesday.runtime.deps)
    with wednesday.runtime.deps.database.transaction() as session:
        session.execute(outbox_tables.deliveries.update().values(next_at=WireTime(7200.0)))
    wednesday.pass_time(within=1)
    assert len(wednesday.posts) == 1


def test_a_day_closed_behind_the_time_it_moves_the_post_to_is_posted_at_once(wednesday: AppFixture) -> None:
    wednesday.clock.now = datetime(2026, 11, 26, 17, tzinfo=UTC)
    close(wednesday, FRI)
    wednesday.pass_time()
    assert len(wednesday.posts) == 1
    close(wednesday)
    wednesday.pass_time(FRIDAY_4PM)
    assert len(wednesday.posts) == 1


def test_a_post_that_a_closed_day_moves_behind_its_lifetime_expires_and_is_told(wednesday: AppFixture) -> None:
    wednesday.clock.now = datetime(2026, 11, 26, 17, tzinfo=UTC)
    close(wednesday, THU, FRI)
    lines = wednesday.pass_time()
    assert [line.removeprefix("T0INITECH ") for line in lines] == ["friday 2026-W48: expired (Fri 27 Nov is closed)"]
    assert wednesday.posts == []
    close(wednesday)
    wednesday.pass_time(FRIDAY_4PM)
    assert len(wednesday.posts) == 1


def test_a_plan_for_the_end_of_all_days_keeps_no_post_waiting(open_app: Callable[..., AppFixture]) -> None:
    app = open_app(now=datetime(2026, 11, 20, 8, tzinfo=UTC))
    app.ask_on_mondays()
    app.reads(ANA, "/account add Acme strategic @ana")
    app.reads(BO, "/logcall Acme visit 9999-12-31")
    app.clock.now = datetime(2026, 12, 14, 8, 1, tzinfo=UTC)
    app.pass_time()
    assert [post.text[:19] for post in app.posts] == ["*How many customers"]


def test_what_cannot_be_drawn_is_put_off_and_the_next_is_sent(
    wednesday: AppFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Message:
        raise KeyError("no such thing")

    types = cast(dict[str, MessageType], wednesday.runtime.deps.outbox.types)
    friday = types[FRIDAY]
    monkeypatch.setitem(types, FRIDAY, replace(friday, render=broken))
    wednesday.clock.now = FRIDAY_4PM
    wednesday.reads(BO, "/logcall Acme 20m #complaint exports fail")
    lines = wednesday.pass_time(within=1)
    assert any(line.endswith("put off (KeyError)") for line in lines)
    assert [post.text[:9] for post in wednesday.sandbox.posts() if post.channel != CUSTOMERS] != []
    monkeypatch.setitem(types, FRIDAY, friday)
    wednesday.pass_time(FRIDAY_4PM + timedelta(minutes=5))
    assert len(wednesday.posts) == 1


def test_an_error_in_a_job_keeps_no_other_from_its_work(wednesday: AppFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> list[str]:
        raise StorageAway("busy")

    first, *others = due_jobs.JOBS
    broken = (replace(first, find_workspaces=away), replace(first, run=away), first, *others)
    monkeypatch.setattr(due_jobs, "JOBS", broken)
    wednesday.clock.now = FRIDAY_4PM
    lines, errors = due_jobs.attempt(wednesday.runtime.deps)
    assert [line.rpartition(": ")[2] for line in lines if FRIDAY in line] == ["enqueued"]
    assert [str(error) for error in errors] == ["busy", "busy"]


def test_a_channel_that_begins_at_once_begins_with_the_day_where_its_admin_is(
    open_app: Callable[..., AppFixture],
) -> None:
    sydney = ZoneInfo("Australia/Sydney")
    app = open_in(sydney, open_app, now=datetime(2026, 11, 23, 11, 30, tzinfo=sydney).astimezone(UTC))
    assert [post.text[:19] for post in app.posts] == ["*How many customers"]


def test_installed_on_a_saturday_in_los_angeles_nothing_of_friday_is_due(open_app: Callable[..., AppFixture]) -> None:
    los_angeles = ZoneInfo("America/Los_Angeles")
    app = open_in(los_angeles, open_app, now=datetime(2026, 11, 28, 18, 46, tzinfo=UTC))
    app.pass_time(datetime(2026, 11, 29, 12, tzinfo=UTC))
    assert app.posts == []
    app.pass_time(datetime(2026, 11, 30, 9, tzinfo=los_angeles).astimezone(UTC))
    app.pass_time(datetime(2026, 12, 4, 16, tzinfo=los_angeles).astimezone(UTC))
    with app.runtime.deps.reading(app.team.id) as scope:
        told = in_states(scope, DeliveryState)
    assert [(each.kind, each.subject, each.state.value) for each in told] == [
        ("monday", "2026-W49", "sent"),
        ("friday", "2026-W49", "sent"),
    ]


def open_in(zone: ZoneInfo, open_app: Callable[..., AppFixture], *, now: datetime) -> AppFixture:
    """An app whose channel was taken from the environment, and whose admin's zone has become known since."""
    people = tuple(replace(each, tz=zone.key) for each in INITECH.people)
    app = open_app(now=now, team=replace(INITECH, people=people, zone=zone.key), channel=None)
    workspaces.take_channel(app.runtime.deps, app.team.id, CUSTOMERS)
    app.pass_time()
    app.reads(ANA, "/account")
    app.pass_time()
    return app
