"""The Home tab by role: an executive's accounts first, a seller's that wait, an engineer's first day; and the question
whether to keep an account, hand it over or let it rest."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.weekly.posts import MONTHLY
from bot.messages.accounts import keep_or_rest
from bot.messages.accounts.cards import LOG, OPEN, PLAN, WORDS
from bot.messages.setup import previews
from bot.messages.sponsors.sponsors import CONFIRM, YES
from bot.messages.weekly import mondays
from bot.sandbox.views import View
from tests.app_fixture import ANA, BO, CHEN, DEE, AppFixture
from tests.conftest import MONDAY_9AM
from tests.handlers.test_digests import press, sent, texts
from tests.handlers.test_settings import words_of

A_DAY = timedelta(days=1)


@pytest.fixture
def acme(app: AppFixture) -> AppFixture:
    """Acme is ana's, and dee sponsors it, as Hooli; both were spoken to and complained 40 days ago."""
    for person in (BO, CHEN, DEE):
        app.home(person)
    for account in ("Acme", "Hooli"):
        app.reads(ANA, f"/account add {account} enterprise @ana")
        app.reads(BO, f"/sponsor {account} @dee")
        app.reads(ANA, f"/sponsor {account}")
        app.press(ANA, f"{CONFIRM}:0")
    app.reads(BO, "/logcall Acme 20m: their exports #complaint exports fail at month’s end")
    app.clock.forward(days=40)
    app.reads(BO, "/logcall Hooli 20m: hello")
    return app


def headers(view: View) -> list[str]:
    return [block["text"]["text"] for block in view.given["blocks"] if block["type"] == "header"]


def test_an_executive_sees_first_their_accounts_who_waits_and_words_to_begin_with(acme: AppFixture) -> None:
    acme.reads(ANA, "/logcall Acme visit tomorrow by @dee")
    acme.reads(ANA, "/logcall Hooli 20m next: send pricing for @dee")
    acme.reads(ANA, "/account add Initech enterprise @ana")
    acme.reads(BO, "/sponsor Initech @dee")
    home = acme.home(DEE)
    assert headers(home)[:2] == ["Your accounts", "Asked of you"]
    text = words_of(home)
    assert "● Acme: waits, a complaint 40 days ago, not spoken to since (you sponsor them)" in text
    assert "Hooli: spoken to today (you sponsor them)" in text
    assert "*Next:" not in text  # a visit is planned already
    assert "*Will you be Initech’s executive sponsor?* Bo asks." in text
    acme.press_in(DEE, home, next(each for each in ids(home) if each.startswith(YES)))
    assert "You are Initech’s executive sponsor." in words_of(acme.form(DEE))
    assert "Asked of you" not in headers(acme.home(DEE))


def ids(view: View) -> list[str]:
    found = [block.get("accessory", {}) for block in view.given["blocks"]]
    found += [each for block in view.given["blocks"] for each in block.get("elements", [])]
    return [each["action_id"] for each in found if "action_id" in each]


def test_the_next_one_has_a_reason_a_question_and_what_to_press(acme: AppFixture) -> None:
    home = acme.home(DEE)
    assert (
        "*Next: Acme* (you sponsor them), a complaint 40 days ago, not spoken to since. "
        "They were unhappy on Mon 23 Nov 2026: “exports fail at month’s end”. Is it better?" in words_of(home)
    )
    for action_id in (f"{WORDS}:next", f"{PLAN}:next", f"{LOG}:next"):
        acme.press_in(DEE, acme.home(DEE), action_id)
        acme.sandbox.close(DEE, acme.form(DEE).id)
    card = next(each for each in ids(home) if each.startswith(OPEN))
    acme.press_in(DEE, acme.home(DEE), card)
    assert "Acme" in str(acme.form(DEE).given)
    assert headers(acme.home(CHEN)) == ["What I write to you"]


