"""The same conversation a second time: asked about, pointed out, or said to have been taken back."""

from typing import Any

import pytest

from bot.storage.conversations import conversations
from tests.app_fixture import ANA, BO, AppFixture
from tests.handlers.reading import buttons, value_of
from tests.ways import in_turn


@pytest.fixture
def acme(app: AppFixture) -> AppFixture:
    """An app with Acme, which bo has typed about once."""
    app.reads(ANA, "/account add Acme")
    app.reads(BO, "/logcall Acme 20m lunch talk")
    return app


def test_the_same_note_under_another_line_is_logged_and_pointed_out(acme: AppFixture) -> None:
    assert acme.reads(BO, "/logcall Acme 25m lunch talk").startswith("Check for a double: Acme stands with the same")
    assert len(acme.kept) == 2


@in_turn(["line"], ["Acme 45m visit", "Acme call 25m #like the editor", "Acme 25m", "Acme 20m yesterday"])
def test_entries_without_a_note_are_no_double(acme: AppFixture, line: str) -> None:
    acme.reads(BO, "/logcall Acme 20m")
    assert "double" not in acme.reads(BO, f"/logcall {line}")
    assert len(acme.kept) == 3


def test_a_form_without_a_note_is_no_double(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m")
    acme.type(BO, "/logcall Acme")
    assert "double" not in str(acme.save(BO))
    assert len(acme.kept) == 3


def test_a_line_sent_before_the_last_one_is_asked_about_too(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 25m lunch talk")
    acme.clock.forward(minutes=1)
    assert acme.reads(BO, "/logcall acme  20m lunch talk").startswith("*Once more?*")
    assert len(acme.kept) == 2


def test_the_same_kept_line_is_asked_about_once_it_has_its_account(app: AppFixture) -> None:
    app.reads(BO, "/logcall Acme 20m hello")
    app.press(BO, "draft_new_customer")
    app.reads(BO, '/logcall "Acme Works" 20m hello')
    value = value_of(app.last_seen(BO), "draft_new_customer")
    (acme,) = app.kept
    for _ in range(2):
        app.deliver_press(BO, "draft_choose_0", f"{value} {acme.account_id}")
    assert len(app.kept) == 2


def test_that_it_is_the_same_is_answered_truthfully(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m lunch talk")
    assert buttons(acme.last_seen(BO)) == ["It was another one: count it", "It is the same"]
    assert acme.press(BO, "draft_is_the_same").text == "Right: it is logged once."
    assert len(acme.kept) == 1


def test_nobody_is_told_that_a_line_is_forgotten_which_was_logged(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m lunch talk")
    question = acme.last_seen(BO)
    draft_id = value_of(question, "draft_is_the_same")
    acme.deliver_press(BO, "draft_count_again", value_of(question, "draft_count_again"))
    assert len(acme.kept) == 2
    acme.sandbox.press(BO, question, "draft_is_the_same")
    acme.settle()
    assert acme.last_seen(BO).text == "That line is logged by now: Undo under its receipt takes it back."
    acme.deliver_press(BO, "draft_forget", draft_id)
    assert len(acme.kept) == 2


def test_twins_are_looked_for_once_a_line(acme: AppFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[Any] = []
    look = conversations.find_duplicates

    def counted(*arguments: Any, **options: Any) -> Any:
        looks.append(arguments)
        return look(*arguments, **options)

    monkeypatch.setattr(conversations, "find_duplicates", counted)
    acme.reads(BO, "/logcall Acme 45m dinner")
    assert len(looks) == 1


def test_a_trigger_whose_entry_was_taken_back_does_not_count(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 45m budget & <plans>", trigger_id="4.4")
    acme.press(BO, "conversation_undo")
    told = acme.reads(BO, "/logcall Acme 45m budget & <plans>", trigger_id="4.4")
    assert told.startswith("Taken back: *Acme*, call. It counts nowhere.")
    assert "/logcall Acme 45m budget &amp; &lt;plans&gt;" in told
    assert buttons(acme.last_seen(BO)) == ["Put it back"]
    assert len(acme.kept) == 1
