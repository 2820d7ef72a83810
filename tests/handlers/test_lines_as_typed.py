"""Lines as people type them, end to end: several customers, doubts that one press settles, and no line at all."""

from datetime import date

import pytest

from bot.domain.conversations.model import Kind, State
from bot.messages.conversations.receipt_parts.doubts import READ_OTHERWISE, UNDO
from bot.sandbox import PostedMessage
from tests.app_fixture import ANA, BO, AppFixture
from tests.handlers.reading import buttons
from tests.ways import in_turn


@pytest.fixture
def customers(app: AppFixture) -> AppFixture:
    for name in ("Acme", "Globex", "Hooli"):
        app.reads(ANA, f"/account add {name}")
    return app


def test_three_customers_in_one_line_are_an_entry_each_in_one_receipt(customers: AppFixture) -> None:
    receipt = _typed(customers, "/logcall Acme, Globex and Hooli: dinner 3h, budgets are frozen")
    assert sorted(kept.account_name for kept in customers.kept) == ["Acme", "Globex", "Hooli"]
    assert {(kept.details.kind, kept.details.minutes) for kept in customers.kept} == {(Kind.VISIT, 180)}
    assert receipt.text.startswith("3 conversations logged.")
    assert buttons(receipt) == ["Undo all"]


@in_turn(
    ["line"],
    [
        "Acme 20m private: layoffs, Globex 30m pricing leak",
        "Acme 20m private\nGlobex 30m call about the layoffs",
        "Acme 20m layoffs, Globex 30m pricing, private",
        "Acme 20m the CFO leaves #private",
        "Acme 20m sie gehen, privat bitte",
        "Acme 15m the CFO is leaving - please keep confidential",
    ],
)
def test_private_said_once_holds_for_every_customer_of_a_line(customers: AppFixture, line: str) -> None:
    customers.reads(BO, f"/logcall {line}")
    assert {kept.details.private for kept in customers.kept} == {True}


def test_an_answer_about_one_customer_logs_the_others_too(customers: AppFixture) -> None:
    line = "Zebra + Globex 30m pricing"
    typed = customers.type(BO, f"/logcall {line}", trigger_id="t1.1")
    assert typed.status == 200
    question = customers.last_seen(BO)
    for _ in range(2):
        customers.press(BO, "draft_new_customer", question)
    customers.type(BO, f"/logcall {line}", trigger_id="t1.1")
    assert sorted(kept.account_name for kept in customers.kept) == ["Globex", "Zebra"]
    assert {kept.details.note for kept in customers.kept} == {"pricing"}


def test_a_line_of_several_that_was_sent_before_is_asked_about(customers: AppFixture) -> None:
    customers.reads(BO, "/logcall Acme + Globex 30m pricing")
    assert "same" in customers.reads(BO, "/logcall Acme + Globex 30m pricing").casefold()
    assert len(customers.kept) == 2


def test_a_date_of_two_readings_is_said_first_and_corrected_by_one_press(customers: AppFixture) -> None:
    receipt = _typed(customers, "/logcall Hooli 10/11 20m pricing")
    assert receipt.text.startswith("Check the date: I read it as Tue 10 Nov.")
    corrected = customers.press(BO, f"{READ_OTHERWISE}:0")
    assert "Check the date: I read it" not in corrected.text
    assert [kept.details.on for kept in customers.kept] == [date(2026, 10, 11)]


def test_the_upper_end_of_a_range_is_taken_and_the_lower_one_offered(customers: AppFixture) -> None:
    receipt = _typed(customers, "/logcall Hooli 20-30m pricing")
    assert "It was 20 min" in buttons(receipt)
    customers.press(BO, f"{READ_OTHERWISE}:0")
    assert [kept.details.minutes for kept in customers.kept] == [20]


def test_a_day_ahead_that_the_note_speaks_against_can_be_turned_back(customers: AppFixture) -> None:
    customers.reads(BO, "/logcall lunch with Hooli on friday, good mood")
    assert [kept.details.state for kept in customers.kept] == [State.PLANNED]
    customers.press(BO, f"{READ_OTHERWISE}:0")
    assert [(kept.details.state, kept.details.on) for kept in customers.kept] == [(State.HELD, date(2026, 11, 20))]


