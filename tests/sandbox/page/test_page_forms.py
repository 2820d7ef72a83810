"""Choices in messages, confirmations, modals and the Home tab."""

from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.sandbox.conftest import CUSTOMERS, App, Calls
from tests.sandbox.page.conftest import Block, Render

pytestmark = pytest.mark.browser


def plain(words: str) -> Block:
    return {"type": "plain_text", "text": words}


def option(words: str) -> Block:
    return {"text": plain(words), "value": words.lower()}


def field(block_id: str, label: str, element: Block, **more: Any) -> Block:
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": {"action_id": "a", **element},
        **more,
    }


NOTE = field("note", "Note", {"type": "plain_text_input", "multiline": True})
MINUTES = field(
    "minutes", "Minutes", {"type": "number_input", "is_decimal_allowed": False, "max_value": "720"}, optional=True
)
KIND = field("kind", "Kind", {"type": "static_select", "options": [option("Call"), option("Visit")]}, optional=True)
VIEW: Block = {
    "type": "modal",
    "title": plain("Log a conversation"),
    "submit": plain("Save"),
    "close": plain("Cancel"),
    "blocks": [NOTE, MINUTES, KIND],
}


@dataclass
class Form:
    """A modal the app has opened for Ana, and the app's end of it."""

    dialog: Locator
    app: App
    call: Calls
    id: str

    def submit(self, answer: Block | None = None) -> Any:
        """Press Save; what the app was sent. It answers with `answer`."""
        self.app.says(answer or {})
        self.dialog.get_by_role("button", name="Save").click()
        return self.app.next().payload

    @property
    def submissions(self) -> int:
        """How many submissions reached the app."""
        return sum(each.payload["type"] == "view_submission" for each in self.app.deliveries if "payload" in each.form)


@pytest.fixture
def form(page: Page, app: App, call: Calls) -> Form:
    page.get_by_test_id("composer").fill("/logcall")
    page.keyboard.press("Enter")
    opened = call("views.open", trigger_id=app.next().form["trigger_id"], view=VIEW)
    dialog = page.get_by_role("dialog", name="Log a conversation")
    dialog.wait_for()
    return Form(dialog, app, call, str(opened.body["view"]["id"]))


def test_a_form_sends_every_field_in_slacks_layout(form: Form) -> None:
    form.dialog.get_by_label("Note").fill("worried about exports")
    form.dialog.get_by_role("combobox", name="Kind").click()
    form.dialog.get_by_role("option", name="Visit").click()
    view = form.submit()["view"]
    expect(form.dialog).to_be_hidden()
    assert view["id"] == form.id and view["state"] == {
        "values": {
            "note": {"a": {"type": "plain_text_input", "value": "worried about exports"}},
            "minutes": {"a": {"type": "number_input", "value": None}},
            "kind": {"a": {"type": "static_select", "selected_option": option("Visit")}},
        }
    }


def test_an_empty_required_field_is_asked_for_before_anything_is_sent(form: Form) -> None:
    form.dialog.get_by_role("button", name="Save").click()
    note = form.dialog.get_by_label("Note")
    expect(note).to_be_focused()
    expect(note).to_have_attribute("aria-invalid", "true")
    expect(note).to_have_accessible_description("Please complete this required field.")
    note.press_sequentially("x")
    expect(form.dialog.get_by_text("Please complete this required field.")).to_be_hidden()
    assert form.submissions == 0


@pytest.mark.parametrize(
    ("typed", "words"),
    [("soon", "Please enter a whole number."), ("1.5", "Please enter a whole number."), ("900", "of at most 720")],
)
def test_a_number_no_field_takes_is_said_under_it(form: Form, typed: str, words: str) -> None:
    form.dialog.get_by_label("Note").fill("x")
    form.dialog.get_by_label("Minutes").fill(typed)
    form.dialog.get_by_role("button", name="Save").click()
    expect(form.dialog.locator("[data-block-id=minutes]").get_by_role("alert")).to_contain_text(words)
    assert form.submissions == 0


def test_errors_of_the_app_stand_under_their_fields_and_the_words_stay(form: Form) -> None:
    form.dialog.get_by_label("Note").fill("keep me")
    form.submit({"response_action": "errors", "errors": {"note": "Not saved yet: press Save again in a minute."}})
    error = form.dialog.locator("[data-block-id=note]").get_by_role("alert")
    expect(error).to_have_text("Not saved yet: press Save again in a minute.")
    expect(form.dialog.get_by_label("Note")).to_have_value("keep me")


def test_an_app_that_fails_leaves_the_form_open(form: Form) -> None:
    form.dialog.get_by_label("Note").fill("keep me")
    form.app.answer = (500, "text/plain", "")
    form.dialog.get_by_role("button", name="Save").click()
    expect(form.dialog.get_by_text("Touchbase could not do that")).to_be_visible()
    expect(form.dialog.get_by_label("Note")).to_have_value("keep me")


def test_escape_closes_the_form_and_gives_the_focus_back(page: Page, form: Form) -> None:
    expect(form.dialog.get_by_label("Note")).to_be_focused()
    with page.expect_response("**/ui/close"):
        page.keyboard.press("Escape")
    expect(form.dialog).to_be_hidden()
    expect(page.get_by_test_id("composer")).to_be_focused()
    assert form.call("views.update", view_id=form.id, view=VIEW).error == "not_found"


