"""Thursday's question: part of that day's digest, to whoever has not reached their number, and a tap that logs."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.workspace.closed_days import Span
from bot.messages.accounts.cards import WORDS
from bot.messages.conversations import receipts
from bot.messages.setup import switches
from bot.messages.weekly import digests, mondays
from bot.messages.weekly import thursdays as messages
from bot.messages.workspace.home import LOG
from bot.sandbox import PostedMessage
from bot.storage.workspace import closed_days, preferences
from tests.app_fixture import ANA, BO, CHEN, AppFixture
from tests.conftest import MONDAY_9AM
from tests.handlers.reading import buttons, elements
from tests.handlers.test_digests import press, sent, texts
from tests.handlers.test_posting import paused
from tests.waiting import wait_until

A_DAY = timedelta(days=1)
WEDNESDAY, THURSDAY, FRIDAY = (MONDAY_9AM + number * A_DAY for number in (2, 3, 4))
AFTERNOON = THURSDAY + timedelta(hours=6)
QUESTION = "*How many customers did you speak to this week?*"
WEEK = "2026-W48"


@pytest.fixture
def meant(app: AppFixture) -> AppFixture:
    """Bo owns Hooli and Vandelay, which wait, and has 3 in mind."""
    return with_number(app)


@pytest.fixture
def one(open_app: Callable[..., AppFixture]) -> AppFixture:
    """The same on SQLite alone."""
    return with_number(open_app(now=MONDAY_9AM))


def with_number(app: AppFixture, number: int = 3) -> AppFixture:
    app.clock.now = MONDAY_9AM - 36 * A_DAY
    for account in ("Hooli strategic @bo", "Vandelay enterprise @bo", "Acme @ana"):
        app.reads(BO if "@bo" in account else ANA, f"/account add {account}")
    app.clock.now = MONDAY_9AM + timedelta(hours=3)  # the morning is over
    names_number(app, number)
    return app


def names_number(app: AppFixture, number: int) -> None:
    assert app.deliver_press(BO, f"{mondays.NUMBER}:{number}", f"{WEEK} {number}") == 200
    app.settle()


def asked(app: AppFixture) -> list[str]:
    return [text for text in texts(app, BO) if QUESTION in text]


def taps(app: AppFixture, name: str) -> PostedMessage:
    """Press the button with that name under the question; what they alone read then."""
    message = sent(app, BO)[-1]
    action_id = next(each["action_id"] for each in elements(message) if each["text"]["text"] == name)
    app.sandbox.press(BO, message, action_id)
    app.settle()
    return app.last_seen(BO)


def test_whoever_has_nothing_else_to_read_is_asked_in_the_afternoon(meant: AppFixture) -> None:
    meant.reads(BO, "/logcall Acme 20m hello")
    meant.pass_time(THURSDAY)
    assert texts(meant, BO) == []
    meant.pass_time(AFTERNOON)
    assert texts(meant, BO) == [
        f"{QUESTION} I have 1 from you: Acme, Mon 23 Nov. You had 3 in mind.\n"
        "Tap whom you spoke to; I put it down for today, 30 min, and you can change it.\n"
        "Not yet? *Hooli* has been here 39 days and nobody has spoken to them. Ask what made them choose us."
    ]
    assert buttons(sent(meant, BO)[0]) == [
        "Hooli", "Vandelay", "Someone else",
        "Words to ask for 20 minutes", "Tomorrow morning", "Not this week", "Stop these",
    ]  # fmt: skip


def test_with_a_promise_due_that_day_it_is_one_message_in_the_morning(meant: AppFixture) -> None:
    meant.reads(BO, "/logcall Acme 20m hello next: send pricing thu")
    meant.pass_time(THURSDAY)
    (text,) = texts(meant, BO)
    assert text.startswith(f"{QUESTION} I have 1 from you") and text.endswith(
        "\n*Today, for Acme: send pricing*, from your call on Mon 23 Nov."
    )
    assert buttons(sent(meant, BO)[0])[-6:] == ["Stop these", "Done", "Tomorrow", "Drop", "Mondays only", "Off"]
    for hours in range(1, 10):
        meant.pass_time(THURSDAY + timedelta(hours=hours))
    assert len(texts(meant, BO)) == 1


def test_a_tap_logs_one_conversation_for_today_with_the_usual_receipt(meant: AppFixture) -> None:
    meant.pass_time(THURSDAY)
    meant.pass_time(AFTERNOON)
    receipt = taps(meant, "Hooli")
    assert receipt.text.startswith("*Hooli* · call · 30 min (assumed) · today")
    assert "1 of your 3 customers this week." in receipt.text
    (entry,) = meant.kept
    assert (entry.logged_by, entry.details.held_by, entry.details.on) == (BO, BO, date(2026, 11, 26))
    wait_until(lambda: not meant.pass_time() and "I have 1 from you: Hooli, Thu 26 Nov." in texts(meant, BO)[0])
    assert buttons(sent(meant, BO)[0])[0] == "Vandelay"
    meant.press(BO, receipts.UNDO, receipt)
    wait_until(lambda: not meant.pass_time() and "I have none from you yet." in texts(meant, BO)[0])


def test_pressed_twice_it_is_one_conversation(meant: AppFixture) -> None:
    meant.pass_time(THURSDAY)
    meant.pass_time(AFTERNOON)
    message = sent(meant, BO)[-1]
    tap = next(each for each in elements(message) if each["text"]["text"] == "Hooli")
    for _ in range(2):
        assert meant.deliver_press(BO, tap["action_id"], tap["value"]) == 200
    meant.settle()
    assert [each.account_name for each in meant.kept] == ["Hooli"]


def test_a_number_reached_before_the_afternoon_is_not_asked_about(meant: AppFixture) -> None:
    names_number(meant, 1)
    meant.pass_time(THURSDAY)
    meant.reads(BO, "/logcall Acme 20m hello")
    meant.pass_time(AFTERNOON)
    meant.pass_time(FRIDAY)
    assert texts(meant, BO) == []


def test_a_number_reached_by_tapping_ends_the_question(one: AppFixture) -> None:
    names_number(one, 1)
    one.pass_time(THURSDAY)
    one.pass_time(AFTERNOON)
    taps(one, "Vandelay")
    wait_until(lambda: not one.pass_time() and texts(one, BO) == ["You spoke to 1 this week; you had 1 in mind."])


@pytest.mark.parametrize("number", [0, None])
def test_without_a_number_nobody_is_asked(open_app: Callable[..., AppFixture], number: int | None) -> None:
    app = open_app(now=MONDAY_9AM)
    app.reads(BO, "/account add Hooli strategic @bo")
    app.reads(BO, "/logcall Hooli 20m hello")
    app.clock.forward(hours=3)
    if number is not None:
        names_number(app, 3)
        names_number(app, number)
    app.pass_time(THURSDAY)
    app.pass_time(AFTERNOON)
    assert asked(app) == []


def test_stopped_it_never_comes_again_until_somebody_wants_it_back(meant: AppFixture) -> None:
    meant.pass_time(THURSDAY)
    meant.pass_time(AFTERNOON)
    answer = press(meant, BO, messages.STOP)
    assert answer.text.startswith("*Stopped.* I ask this no more") and buttons(answer) == ["Ask me again"]
    next_monday = MONDAY_9AM + 7 * A_DAY
    meant.clock.now = next_monday + timedelta(hours=3)
    assert meant.deliver_press(BO, f"{mondays.NUMBER}:3", "2026-W49 3") == 200
    meant.pass_time(THURSDAY + 7 * A_DAY)
    meant.pass_time(AFTERNOON + 7 * A_DAY)
    assert len(asked(meant)) == 1
    on = {"selected_option": {"text": {"type": "plain_text", "text": "On"}, "value": "on"}}
    meant.press_in(BO, meant.home(BO), f"{switches.CHOOSE}:thursday", **on)
    meant.clock.now = next_monday + timedelta(days=7, hours=3)
    assert meant.deliver_press(BO, f"{mondays.NUMBER}:3", "2026-W50 3") == 200
    meant.pass_time(THURSDAY + 14 * A_DAY)
    meant.pass_time(AFTERNOON + 14 * A_DAY)
    assert len(asked(meant)) == 2


def test_stopped_while_it_waits_to_be_sent_it_is_not_sent(one: AppFixture) -> None:
    one.pass_time(THURSDAY)
    assert one.deliver_press(BO, messages.STOP, "thursday") == 200
    assert one.pass_time(AFTERNOON) == [f"{one.team.id} digest 2026-11-26: expired (no longer true)"]


def test_tomorrow_morning_asks_once_more_and_in_the_morning(meant: AppFixture) -> None:
    meant.pass_time(THURSDAY)
    meant.pass_time(AFTERNOON)
    assert press(meant, BO, messages.TOMORROW).text.startswith("Tomorrow morning it is")
    press(meant, BO, messages.TOMORROW)
    meant.pass_time(FRIDAY)
    first, second = texts(meant, BO)
    assert first.startswith(QUESTION) and second.startswith(QUESTION)
    assert "*Hooli* has been here" in first and "*Vandelay* has been here" in second  # no account twice
    assert "Tomorrow morning" not in buttons(sent(meant, BO)[-1])
    meant.pass_time(FRIDAY + timedelta(hours=6))
    assert len(texts(meant, BO)) == 2


def test_tomorrow_is_not_promised_where_it_is_a_day_off(one: AppFixture) -> None:
    one.pass_time(THURSDAY)
    one.pass_time(AFTERNOON)
    with one.runtime.deps.transaction(one.team.id) as scope:
        closed_days.choose(scope, [FRIDAY.date()])
    assert press(one, BO, messages.TOMORROW).text.startswith("Tomorrow is a day off")
    one.pass_time(FRIDAY)
    assert len(texts(one, BO)) == 1


def test_not_this_week_is_this_week_alone(one: AppFixture) -> None:
    one.pass_time(THURSDAY)
    one.pass_time(AFTERNOON)
    press(one, BO, messages.TOMORROW)
    assert press(one, BO, messages.NOT_THIS_WEEK).text.startswith("Not this week, then.")
    one.pass_time(FRIDAY)
    assert len(texts(one, BO)) == 1
    one.clock.now = MONDAY_9AM + timedelta(days=7, hours=3)
    assert one.deliver_press(BO, f"{mondays.NUMBER}:3", "2026-W49 3") == 200
    one.pass_time(THURSDAY + 7 * A_DAY)
    one.pass_time(AFTERNOON + 7 * A_DAY)
    assert len(asked(one)) == 2


def test_an_account_is_suggested_once_in_14_days_whether_on_monday_or_on_thursday(one: AppFixture) -> None:
    one.clock.now = MONDAY_9AM
    one.pass_time()  # Monday names both as waiting
    assert "Hooli" in texts(one, BO)[0] and "Vandelay" in texts(one, BO)[0]
    one.pass_time(THURSDAY)
    one.pass_time(AFTERNOON)
    assert "Not yet? Any customer counts; `/account` shows who waits." in texts(one, BO)[-1]
    assert buttons(sent(one, BO)[-1])[:2] == ["Hooli", "Vandelay"]  # whom one may have spoken to is no suggestion


def test_an_account_is_suggested_again_after_14_days_or_when_it_changed(one: AppFixture) -> None:
    suggested = []
    for week in range(4):
        one.clock.now = MONDAY_9AM + timedelta(days=7 * week, hours=3)
        number = f"2026-W{48 + week} 9"
        assert one.deliver_press(BO, f"{mondays.NUMBER}:9", number) == 200
        for moment in (THURSDAY, AFTERNOON):
            one.pass_time(moment + 7 * week * A_DAY)
        text = texts(one, BO)[-1]
        suggested.append(next((name for name in ("Hooli", "Vandelay") if f"Not yet? *{name}*" in text), None))
    assert suggested == ["Hooli", "Vandelay", "Hooli", "Vandelay"]


@pytest.mark.parametrize("why", ["closed", "away", "paused", "off"])
def test_who_is_to_be_left_alone_when_it_is_sent_is_left_alone(one: AppFixture, why: str) -> None:
    one.pass_time(THURSDAY)
    with one.runtime.deps.transaction(one.team.id) as scope:
        if why == "closed":
            closed_days.choose(scope, [THURSDAY.date()])
        elif why == "away":
            preferences.add_absence(scope, BO, Span(THURSDAY.date(), THURSDAY.date()))
    if why == "paused":
        paused(one)
    elif why == "off":
        one.deliver_press(BO, digests.OFF, "digest")
    one.pass_time(AFTERNOON)
    assert texts(one, BO) == []


def test_it_comes_in_the_afternoon_of_where_somebody_is(one: AppFixture) -> None:
    there = one.sandbox.workspace
    there.change_person(replace(there.people[BO], tz="Asia/Tokyo"))
    one.pass_time(WEDNESDAY)
    one.pass_time(datetime(2026, 11, 26, 0, 1, tzinfo=UTC))
    one.pass_time(datetime(2026, 11, 26, 5, 59, tzinfo=UTC))
    assert asked(one) == []
    one.pass_time(datetime(2026, 11, 26, 6, 1, tzinfo=UTC))
    assert len(asked(one)) == 1


def test_words_to_ask_and_a_form_for_someone_else_are_a_press_away(one: AppFixture) -> None:
    one.pass_time(THURSDAY)
    one.pass_time(AFTERNOON)
    message = sent(one, BO)[-1]
    for action_id, title in ((WORDS, "Words to ask"), (LOG, "Log a conversation")):
        suffixed = next(each["action_id"] for each in elements(message) if each["action_id"].startswith(action_id))
        one.sandbox.press(BO, message, suffixed)
        assert one.form(BO).given["title"]["text"] == title


def test_what_a_colleague_logs_as_theirs_counts_towards_the_number(one: AppFixture) -> None:
    names_number(one, 1)
    one.reads(CHEN, "/logcall Acme 20m by @bo hello")
    one.pass_time(THURSDAY)
    one.pass_time(AFTERNOON)
    assert asked(one) == []


def test_a_press_that_is_none_of_ours_logs_nothing(one: AppFixture) -> None:
    for value in ("thursday", "2026-11-26", "2026-11-26 nowhere", "x y"):
        one.deliver_press(BO, messages.SPOKE, value)
    assert one.kept == []
