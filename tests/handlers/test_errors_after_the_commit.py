"""At every door, whatever fails once it is on disk: what was done is said, is there once, and is never NOT saved."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

import pytest

from bot.domain.conversations.receipts import Receipt
from bot.domain.errors import StorageAway
from bot.messages.accounts import accounts as cards
from bot.messages.conversations import conversation_form, plans, questions, receipts, shares
from bot.messages.workspace import home
from bot.services.conversations import receipts as drawn_up
from tests.app_fixture import ANA, BO, CHEN, CUSTOMERS, AppFixture
from tests.ways import in_turn

Act = Callable[[], str]
"""What is done once nothing can be drawn any more; the words its person reads."""


def by_command(app: AppFixture) -> Act:
    return lambda: app.reads(BO, "/logcall Acme 45m dinner")


def by_line(app: AppFixture) -> Act:
    return lambda: app.writes(BO, "Acme 45m dinner")


def by_account(app: AppFixture) -> Act:
    return lambda: app.reads(BO, "/account add Globex")


def by_form(app: AppFixture) -> Act:
    app.type(BO, "/logcall Acme")
    return lambda: _modal(app.save(BO, note="dinner"))


def by_edit(app: AppFixture) -> Act:
    return _in_form(app, receipts.EDIT, note="lunch talk, and more")


def by_insight(app: AppFixture) -> Act:
    return _in_form(app, receipts.ADD_INSIGHT, kind="like", text="the editor")


def by_share(app: AppFixture) -> Act:
    return _in_form(app, receipts.SHARE, channel=CUSTOMERS)


def by_undo(app: AppFixture) -> Act:
    return _pressing(app, receipts.UNDO)


def by_put_back(app: AppFixture) -> Act:
    app.press(BO, receipts.UNDO)
    return _pressing(app, receipts.PUT_BACK)


def by_call(app: AppFixture) -> Act:
    app.reads(BO, "/logcall Acme email: terms")
    return _pressing(app, receipts.WAS_CALL)


def by_today(app: AppFixture) -> Act:
    app.reads(BO, "/logcall Acme 20m 31 dec 2025: they renew")
    return _pressing(app, receipts.WAS_TODAY)


def by_planned(app: AppFixture) -> Act:
    app.reads(BO, "/logcall Acme 20m 31 dec 2025: they renew")
    return _pressing(app, receipts.IS_PLANNED)


def by_credit(app: AppFixture) -> Act:
    app.reads(CHEN, "/account Acme")
    app.reads(BO, "/logcall Acme 20m: because @chen said so")
    return _pressing(app, f"{receipts.WAS_THERE}:{CHEN}")


def by_not_meant(app: AppFixture) -> Act:
    app.reads(ANA, "/account add Microsoft")
    app.reads(BO, "/logcall Microsft 20m: a typo")
    return _pressing(app, receipts.NOT_MEANT)


def by_new_account(app: AppFixture) -> Act:
    app.reads(BO, "/logcall Zebra: 20m hello")
    return _pressing(app, questions.NEW_CUSTOMER)


def by_new_account_in_a_modal(app: AppFixture) -> Act:
    app.reads(BO, "/logcall Zebra: 20m hello")
    app.press_in(BO, app.home(BO), home.FINISH)
    asked = app.form(BO)

    def act() -> str:
        app.press_in(BO, asked, questions.NEW_CUSTOMER)
        return _text(app.form(BO).given)

    return act


def by_bare_new_account(app: AppFixture) -> Act:
    app.reads(BO, "/logcall Zebra")
    return _pressing(app, questions.NEW_CUSTOMER)


def by_another_one(app: AppFixture) -> Act:
    app.reads(BO, "/logcall Acme 20m lunch talk")
    return _pressing(app, questions.COUNT_AGAIN)


def by_the_same(app: AppFixture) -> Act:
    app.reads(BO, "/logcall Acme 20m lunch talk")
    return _pressing(app, questions.IS_THE_SAME)


def by_not_me_on_home(app: AppFixture) -> Act:
    app.reads(CHEN, "/account Acme")
    app.reads(CHEN, "/logcall Acme 30m by @bo: his own")
    return _on_home(app, home.NOT_ME)


def by_forget_on_home(app: AppFixture) -> Act:
    app.reads(BO, "/logcall Zebra: 20m hello")
    return _on_home(app, questions.FORGET)


def by_happened(app: AppFixture) -> Act:
    return _of_a_plan(app, plans.PLAN_HAPPENED)


def by_moved(app: AppFixture) -> Act:
    return _of_a_plan(app, plans.PLAN_MOVED, selected_date="2026-11-27")


def by_did_not(app: AppFixture) -> Act:
    return _of_a_plan(app, plans.PLAN_NOT)


@dataclass(frozen=True)
class Case:
    """What cannot be drawn once it is saved, what is said then, and what stands: how many entries, in all their states.

    An entry that was changed has one state more; one that was taken back has none.
    """

    prepare: Callable[[AppFixture], Act]
    broken: tuple[ModuleType, str]
    said: str
    states: int

    @property
    def name(self) -> str:
        return f"{self.prepare.__name__}-{self.broken[1]}"


RECEIPT, UNDONE = (receipts, "receipt"), (receipts, "undone")
LOGGED = "Logged; I could not draw the receipt (id "
CASES = (
    Case(by_command, RECEIPT, LOGGED, 2),
    Case(by_command, (drawn_up, "of"), LOGGED, 2),
    Case(by_line, RECEIPT, LOGGED, 2),
    Case(by_account, (cards, "added"), "The account is here; I could not draw the answer (id ", 1),
    Case(by_form, RECEIPT, LOGGED, 2),
    Case(by_form, (drawn_up, "of"), LOGGED, 2),
    Case(by_edit, RECEIPT, "Saved; I could not draw the answer (id ", 2),
    Case(by_edit, (drawn_up, "of"), "Saved; I could not draw the answer (id ", 2),
    Case(by_insight, RECEIPT, "Their words are kept; I could not draw the answer (id ", 2),
    Case(by_share, (shares, "on_its_way"), "Shared; I could not draw the answer (id ", 1),
    Case(by_undo, UNDONE, "Taken back; I could not draw the answer (id ", 0),
    Case(by_put_back, RECEIPT, "Put back; I could not draw the answer (id ", 1),
    Case(by_call, RECEIPT, "Corrected; I could not draw the answer (id ", 3),
    Case(by_call, (drawn_up, "of"), "Corrected; I could not draw the answer (id ", 3),
    Case(by_today, RECEIPT, "Corrected; I could not draw the answer (id ", 3),
    Case(by_planned, RECEIPT, "Corrected; I could not draw the answer (id ", 3),
    Case(by_credit, RECEIPT, "Credited; I could not draw the answer (id ", 3),
    Case(by_not_meant, (questions, "question"), "Taken back, your line is kept; I could not draw the answer (id ", 1),
    Case(by_new_account, RECEIPT, LOGGED, 2),
    Case(by_new_account_in_a_modal, RECEIPT, LOGGED, 2),
    Case(
        by_bare_new_account, (conversation_form, "conversation"), "Not logged yet; I could not draw the answer (id ", 1
    ),
    Case(by_another_one, RECEIPT, LOGGED, 2),
    Case(by_the_same, (questions, "logged_once"), "Logged once; I could not draw the answer (id ", 1),
    Case(by_not_me_on_home, (receipts, "not_you"), "Corrected; I could not draw the answer (id ", 3),
    Case(by_forget_on_home, (questions, "forgotten"), "Forgotten; I could not draw the answer (id ", 1),
    Case(by_happened, RECEIPT, LOGGED, 3),
    Case(by_moved, RECEIPT, "Moved; I could not draw the answer (id ", 3),
    Case(by_did_not, UNDONE, "Taken back; I could not draw the answer (id ", 1),
)


@pytest.fixture
def acme(app: AppFixture) -> AppFixture:
    """An app with an account and one entry, typed by bo."""
    app.reads(ANA, "/account add Acme")
    app.reads(BO, "/logcall Acme 20m lunch talk")
    return app


@in_turn(["case"], CASES, ids=lambda each: each.name if isinstance(each, Case) else None)
def test_what_was_done_is_said_and_is_there_once(acme: AppFixture, monkeypatch: pytest.MonkeyPatch, case: Case) -> None:
    act = case.prepare(acme)
    module, name = case.broken
    monkeypatch.setattr(module, name, cannot)
    said = act()
    assert said.startswith(case.said), said
    assert sum(kept.version for kept in acme.kept) == case.states


def test_a_form_that_comes_back_with_a_colleagues_change_saved_nothing(
    acme: AppFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        acme.sandbox.press(BO, acme.last_seen(BO), receipts.EDIT)
        view = acme.form(BO)
    acme.deliver_form(BO, view, note="first")
    monkeypatch.setattr(conversation_form, "conversation", cannot)
    answer = acme.save(BO, note="second")
    assert answer["response_action"] == "errors"
    assert "Not saved yet: press Save again in a minute." in str(answer["errors"])
    assert [kept.details.note for kept in acme.kept] == ["first"]


def test_a_receipt_that_takes_too_long_leaves_the_form_saying_that_it_is_logged(
    acme: AppFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered, draw = threading.Event(), receipts.receipt

    def render_slowly(given: Receipt) -> Any:
        answered.wait(10)
        return draw(given)

    acme.type(BO, "/logcall Acme")
    view = acme.form(BO)
    monkeypatch.setattr(receipts, "receipt", render_slowly)
    answer = acme.deliver_form(BO, view, note="dinner")
    answered.set()
    assert _modal(answer).startswith(LOGGED)
    assert sorted(kept.details.note for kept in acme.kept) == ["dinner", "lunch talk"]


def cannot(*_: object, **__: object) -> Any:
    raise StorageAway("gone")


def _in_form(app: AppFixture, action_id: str, **filled: Any) -> Act:
    app.sandbox.press(BO, app.last_seen(BO), action_id)
    app.form(BO)
    return lambda: _modal(app.save(BO, **filled))


def _pressing(app: AppFixture, action_id: str) -> Act:
    pressed = app.last_seen(BO)

    def act() -> str:
        app.press(BO, action_id, pressed)
        return app.last_seen(BO).text

    return act


def _on_home(app: AppFixture, action_id: str, **choice: Any) -> Act:
    tab = app.home(BO)

    def act() -> str:
        app.press_in(BO, tab, action_id, **choice)
        return _text(app.form(BO).given)

    return act


def _of_a_plan(app: AppFixture, action_id: str, **choice: Any) -> Act:
    """The day after, in the direct message that asks."""
    app.reads(BO, "/logcall Acme visit tomorrow: the new plant")
    app.pass_time(datetime(2026, 11, 25, 8, tzinfo=UTC))
    asked = app.sandbox.messages(app.sandbox.workspace.dm_of(BO))[-1]
    (element,) = [
        {**each, "block_id": block["block_id"]}
        for block in asked.blocks or ()
        for each in block.get("elements", ())
        if each["action_id"].partition(":")[0] == action_id
    ]
    pressed = {name: element[name] for name in ("action_id", "block_id", "type", "value") if name in element}
    container = {"type": "message", "channel": asked.channel, "ts": asked.ts, "is_ephemeral": False}

    def act() -> str:
        app.sandbox.action(BO, container, {**pressed, **choice})
        app.settle()
        return app.last_seen(BO).text

    return act


def _modal(answer: dict[str, Any]) -> str:
    assert answer["response_action"] == "update", answer
    return _text(answer["view"])


def _text(view: Any) -> str:
    return str(view["blocks"][0]["text"]["text"])
