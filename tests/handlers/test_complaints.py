"""The alert about a complaint or a risk, and what is pressed below it."""

from datetime import date, datetime, timedelta

import pytest

from bot.domain.conversations.model import Kind, State
from bot.messages.accounts.accounts import SHOW
from bot.messages.accounts.cards import PLAN
from bot.messages.conversations import complaints
from bot.sandbox import PostedMessage
from tests.app_fixture import ANA, BO, CHEN, AppFixture
from tests.conftest import MONDAY_9AM
from tests.handlers.reading import buttons, value_of, whole_id
from tests.ways import in_turn

SATURDAY = MONDAY_9AM + timedelta(days=5)


@pytest.fixture
def acme(app: AppFixture) -> AppFixture:
    for person in (ANA, CHEN):
        app.reads(person, "/account")
    app.reads(ANA, "/account add Acme enterprise @ana")
    return app


def alert(app: AppFixture, said: str = "#complaint exports time out") -> PostedMessage:
    app.reads(BO, f"/logcall Acme 20m {said}")
    app.pass_time()
    return app.sandbox.messages(app.sandbox.workspace.dm_of(ANA))[-1]


def press(app: AppFixture, message: PostedMessage, action_id: str) -> None:
    app.sandbox.press(ANA, message, whole_id(message, action_id))
    app.settle()


def planned(app: AppFixture) -> list[tuple[str, date]]:
    return [
        (each.details.held_by, each.details.on)
        for each in app.kept
        if each.details.state is State.PLANNED and each.details.kind is Kind.CALL
    ]


def test_a_complaint_comes_with_the_card_a_call_and_a_plan(acme: AppFixture) -> None:
    told = alert(acme)
    assert told.text.startswith("*Acme is unhappy.*\n> exports time out")
    assert buttons(told) == ["Card", "I’ll call", "Plan"]
    press(acme, told, SHOW)
    assert acme.last_seen(ANA).text.startswith("Acme\n")
    press(acme, told, PLAN)
    acme.save(ANA, note="say sorry")
    assert acme.sandbox.messages(told.channel)[-1].text == told.text  # it stays as it is


@in_turn(
    ("moment", "day"),
    [
        (MONDAY_9AM, MONDAY_9AM),
        (MONDAY_9AM + timedelta(hours=9), MONDAY_9AM + timedelta(days=1)),
        (SATURDAY - timedelta(days=1) + timedelta(hours=9), MONDAY_9AM + timedelta(days=7)),
        (SATURDAY, MONDAY_9AM + timedelta(days=7)),
    ],
)
def test_who_says_they_call_has_a_plan_for_today_or_the_next_working_day_once(
    acme: AppFixture, moment: datetime, day: datetime
) -> None:
    told = alert(acme)
    acme.clock.now = moment
    for _ in range(2):
        press(acme, told, complaints.CALL)
        assert acme.last_seen(ANA).text.startswith("*Acme* · call")
    assert planned(acme) == [(ANA, day.date())]


def test_who_is_away_calls_when_they_are_back_and_a_plan_that_stands_is_that_plan(acme: AppFixture) -> None:
    first, second = alert(acme), alert(acme, "#risk they may leave")
    acme.reads(ANA, "/touchbase away until fri")
    for each in (first, second):
        press(acme, each, complaints.CALL)
    assert planned(acme) == [(ANA, MONDAY_9AM.date() + timedelta(days=7))]


def test_nobody_calls_about_what_was_taken_back_or_is_not_theirs(acme: AppFixture) -> None:
    told = alert(acme)
    entry_id = value_of(told, whole_id(told, complaints.CALL))
    acme.deliver_press(CHEN, complaints.CALL, entry_id)
    acme.reads(BO, "/logcall undo")
    acme.press(BO, "conversation_undo")
    acme.deliver_press(ANA, complaints.CALL, entry_id)
    acme.deliver_press(ANA, complaints.CALL, "no such entry")
    assert planned(acme) == []
