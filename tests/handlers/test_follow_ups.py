"""Promises end: who has one is told when it is given, on its day and once it is late, and says what became of it."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.conversations.follow_ups import FollowUpState, TrackedFollowUp
from bot.domain.workspace.closed_days import Span
from bot.messages.conversations import follow_ups as messages
from bot.messages.conversations import receipts
from bot.sandbox import PostedMessage
from bot.storage.conversations import follow_ups
from bot.storage.workspace import preferences
from tests.app_fixture import ANA, BO, CHEN, DEE, AppFixture
from tests.conftest import MONDAY_9AM
from tests.handlers.reading import buttons, elements
from tests.waiting import wait_until

MORNING = timedelta(days=1)
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (MONDAY_9AM + number * MORNING for number in range(1, 5))
NEXT_MONDAY = MONDAY_9AM + 7 * MORNING


@pytest.fixture
def acme(app: AppFixture) -> AppFixture:
    """Acme is dee's; everybody but dee logged something, so that they get digests."""
    app.reads(ANA, "/account add Acme @dee")
    app.reads(ANA, "/account add Globex")
    for person in (ANA, BO, CHEN):
        app.reads(person, f"/logcall Globex 20m hello from {person}")
    app.clock.forward(minutes=150)  # the morning is over
    return app


def dms(app: AppFixture, person: str) -> list[str]:
    return [each.text for each in app.sandbox.messages(app.sandbox.workspace.dm_of(person))]


def last(app: AppFixture, person: str) -> PostedMessage:
    return app.sandbox.messages(app.sandbox.workspace.dm_of(person))[-1]


def press(app: AppFixture, person: str, message: PostedMessage, action_id: str) -> PostedMessage:
    """Press a button of a direct message; what they alone read then."""
    suffixed = next(each["action_id"] for each in elements(message) if each["action_id"].partition(":")[0] == action_id)
    app.sandbox.press(person, message, suffixed)
    app.settle()
    app.pass_time()
    return app.last_seen(person)


def choose(app: AppFixture, person: str, message: PostedMessage, choice: str) -> PostedMessage:
    """Choose in the menu beside a promise; the message as it then reads."""
    block = next(each for each in message.blocks or () if "accessory" in each)
    option = next(each for each in block["accessory"]["options"] if each["value"].startswith(choice))
    pressed = {"type": "overflow", "action_id": block["accessory"]["action_id"], "selected_option": option}
    container = {"type": "message", "channel": message.channel, "ts": message.ts, "is_ephemeral": True}
    app.sandbox.action(person, container, {**pressed, "block_id": block["block_id"]})
    app.settle()
    return next(seen for seen in app.sandbox.ephemerals(person) if seen.ts == message.ts)


def kept(app: AppFixture) -> TrackedFollowUp:
    """The one promise there is."""
    with app.runtime.deps.reading(app.team.id) as scope:
        (found,) = follow_ups.those(scope, [each.id for each in app.kept])
    return found


def test_given_for_a_day_to_come_it_is_told_with_the_next_digest_then_on_its_day_and_once_it_is_late(
    acme: AppFixture,
) -> None:
    acme.reads(BO, "/logcall Acme 20m: hello next: @chen sends pricing 4 dec")
    acme.pass_time()
    assert dms(acme, CHEN) == []
    told: dict[int, list[str]] = {}
    for day in range(1, 17):
        before = len(dms(acme, CHEN))
        acme.pass_time(MONDAY_9AM + timedelta(days=day, hours=-7))  # nine in Singapore
        told |= dict.fromkeys([day] * (len(dms(acme, CHEN)) - before), dms(acme, CHEN)[-1:])
    assert list(told) == [3, 11, 16]
    assert told[3] == ["Bo wrote down for you: *sends pricing*, for Acme, Fri 4 Dec; from Bo’s call on Mon 23 Nov."]
    assert told[11] == ["*Today, for Acme: sends pricing*, from Bo’s call on Mon 23 Nov."]
    assert told[16] == ["*Still open for Acme: sends pricing*, meant for Fri 4 Dec; from Bo’s call on Mon 23 Nov."]
    assert dms(acme, BO) == []


