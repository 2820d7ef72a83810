"""The daily digest: what is new for one person, in their morning, on few days, and never what is not true any more."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.workspace.closed_days import Span
from bot.domain.workspace.preferences import DIGEST, Mode
from bot.messages.accounts.accounts import SHOW
from bot.messages.setup import pauses, switches
from bot.messages.weekly import digests as messages
from bot.messages.weekly import mondays
from bot.messages.workspace.home import NOT_ME
from bot.sandbox import PostedMessage
from bot.storage.workspace import closed_days, due_workspaces, preferences
from jobs import due_jobs
from tests.app_fixture import ANA, BO, CHEN, DEE, AppFixture
from tests.conftest import MONDAY_9AM
from tests.handlers.reading import buttons, elements
from tests.handlers.test_posting import paused
from tests.messages.views import of_type
from tests.waiting import wait_until

A_DAY = timedelta(days=1)
TUESDAY, WEDNESDAY, THURSDAY = (MONDAY_9AM + number * A_DAY for number in range(1, 4))
NEXT_MONDAY = MONDAY_9AM + 7 * A_DAY


@pytest.fixture
def acme(app: AppFixture) -> AppFixture:
    """Acme is ana's, who logged something: she gets digests."""
    app.reads(ANA, "/account add Acme enterprise @ana")
    app.reads(ANA, "/account add Globex")
    app.reads(ANA, "/logcall Globex 20m: hello")
    app.clock.forward(minutes=150)  # the morning is over
    return app


def sent(app: AppFixture, person: str) -> list[PostedMessage]:
    return list(app.sandbox.messages(app.sandbox.workspace.dm_of(person)))


def texts(app: AppFixture, person: str) -> list[str]:
    return [each.text for each in sent(app, person)]


def mornings(app: AppFixture, days: int) -> list[date]:
    """Go through so many mornings; those on which ana was written to."""
    told = []
    start = app.clock.now.replace(hour=8, minute=0)
    for number in range(1, days + 1):
        before = len(sent(app, ANA))
        app.pass_time(start + number * A_DAY)
        told += [app.clock.now.date()] * (len(sent(app, ANA)) - before)
    return told


def press(app: AppFixture, person: str, action_id: str) -> PostedMessage:
    """Press a button of their last direct message; what they alone read then."""
    message = sent(app, person)[-1]
    suffixed = next(each["action_id"] for each in elements(message) if each["action_id"].partition(":")[0] == action_id)
    app.sandbox.press(person, message, suffixed)
    app.settle()
    return app.last_seen(person)


