"""Monday's question: pressed, changed, summed up in the channel, and set against what came of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.accounts.waiting import nudge_list
from bot.messages.conversations import receipts
from bot.messages.weekly import mondays
from bot.sandbox import PostedMessage
from bot.services.accounts import waiting
from bot.storage.workspace import closed_days
from bot.storage.workspace import tables as workspace_tables
from tests.app_fixture import ANA, BO, CHEN, CUSTOMERS, DEE, FAY, GUS, AppFixture
from tests.conftest import MONDAY_9AM
from tests.handlers.reading import buttons

FRIDAY_4PM = datetime(2026, 11, 27, 15, tzinfo=UTC)
A_WEEK = timedelta(weeks=1)


@pytest.fixture
def asked(open_app: Callable[..., AppFixture]) -> AppFixture:
    """Monday morning with two accounts, one of them ana's, and the question in the channel."""
    return ask(open_app(now=MONDAY_9AM))


def ask(app: AppFixture) -> AppFixture:
    app.reads(ANA, "/account add Acme strategic @ana")
    app.reads(ANA, "/account add Globex strategic")
    app.ask_on_mondays()
    app.pass_time()
    return app


def post(app: AppFixture) -> PostedMessage:
    """The question as it reads now."""
    app.pass_time()
    return [each for each in app.sandbox.messages(CUSTOMERS) if "will you speak to" in each.text][-1]


def press(app: AppFixture, person: str, number: int, message: PostedMessage | None = None) -> str:
    """Press a number; what only they read then."""
    app.sandbox.press(person, message or post(app), f"{mondays.NUMBER}:{number}")
    app.settle()
    return app.last_seen(person).text


def leaves(app: AppFixture, person: str) -> None:
    app.sandbox.workspace.change_person(replace(app.sandbox.workspace.people[person], deleted=True))
    with app.runtime.deps.database.transaction() as session:
        schema_row = workspace_tables.members.c.id == person
        session.execute(workspace_tables.members.update().where(schema_row).values(is_deactivated=True))


def test_the_question_is_asked_once_and_its_sum_grows_as_numbers_come(app: AppFixture) -> None:
    asked = ask(app)
    assert "so far" not in post(asked).text
    assert press(asked, ANA, 3) == "*3 it is.* Your number is yours to change: press another one."
    press(asked, BO, 5)
    assert "2 people, 8 customers so far." in post(asked).text
    press(asked, BO, 10)
    assert "2 people, 13 customers so far." in post(asked).text
    assert len(asked.posts) == 1
    assert asked.pass_time() == []


def test_the_first_question_after_first_entries_says_what_is_new_and_blames_no_missing_number(
    open_app: Callable[..., AppFixture],
) -> None:
    app = open_app(now=MONDAY_9AM - timedelta(days=3))
    app.reads(ANA, "/account add Acme")
    app.reads(BO, "/logcall Acme 20m first chat")
    app.ask_on_mondays()
    app.pass_time(MONDAY_9AM)
    assert "Last week: 1 customer spoken to. New here: press a number" in post(app).text
    app.reads(BO, "/logcall Acme 20m second chat")
    app.pass_time(MONDAY_9AM + A_WEEK)
    assert "Last week: 1 customer spoken to. Nobody had named a number." in post(app).text


def test_another_number_is_typed_into_a_form_and_a_wrong_one_stays_there(asked: AppFixture) -> None:
    asked.sandbox.press(ANA, post(asked), mondays.OTHER)
    for wrong in ("-1", "1000", "2.5", "some", "٣"):
        assert asked.save(ANA, number=wrong)["errors"] == {"number": "A whole number from 0 to 999, such as 4."}
    saved = asked.save(ANA, number="12")
    assert "12 it is." in str(saved["view"])
    assert "1 person, 12 customers so far." in post(asked).text
    asked.sandbox.press(ANA, post(asked), mondays.OTHER)
    assert "0 it is. I leave you in peace this week." in str(asked.save(ANA, number="0")["view"])
    assert "so far" not in post(asked).text


def test_whom_first_are_ones_own_that_wait_and_their_card_is_a_press_away(open_app: Callable[..., AppFixture]) -> None:
    app = open_app(now=MONDAY_9AM - timedelta(days=30))
    for account in ("Acme strategic @ana", "Globex strategic", "Hooli strategic @bo", "Umbrella strategic"):
        app.reads(ANA, f"/account add {account}")
    app.reads(BO, "/logcall Globex 20m hello")
    app.clock.now = MONDAY_9AM
    app.ask_on_mondays()
    app.pass_time()
    assert [line.partition(",")[0] for line in post(app).text.splitlines()[-3:]] == ["*Acme*", "*Globex*", "*Hooli*"]
    assert press(app, BO, 3).startswith("*3. Who first?*")
    question = app.last_seen(BO)
    assert buttons(question)[0] == "Hooli, not spoken to yet"
    app.sandbox.press(BO, question, f"{mondays.SPEAK_TO}:0")
    app.settle()
    assert app.last_seen(BO).text.startswith("*Hooli it is.* Here is what to know")
    assert app.press(BO, mondays.SEE, question).text.startswith("Right.")
    app.sandbox.press(CHEN, post(app), f"{mondays.SPEAK_TO}:1")
    app.settle()
    assert app.last_seen(CHEN).text.startswith("*Globex it is.*")
    assert [each.details.state for each in app.kept] == ["held"]


