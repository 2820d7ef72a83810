"""The form: each way it opens, what stands in it, and what becomes of it when it is saved."""

import pytest

from bot.domain.conversations.model import State
from tests.app_fixture import ANA, BO, CHEN, CUSTOMERS, AppFixture
from tests.forms import shown
from tests.handlers.reading import buttons


@pytest.fixture
def acme(app: AppFixture) -> AppFixture:
    app.reads(ANA, "/account add Acme")
    app.reads(ANA, "/account add Globex")
    return app


def account_id(app: AppFixture, name: str) -> str:
    app.type(BO, "/logcall")
    view = app.form(BO)
    container = {"type": "view", "view_id": view.id}
    offered = app.sandbox.suggest(BO, container, "form_account", "account", name)["options"]
    app.sandbox.close(BO, view.id)
    return str(offered[0]["value"])


def test_a_bare_command_opens_the_form_and_answers_nothing_else(acme: AppFixture) -> None:
    result = acme.type(BO, "/logcall")
    assert (result.error, result.body) == (None, None)
    view = acme.form(BO).given
    assert view["title"]["text"] == "Log a conversation"
    assert (shown(view, "on"), shown(view, "kind"), shown(view, "account")) == ("2026-11-23", "call", None)
    assert shown(acme.unfold(BO).given, "held_by") == BO


def test_a_bare_account_opens_the_form_with_it_filled_in(acme: AppFixture) -> None:
    assert acme.type(BO, "/logcall Acme").error is None
    assert shown(acme.form(BO).given, "account") == account_id(acme, "Acme")


def test_what_stands_in_the_form_is_logged_and_the_form_becomes_the_receipt(acme: AppFixture) -> None:
    acme.type(BO, "/logcall Acme")
    answer = acme.save(
        BO,
        note="renewal chat\nworried about exports",
        kind="visit",
        on="2026-11-20",
        duration="1h30",
        insights="complaint: exports time out\nlike: the editor",
        contacts="Jo Lee, Sam Park",
        colleagues=[CHEN],
        follow_up="send pricing",
        follow_up_due="2026-11-27",
        follow_up_assignee=ANA,
        private=True,
    )
    assert answer["response_action"] == "update", answer
    text = str(answer["view"]["blocks"])
    assert "*Acme* · visit · 1 h 30 min · Fri 20 Nov, with Jo Lee, Sam Park" in text and "private" in text
    (kept,) = acme.kept
    details = kept.details
    assert (details.note, details.minutes, details.colleagues) == ("renewal chat\nworried about exports", 90, (CHEN,))
    assert [(one.kind, one.text) for one in details.insights] == [
        ("complaint", "exports time out"),
        ("like", "the editor"),
    ]
    assert details.follow_up is not None and details.follow_up.assignee == ANA and details.private


def test_wrong_fields_keep_the_form_open_each_with_its_words(acme: AppFixture) -> None:
    acme.type(BO, "/logcall Acme")
    answer = acme.save(BO, duration="ages", insights="no kind here", on="2020-01-01")
    assert answer["response_action"] == "errors"
    assert set(answer["errors"]) == {"duration", "insights", "on"}
    assert acme.kept == []
    acme.save(BO, note="again")
    assert [kept.details.note for kept in acme.kept] == ["again"]


def test_an_account_can_be_added_in_the_form(acme: AppFixture) -> None:
    acme.type(BO, "/logcall")
    view = acme.form(BO)
    options = acme.sandbox.suggest(BO, {"type": "view", "view_id": view.id}, "form_account", "account", "Initech")[
        "options"
    ]
    assert [option["text"]["text"] for option in options][-2:] == ["New customer “Initech”", "New prospect “Initech”"]
    acme.save(BO, account=options[-1]["value"], note="hello")
    assert [kept.account_name for kept in acme.kept] == ["Initech"]


def test_a_form_without_an_account_asks_for_one_under_the_field(acme: AppFixture) -> None:
    acme.type(BO, "/logcall")
    assert set(acme.save(BO, note="hello")["errors"]) == {"account"}


