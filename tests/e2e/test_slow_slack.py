"""Slack takes its time, or refuses: no conversation is lost to that, and nobody waits for what will not come."""

from typing import Any

import pytest

from tests import forms
from tests.app_fixture import ANA, BO, CHEN, DEE, AppFixture
from tests.e2e.frozen_entry_points import TimedReply, timed

SLACK_GIVES_UP = 3.0
"""Seconds. What was measured stands in the report of the tests."""

LOGGED = ("*Acme* · call · 20 min · today.", "Logged; I could not draw the receipt")
"""Whoever says who somebody is so slowly may leave no time to draw; what counts is that it was kept, and said so."""

NOT_SHOWN = "That did not work: try again in a minute. (id "


@pytest.fixture
def acme(app: AppFixture) -> AppFixture:
    """An app with one account that knows nobody but ana."""
    app.reads(ANA, "/account add Acme")
    return app


def test_ten_seconds_to_say_who_somebody_is_cost_no_conversation(acme: AppFixture, record_property: Any) -> None:
    acme.sandbox.delay("users.info", 10)
    command = timed(lambda: acme.reads(BO, "/logcall Acme 20m by command"))
    line = timed(lambda: acme.writes(CHEN, "Acme 20m by line"))
    bare = timed(lambda: str(acme.type(DEE, "/logcall Acme").error))
    view = acme.form(DEE)
    saved = timed(lambda: str(acme.sandbox.submit(DEE, view.id, forms.state(view.given, {"note": "by form"}))))
    acme.sandbox.delay("users.info", 0)
    in_time({"command": command, "line": line, "bare command": bare, "form": saved}, record_property)
    assert command.words.startswith(LOGGED) and line.words.startswith(LOGGED)
    assert bare.words == "None" and "'response_action': 'update'" in saved.words
    kept = {(each.logged_by, each.details.note) for each in acme.kept}
    assert kept == {(BO, "by command"), (CHEN, "by line"), (DEE, "by form")}


@pytest.mark.parametrize("text", ["/logcall", "/logcall Acme"])
def test_whose_form_slack_refuses_to_open_is_told(acme: AppFixture, text: str) -> None:
    acme.sandbox.refuse("views.open", "internal_error")
    assert acme.type(BO, text).error is None
    acme.settle()
    assert acme.last_seen(BO).text.startswith(NOT_SHOWN)
    acme.type(BO, text)
    assert acme.form(BO).given["title"]["text"] == "Log a conversation"


def test_whose_form_slack_does_not_open_in_time_is_told_and_nobody_else_waits(acme: AppFixture) -> None:
    acme.sandbox.delay("views.open", 10)
    assert acme.type(BO, "/logcall").error is None
    assert acme.reads(CHEN, "/logcall Acme 20m meanwhile").startswith("*Acme* · call · 20 min")
    acme.settle()
    assert acme.last_seen(BO).text.startswith(NOT_SHOWN)
    assert acme.sandbox.views(BO) == []
    acme.sandbox.delay("views.open", 0)


def test_whose_edit_slack_refuses_to_open_is_told_and_the_receipt_stays(acme: AppFixture) -> None:
    receipt = acme.reads(BO, "/logcall Acme 20m hello")
    acme.sandbox.refuse("views.open", "internal_error")
    acme.sandbox.press(BO, acme.last_seen(BO), "conversation_edit")
    acme.settle()
    before, told = acme.sandbox.ephemerals(BO)[-2:]
    assert before.text == receipt and told.text.startswith(NOT_SHOWN)


def in_time(told: dict[str, TimedReply], record_property: Any) -> None:
    for door, each in told.items():
        record_property(door, round(each.seconds, 2))
    assert not {door: each for door, each in told.items() if each.seconds >= SLACK_GIVES_UP}
