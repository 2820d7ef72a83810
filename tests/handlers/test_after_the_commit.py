"""An answer that cannot be drawn: what was done is said, and never that it was not saved."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.messages.accounts import accounts as cards
from bot.messages.conversations import questions, receipts
from tests.app_fixture import ANA, BO, AppFixture

Break = Callable[[object, str], None]


@pytest.fixture
def acme(app: AppFixture) -> AppFixture:
    app.reads(ANA, "/account add Acme")
    app.reads(BO, "/logcall Acme 20m lunch talk")
    return app


@pytest.fixture
def breaking(monkeypatch: pytest.MonkeyPatch) -> Break:
    """Makes a function of a module fail."""

    def cannot(*_: object, **__: object) -> Any:
        raise ZeroDivisionError

    return lambda module, name: monkeypatch.setattr(module, name, cannot)


def test_a_kept_line_is_said_to_be_kept(acme: AppFixture, breaking: Break) -> None:
    breaking(questions, "question")
    assert acme.reads(BO, "/logcall Zebra: 20m hello").startswith("Kept, not logged yet; I could not draw the answer")


def test_a_line_sent_again_is_said_to_be_kept(acme: AppFixture, breaking: Break) -> None:
    breaking(questions, "same_again")
    assert acme.reads(BO, "/logcall Acme 20m lunch talk").startswith("Kept, not logged yet; ")


def test_a_new_entry_is_said_to_be_logged(acme: AppFixture, breaking: Break) -> None:
    breaking(receipts, "receipt")
    assert acme.reads(BO, "/logcall Acme 30m dinner").startswith("Logged; I could not draw the receipt (id ")


def test_a_new_account_is_said_to_be_here(acme: AppFixture, breaking: Break) -> None:
    breaking(cards, "added")
    assert acme.reads(BO, "/account add Globex").startswith("The account is here; I could not draw the answer (id ")


@pytest.mark.parametrize(
    ("drawing", "action", "told"),
    [("undone", receipts.UNDO, "Taken back; "), ("receipt", receipts.PUT_BACK, "Put back; ")],
)
def test_a_press_says_what_it_did(acme: AppFixture, breaking: Break, drawing: str, action: str, told: str) -> None:
    receipt = acme.last_seen(BO)
    if action == receipts.PUT_BACK:
        receipt = acme.press(BO, receipts.UNDO, receipt)
    breaking(receipts, drawing)
    acme.sandbox.press(BO, receipt, action)
    acme.settle()
    assert acme.last_seen(BO).text.startswith(f"{told}I could not draw the answer (id ")


def test_a_press_that_added_nothing_says_so(acme: AppFixture, breaking: Break) -> None:
    acme.reads(BO, "/logcall Zebra: 20m lunch talk")
    question = acme.last_seen(BO)
    acme.reads(BO, "/logcall Zebra: 20m lunch talk")
    again = acme.last_seen(BO)
    acme.press(BO, questions.NEW_CUSTOMER, question)
    breaking(questions, "same_again")
    acme.sandbox.press(BO, again, questions.NEW_CUSTOMER)
    acme.settle()
    assert acme.last_seen(BO).text.startswith("Nothing new is saved; I could not draw the answer (id ")
    assert len(acme.kept) == 2


def test_a_forgotten_line_is_said_to_be_forgotten(acme: AppFixture, breaking: Break) -> None:
    acme.reads(BO, "/logcall Zebra: 20m hello")
    question = acme.last_seen(BO)
    breaking(questions, "forgotten")
    acme.sandbox.press(BO, question, questions.FORGET)
    acme.settle()
    assert acme.last_seen(BO).text.startswith("Forgotten; I could not draw the answer (id ")
