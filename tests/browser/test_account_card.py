"""The card of an account, two minutes before a call: one with a year of history, and one nobody ever spoke to."""

import re

import pytest
from playwright.sync_api import expect

from bot.sandbox import Sandbox
from tests.browser.conftest import CUSTOMERS, Picture, Visit

pytestmark = pytest.mark.browser

YEAR = "Vandelay Industries"
PEOPLE = (
    "Jo Lee", "Sam Park", "Wilhelmina Featherstonehaugh-Cholmondeley", "Art Vance", "Kel Varnsen",
    "Maximiliane von und zu Hohenstein-Langenburg", "Omar Said",
)  # fmt: skip
COLLEAGUES = ("ana", "bo", "chen", "dee", "ines", "sam")
SAID = (
    "#complaint exports stop at 10,000 rows at month's end, and three people spend two days on what they took before",
    "#request one page for the board, no charts",
    "#about opening a plant in Lyon in spring",
    "#competitor Ledgerly offers the first year free",
    "#opportunity thirty seats for the plant in Lyon",
    "#like the new dashboard",
    "#story “Mondays begin with your page”",
    "#answer they would miss the audit trail",
    "",
    "#risk procurement reviews all tools next quarter",
)


def a_year(office: Sandbox) -> None:
    """Sixty conversations of a year, by six of us with seven of them."""
    for number in range(60):
        ago = f"{360 - 6 * number} days ago"
        met = " and ".join({PEOPLE[number % 7]: None, PEOPLE[number % 3]: None})
        kind = ("call", "video", "visit")[number % 3]
        line = (
            f'"{YEAR}" {kind} {20 + number % 5}m {ago} with {met}: talk {number} about their plans {SAID[number % 10]}'
        )
        person = f"U0{COLLEAGUES[number % 6].upper()}"
        promised = " next: send the price list for Lyon fri" if number == 59 else ""
        assert office.command(person, CUSTOMERS, f"/logcall {line}{promised}").error is None
    for line in ("voicemail", "visit in 9 days: their plant"):
        assert office.command("U0INES", CUSTOMERS, f"/logcall {YEAR} {line}").error is None


def test_a_card_says_what_to_know_and_leads_to_what_is_done_next(
    visit: Visit, office: Sandbox, picture: Picture
) -> None:
    a_year(office)
    ana = visit("U0ANA")
    card = ana.types(f"/account {YEAR}")
    expect(card).to_contain_text("Ask: They were at risk on Thu 19 Nov: “procurement reviews all tools next quarter”.")
    expect(card).to_contain_text("We owe them: send the price list for Lyon, Fri 27 Nov, Sam.")
    expect(card).to_contain_text("Chen and 1 more")
    expect(card).to_contain_text("Planned: visit Fri 4 Dec, Ines.")
    expect(card).to_contain_text("6 of us spoke to them in 90 days.")
    picture(ana.page, "card-year", 900)

    card.get_by_role("button", name="More actions").last.click()
    ana.page.get_by_role("menuitem", name="Edit").click()
    form = ana.form("Edit the account")
    picture(ana.page, "account-form", 1300)
    form.get_by_label("Worth a year").fill("a lot")
    form.get_by_label("Customer since").fill("2019")
    form.get_by_test_id("modal-submit").click()
    expect(form.get_by_label("Worth a year")).to_have_accessible_description(
        re.compile("Write what it is worth a year, as in 48000 or 48k, or leave it empty.")
    )
    picture(ana.page, "account-form-error", 1300)
    form.get_by_label("Worth a year").fill("48k")
    ana.chooses(form, "Tier", "Strategic")
    saved = ana.saves(form, "Saved")
    expect(saved).to_contain_text("Strategic customer since 2019 · 48,000 a year")
    ana.closes(saved)
    expect(card).to_contain_text("Strategic customer since 2019 · 48,000 a year")

    ana.presses(card, "Words to ask for 20 minutes")
    words = ana.form("Words to ask")
    expect(words.locator("pre")).to_contain_text("Would you have 20 minutes for me this week or next")
    picture(ana.page, "words-to-ask", 700)
    ana.closes(words)

    ana.presses(card, "Plan")
    plan = ana.form("Log a conversation")
    expect(plan.get_by_role("combobox", name="Account")).to_have_value(YEAR)
    expect(plan.get_by_label("Date")).to_have_value("2026-11-26")
    ana.closes(ana.saves(plan))
    expect(card).to_contain_text("Planned: call tomorrow, Ana.")

    never = ana.types("/account Wonka Sweets")
    expect(never).to_contain_text("Ask: What made you choose us? Nobody has spoken to Wonka Sweets yet; added today.")
    picture(ana.page, "card-never", 700)

    known = ana.types("/account Omar Said")
    expect(known).to_contain_text(YEAR)
