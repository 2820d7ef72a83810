"""The shown time goes forward only, through everything due on the way."""

import threading
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.sandbox import Sandbox
from bot.sandbox.clock import BackwardInTimeError, ClockIsMovingError, ShownClock
from tests.sandbox.conftest import CUSTOMERS, TEAM, TOKEN, Real, settings

BERLIN = ZoneInfo("Europe/Berlin")
WEDNESDAY = datetime(2026, 11, 25, 10, 0, tzinfo=BERLIN)


@pytest.fixture
def clock(real: Real) -> ShownClock:
    return ShownClock("Europe/Berlin", real, WEDNESDAY)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("thu-15:00", "2026-11-26T15:00:00+01:00"),
        ("fri-16:00", "2026-11-27T16:00:00+01:00"),
        ("mon-09:00", "2026-11-30T09:00:00+01:00"),
        ("wed-10:00", "2026-12-02T10:00:00+01:00"),
        ("wed-10:01", "2026-11-25T10:01:00+01:00"),
        ("+1-week", "2026-12-02T10:00:00+01:00"),
        ("+2-days", "2026-11-27T10:00:00+01:00"),
        ("+3-hours", "2026-11-25T13:00:00+01:00"),
        ("2026-12-24T18:00:00+00:00", "2026-12-24T18:00:00+00:00"),
        ("2026-12-24T18:00:00", "2026-12-24T18:00:00+01:00"),
    ],
)
def test_a_name_is_the_next_such_instant(clock: ShownClock, name: str, expected: str) -> None:
    assert clock.target(name).isoformat() == expected


@pytest.mark.parametrize(
    ("now", "name", "expected"),
    [
        ("2026-03-28T16:00:00+01:00", "+1-day", "2026-03-29T16:00:00+02:00"),
        ("2026-03-28T12:00:00+01:00", "sun-02:30", "2026-03-29T03:30:00+02:00"),
        ("2026-10-24T12:00:00+02:00", "sun-02:30", "2026-10-25T02:30:00+02:00"),
        ("2026-10-24T16:00:00+02:00", "+1-week", "2026-10-31T16:00:00+01:00"),
    ],
)
def test_names_keep_the_wall_time_when_summer_begins_or_ends(real: Real, now: str, name: str, expected: str) -> None:
    clock = ShownClock("Europe/Berlin", real, datetime.fromisoformat(now))
    assert clock.target(name).isoformat() == expected


def test_it_flows_with_real_time(clock: ShownClock, real: Real) -> None:
    real.now += 90
    assert clock.now == WEDNESDAY + timedelta(seconds=90)
    clock.advance(WEDNESDAY + timedelta(days=1))
    real.now += 1
    assert clock.now == WEDNESDAY + timedelta(days=1, seconds=1)


@pytest.mark.parametrize("back", [timedelta(0), timedelta(seconds=1), timedelta(days=9)])
def test_it_never_goes_back(clock: ShownClock, back: timedelta) -> None:
    with pytest.raises(BackwardInTimeError):
        clock.advance(WEDNESDAY - back)
    assert clock.now == WEDNESDAY


def test_what_is_posted_on_the_way_carries_the_time_of_its_step(real: Real) -> None:
    friday, target = WEDNESDAY + timedelta(days=2, hours=6), WEDNESDAY + timedelta(days=7)

    def run(to: datetime) -> None:
        sandbox.advance(friday)
        real.now += 5
        sandbox.api.answer("chat.postMessage", {"channel": CUSTOMERS, "text": "leaderboard"}, TOKEN)
        rung.append(to)

    rung: list[datetime] = []
    sandbox = Sandbox(TEAM, settings(), rate_limits=False, on_clock=run, now=WEDNESDAY, real=real)
    sandbox.advance(target)
    [message] = sandbox.messages(CUSTOMERS)
    assert (message.at, sandbox.now, rung) == (friday, target, [target])
    assert float(message.ts) == pytest.approx(real.now)


def test_each_step_is_told_and_the_end_too(real: Real) -> None:
    steps: list[tuple[datetime, bool]] = []
    day = timedelta(days=1)

    def run(to: datetime) -> None:
        shown.advance(WEDNESDAY + day)
        shown.advance(WEDNESDAY)

    shown = ShownClock(
        "Europe/Berlin", real, WEDNESDAY, ring=run, changed=lambda now, moving: steps.append((now, moving))
    )
    shown.advance(WEDNESDAY + 2 * day)
    assert steps == [(WEDNESDAY, True), (WEDNESDAY + day, True), (WEDNESDAY + 2 * day, False)]


def test_two_hands_cannot_turn_it_at_once(real: Real) -> None:
    entered, leave = threading.Event(), threading.Event()

    def run(to: datetime) -> None:
        entered.set()
        leave.wait(10)

    clock = ShownClock("Europe/Berlin", real, WEDNESDAY, ring=run)
    first = threading.Thread(target=clock.turn, args=(WEDNESDAY + timedelta(days=1),))
    first.start()
    entered.wait(10)
    with pytest.raises(ClockIsMovingError):
        clock.turn(WEDNESDAY + timedelta(days=2))
    leave.set()
    first.join()
    assert clock.now == WEDNESDAY + timedelta(days=1)


def test_a_turn_that_fails_leaves_the_clock_standing_where_it_was(real: Real) -> None:
    def run(to: datetime) -> None:
        raise RuntimeError("the bot broke")

    clock = ShownClock("Europe/Berlin", real, WEDNESDAY, ring=run)
    with pytest.raises(RuntimeError):
        clock.advance(WEDNESDAY + timedelta(days=1))
    assert (clock.now, clock.is_moving) == (WEDNESDAY, False)


def test_without_a_given_time_it_shows_the_real_one(real: Real) -> None:
    assert ShownClock("UTC", real).now == datetime.fromtimestamp(real.now, UTC)