def test_a_pushed_view_covers_the_first_which_keeps_its_words(page: Page, form: Form) -> None:
    form.dialog.get_by_label("Note").fill("half written")
    form.submit({"response_action": "push", "view": {**VIEW, "title": plain("Sure?")}})
    page.get_by_role("dialog", name="Sure?").get_by_role("button", name="Back").click()
    expect(form.dialog.get_by_label("Note")).to_have_value("half written")


def test_an_updated_view_keeps_the_fields_that_are_still_there(page: Page, form: Form) -> None:
    form.dialog.get_by_label("Note").fill("half written")
    form.call("views.update", view_id=form.id, view={**VIEW, "title": plain("Log a visit"), "blocks": [NOTE]})
    updated = page.get_by_role("dialog", name="Log a visit")
    expect(updated.get_by_label("Note")).to_have_value("half written")
    expect(updated.get_by_label("Minutes")).to_have_count(0)


def test_a_receipt_may_take_the_place_of_the_form(page: Page, form: Form) -> None:
    form.dialog.get_by_label("Note").fill("worried about exports")
    receipt = {
        "type": "modal",
        "title": plain("Logged"),
        "blocks": [{"type": "section", "text": plain("Acme, 20 min")}],
    }
    form.submit({"response_action": "update", "view": receipt})
    logged = page.get_by_role("dialog", name="Logged")
    expect(logged).to_contain_text("Acme, 20 min")
    logged.get_by_role("button", name="Close").last.click()
    expect(logged).to_be_hidden()


def test_boxes_hold_several_choices_and_radios_one(form: Form) -> None:
    choices = [option("One"), option("Two")]
    boxes = field("boxes", "Boxes", {"type": "checkboxes", "options": choices, "initial_options": [choices[0]]})
    radios = field("radios", "Radios", {"type": "radio_buttons", "options": choices})
    form.call("views.update", view_id=form.id, view={**VIEW, "blocks": [boxes, radios]})
    form.dialog.get_by_role("group", name="Boxes").get_by_label("Two").check()
    form.dialog.get_by_role("radiogroup", name="Radios").get_by_label("One").check()
    form.dialog.get_by_role("radiogroup", name="Radios").get_by_label("Two").check()
    values = form.submit()["view"]["state"]["values"]
    assert values["boxes"]["a"]["selected_options"] == choices
    assert values["radios"]["a"]["selected_option"] == choices[1]


def test_a_confirmation_stands_between_a_press_and_the_app(page: Page, call: Calls, app: App) -> None:
    confirm = {
        "title": plain("Delete Acme?"),
        "text": plain("For good."),
        "confirm": plain("Delete"),
        "deny": plain("Keep"),
    }
    press = {"type": "button", "action_id": "delete", "text": plain("Delete it"), "style": "danger", "confirm": confirm}
    call("chat.postMessage", channel=CUSTOMERS, text="x", blocks=[{"type": "actions", "elements": [press]}])
    button = page.get_by_role("button", name="Delete it")
    asked = page.get_by_role("alertdialog", name="Delete Acme?")
    button.click()
    asked.get_by_role("button", name="Keep").click()
    expect(asked).to_have_count(0)
    expect(button).to_be_focused()
    assert app.deliveries == []
    button.click()
    asked.get_by_role("button", name="Delete").click()
    assert app.next().payload["actions"][0]["action_id"] == "delete"


def test_a_search_asks_the_app_while_one_types_and_sends_the_choice(page: Page, call: Calls, app: App) -> None:
    search = {"type": "external_select", "action_id": "account", "min_query_length": 1, "placeholder": plain("Search…")}
    block = {"type": "actions", "block_id": "which", "elements": [search]}
    call("chat.postMessage", channel=CUSTOMERS, text="Which account?", blocks=[block])
    app.says({"options": [option("Johnson Controls"), option("Johnson Outdoors")]})
    page.get_by_role("combobox", name="Search…").press_sequentially("john")
    page.get_by_role("option", name="Johnson Outdoors").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    app.next()
    chosen = app.next().payload
    assert chosen["type"] == "block_actions" and chosen["actions"][0]["selected_option"] == option("Johnson Outdoors")
    assert chosen["state"]["values"]["which"]["account"]["selected_option"] == option("Johnson Outdoors")


def test_an_overflow_menu_works_by_keyboard_alone(page: Page, call: Calls, app: App) -> None:
    menu = {"type": "overflow", "action_id": "more", "options": [option("Rename"), option("Delete")]}
    block = {"type": "section", "text": plain("Acme"), "accessory": menu}
    call("chat.postMessage", channel=CUSTOMERS, text="Acme", blocks=[block])
    page.get_by_role("button", name="More actions").press("Enter")
    expect(page.get_by_role("menuitem", name="Rename")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert app.next().payload["actions"][0]["selected_option"] == option("Delete")
    expect(page.get_by_role("menu")).to_have_count(0)


def test_a_select_of_people_offers_those_who_are_here(render: Render) -> None:
    stage = render(
        {"type": "actions", "elements": [{"type": "users_select", "action_id": "who", "placeholder": plain("Who")}]}
    )
    stage.get_by_role("combobox", name="Who").click()
    assert stage.locator(".option-text").all_inner_texts() == ["Ana Ruiz", "Bo Lindqvist", "Chen Wei", "Fay Far"]
