"""Being left alone without knowing a command, on the Home tab; and the alert that cannot wait."""

import re

import pytest
from playwright.sync_api import expect

from bot.sandbox import Sandbox
from tests.browser.conftest import CUSTOMERS, Picture, Visit

pytestmark = pytest.mark.browser

PHONE = 420
"""So wide is Slack’s window beside another, or on a telephone."""


def test_somebody_turns_down_what_is_written_to_them_on_the_home_tab(visit: Visit, picture: Picture) -> None:
    sam = visit("U0SAM")
    home = sam.home
    switch = home.locator("[data-block-type=section]", has_text="Morning message")
    switch.get_by_role("combobox").click()
    home.get_by_role("option", name="Mondays only").click()
    expect(switch.get_by_role("combobox")).to_have_value(re.compile("Mondays only"))
    sam.presses(home, "Leave me out")
    expect(home).to_contain_text("you are not named; what you log counts for the team")
    sam.presses(home, "I’ll be away…")
    form = sam.form("Away")
    form.get_by_label("Last day").fill("2026-12-04")
    saved = sam.saves(form, "Away")
    expect(saved).to_contain_text("Away until Fri 4 Dec. Back on Mon 7 Dec.")
    sam.closes(saved)
    expect(home).to_contain_text("Away: until Fri 4 Dec")
    picture(sam.page, "left_alone", 900, PHONE)
    sam.presses(home, "I’m not away")
    expect(home).to_contain_text("Away: not now")


def test_a_complaint_is_answered_from_its_alert(visit: Visit, office: Sandbox, picture: Picture) -> None:
    result = office.command("U0BO", CUSTOMERS, "/logcall Wonka Sweets 15m with Willy: #complaint exports time out")
    assert result.error is None, result
    ana = visit("U0ANA")
    ana.goes("D")
    alert = ana.messages.filter(has_text="Wonka Sweets is unhappy.")
    ana.presses(alert, "I’ll call")
    expect(ana.messages.last).to_contain_text("Wonka Sweets · call · planned for today")
    picture(ana.page, "complaint", 900, PHONE)
    ana.presses(alert, "Plan")
    form = ana.form("Log a conversation")
    expect(form.get_by_role("combobox", name="Account")).to_have_value("Wonka Sweets")
