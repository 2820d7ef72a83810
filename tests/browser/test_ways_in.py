"""Every way to log a conversation, each once, as a person takes it; and what they read when it cannot be saved."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Picture, Visit

pytestmark = pytest.mark.browser

LOG = "Log a conversation"


@contextmanager
def database_away(folder: Path) -> Iterator[None]:
    """Somebody else holds the write lock of the office's database."""
    with closing(sqlite3.connect(folder / "sandbox.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


def tab_to(page: Page, field: Locator) -> None:
    """Press Tab until the field has the focus; the days of a date are several stops."""
    for _ in range(20):
        page.keyboard.press("Tab")
        if field.evaluate("field => field === document.activeElement"):
            return
    raise AssertionError(f"no Tab leads to {field}")


def test_the_form_is_filled_in_and_saved_by_keyboard_alone(visit: Visit, picture: Picture) -> None:
    page = visit("U0ANA").page
    keys = page.keyboard
    expect(page.get_by_test_id("composer")).to_be_focused()
    keys.type("/logcall")
    keys.press("Enter")
    form = page.get_by_role("dialog", name=LOG)
    account = form.get_by_role("combobox", name="Account")
    expect(account).to_be_focused()
    picture(page, "form-empty", 1500)
    keys.type("vande")
    expect(form.get_by_role("option")).to_have_count(3)
    expect(form.get_by_role("option").first).to_have_text(re.compile("^Vandelay Industries, Ana"))
    keys.press("Enter")
    expect(account).to_have_value(re.compile("^Vandelay Industries"))
    tab_to(page, form.get_by_label("Note"))
    keys.type("exports hold at last")
    tab_to(page, form.get_by_role("combobox", name="Kind"))
    keys.press("ArrowDown")
    expect(form.get_by_role("option", name="Call", exact=True)).to_have_attribute("aria-selected", "true")
    keys.press("ArrowDown")
    keys.press("Enter")
    tab_to(page, form.get_by_label("Date"))
    keys.type("11112026")
    tab_to(page, form.get_by_label("Duration"))
    keys.type("45m")
    tab_to(page, form.get_by_role("button", name="Save"))
    keys.press("Enter")
    logged = page.get_by_role("dialog", name="Logged")
    expect(logged).to_contain_text("Vandelay Industries · video · 45 min · Wed 11 Nov.")
    expect(logged).to_contain_text("exports hold at last")


def test_an_account_alone_opens_the_form_and_what_is_wrong_is_said_under_its_field(
    visit: Visit, picture: Picture
) -> None:
    bo = visit("U0BO")
    form = bo.opens("/logcall Hooli", LOG)
    expect(form.get_by_role("combobox", name="Account")).to_have_value("Hooli")
    expect(form.get_by_label("Note")).to_be_focused()
    form.get_by_label("Note").fill("wants to thank engineering")
    form.get_by_label("Duration").fill("ages")
    picture(bo.page, "form-folded", 1100)
    bo.presses(form, "More")
    expect(form.get_by_label("Note")).to_have_value("wants to thank engineering")
    expect(form.get_by_label("Duration")).to_have_value("ages")
    form.get_by_label("What they said").fill("exports time out\nlike: the new report")
    form.get_by_label("Date").fill("2024-02-29")
    form.get_by_test_id("modal-submit").click()
    duration = form.get_by_label("Duration")
    expect(duration).to_have_attribute("aria-invalid", "true")
    expect(duration).to_have_accessible_description(re.compile("^Write it as 20m, 45 mins, 1h30 or 1.5h"))
    expect(form.get_by_label("What they said")).to_have_accessible_description(re.compile("Begin line 1"))
    expect(form.get_by_label("Date")).to_have_accessible_description(re.compile("at most 366 can be logged"))
    picture(bo.page, "form-errors", 1600)
    expect(form.get_by_label("Note")).to_have_value("wants to thank engineering")
    expect(form.get_by_label("What they said")).to_have_value("exports time out\nlike: the new report")
    duration.fill("20m")
    form.get_by_label("What they said").fill("complaint: exports time out\nlike: the new report")
    form.get_by_label("Date").fill("2026-11-25")
    expect(bo.saves(form)).to_contain_text("Hooli · call · 20 min · today.")


def test_a_customer_nobody_knows_yet_is_added_in_the_form(visit: Visit) -> None:
    dee = visit("U0DEE")
    form = dee.opens("/logcall", LOG)
    dee.chooses(form, "Account", "Soylent", "New prospect “Soylent”")
    form.get_by_label("Note").fill("met at the fair")
    expect(dee.saves(form)).to_contain_text("Our first conversation with Soylent. 1 prospect this week.")


def test_the_global_shortcut_opens_the_form(visit: Visit) -> None:
    ines = visit("U0INES")
    ines.page.get_by_role("button", name="Shortcuts").click()
    ines.page.get_by_role("menuitem", name=LOG).click()
    form = ines.form(LOG)
    ines.chooses(form, "Account", "cyber", "Cyberdyne")
    form.get_by_label("Note").fill("forty more logins")
    ines.closes(ines.saves(form))


def test_a_message_is_logged_with_its_words_as_the_note(visit: Visit) -> None:
    mara = visit("U0MARA")
    message = mara.types("Globex wrote: the invoice is < right & clear, says @chen")
    message.hover()
    mara.presses(message, "More actions for this message")
    mara.page.get_by_role("menuitem", name="Log as conversation").click()
    form = mara.form(LOG)
    expect(form).to_contain_text("From your message of today: check what I read in it, then Save.")
    words = "Globex wrote: the invoice is < right & clear, says @Chen"
    expect(form.get_by_label("Note")).to_have_value(words)
    mara.chooses(form, "Account", "glo", "Globex")
    logged = mara.saves(form)
    expect(logged.locator("blockquote")).to_have_text(words)


def test_the_button_on_home_opens_the_form_and_home_then_shows_the_entry(visit: Visit) -> None:
    sam = visit("U0SAM")
    expect(sam.home).to_contain_text("How many customers did you speak to this week?")
    sam.presses(sam.home, LOG)
    form = sam.form(LOG)
    sam.chooses(form, "Account", "umb", "Umbrella")
    form.get_by_label("Note").fill("met their board")
    sam.closes(sam.saves(form))
    expect(sam.page.get_by_test_id("home")).to_contain_text("1 customer this week.")
    expect(sam.page.get_by_test_id("home")).to_contain_text("Umbrella · call · 30 min (assumed) · today")


def test_a_line_typed_to_the_bot_is_logged_and_answered_where_it_was_typed(visit: Visit) -> None:
    chen = visit("U0CHEN")
    receipt = chen.writes("Northwind Traders video 25m with Lena Fuchs: the auditors liked it")
    expect(receipt).to_contain_text("Northwind Traders · video · 25 min · today, with Lena Fuchs.")
    expect(receipt.locator(".app-badge")).to_be_visible()
    chen.presses(receipt, "Undo")
    expect(receipt).to_contain_text("Taken back: Northwind Traders, video. It counts nowhere.")


def test_in_a_channel_linked_to_an_account_no_name_is_needed(visit: Visit) -> None:
    chen = visit("U0CHEN", "C0ACMEJOINT")
    expect(chen.types("/logcall 20m with Jo Lee: Lyon has a date")).to_contain_text(
        "Acme Corp · call · 20 min · today, with Jo Lee."
    )
    form = chen.opens("/logcall", LOG)
    expect(form.get_by_role("combobox", name="Account")).to_have_value("Acme Corp")


def test_a_form_stays_open_while_the_database_is_away_and_is_saved_the_second_time(
    visit: Visit, office_folder: Path, picture: Picture
) -> None:
    petra = visit("U0PETRA")
    form = petra.opens("/logcall Kestrel Air", LOG)
    form.get_by_label("Note").fill("chief to chief, the signature is certain")
    with database_away(office_folder):
        form.get_by_test_id("modal-submit").click()
        error = form.get_by_role("alert").filter(has_text="Not saved yet")
        expect(error).to_contain_text("Not saved yet: press Save again in a minute. Your words are still here.")
    picture(petra.page, "form-not-saved", 1500)
    expect(form.get_by_label("Note")).to_have_value("chief to chief, the signature is certain")
    expect(petra.saves(form)).to_contain_text("Kestrel Air · call · 30 min (assumed) · today.")


def test_a_line_that_could_not_be_saved_is_given_back_to_send_again(
    visit: Visit, office_folder: Path, picture: Picture
) -> None:
    petra = visit("U0PETRA")
    line = "/logcall Initech 20m renewal chat, worried about <exports> & @bo too"
    with database_away(office_folder):
        answer = petra.types(line)
    expect(answer).to_contain_text("NOT saved. Send this again in a minute:")
    expect(answer.locator("pre")).to_have_text(line)
    picture(petra.page, "not-saved", 800)
    expect(petra.types(line)).to_contain_text("Initech · call · 20 min · today.")