def test_a_promise_read_out_of_a_sentence_can_be_dropped(customers: AppFixture) -> None:
    customers.reads(BO, "/logcall Hooli 20m. Will send the contract by friday")
    assert [kept.details.follow_up is not None for kept in customers.kept] == [True]
    customers.press(BO, f"{READ_OTHERWISE}:0")
    assert [kept.details.follow_up for kept in customers.kept] == [None]
    assert "Will send the contract by friday" in customers.kept[0].details.note


def test_a_contact_met_before_names_the_account(customers: AppFixture) -> None:
    customers.reads(BO, "/logcall Acme 20m with Jo Lee: renewal")
    customers.reads(BO, "/logcall Jo Lee 15m pricing")
    assert sorted((kept.account_name, kept.details.minutes) for kept in customers.kept) == [("Acme", 15), ("Acme", 20)]


def test_a_new_prospect_is_offered_by_the_words_of_its_name_alone(customers: AppFixture) -> None:
    question = _typed(customers, "/logcall intro call with new lead Zenith Labs 30m")
    assert "New prospect “Zenith Labs”" in buttons(question)
    assert customers.kept == []


@in_turn(
    ("typed", "answer"),
    [
        ("hi", "Hello."),
        ("thanks!", "Any time"),
        ("what is going on with Globex?", "`/account Globex`"),
        ("remind me to call Hooli", "`/account Hooli`"),
        ("need to call Hooli", "`/logcall call Hooli on friday`"),
        ("hi Globex", "`/account Globex`"),
        ("list", "`/account list`"),
        ("undo", "There is nothing of yours to undo"),
    ],
)
def test_what_is_no_line_is_answered_with_a_way_on_and_nothing_is_kept(
    customers: AppFixture, typed: str, answer: str
) -> None:
    said = _typed(customers, f"/logcall {typed}")
    assert answer in said.text and "Which account" not in said.text
    assert customers.kept == []


def test_a_list_of_which_only_one_customer_was_read_says_so(customers: AppFixture) -> None:
    receipt = _typed(customers, "/logcall Acme 20m, Hooli call about pricing")
    assert "I logged this one alone" in receipt.text and "Undo" in buttons(receipt)
    assert [kept.account_name for kept in customers.kept] == ["Acme"]


def test_the_command_to_type_has_the_whole_name_of_the_account(customers: AppFixture) -> None:
    name = f"Wholesale & Sons of {'Northumberland ' * 5}Trading"
    customers.reads(ANA, f'/account add "{name}"')
    said = _typed(customers, f"/logcall what about {name}?").text
    assert f"`/account {name}`".replace("&", "&amp;") in said
    assert customers.reads(ANA, f"/account {name}").startswith("Wholesale")


def test_the_last_entry_comes_back_with_its_buttons(customers: AppFixture) -> None:
    customers.reads(BO, "/logcall Acme 20-30m renewal")
    receipt = _typed(customers, "/logcall last")
    assert receipt.text.startswith("Check the time: I put down 30 min.\n*Acme* · call · 30 min")
    assert buttons(receipt) == ["It was 20 min", "Edit", "Undo", "What did they say?", "Share"]


@pytest.mark.parametrize("typed", ["undo", "delete last"])
def test_typing_undo_asks_about_the_last_entry_and_takes_back_nothing_by_itself(
    customers: AppFixture, typed: str
) -> None:
    customers.reads(BO, "/logcall Acme 20m renewal")
    question = _typed(customers, f"/logcall {typed}")
    assert question.text.startswith("*Undo this one?* It is the last you logged, today.\n*Acme* · call · 20 min")
    assert (buttons(question), len(customers.kept)) == (["Undo", "Edit"], 1)
    undone = customers.press(BO, UNDO)
    assert (undone.text.startswith("Taken back: *Acme*"), customers.kept) == (True, [])
    assert "There is nothing of yours to undo" in _typed(customers, f"/logcall {typed}").text


def _typed(customers: AppFixture, line: str) -> PostedMessage:
    customers.reads(BO, line)
    return customers.last_seen(BO)


def test_what_stands_below_the_attendees_of_a_pasted_note_stays_in_the_note(customers: AppFixture) -> None:
    pasted = "Acme quarterly review\nAttendees:\n- Jo Lee\n- Maria Sanchez\n- Exports time out\n- Love the dashboard"
    customers.reads(BO, f"/logcall {pasted}")
    (kept,) = customers.kept
    assert kept.details.contacts == ("Jo Lee", "Maria Sanchez")
    assert kept.details.note.endswith("- Exports time out\n- Love the dashboard")