def test_a_seller_sees_their_number_and_below_what_is_theirs_to_do_what_waits(acme: AppFixture) -> None:
    acme.reads(ANA, "/logcall Hooli 20m next: send pricing")
    acme.reads(ANA, "/logcall Hooli 20m tomorrow")
    acme.deliver_press(ANA, f"{mondays.NUMBER}:3", "2027-W53 3")
    found = headers(acme.home(ANA))
    assert found.index("You promised") < found.index("Your accounts") < found.index("Your last entries")
    waiting = [block["text"]["text"] for block in acme.home(ANA).given["blocks"] if "accessory" in block]
    assert [line.partition(",")[0] for line in waiting if "not spoken to since" in line] == ["*Next: Acme*"]


def test_a_number_stands_beside_what_was_reached_and_nobody_is_told_what_is_missing(app: AppFixture) -> None:
    app.reads(ANA, "/account add Acme")
    app.deliver_press(BO, f"{mondays.NUMBER}:2", "2026-W48 2")
    app.settle()
    assert "*You meant 2 customers this week.* None is logged yet." in words_of(app.home(BO))
    app.reads(BO, "/logcall Acme 20m: hello")
    assert "*1 customer of the 2 you meant this week.*" in words_of(app.home(BO))
    app.deliver_press(BO, f"{mondays.NUMBER}:1", "2026-W48 1")
    app.settle()
    assert "*1 customer this week*; you meant 1." in words_of(app.home(BO))


def long_silent(app: AppFixture) -> AppFixture:
    """Acme is ana's and may go 30 days; it is the Monday after twice of that, and she gets digests."""
    app.reads(ANA, "/account add Acme enterprise @ana")
    app.reads(ANA, "/account add Globex strategic @ana")
    app.reads(ANA, "/logcall Globex 20m: hello")
    app.clock.now = MONDAY_9AM + 69 * A_DAY
    app.reads(BO, "/logcall Globex 20m: hello")
    app.pass_time(MONDAY_9AM + 70 * A_DAY)
    return app


def test_of_an_account_that_is_silent_for_long_its_owner_is_asked_once_with_mondays_digest(app: AppFixture) -> None:
    long_silent(app)
    assert "*Acme, here 70 days, not spoken to yet: keep, hand over, or let it rest?* " in texts(app, ANA)[-1]
    assert "Nobody else is told before Mon 8 Feb." in texts(app, ANA)[-1]
    assert "Yours that wait" not in texts(app, ANA)[-1]
    before = len(sent(app, ANA))
    for number in range(71, 100):
        app.pass_time(MONDAY_9AM + number * A_DAY)
    assert "*Acme, here" not in "".join(text for text in texts(app, ANA)[before:] if "keep, hand over" in text)
    assert [text for person in (BO, CHEN, DEE) for text in texts(app, person) if "keep, hand over" in text] == []


def test_let_it_rest_ends_the_question_and_undo_begins_it_again(app: AppFixture) -> None:
    long_silent(app)
    assert "Nobody is reminded of it any more" in press(app, ANA, keep_or_rest.REST).text
    assert "Resting" in app.reads(BO, "/account Acme")
    assert "Keep, hand over" not in str(app.home(ANA).given)


def test_home_asks_the_same_and_hands_over(app: AppFixture) -> None:
    long_silent(app)
    home = app.home(ANA)
    assert "Keep, hand over, or let it rest?" in str(home.given)
    app.press_in(ANA, home, keep_or_rest.HAND_OVER)
    app.save(ANA, owner=[BO])
    assert "Bo (owner)" in app.reads(ANA, "/account Acme")
    assert "Your accounts" not in headers(app.home(ANA)) or "Acme" not in str(app.home(ANA).given)


def test_what_nobody_answers_stands_on_the_next_monthly_page_without_a_name(app: AppFixture) -> None:
    long_silent(app)
    assert "Keep, hand over" not in page(app)
    app.clock.now = datetime(2027, 2, 8, 10, tzinfo=UTC)
    assert "*Keep, hand over, or let it rest?* Asked a week ago, still open:" in page(app)
    app.reads(BO, "/logcall Acme 20m: hello")
    assert "Keep, hand over" not in page(app)


def page(app: AppFixture) -> str:
    app.press_in(ANA, app.home(ANA), f"{previews.SHOW}:{MONTHLY}")
    view = app.form(ANA)
    app.sandbox.close(ANA, view.id)
    return words_of(view)