def test_that_a_colleague_talked_to_their_account_waits_for_thursday(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 45m: they renew if exports hold.")
    assert mornings(acme, 4) == [THURSDAY.date()]
    assert texts(acme, ANA) == ["Bo called *Acme* on Mon 23 Nov, 45 min: “they renew if exports hold”."]
    assert buttons(sent(acme, ANA)[0]) == ["Card", "Mondays only", "Off"]
    assert press(acme, ANA, SHOW).text.startswith("Acme\n")


def test_several_talks_are_one_line_with_a_card_each(acme: AppFixture) -> None:
    acme.reads(ANA, "/account add Hooli @ana")
    for account in ("Acme", "Hooli"):
        acme.reads(BO, f"/logcall {account} visit 45m: their plant")
        acme.clock.forward(minutes=1)
    acme.pass_time(THURSDAY)
    assert texts(acme, ANA) == [
        "*Colleagues spoke to accounts of yours:*\n"
        "• Bo visited *Acme* on Mon 23 Nov, 45 min: “their plant”\n"
        "• Bo visited *Hooli* on Mon 23 Nov, 45 min: “their plant”"
    ]
    assert buttons(sent(acme, ANA)[0])[:2] == ["Acme", "Hooli"]


def test_what_was_undone_before_thursday_is_not_told_and_no_digest_is_sent(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 45m: they renew")
    acme.press(BO, "conversation_undo", acme.last_seen(BO))
    assert mornings(acme, 4) == []


def test_undone_after_it_was_told_none_of_its_words_stand_there_any_more(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 45m: they renew")
    receipt = acme.last_seen(BO)
    acme.pass_time(THURSDAY)
    acme.press(BO, "conversation_undo", receipt)
    wait_until(lambda: not acme.pass_time() and texts(acme, ANA) == ["Nothing of this morning’s is open any more."])


def test_logged_as_somebody_elses_they_say_that_it_was_not_them(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Globex video 30m by @ana with @chen: the price list")
    acme.pass_time(THURSDAY)
    assert texts(acme, ANA) == ["Bo logged a video call with *Globex* as yours, on Mon 23 Nov: “the price list”."]
    assert "Right: you are not down for" in press(acme, ANA, NOT_ME).text
    wait_until(lambda: not acme.pass_time() and texts(acme, ANA) == ["Nothing of this morning’s is open any more."])


def test_nobody_comes_to_an_account_unannounced(acme: AppFixture) -> None:
    acme.reads(CHEN, "/logcall Acme 20m #complaint exports fail at month's end")
    acme.reads(BO, "/logcall Acme visit 2026-11-25 with @chen: the new plant")
    acme.pass_time()  # the complaint
    acme.pass_time(WEDNESDAY)
    assert texts(acme, ANA)[1:] == [
        "*Today: Acme*, visit, Bo and Chen: “the new plant”. "
        "They were unhappy on Mon 23 Nov: “exports fail at month's end”. Is it better?"
    ]
    assert texts(acme, BO)[0].startswith("*Today: Acme*, visit, you and Chen: ")


def test_whoever_never_logged_or_named_a_number_gets_none_until_they_do(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Globex 30m by @dee: the price list")
    acme.pass_time(THURSDAY)
    assert texts(acme, DEE) == []
    acme.ask_on_mondays()
    acme.pass_time(NEXT_MONDAY - timedelta(hours=1))
    acme.pass_time(NEXT_MONDAY)
    acme.deliver_press(DEE, f"{mondays.NUMBER}:3", "2026-W49 3")
    acme.pass_time(NEXT_MONDAY + timedelta(minutes=30))
    assert [text[:38] for text in texts(acme, DEE)] == ["Bo logged a call with *Globex* as your"]


def test_mondays_name_the_accounts_of_theirs_that_wait_and_none_twice_in_two_weeks(acme: AppFixture) -> None:
    for number in range(7):
        acme.reads(ANA, f"/account add Waiting{number} strategic @ana")
    told = mornings(acme, 40)
    assert [day.isoformat() for day in told] == ["2026-12-07", "2026-12-14", "2026-12-21", "2026-12-28"]
    first, second, third, fourth = texts(acme, ANA)
    assert first.startswith("*Yours that wait:* Waiting") and first.count("here 14 days, not spoken to yet") == 5
    assert second.count(" days") == 2
    assert third.count(" days") == 5 and fourth.count(" days") == 3
    assert buttons(sent(acme, ANA)[0])[-2:] == ["Mondays only", "Off"]


def test_at_most_three_of_a_list_are_worries_none_reproaches_and_the_rest_is_counted(acme: AppFixture) -> None:
    for number in range(5):
        acme.reads(ANA, f"/account add Worried{number} strategic @ana")
        acme.reads(ANA, f"/logcall Worried{number} 20m #complaint exports fail")
    for number in range(3):
        acme.reads(ANA, f"/account add Quiet{number} strategic @ana")
    acme.pass_time(MONDAY_9AM + timedelta(weeks=3))
    first = texts(acme, ANA)[-1]
    assert first.count("a complaint 21 days ago") == 3
    assert first.count("here 21 days, not spoken to yet") == 2
    assert "spoken to since" not in first
    assert " · and 3 more. `/account` has all of yours." in first
    acme.pass_time(MONDAY_9AM + timedelta(weeks=4))
    assert texts(acme, ANA)[-1].count("a complaint 28 days ago") == 2


def test_an_account_spoken_to_since_stands_in_no_list(acme: AppFixture) -> None:
    acme.reads(ANA, "/account add Hooli strategic @ana")
    acme.clock.now = datetime(2026, 12, 6, 12, tzinfo=UTC)
    acme.reads(BO, "/logcall Hooli 20m: hello")
    acme.pass_time(datetime(2026, 12, 7, 8, tzinfo=UTC))
    assert [text[:23] for text in texts(acme, ANA)] == ["Bo called *Hooli* yeste"]


def test_off_is_off_and_what_was_to_be_told_is_not_told_in_a_heap_when_it_is_on_again(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 45m: they renew")
    acme.pass_time(THURSDAY)
    assert press(acme, ANA, messages.OFF).text.startswith("*Off.* No more morning messages.")
    acme.reads(BO, "/logcall Acme 46m: they renew again")
    assert mornings(acme, 30) == []
    home = acme.home(ANA)
    switch = f"{switches.CHOOSE}:{DIGEST}"
    (menu,) = [each for each in of_type(home.given, "static_select") if each["action_id"] == switch]
    assert menu["initial_option"]["value"] == Mode.OFF.value
    acme.press_in(ANA, home, switch, selected_option=menu["options"][0])
    assert mornings(acme, 4) in ([], [date(2026, 12, 28)])
    assert "they renew again" not in str(texts(acme, ANA))


def test_on_mondays_only_the_week_ahead_is_told_then(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 45m: they renew")
    acme.pass_time(THURSDAY)
    assert press(acme, ANA, messages.MONDAYS).text.startswith("*Mondays only.*")
    acme.reads(ANA, "/logcall Globex 30m: hello next: send pricing 2026-12-02")
    acme.reads(BO, "/logcall Acme 50m: once more")
    assert mornings(acme, 9) == [NEXT_MONDAY.date()]
    assert texts(acme, ANA)[-1].split("\n") == [
        "*Wed 2 Dec, for Globex: send pricing*, from your call on Thu 26 Nov.",
        "Bo called *Acme* on Thu 26 Nov, 50 min: “once more”.",
    ]


def test_closed_days_and_absences_put_it_off_also_where_they_are_told_late(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 45m: they renew")
    with acme.runtime.deps.transaction(acme.team.id) as scope:
        closed_days.choose(scope, [THURSDAY.date()])
        preferences.add_absence(scope, ANA, Span(date(2026, 11, 27), date(2026, 12, 1)))
    assert mornings(acme, 9) == [date(2026, 12, 2)]


def test_it_is_looked_at_again_at_the_moment_of_sending(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 45m: they renew")
    acme.clock.now = THURSDAY
    due_jobs.run(acme.runtime.deps)
    with acme.runtime.deps.transaction(acme.team.id) as scope:
        preferences.add_absence(scope, ANA, Span(THURSDAY.date(), THURSDAY.date()))
    assert acme.pass_time() == [f"{acme.team.id} digest 2026-11-26: expired (no longer true)"]
    assert mornings(acme, 1) == [date(2026, 11, 27)]


def test_two_ticks_send_one_digest_and_a_quiet_round_looks_at_nobody(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 45m: they renew")
    acme.clock.now = THURSDAY
    for _ in range(2):
        due_jobs.run(acme.runtime.deps)
    acme.pass_time()
    acme.pass_time(THURSDAY + timedelta(hours=1))
    assert len(sent(acme, ANA)) == 1
    with acme.runtime.deps.database.reading() as session:
        assert due_workspaces.with_digests_due(session, now=acme.clock.now) == []


def test_what_came_too_late_for_the_morning_comes_with_the_next(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 45m: they renew")
    acme.pass_time(THURSDAY + timedelta(hours=3))
    assert texts(acme, ANA) == []
    acme.clock.now = THURSDAY + A_DAY
    due_jobs.run(acme.runtime.deps)
    acme.pass_time(THURSDAY + A_DAY + timedelta(hours=3))  # nobody was there to send it
    assert texts(acme, ANA) == []
    assert mornings(acme, 3) == [NEXT_MONDAY.date()]


def test_it_comes_in_the_morning_of_where_somebody_is_now(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 45m: they renew")
    there = acme.sandbox.workspace
    there.change_person(replace(there.people[ANA], tz="Asia/Tokyo"))
    acme.pass_time(datetime(2026, 11, 25, 23, 59, tzinfo=UTC))
    assert texts(acme, ANA) == []
    acme.pass_time(datetime(2026, 11, 26, 0, 1, tzinfo=UTC))
    assert len(sent(acme, ANA)) == 1


def test_more_than_five_are_counted(acme: AppFixture) -> None:
    for number in range(7):
        acme.reads(ANA, f"/logcall Globex {20 + number}m: hello next: send part {number} thu")
    acme.pass_time(THURSDAY)
    (text,) = texts(acme, ANA)
    assert text.count("*Today, for Globex: send part") == 5
    assert text.endswith("\nAnd 2 more; your Home tab and the accounts’ cards have them.")


def test_a_paused_workspace_sends_no_digest_and_what_waited_is_told_when_it_goes_on(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 45m: they renew if exports hold.")
    paused(acme)
    assert mornings(acme, 4) == []
    with acme.runtime.deps.database.reading() as session:
        assert due_workspaces.with_digests_due(session, now=acme.clock.now) == []
    acme.press_in(ANA, acme.home(ANA), pauses.RESUME)
    acme.pass_time()
    assert texts(acme, ANA) == ["Bo called *Acme* on Mon 23 Nov, 45 min: “they renew if exports hold”."]


def test_a_promise_of_a_day_within_a_pause_is_told_on_its_last_day(acme: AppFixture) -> None:
    acme.reads(ANA, "/logcall Acme 20m: hello next: send pricing by tue")
    acme.press_in(ANA, acme.home(ANA), pauses.PAUSE)
    acme.save(ANA, **{pauses.UNTIL: WEDNESDAY.date().isoformat()})
    assert mornings(acme, 3) == [WEDNESDAY.date()]
    assert "send pricing" in texts(acme, ANA)[0]


def test_a_digest_that_waits_when_the_workspace_is_paused_is_held_and_told_later(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 45m: they renew if exports hold.")
    acme.clock.now = THURSDAY
    acme.sandbox.refuse("chat.postMessage", "service_unavailable")
    acme.pass_time(within=0)
    paused(acme)
    acme.pass_time(THURSDAY + timedelta(hours=1))
    assert texts(acme, ANA) == []
    acme.press_in(ANA, acme.home(ANA), pauses.RESUME)
    acme.pass_time(THURSDAY + A_DAY)
    assert texts(acme, ANA) == ["Bo called *Acme* on Mon 23 Nov, 45 min: “they renew if exports hold”."]