def test_due_tomorrow_it_is_told_at_once_and_on_its_day_once_more(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m: hello next: @ana sends pricing tomorrow")
    acme.pass_time()
    assert dms(acme, ANA) == ["Bo wrote down for you: *sends pricing*, for Acme, tomorrow; from Bo’s call today."]
    assert buttons(last(acme, ANA)) == ["Done", "Tomorrow", "Drop"]
    acme.pass_time(TUESDAY)
    assert dms(acme, ANA)[1:] == ["*Today, for Acme: sends pricing*, from Bo’s call yesterday."]
    assert buttons(last(acme, ANA)) == ["Done", "Tomorrow", "Drop", "Mondays only", "Off"]


def test_due_today_where_it_is_written_down_and_tomorrow_where_it_is_done_it_is_told_on_that_day_too(
    acme: AppFixture,
) -> None:
    acme.clock.now = datetime(2026, 11, 23, 17, tzinfo=UTC)  # one in the night of Tuesday in Singapore
    acme.reads(CHEN, "/logcall Acme 20m: hello next: @ana sends pricing 24 nov")
    acme.pass_time()
    assert dms(acme, ANA) == ["Chen wrote down for you: *sends pricing*, for Acme, tomorrow; from Chen’s call today."]
    acme.pass_time(TUESDAY)
    assert dms(acme, ANA)[1:] == ["*Today, for Acme: sends pricing*, from Chen’s call today."]


def test_at_night_what_is_due_tomorrow_waits_for_the_digest(acme: AppFixture) -> None:
    acme.clock.now = datetime(2026, 11, 23, 20, tzinfo=UTC)
    acme.reads(BO, "/logcall Acme 20m: hello next: @ana sends pricing tomorrow")
    acme.pass_time()
    assert dms(acme, ANA) == []
    acme.pass_time(TUESDAY)
    assert dms(acme, ANA) == ["*Today, for Acme: sends pricing*, from Bo’s call yesterday."]


def test_several_within_the_hour_are_one_message_each_with_its_own_buttons(acme: AppFixture) -> None:
    for number in range(3):
        acme.reads(BO, f"/logcall Acme {20 + number}m: hello next: @ana sends part {number} tomorrow")
        acme.clock.forward(minutes=1)
    acme.pass_time()
    assert len(dms(acme, ANA)) == 1
    acme.clock.forward(hours=1)
    acme.pass_time()
    assert len(dms(acme, ANA)) == 2 and buttons(last(acme, ANA)).count("Done") == 2
    acme.sandbox.press(ANA, last(acme, ANA), elements(last(acme, ANA))[0]["action_id"])
    acme.settle()
    wait_until(lambda: not acme.pass_time() and "Done: sends part" in dms(acme, ANA)[1])
    assert buttons(last(acme, ANA)).count("Done") == 1


def test_whoever_never_logged_is_told_once_what_a_colleague_gives_them(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m: hello next: @dee sends pricing 4 dec")
    for day in range(1, 16):
        acme.pass_time(MONDAY_9AM + day * MORNING)
    assert [line for text in dms(acme, DEE) for line in text.splitlines() if "pricing" in line] == [
        "Bo wrote down for you: *sends pricing*, for Acme, Fri 4 Dec; from Bo’s call on Mon 23 Nov."
    ]


def test_done_is_told_back_to_who_wrote_it_down_with_words_to_call_the_customer(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m with Jo Lee: hello next: @ana sends pricing tomorrow")
    acme.pass_time()
    answer = press(acme, ANA, last(acme, ANA), messages.DONE)
    assert answer.text == "*Done:* sends pricing, for Acme. Bo wrote it down and hears that it is done."
    assert buttons(answer) == ["Words to call back", "Not done yet"]
    assert kept(acme).state is FollowUpState.DONE and kept(acme).ended_by == ANA
    wait_until(lambda: not acme.pass_time() and dms(acme, ANA) == ["Done: sends pricing, for Acme."])
    acme.sandbox.press(ANA, answer, messages.WORDS)
    assert "Hello Jo Lee," in str(acme.form(ANA).given) and "On Mon 23 Nov we promised you" in str(acme.form(ANA).given)
    for day in (TUESDAY, WEDNESDAY, THURSDAY):
        acme.pass_time(day)
    assert len(dms(acme, ANA)) == 1
    assert dms(acme, BO) == ["Ana did it: *sends pricing*, for Acme; from your call on Mon 23 Nov."]


def test_pressed_twice_it_is_told_back_once_and_who_presses_later_reads_who_was_first(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m: hello next: @ana sends pricing tomorrow")
    (entry,) = [each for each in acme.kept if each.details.follow_up]
    acme.pass_time()
    told = last(acme, ANA)
    acme.deliver_press(BO, messages.DONE, entry.id)
    assert "You pressed it" not in press(acme, ANA, told, messages.DROP).text
    assert acme.last_seen(ANA).text == "*Done:* sends pricing, for Acme. Bo pressed it before."
    acme.pass_time(THURSDAY)
    assert dms(acme, BO) == []


def test_tomorrow_puts_it_off_to_the_next_working_day_and_it_is_told_again_then(acme: AppFixture) -> None:
    acme.clock.now = THURSDAY + timedelta(hours=3)
    acme.reads(BO, "/logcall Acme 20m: hello next: send pricing tomorrow")
    acme.pass_time(FRIDAY)
    (text,) = dms(acme, BO)
    assert text.startswith("*Today, for Acme: send pricing*")
    assert press(acme, BO, last(acme, BO), messages.TOMORROW).text == "*Mon 30 Nov:* send pricing, for Acme."
    wait_until(lambda: not acme.pass_time() and dms(acme, BO) == ["Nothing of this morning’s is open any more."])
    acme.pass_time(NEXT_MONDAY)
    assert dms(acme, BO)[1].startswith("*Today, for Acme: send pricing*")


def test_dropped_it_is_never_shown_again(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m: hello next: send pricing tomorrow")
    assert "We owe them:* send pricing" in acme.reads(BO, "/account Acme")
    card = choose(acme, BO, acme.last_seen(BO), messages.DROP)
    assert card.text.startswith("*Dropped:* send pricing, for Acme. It is shown nowhere any more.\nAcme\n")
    assert "We owe them" not in card.text and "Keep it after all" in buttons(card)
    for day in range(1, 9):
        acme.pass_time(MONDAY_9AM + day * MORNING)
    assert dms(acme, BO) == []
    assert "pricing" not in str(acme.home(BO).given).split("Your last entries")[0]


def test_the_entry_undone_it_is_withdrawn_and_put_back_it_is_open_again(acme: AppFixture) -> None:
    receipt_text = acme.reads(BO, "/logcall Acme 20m: hello next: @ana sends pricing tomorrow")
    assert "Next: @Ana sends pricing, Tue 24 Nov, Ana." in receipt_text
    receipt = acme.last_seen(BO)
    acme.pass_time()
    undone = acme.press(BO, receipts.UNDO, receipt)
    wait_until(lambda: not acme.pass_time() and "pricing" not in str(dms(acme, ANA)))
    acme.pass_time(TUESDAY)
    assert "pricing" not in str(dms(acme, ANA))
    acme.clock.forward(hours=4)
    acme.press(BO, receipts.PUT_BACK, undone)
    assert "We owe them:* @Ana sends pricing" in acme.reads(ANA, "/account Acme")
    acme.pass_time(FRIDAY)
    assert "*Still open for Acme: sends pricing*" in str(dms(acme, ANA))


def test_handed_to_somebody_else_it_is_theirs(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m: hello next: @ana sends pricing 4 dec")
    acme.sandbox.press(BO, acme.last_seen(BO), receipts.EDIT)
    acme.save(BO, follow_up_assignee=BO)
    for day in range(1, 17):
        acme.pass_time(MONDAY_9AM + day * MORNING)
    assert "pricing" not in str(dms(acme, ANA))
    assert sum("pricing" in text for text in dms(acme, BO)) == 2


def test_a_private_promise_is_told_to_its_readers_alone(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m private: hello next: @ana sends pricing tomorrow")
    for hours in (0, 22):
        acme.clock.forward(hours=hours)
        acme.pass_time()
    acme.pass_time(TUESDAY)
    assert dms(acme, ANA) == []
    for person in (ANA, CHEN):
        assert "pricing" not in acme.reads(person, "/account Acme") and "pricing" not in str(acme.home(person).given)
    acme.reads(BO, "/logcall Acme 25m private by @chen: hello next: @chen sends an offer tomorrow")
    acme.pass_time(WEDNESDAY - timedelta(hours=7))
    assert "sends an offer" in str(dms(acme, CHEN))


def test_held_at_the_weekend_and_while_somebody_is_away_it_comes_on_the_first_day_back(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m: hello next: send pricing 2026-11-28")
    acme.reads(ANA, "/logcall Acme 25m: hello next: send an offer 2026-11-28")
    with acme.runtime.deps.transaction(acme.team.id) as scope:
        away = Span(FRIDAY.date(), NEXT_MONDAY.date())
        preferences.add_absence(scope, ANA, away)
    for day in range(1, 7):
        acme.pass_time(MONDAY_9AM + day * MORNING)
    assert "pricing" not in str(dms(acme, BO)) and "offer" not in str(dms(acme, ANA))
    acme.pass_time(NEXT_MONDAY)
    assert "*Sat 28 Nov, for Acme: send pricing*" in str(dms(acme, BO)) and "offer" not in str(dms(acme, ANA))
    acme.pass_time(NEXT_MONDAY + MORNING)
    assert "*Sat 28 Nov, for Acme: send an offer*" in str(dms(acme, ANA))


def test_home_lists_what_is_mine_overdue_first_and_done_there_it_is_gone(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m: hello next: send pricing fri")
    acme.reads(BO, "/logcall Globex 25m: hello next: call back")
    acme.reads(BO, "/logcall Globex 26m: hello next: send the offer tomorrow")
    acme.clock.now = THURSDAY
    shown = acme.home(BO)
    texts = [str(block["text"]["text"]) for block in shown.given["blocks"] if block["type"] == "section"]
    assert [text.split("\n")[0] for text in texts[1:4]] == [
        "*Globex, Tue 24 Nov*, open 2 days · send the offer",
        "*Acme, tomorrow* · send pricing",
        "*Globex* · call back",
    ]
    acme.press_in(BO, shown, messages.DONE)
    assert "send the offer" not in str(acme.home(BO).given).split("Your last entries")[0]
    acme.press_in(BO, acme.home(BO), messages.DROP)
    assert "send pricing" not in str(acme.home(BO).given).split("Your last entries")[0]
    assert "call back" in str(acme.home(BO).given).split("Your last entries")[0]


def test_done_in_the_receipt_it_reads_so_there(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m: hello next: send pricing fri")
    receipt = choose(acme, BO, acme.last_seen(BO), messages.DONE)
    assert receipt.text.startswith("*Done:* send pricing, for Acme.\n*Acme* · call · 20 min · today.")
    assert "\nDone: send pricing." in receipt.text and "Edit" in buttons(receipt)
