"""The form of a message that somebody chose to log, what is folded away in it, and what is read in a note."""

import json
from typing import Any

import pytest

from bot.domain.conversations.model import Kind
from bot.messages.conversations.conversation_form import MORE
from bot.messages.conversations.receipt_parts import doubts
from bot.sandbox.api.faults import refused
from bot.sandbox.views import View
from tests import forms
from tests.app_fixture import ANA, BO, CHEN, CUSTOMERS, RANDOM, AppFixture
from tests.forms import shown
from tests.ways import in_turn

CHAT = "Just off the phone with Acme, 25m with Jo Lee. I promised to send a fix by friday #complaint exports time out"


@pytest.fixture
def acme(app: AppFixture) -> AppFixture:
    for name in ("Acme", "Globex", "Johnson Controls", "Johnson Outdoors", "Microsoft"):
        app.reads(ANA, f"/account add {name}")
    for person in (BO, CHEN):
        app.reads(person, "/account Acme")  # who is known by name from then on
    return app


def test_a_message_is_read_as_a_line_of_whoever_wrote_it(acme: AppFixture) -> None:
    form = chosen(acme, CHAT, by=ANA)
    assert above(form) == ["*From Ana’s message of today:* check what I read in it, then Save."]
    assert shown(form, "note") == CHAT
    read = {name: shown(form, name) for name in ("duration", "insights", "contacts", "held_by", "follow_up")}
    assert read == {
        "duration": "25m",
        "insights": "complaint: exports time out",
        "contacts": "Jo Lee",
        "held_by": ANA,
        "follow_up": "send a fix",
    }
    assert shown(form, "follow_up_due") == "2026-11-27"
    assert acme.save(BO)["response_action"] == "update"
    (kept,) = acme.kept
    details = kept.details
    assert (kept.account_name, details.minutes, details.held_by, kept.logged_by) == ("Acme", 25, ANA, BO)
    assert details.note == CHAT
    assert [(each.kind, each.text) for each in details.insights] == [("complaint", "exports time out")]
    assert details.follow_up is not None and details.follow_up.assignee == ANA


@in_turn(
    ("text", "said"),
    [
        ("Acme + Globex 30m pricing", "It names Globex too; this form logs Acme alone."),
        ("johnson 20m hello", "Which account? “johnson” could be Johnson "),
        ("Microsft 20m hello", "Check the account: I read “Microsft” as Microsoft."),
        ("met with Zenith Labs, 30m", "I know no account like “Zenith Labs”"),
        ("Acme 10/11 20m pricing", "Check the date: I read it as Tue 10 Nov."),
    ],
)
def test_what_is_not_plain_in_a_message_is_said_above_its_form(acme: AppFixture, text: str, said: str) -> None:
    assert said in "\n".join(above(chosen(acme, text)))


@in_turn(["text"], ["thanks!", "what is going on here?", ", ".join(f"Account{n}" for n in range(12)), "x" * 2999])
def test_a_message_that_tells_of_no_conversation_is_the_note_of_a_form(acme: AppFixture, text: str) -> None:
    assert shown(chosen(acme, text), "note") == text


def test_of_a_long_message_the_beginning_is_read_and_stands_in_the_note(acme: AppFixture) -> None:
    form = chosen(acme, "Acme 45m with Jo Lee: " + "they told us about the exports at length. " * 90)
    assert above(form)[1] == "The message has 3,801 characters; the first 3,000 stand below."
    assert (shown(form, "duration"), shown(form, "contacts"), len(shown(form, "note"))) == ("45m", "Jo Lee", 3000)
    assert above(acme.unfold(BO).given) == above(form)


def test_in_a_channel_of_an_account_a_message_means_that_one(acme: AppFixture) -> None:
    acme.reads(ANA, "/account Globex link here", channel=RANDOM)
    acme.sandbox.message(BO, RANDOM, "25m about the renewal")
    said = acme.sandbox.messages(RANDOM)[-1]
    assert acme.sandbox.shortcut(BO, "log_message", RANDOM, said.ts)["ok"]
    acme.save(BO)
    assert [(kept.account_name, kept.details.minutes) for kept in acme.kept] == [("Globex", 25)]


