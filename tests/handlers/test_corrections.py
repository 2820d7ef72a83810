"""What one press puts right: each correction, pressed once or twice, by whom it may be, and where it shows."""

from datetime import date
from itertools import product

import pytest

from bot.domain.conversations.model import Kind, State
from bot.messages.conversations.receipts import (
    ADD_INSIGHT,
    EDIT,
    IS_PLANNED,
    SHARE,
    UNDO,
    WAS_CALL,
    WAS_THERE,
    WAS_TODAY,
)
from bot.messages.workspace.home import NOT_ME
from tests.app_fixture import ANA, BO, CHEN, DEE, GUS, AppFixture
from tests.handlers.reading import buttons
from tests.ways import in_turn


@pytest.fixture
def acme(app: AppFixture) -> AppFixture:
    app.reads(ANA, "/account add Acme")
    app.reads(CHEN, "/account Acme")  # who is known by name from then on
    return app


def test_a_message_becomes_a_call_that_counts(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme email: sent the terms")
    assert "It was a call" in buttons(acme.last_seen(BO))
    receipt = acme.press(BO, WAS_CALL)
    assert receipt.text.startswith("*Acme* · call · 30 min (assumed) · today.")
    assert "It was a call" not in buttons(receipt)
    assert [kept.details.kind for kept in acme.kept] == [Kind.CALL]


def test_what_was_only_heard_is_no_call(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme heard: they like us #like the editor")
    assert "It was a call" not in buttons(acme.last_seen(BO))
    acme.deliver_press(BO, WAS_CALL, acme.kept[0].id)
    assert [kept.details.kind for kept in acme.kept] == [Kind.HEARD]


def test_an_old_date_was_today(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m 31 dec 2025: they renew")
    assert buttons(acme.last_seen(BO))[:2] == ["It was today", "It is planned"]
    receipt = acme.press(BO, WAS_TODAY)
    assert "· today." in receipt.text and "Check the date" not in receipt.text
    assert [kept.details.on for kept in acme.kept] == [date(2026, 11, 23)]


def test_an_old_date_was_meant_for_the_year_that_comes(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m 31 dec 2025: they renew")
    assert "planned for Thu 31 Dec" in acme.press(BO, IS_PLANNED).text
    assert [(kept.details.on, kept.details.state) for kept in acme.kept] == [(date(2026, 12, 31), State.PLANNED)]
    assert {"What did they say?", "Share"}.isdisjoint(buttons(acme.last_seen(BO)))


def test_somebody_named_was_there_and_is_credited(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m: they asked for @chen and @ana to call")
    receipt = acme.last_seen(BO)
    assert [label for label in buttons(receipt) if label.endswith("was there")] == ["Chen was there", "Ana was there"]
    again = acme.press(BO, f"{WAS_THERE}:{CHEN}")
    assert "with Chen" in again.text and "Chen was there" not in buttons(again)
    (kept,) = acme.kept
    assert (kept.details.colleagues, kept.details.named) == ((CHEN,), (ANA,))
    assert "Chen" in kept.details.note or CHEN in kept.details.note


def test_a_correction_pressed_twice_is_made_once(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme email: sent it to @chen who was pleased")
    conversation_id = acme.kept[0].id
    for action_id, value in ((WAS_CALL, conversation_id), (f"{WAS_THERE}:{CHEN}", f"{conversation_id} {CHEN}")):
        for _ in range(2):
            assert acme.deliver_press(BO, action_id, value) == 200
    (kept,) = acme.kept
    assert (kept.version, kept.details.colleagues) == (3, (CHEN,))


@in_turn(
    ["action_id", "allowed"], product([WAS_CALL, WAS_TODAY, IS_PLANNED, UNDO, EDIT, ADD_INSIGHT, SHARE], [BO, DEE, ANA])
)
def test_only_the_author_the_holder_and_admins_may_correct(acme: AppFixture, action_id: str, allowed: str) -> None:
    acme.reads(BO, "/logcall Acme email 31 dec 2025 by @dee: sent the terms")
    (before,) = acme.kept
    for stranger in (CHEN, GUS):
        acme.deliver_press(stranger, action_id, before.id)
        acme.settle()
        assert acme.kept == [before] and acme.sandbox.views(stranger) == []
    acme.deliver_press(allowed, action_id, before.id)
    acme.settle()
    assert acme.kept != [before] or acme.sandbox.views(allowed)


def test_their_words_are_added_and_the_owner_hears_of_a_complaint(acme: AppFixture) -> None:
    acme.reads(ANA, "/account add Globex @ana")
    acme.reads(BO, "/logcall Globex 20m hello")
    receipt = acme.last_seen(BO)
    acme.sandbox.press(BO, receipt, ADD_INSIGHT)
    answer = acme.save(BO, kind="complaint", text="exports <time> out\nevery night")
    assert answer["response_action"] == "update", answer
    assert "Ana (owner) reads the complaint now." in str(answer["view"])
    (kept,) = acme.kept
    assert [(one.kind, one.text) for one in kept.details.insights] == [("complaint", "exports <time> out every night")]
    again = next(seen for seen in acme.sandbox.ephemerals(BO) if seen.ts == receipt.ts)
    assert "Complaint: exports &lt;time&gt; out every night" in again.text
    assert any("complaint" in line for line in acme.pass_time())
    assert "exports &lt;time&gt; out" in acme.sandbox.messages(acme.sandbox.workspace.dm_of(ANA))[-1].text


def test_words_without_a_kind_are_asked_for_under_the_field(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m hello")
    acme.sandbox.press(BO, acme.last_seen(BO), ADD_INSIGHT)
    assert set(acme.save(BO, text=" ", kind=None)["errors"]) == {"kind", "text"}


def test_who_was_put_down_by_somebody_else_says_not_me_on_their_home_tab(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m @chen: hello")
    home = acme.home(CHEN)
    assert "Bo says you took part" in str(home.given["blocks"])
    acme.press_in(CHEN, home, NOT_ME)
    assert acme.kept[0].details.colleagues == ()
    shown = acme.sandbox.home(CHEN)
    assert shown is not None and "Bo says you took part" not in str(shown.given["blocks"])
    assert "you are not down for *Acme* any more" in str(acme.form(CHEN).given["blocks"])


def test_who_did_not_hold_it_leaves_it_to_its_author(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m by @chen @dee: hello")
    acme.deliver_press(CHEN, NOT_ME, acme.kept[0].id)
    (kept,) = acme.kept
    assert (kept.details.held_by, kept.details.colleagues) == (BO, (DEE,))


def test_nobody_says_not_me_of_what_they_are_not_down_for(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m: hello")
    before = acme.kept
    acme.deliver_press(CHEN, NOT_ME, before[0].id)
    assert acme.kept == before


def test_an_entry_that_was_taken_back_is_not_corrected(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme email: sent the terms")
    receipt, (kept,) = acme.last_seen(BO), acme.kept
    acme.press(BO, UNDO, receipt)
    for action_id in (WAS_CALL, EDIT, SHARE):
        acme.deliver_press(BO, action_id, kept.id)
    acme.settle()
    assert acme.kept == [] and acme.sandbox.views(BO) == []


def test_each_complaint_that_is_added_reaches_the_owner(acme: AppFixture) -> None:
    acme.reads(ANA, "/account add Globex @ana")
    acme.reads(BO, "/logcall Globex 20m #complaint the first")
    acme.pass_time()
    acme.sandbox.press(BO, acme.last_seen(BO), ADD_INSIGHT)
    acme.save(BO, kind="complaint", text="the second")
    acme.clock.forward(minutes=1)
    acme.pass_time()
    assert "the second" in acme.sandbox.messages(acme.sandbox.workspace.dm_of(ANA))[-1].text


def test_a_complaint_moved_to_another_account_reaches_its_owner(acme: AppFixture) -> None:
    acme.reads(ANA, "/account add Globex @ana")
    acme.reads(BO, "/logcall Acme 20m #complaint slow answers")
    acme.sandbox.press(BO, acme.last_seen(BO), EDIT)
    view = acme.form(BO)
    container = {"type": "view", "view_id": view.id}
    globex = acme.sandbox.suggest(BO, container, "form_account", "account", "Globex")["options"][0]["value"]
    assert "Ana (owner) reads the complaint now." in str(acme.save(BO, account=globex)["view"])
    acme.pass_time()
    assert "slow answers" in acme.sandbox.messages(acme.sandbox.workspace.dm_of(ANA))[-1].text
