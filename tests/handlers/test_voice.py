"""/voice: what customers told us is found by its words, and whoever heard it is asked."""

from typing import Any

import pytest

from bot.messages.conversations import receipts
from bot.messages.insights import asking, quotes, voice
from bot.sandbox import PostedMessage
from tests.app_fixture import ANA, BO, CHEN, AppFixture


@pytest.fixture
def acme(app: AppFixture) -> AppFixture:
    """Two accounts that spoke of exports, in a note, an insight and a promise."""
    for name in ("Acme", "Globex"):
        app.reads(ANA, f"/account add {name}")
    app.reads(BO, "/logcall Acme 20m with Jo Lee: worried about exports #like the new editor next: fix the export fri")
    app.reads(ANA, "/logcall Globex visit 45m last tuesday: hello #complaint exporting times out")
    return app


def sent_to(acme: AppFixture, person: str) -> list[PostedMessage]:
    """The direct messages somebody has, once what is due was sent."""
    acme.pass_time()
    return acme.sandbox.messages(acme.sandbox.workspace.dm_of(person))


def test_a_word_is_found_in_a_note_an_insight_and_a_promise_by_account_and_month(acme: AppFixture) -> None:
    acme.reads(CHEN, "/voice exports")
    shown = [block["text"]["text"] for block in acme.last_seen(CHEN).blocks or () if block["type"] == "section"]
    assert shown == [
        "*“exports”:* 3 quotes from 2 accounts: Acme 2 and Globex 1.",
        "*Acme*, November",
        "> *Note* “worried about exports”\nBo, with Jo Lee, today",
        "> *Promised* “fix the export”\nBo, with Jo Lee, today",
        "*Globex*, November",
        "> *Complaint* “exporting times out”\nAna, Tue 17 Nov",
    ]


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("/voice", "*What customers told us in the last 30 days:* 2 quotes from 2 accounts"),
        ("/voice complaint", "*What customers told us, complaints alone in the last 30 days:* 1 quote from 1 account"),
        ("/voice exports 2d", "*“exports” in the last 2 days:* 2 quotes from 1 account"),
        ("/voice EXPORT complaints", "*“EXPORT”, complaints alone:* 1 quote from 1 account"),
        ("/touchbase voice slow", "*“slow”:* nothing that everybody may read."),
        ("/voice !!", "I look for words with a letter or a digit"),
        ("/voice help", "*/voice* finds what customers told us."),
    ],
)
def test_words_days_and_a_kind_narrow_it(acme: AppFixture, typed: str, answer: str) -> None:
    assert acme.reads(CHEN, typed).startswith(answer)


def test_without_words_complaints_come_first(acme: AppFixture) -> None:
    text = acme.reads(CHEN, "/voice")
    assert text.index("exporting times out") < text.index("the new editor")


def test_themes_are_words_that_several_accounts_share(acme: AppFixture) -> None:
    acme.reads(CHEN, "/logcall Acme 20m: hello #request invoices by mail")
    acme.reads(CHEN, "/logcall Globex 20m: hello #complaint the invoice was wrong")
    line = acme.reads(BO, "/voice").splitlines()[1]
    assert line.startswith("Several speak of: *invoice") and line.endswith("(2: Globex and Acme)")


def test_what_is_private_is_in_no_answer_and_in_no_count(acme: AppFixture) -> None:
    before = acme.reads(CHEN, "/voice exports"), acme.reads(CHEN, "/voice")
    acme.reads(BO, "/logcall Globex private 20m: exports canary #complaint exports of the editor canary next: export")
    assert (acme.reads(CHEN, "/voice exports"), acme.reads(CHEN, "/voice")) == before
    assert acme.reads(BO, "/voice canary").startswith("*“canary”:* nothing that everybody may read.")


def test_what_was_taken_back_or_made_private_is_found_no_more(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m: zebra crossing")
    receipt = acme.last_seen(BO)
    assert "1 quote" in acme.reads(CHEN, "/voice zebras")
    acme.press(BO, receipts.UNDO, receipt)
    assert "nothing" in acme.reads(CHEN, "/voice zebras")
    acme.press(BO, receipts.PUT_BACK, acme.last_seen(BO))
    assert "1 quote" in acme.reads(CHEN, "/voice zebras")


def test_of_many_all_are_behind_a_button_in_pages(acme: AppFixture) -> None:
    for number in range(11):
        acme.reads(BO, f"/logcall Acme 20m {number + 1} days ago: llama number {number}")
    assert "11 quotes from 1 account" in acme.reads(CHEN, "/voice llamas")
    acme.sandbox.press(CHEN, acme.last_seen(CHEN), voice.ALL)
    acme.settle()
    assert "number 0" in str(acme.form(CHEN).given) and "number 9" not in str(acme.form(CHEN).given)
    acme.press_in(CHEN, acme.form(CHEN), voice.OLDER)
    assert "number 9" in str(acme.form(CHEN).given)
    acme.press_in(CHEN, acme.form(CHEN), voice.NEWER)
    assert "number 0" in str(acme.form(CHEN).given)


def ask(acme: AppFixture, question: str) -> dict[str, Any]:
    """Let chen ask about the first quote of their last answer."""
    acme.sandbox.press(CHEN, acme.last_seen(CHEN), f"{quotes.ASK}:0")
    acme.settle()
    return acme.save(CHEN, **{asking.QUESTION: question})


def test_whoever_heard_it_is_asked_with_the_quote(acme: AppFixture) -> None:
    acme.reads(CHEN, "/voice worried")
    assert "Ask Bo" in str(acme.last_seen(CHEN).blocks)
    assert ask(acme, "Which exports?")["response_action"] == "update"
    assert sent_to(acme, BO)[-1].text == (
        "*Chen asks you about Acme:*\n> Which exports?\nYou heard:\n"
        "> *Note* “worried about exports”\nBo, with Jo Lee, today\nWrite to Chen to answer; I pass nothing on."
    )


def test_a_form_that_comes_twice_asks_once_and_one_without_a_question_stays_open(acme: AppFixture) -> None:
    acme.reads(CHEN, "/voice worried")
    assert ask(acme, "   ")["response_action"] == "errors"
    view = acme.form(CHEN)
    for _ in range(2):
        acme.deliver_form(CHEN, view, **{asking.QUESTION: "Which exports?"})
    assert sum("asks you about" in each.text for each in sent_to(acme, BO)) == 1


def test_nobody_asks_themself_nor_is_anybody_asked_about_what_was_taken_back(acme: AppFixture) -> None:
    receipt = acme.last_seen(BO)
    acme.reads(BO, "/voice worried")
    assert quotes.ASK not in str(acme.last_seen(BO).blocks)
    acme.reads(CHEN, "/voice worried")
    ask(acme, "Which exports?")
    acme.press(BO, receipts.UNDO, receipt)
    assert not any("asks you about" in each.text for each in sent_to(acme, BO))


def test_a_question_that_was_sent_loses_the_quote_when_it_is_taken_back(acme: AppFixture) -> None:
    receipt = acme.last_seen(BO)
    acme.reads(CHEN, "/voice worried")
    ask(acme, "Which exports?")
    assert "worried about exports" in sent_to(acme, BO)[-1].text
    acme.press(BO, receipts.UNDO, receipt)
    acme.pass_time()
    acme.clock.forward(minutes=1)
    assert sent_to(acme, BO)[-1].text == (
        "*Chen asked you about Acme:*\n> Which exports?\nWhat it was about was withdrawn by Bo."
    )