def test_saved_twice_it_is_one_conversation_that_reads_as_it_was_saved_last(acme: AppFixture) -> None:
    acme.type(BO, "/logcall Acme")
    view = acme.form(BO)
    for note in ("first", "second"):
        assert acme.deliver_form(BO, view, note=note)["response_action"] == "update"
    assert [kept.details.note for kept in acme.kept] == ["second"]


def test_the_global_shortcut_opens_the_form(acme: AppFixture) -> None:
    assert acme.sandbox.shortcut(BO, "log_conversation")["ok"]
    assert acme.form(BO).given["title"]["text"] == "Log a conversation"


def test_the_message_shortcut_makes_the_message_the_note(acme: AppFixture) -> None:
    said = acme.sandbox.message(ANA, CUSTOMERS, "Acme said: @chen was great & exports < imports")
    assert acme.sandbox.shortcut(BO, "log_message", CUSTOMERS, said.ts)["ok"]
    assert shown(acme.form(BO).given, "note") == "Acme said: @Chen was great & exports < imports"


def test_edit_opens_the_form_as_the_entry_stands_and_the_receipt_reads_as_saved(acme: AppFixture) -> None:
    acme.reads(CHEN, "/account Acme")  # who is known by name from then on
    acme.reads(BO, "/logcall Acme 20m visit with Jo Lee: budget frozen because @chen said so next: call fri")
    receipt = acme.last_seen(BO)
    acme.sandbox.press(BO, receipt, "conversation_edit")
    view = acme.form(BO).given
    assert (shown(view, "note"), shown(view, "duration")) == ("budget frozen because @Chen said so", "20m")
    acme.save(BO, note="budget frozen until Q2, says @Chen", duration="45m")
    (kept,) = acme.kept
    assert (kept.details.note, kept.details.minutes, kept.details.named) == (
        "budget frozen until Q2, says <@U0CHEN>",
        45,
        (CHEN,),
    )
    assert kept.details.contacts == ("Jo Lee",)
    again = next(seen for seen in acme.sandbox.ephemerals(BO) if seen.ts == receipt.ts)
    assert "45 min" in again.text and "Chen was there" in buttons(again)


def test_an_entry_is_moved_to_another_account_with_all_that_was_said(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m with Jo Lee: hello #risk freeze")
    acme.sandbox.press(BO, acme.last_seen(BO), "conversation_edit")
    acme.form(BO)
    globex = account_id_by_search(acme, "Globex")
    acme.save(BO, account=globex)
    (kept,) = acme.kept
    assert (kept.account_name, kept.details.contacts, kept.details.insights[0].text) == (
        "Globex",
        ("Jo Lee",),
        "freeze",
    )


def account_id_by_search(app: AppFixture, name: str) -> str:
    view = app.form(BO)
    offered = app.sandbox.suggest(BO, {"type": "view", "view_id": view.id}, "form_account", "account", name)["options"]
    return str(offered[0]["value"])


def test_a_plan_is_a_day_ahead_in_the_form(acme: AppFixture) -> None:
    acme.type(BO, "/logcall Acme")
    acme.save(BO, on="2026-12-01")
    (kept,) = acme.kept
    assert kept.details.state is State.PLANNED


def test_a_line_typed_to_the_bot_is_logged_and_answered_there(acme: AppFixture) -> None:
    assert acme.writes(BO, "Acme 20m renewal chat").startswith("*Acme* · call · 20 min · today.")
    assert len(acme.kept) == 1
    assert "*Is Initech new?*" in acme.writes(BO, "Initech 20m hello")


def test_home_shows_the_week_and_opens_the_form(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m hello")
    home = acme.home(BO)
    assert "1 customer" in str(home.given["blocks"])
    acme.press_in(BO, home, "home_log")
    acme.save(BO, account=account_id_by_search(acme, "Globex"), note="from Home")
    wanted = acme.sandbox.home(BO)
    assert wanted is not None and "2 customers" in str(wanted.given["blocks"])