def test_what_was_read_wrongly_and_taken_out_of_a_field_stays_out(acme: AppFixture) -> None:
    chosen(acme, CHAT)
    acme.save(BO, insights="", follow_up="", follow_up_due=None, follow_up_assignee=None, duration="")
    (kept,) = acme.kept
    details = kept.details
    assert (details.note, details.insights, details.follow_up, details.minutes) == (CHAT, (), None, None)


def test_more_shows_every_field_and_what_was_typed_before_stays(acme: AppFixture) -> None:
    acme.type(BO, "/logcall Acme")
    assert len(dict(forms.fields(acme.form(BO).given))) == 5
    whole = acme.unfold(BO, note="renewal & <b>\nsecond line", kind="visit", on="2026-11-20", duration="ages").given
    assert len(dict(forms.fields(whole))) == 13
    typed = {name: shown(whole, name) for name in ("note", "kind", "on", "duration")}
    assert typed == {"note": "renewal & <b>\nsecond line", "kind": "visit", "on": "2026-11-20", "duration": "ages"}
    assert shown(whole, "account") == shown_account(acme, "Acme")
    assert acme.save(BO)["response_action"] == "errors"
    assert acme.save(BO, duration="20m", contacts="Jo Lee")["response_action"] == "update"
    (kept,) = acme.kept
    assert (kept.details.kind, kept.details.minutes, kept.details.contacts) == (Kind.VISIT, 20, ("Jo Lee",))


def test_more_keeps_a_new_account_that_was_chosen(acme: AppFixture) -> None:
    acme.type(BO, "/logcall")
    acme.unfold(BO, account="prospect:Initech", note="hello")
    acme.save(BO, private=True)
    assert [(kept.account_name, kept.details.private) for kept in acme.kept] == [("Initech", True)]


def test_what_is_folded_away_in_an_edit_stays_as_it_is(acme: AppFixture) -> None:
    acme.reads(BO, "/logcall Acme 20m with Jo Lee: renewal #like the editor next: send pricing fri")
    acme.sandbox.press(BO, acme.last_seen(BO), "conversation_edit")
    form = acme.form(BO).given
    assert not {"colleagues", "held_by", "private"} & dict(forms.fields(form)).keys()
    assert {"contacts", "insights", "follow_up_due"} <= dict(forms.fields(form)).keys()
    whole = acme.unfold(BO, note="renewal, in spring").given
    assert (shown(whole, "note"), shown(whole, "held_by")) == ("renewal, in spring", BO)
    acme.save(BO, colleagues=[CHEN])
    (kept,) = acme.kept
    assert (kept.details.note, kept.details.colleagues) == ("renewal, in spring", (CHEN,))
    assert kept.details.contacts == ("Jo Lee",) and kept.details.follow_up is not None


def test_where_slack_does_not_take_the_unfolded_form_the_folded_one_stands_with_every_word(acme: AppFixture) -> None:
    acme.type(BO, "/logcall Acme")
    view = acme.form(BO)
    acme.sandbox.api.faults.script("views.update", refused("internal_error"))
    press_more(acme, view, note="typed before")
    assert acme.form(BO).given == view.given
    acme.save(BO, note="typed before")
    assert [kept.details.note for kept in acme.kept] == ["typed before"]


