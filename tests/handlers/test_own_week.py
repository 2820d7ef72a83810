"""/week and /goal, as people type them."""

from datetime import date, timedelta

import pytest

from bot.messages.weekly import mondays, own_week
from bot.storage.workspace import closed_days
from tests.app_fixture import ANA, BO, DEE, GUS, AppFixture
from tests.handlers.test_pledges import ask, post


@pytest.fixture
def acme(app: AppFixture) -> AppFixture:
    return ask(app)


def test_a_week_is_told_to_oneself_alone(acme: AppFixture) -> None:
    acme.sandbox.press(BO, post(acme), f"{mondays.NUMBER}:3")
    acme.settle()
    assert "your 3 customers still to come" in acme.reads(BO, "/week")
    acme.reads(BO, "/logcall Acme 20m hello")
    acme.reads(BO, "/logcall Globex 1h last week thu: hello")
    acme.reads(ANA, "/logcall Globex 40m 60 days ago with @bo: hello")
    acme.reads(ANA, "/logcall Acme 12m @bo hello")
    assert acme.reads(BO, "/week") == (
        "*Week 48 (23–27 Nov): 1 of your 3 customers.* 2 weeks in a row with a conversation. "
        "1 h 32 min with customers in the last 6 weeks; from 2 h on products get better."
    )
    acme.press(ANA, "conversation_undo")
    assert "1 h 20 min with customers" in acme.reads(BO, "/touchbase week")
    assert "members of Initech" in acme.reads(GUS, "/week")


def test_a_closed_week_does_not_break_the_streak(acme: AppFixture) -> None:
    for day in ("2026-11-24", "2026-11-10"):
        acme.clock.now = acme.clock.now.replace(month=11, day=int(day[-2:]))
        acme.reads(BO, "/logcall Acme 20m hello")
    acme.clock.now = acme.clock.now.replace(day=24)
    assert "in a row" not in acme.reads(BO, "/week")
    with acme.runtime.deps.transaction(acme.team.id) as scope:
        closed = [date(2026, 11, 16) + timedelta(days=number) for number in range(5)]
        closed_days.choose(scope, closed)
    assert "2 weeks in a row with a conversation" in acme.reads(BO, "/week")


def test_a_goal_is_set_shown_and_taken_away(acme: AppFixture) -> None:
    assert "40-hour week" not in acme.reads(DEE, "/week")
    assert acme.reads(DEE, "/goal").startswith("You have no goal.")
    assert acme.press(DEE, f"{own_week.SET_GOAL}:25").text.startswith("*Your goal: 25 % of a 40-hour week")
    assert acme.reads(DEE, "/goal 50 %").startswith("*Your goal: 50 % of a 40-hour week")
    assert acme.reads(DEE, "/week").endswith("Your goal is 50 % of a 40-hour week.")
    assert acme.reads(DEE, "/goal none").startswith("You have no goal.")
    for wrong in ("101", "half", "-5", "0.5"):
        assert acme.reads(DEE, f"/goal {wrong}").startswith("A goal is a share of your working week, in percent")