def test_a_press_under_last_weeks_question_says_so_and_changes_nothing(asked: AppFixture) -> None:
    old = post(asked)
    press(asked, ANA, 3)
    asked.clock.forward(days=7)
    assert press(asked, BO, 5, old).startswith("That week is over: press a number under this week’s")
    asked.sandbox.press(BO, old, mondays.OTHER)
    asked.settle()
    assert asked.sandbox.views(BO) == []
    asked.pass_time()
    this, last = [each for each in reversed(asked.sandbox.messages(CUSTOMERS)) if "will you speak" in each.text]
    assert "1 person, 3 customers so far." in last.text
    assert "so far" not in this.text
    assert "we meant" not in this.text and "Nothing was logged last week" in this.text


def test_guests_and_people_of_other_companies_name_no_number(asked: AppFixture) -> None:
    for person in (GUS, FAY):
        assert "members of Initech" in press(asked, person, 5)
    assert "so far" not in post(asked).text


def test_a_closed_day_is_no_working_day_for_an_account_that_somebody_wrote_to(asked: AppFixture) -> None:
    asked.reads(ANA, "/account add Umbrella strategic")
    asked.clock.forward(days=30)
    asked.reads(BO, "/logcall Umbrella email: any news")
    assert [each.details.kind for each in asked.kept] == ["message"]
    workspace_id, deps = asked.team.id, asked.runtime.deps
    today = asked.clock.now.date()

    def is_nudged(on: date) -> bool:
        with deps.reading(workspace_id) as scope:
            listed = nudge_list(waiting.account_statuses(scope, on))
        return "Umbrella" in [each.account.name for each in listed]

    in_a_week = today + timedelta(days=7)
    assert not is_nudged(in_a_week - timedelta(days=1)) and is_nudged(in_a_week)
    with deps.transaction(workspace_id) as scope:
        closed_days.choose(scope, [today + timedelta(days=1)])
    assert not is_nudged(in_a_week) and is_nudged(in_a_week + timedelta(days=1))


def test_the_receipt_and_friday_set_what_was_done_against_what_was_meant(asked: AppFixture) -> None:
    for person, number in ((ANA, 1), (BO, 3), (CHEN, 1), (DEE, 1)):
        press(asked, person, number)
    assert "1 of your 3 customers this week." in asked.reads(BO, "/logcall Acme 20m hello")
    assert "this week" not in asked.reads(BO, "/logcall Acme 25m again")
    assert "1 of your 1 customer this week." in asked.reads(ANA, "/logcall Acme 20m hello")
    assert "2 customers this week; you meant 1." in asked.reads(ANA, "/logcall Globex 20m hello")
    for person in (CHEN, DEE):
        asked.reads(person, "/logcall Acme 20m hello")
    with asked.runtime.deps.database.transaction() as session:
        chen = workspace_tables.members.c.id == CHEN
        session.execute(workspace_tables.members.update().where(chen).values(opted_out=True))
    leaves(asked, DEE)
    asked.pass_time(FRIDAY_4PM)
    said = asked.posts[-1].text
    assert said.splitlines()[0] == "Week 48 (23–27 Nov): 2 customers"
    assert "2 customers; 4 of the 6 we meant." in said
    assert "Kept their number: Ana." in said


def test_whose_number_comes_before_slack_says_who_they_are_counts_once_it_does(asked: AppFixture) -> None:
    asked.sandbox.refuse("users.info", "internal_error", times=3)
    press(asked, DEE, 5)
    assert "so far" not in post(asked).text
    asked.sandbox.fail_at_random("users.info", {}, seed=1)
    for _ in range(3):
        asked.pass_time()
    assert "1 person, 5 customers so far." in post(asked).text


def test_the_last_word_stands_beside_who_waits_until_it_is_taken_back_or_made_private(app: AppFixture) -> None:
    app.clock.forward(days=-30)
    for account in ("Acme", "Globex", "Hooli"):
        app.reads(ANA, f"/account add {account} strategic @ana")
        app.reads(BO, f"/logcall {account} 20m #complaint exports fail")
    app.reads(BO, "/logcall Acme 20m private they may leave")
    app.clock.now = MONDAY_9AM
    app.ask_on_mondays()
    app.pass_time()
    assert post(app).text.count("last word “exports fail”") == 3
    assert "leave" not in post(app).text
    by_account = {each.account_name: each.id for each in app.kept if not each.details.private}
    app.deliver_press(BO, receipts.UNDO, by_account["Globex"])
    assert post(app).text.count("last word “exports fail”") == 2
    app.deliver_press(BO, receipts.EDIT, by_account["Hooli"])
    app.save(BO, private=True)
    assert post(app).text.count("last word “exports fail”") == 1