@in_turn(
    ("note", "filled", "said"),
    [
        (
            "they want more seats, 20m, next: send pricing fri #complaint exports",
            {},
            "Read in your note: duration, what they said and what you promised.",
        ),
        ("20m about seats", {}, "Read in your note: duration."),
        ("private: the CFO is leaving", {}, "Read in your note: private."),
        ("20m, next: send pricing fri", {"duration": "1h", "follow_up": "call back"}, ""),
        ("plain words & <b>, <@U0CHEN> too", {}, ""),
    ],
)
def test_what_a_note_tells_fills_in_the_fields_that_are_empty(
    acme: AppFixture, note: str, filled: dict[str, Any], said: str
) -> None:
    acme.type(BO, "/logcall Acme")
    answer = acme.save(BO, note=note, **filled)
    assert said in json.dumps(answer, ensure_ascii=False)
    assert said or "Read in your note" not in json.dumps(answer)
    (kept,) = acme.kept
    assert kept.details.note == note
    if filled:
        assert kept.details.minutes == 60
        assert kept.details.follow_up is not None and kept.details.follow_up.text == "call back"
    if "complaint" in note:
        assert [(each.kind, each.text) for each in kept.details.insights] == [("complaint", "exports")]
        assert kept.details.follow_up is not None and kept.details.follow_up.text == "send pricing"
        assert kept.details.minutes == 20
    assert kept.details.private is note.startswith("private")


def test_a_form_that_is_saved_twice_keeps_what_its_note_told(acme: AppFixture) -> None:
    acme.type(BO, "/logcall Acme")
    view = acme.form(BO)
    for _ in range(2):
        assert acme.deliver_form(BO, view, note="20m seats #like the editor")["response_action"] == "update"
    (kept,) = acme.kept
    assert (kept.details.minutes, len(kept.details.insights)) == (20, 1)


def test_of_an_edited_note_only_what_is_new_is_read(acme: AppFixture) -> None:
    acme.type(BO, "/logcall Acme")
    acme.save(BO, note="20m seats #like the editor")
    entry = acme.kept[0].id
    edit(acme, entry, duration="", insights="")
    (kept,) = acme.kept
    assert (kept.details.minutes, kept.details.insights) == (None, ())
    edit(acme, entry, note="20m seats #like the editor #risk they leave")
    (kept,) = acme.kept
    assert kept.details.minutes is None
    assert [(each.kind, each.text) for each in kept.details.insights] == [("risk", "they leave")]


def test_a_promise_read_in_a_sentence_of_a_note_is_dropped_by_one_press(acme: AppFixture) -> None:
    acme.type(BO, "/logcall Acme")
    answer = acme.save(BO, note="20m. Will send the contract by friday")
    assert "Check the promise" in json.dumps(answer)
    acme.press_in(BO, acme.form(BO), f"{doubts.READ_OTHERWISE}:0")
    (kept,) = acme.kept
    assert kept.details.follow_up is None and "contract" in kept.details.note


def chosen(app: AppFixture, text: str, *, by: str = BO) -> Any:
    """The form that opens for bo on a message with this text."""
    said = app.sandbox.message(by, CUSTOMERS, text)
    assert app.sandbox.shortcut(BO, "log_message", CUSTOMERS, said.ts)["ok"]
    return app.form(BO).given


def edit(app: AppFixture, entry: str, **filled: Any) -> None:
    app.press_in(BO, app.home(BO), "conversation_edit", value=entry)
    assert app.save(BO, **filled)["response_action"] == "update"


def press_more(app: AppFixture, view: View, **filled: Any) -> None:
    pressed = {"action_id": MORE, "type": "button", "value": MORE, "block_id": forms.block_of(view.given, MORE)}
    values = forms.state(view.given, filled)
    app.sandbox.action(BO, {"type": "view", "view_id": view.id}, pressed, {"values": values})
    app.settle()


def above(form: Any) -> list[str]:
    """What is said above the first field."""
    said = []
    for block in form["blocks"]:
        if block["type"] == "input":
            break
        said += block["text"]["text"].split("\n")
    return said


def shown_account(app: AppFixture, name: str) -> str:
    found = app.sandbox.suggest(BO, {"type": "view", "view_id": app.form(BO).id}, "form_account", "account", name)
    return str(found["options"][0]["value"])
