"""Every correction under a receipt, each once: what cannot be put right in two clicks is not logged a second time."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from bot.sandbox import Sandbox, TeamChannel
from bot.sandbox.seed.seed_team import EVERYBODY
from tests.browser.conftest import Picture, Visit

pytestmark = pytest.mark.browser

PARTNERS = TeamChannel("C0PARTNERS", "partners", members=EVERYBODY)


def test_not_that_account_asks_anew_with_the_others(visit: Visit, picture: Picture) -> None:
    bo = visit("U0BO")
    receipt = bo.types("/logcall Microsft emailed 31 dec: as @chen and @dee promised, the offer for two years")
    expect(receipt).to_contain_text("Check the account: I read “Microsft” as Microsoft.")
    expect(receipt).to_contain_text("Check the date: I read it as Wed 31 Dec 2025, 329 days ago.")
    expect(receipt).to_contain_text("Kept as a message, so Microsoft still waits for a conversation.")
    expect(receipt).to_contain_text("Chen and Dee are named, not credited.")
    picture(bo.page, "receipt-corrections")
    bo.presses(receipt, "Not Microsoft")
    expect(receipt).to_contain_text("It is taken back; your line is kept for two weeks.")
    expect(receipt.get_by_role("button", name=re.compile("^Microsoft"))).to_have_count(0)
    picture(bo.page, "not-microsoft")
    bo.presses(receipt, "New prospect “Microsft”")
    expect(receipt).to_contain_text("Microsft · message · Wed 31 Dec 2025.")


def test_a_message_becomes_a_call_and_counts(visit: Visit) -> None:
    dee = visit("U0DEE")
    receipt = dee.types("/logcall Hooli emailed: asked for the price list")
    expect(receipt).to_contain_text("Kept as a message, so Hooli still waits for a conversation.")
    dee.presses(receipt, "It was a call")
    expect(receipt).to_contain_text("Hooli · call · 30 min (assumed) · today.")
    expect(receipt).to_contain_text("1 customer this week.")
    expect(receipt.get_by_role("button", name="It was a call")).to_have_count(0)


def test_a_day_long_past_becomes_today(visit: Visit) -> None:
    mara = visit("U0MARA")
    receipt = mara.types("/logcall Globex 31 dec 2025 15m: the yearly invoice")
    expect(receipt).to_contain_text("Check the date: Wed 31 Dec 2025 is 329 days ago.")
    mara.presses(receipt, "It was today")
    expect(receipt).to_contain_text("Globex · call · 15 min · today.")
    expect(receipt.get_by_role("button", name="It is planned")).to_have_count(0)


def test_a_day_long_past_becomes_the_one_that_comes(visit: Visit) -> None:
    mara = visit("U0MARA")
    receipt = mara.types("/logcall Umbrella 31 dec 15m: the yearly invoice")
    expect(receipt).to_contain_text("Check the date: I read it as Wed 31 Dec 2025, 329 days ago.")
    mara.presses(receipt, "It is Thu 31 Dec")
    expect(receipt).to_contain_text("Umbrella · call · 15 min · planned for Thu 31 Dec.")
    expect(receipt).to_contain_text("A plan counts nothing yet; the day after I ask once whether it happened.")


def test_who_is_only_named_is_credited_with_one_press(visit: Visit) -> None:
    ines = visit("U0INES")
    receipt = ines.types("/logcall Cyberdyne 20m: the login that @chen built is less work than feared")
    expect(receipt).to_contain_text("Chen is named, not credited.")
    ines.presses(receipt, "Chen was there")
    expect(receipt).to_contain_text("Cyberdyne · call · 20 min · today, with Chen.")
    expect(receipt.get_by_role("button", name="Chen was there")).to_have_count(0)


def test_what_they_said_is_added_and_a_complaint_reaches_the_owner_at_once(visit: Visit, picture: Picture) -> None:
    petra = visit("U0PETRA")
    receipt = petra.types("/logcall Stark Foods lunch 60m with Pepper Hill")
    petra.presses(receipt, "What did they say?")
    form = petra.form("What did they say?")
    picture(petra.page, "heard-form", 800)
    form.get_by_test_id("modal-submit").click()
    expect(form.get_by_role("alert").filter(has_text="required")).to_have_count(2)
    form.get_by_label("Their words").fill("month's end takes three people two days")
    petra.chooses(form, "What it is", "Compl", "Complaint: they are unhappy with")
    kept = petra.saves(form, "Kept")
    picture(petra.page, "heard-kept", 800)
    expect(kept).to_contain_text("Complaint: month's end takes three people two days")
    petra.closes(kept)
    expect(receipt).to_contain_text("Complaint: month's end takes three people two days")
    expect(receipt).to_contain_text("Ines (owner) reads the complaint now.")
    ines = visit("U0INES", "messages")
    complaint = ines.messages.last
    expect(complaint).to_contain_text("Stark Foods is unhappy.")
    expect(complaint).to_contain_text("Petra heard it today from Pepper Hill.")
    picture(ines.page, "complaint", 800)


def test_a_conversation_is_shared_once_and_never_where_another_company_reads_along(
    visit: Visit, office: Sandbox, picture: Picture
) -> None:
    ana = visit("U0ANA")
    office.workspace.change_channel(PARTNERS)
    receipt = ana.types("/logcall Northwind Traders 25m with Omar Said: he stays next: the offer fri")
    ana.presses(receipt, "Share")
    form = ana.form("Share")
    where = form.get_by_role("combobox", name="Channel")
    expect(where).to_have_value("#customers")
    where.click()
    expect(form.get_by_role("option")).to_have_text(["#general", "#customers", "#random", "#partners"])
    form.get_by_role("option", name="#random").click()
    form.get_by_test_id("modal-submit").click()
    expect(where).to_have_accessible_description(re.compile("Invite me first: type /invite @Touchbase in #random."))
    picture(ana.page, "share-form", 800)
    ana.chooses(form, "Channel", "#partners")
    office.workspace.change_channel(replace(PARTNERS, is_ext_shared=True))
    form.get_by_test_id("modal-submit").click()
    expect(where).to_have_accessible_description(
        re.compile("#partners is shared with another company; I never post there.")
    )
    ana.chooses(form, "Channel", "#customers")
    done = ana.saves(form, "Share")
    expect(done).to_contain_text("On its way to #customers.")
    ana.closes(done)
    shared = ana.page.locator("[data-ts]:not([data-ephemeral])", has_text="Ana spoke to Northwind Traders")
    expect(shared).to_contain_text("he stays")
    expect(shared).not_to_contain_text("offer")
    picture(ana.page, "shared")
    ana.presses(receipt, "Share")
    expect(ana.saves(ana.form("Share"), "Share")).to_contain_text("It stands in #customers already")
    expect(shared).to_have_count(1)


def test_what_was_taken_back_is_put_back(visit: Visit) -> None:
    sam = visit("U0SAM")
    receipt = sam.types("/logcall Initech 10m: typed in haste")
    sam.presses(receipt, "Undo")
    expect(receipt).to_contain_text("Taken back: Initech, call. It counts nowhere.")
    sam.presses(receipt, "Put it back")
    expect(receipt).to_contain_text("Initech · call · 10 min · today.")
    expect(receipt.get_by_role("button", name="Undo")).to_be_visible()


def test_edit_opens_with_all_that_was_said_and_the_receipt_reads_as_saved(visit: Visit, picture: Picture) -> None:
    chen = visit("U0CHEN")
    line = "Kestrel Air visit 45m yesterday @ana with Ruth Adler: eleven people #like the audit log next: call back fri"
    receipt = chen.types(f"/logcall {line}")
    chen.presses(receipt, "Edit")
    form = chen.form("Edit")
    picture(chen.page, "form-edit", 1500)
    expect(form.get_by_role("combobox", name="Account")).to_have_value("Kestrel Air")
    expect(form.get_by_label("Note")).to_have_value("eleven people")
    expect(form.get_by_label("Duration")).to_have_value("45m")
    expect(form.get_by_label("What they said")).to_have_value("like: the audit log")
    expect(form.get_by_label("Contacts")).to_have_value("Ruth Adler")
    expect(form.get_by_label("What you promised")).to_have_value("call back")
    expect(form.get_by_label("By when")).to_have_value("2026-11-27")
    form.get_by_label("Note").fill("eleven people in the room")
    chen.chooses(form, "Account", "glo", "Globex")
    form.get_by_role("button", name="Remove Ana").click()
    form.get_by_role("button", name="More", exact=True).click()
    form.get_by_label("Private").get_by_role("checkbox").check()
    picture(chen.page, "form-edit-below", 1500)
    chen.closes(chen.saves(form, "Saved"))
    expect(receipt).to_contain_text("Globex · visit · 45 min · yesterday, with Ruth Adler · private.")
    expect(receipt).to_contain_text("eleven people in the room")
    expect(receipt.get_by_role("button", name="Share")).to_have_count(0)
