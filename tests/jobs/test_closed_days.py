"""Monday's question and Friday's post on weeks with closed days, and in many workspaces at once."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from bot.domain.weekly.posts import FRIDAY, MONDAY
from bot.domain.workspace import schedule
from bot.outbox import tables as outbox_tables
from bot.storage.workspace import closed_days, workspaces
from tests.app_fixture import ANA, BO, AppFixture
from tests.scopes import scoped

SUNDAY = datetime(2026, 12, 20, 12, tzinfo=UTC)
MON, TUE, WED, THU, FRI = (date(2026, 12, day) for day in range(21, 26))


def at(day: date, hour: int) -> datetime:
    """That hour in Berlin, in winter."""
    return datetime(day.year, day.month, day.day, hour - 1, tzinfo=UTC)


def open_with(open_app: Callable[..., AppFixture], *closed: date) -> AppFixture:
    app = open_app(now=SUNDAY, mondays=True)
    app.reads(ANA, "/account add Acme")
    with app.runtime.deps.transaction(app.team.id) as scope:
        closed_days.choose(scope, closed)
    return app


def lines(app: AppFixture, to: datetime) -> list[str]:
    return [line.removeprefix(f"{app.team.id} ") for line in app.pass_time(to)]


def test_mondays_question_moves_to_the_next_working_day_and_fridays_post_to_the_one_before(
    open_app: Callable[..., AppFixture],
) -> None:
    app = open_with(open_app, MON, FRI)
    assert lines(app, at(MON, 12)) == []
    assert lines(app, at(TUE, 9)) == ["monday 2026-W52: enqueued (Mon 21 Dec is closed)", "monday 2026-W52: sent"]
    assert lines(app, at(THU, 16)) == ["friday 2026-W52: enqueued (Fri 25 Dec is closed)", "friday 2026-W52: sent"]
    assert lines(app, at(FRI, 16)) == []
    with app.runtime.deps.database.reading() as session:
        moved = session.execute(outbox_tables.deliveries.select().order_by(outbox_tables.deliveries.c.due_at)).all()
    assert [(row.kind, row.moved_from) for row in moved] == [(MONDAY, MON), (FRIDAY, FRI)]


def test_a_day_that_is_closed_after_its_post_makes_no_second_one(open_app: Callable[..., AppFixture]) -> None:
    app = open_with(open_app)
    assert lines(app, at(MON, 9))[-1] == "monday 2026-W52: sent"
    with app.runtime.deps.transaction(app.team.id) as scope:
        closed_days.choose(scope, [MON])
    assert lines(app, at(TUE, 9)) == []
    assert len(app.posts) == 1


def test_a_week_that_is_closed_altogether_has_no_post(open_app: Callable[..., AppFixture]) -> None:
    app = open_with(open_app, MON, TUE, WED, THU, FRI)
    for day in (MON, TUE, WED, THU, FRI):
        assert lines(app, at(day, 16)) == []


def test_a_plan_is_asked_about_on_the_first_working_day_however_long_it_was_closed(
    open_app: Callable[..., AppFixture],
) -> None:
    a_hundred_days = [TUE + timedelta(days=number) for number in range(100)]
    first_day = a_hundred_days[-1] + timedelta(days=1)
    app = open_with(open_app, *a_hundred_days)
    app.reads(BO, "/logcall Acme visit tomorrow: the new plant")
    in_spring = at(first_day, 9) - timedelta(hours=1)
    for moment in (at(TUE, 10), at(a_hundred_days[50], 10), in_spring - timedelta(minutes=1)):
        assert [line for line in lines(app, moment) if "digest" in line] == []
    asked = [line for line in lines(app, in_spring) if "digest" in line]
    assert asked == [f"digest {first_day}: enqueued", f"digest {first_day}: sent"]


def test_of_several_workspaces_each_writes_a_little_later_always_the_same(open_app: Callable[..., AppFixture]) -> None:
    app = open_with(open_app)
    with scoped(app.runtime.deps.database.transaction(), "T0GLOBEX", SUNDAY) as scope:
        workspaces.create(scope, name="Globex")
        workspaces.record_installation(scope, app_id="A", bot_id="B", bot_user_id="U", scopes="")
    spread = schedule.spread_of(app.team.id)
    assert timedelta() < spread < timedelta(minutes=5)
    assert lines(app, at(MON, 9)) == ["monday 2026-W52: enqueued"]
    assert lines(app, at(MON, 9) + spread - timedelta(seconds=1)) == []
    assert lines(app, at(MON, 9) + spread) == ["monday 2026-W52: sent"]
