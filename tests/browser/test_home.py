"""The Home tab: what waits for a word, what others put down for one, and every entry of one's own."""

import re

import pytest
from playwright.sync_api import expect

from bot.sandbox import Sandbox
from tests.browser.conftest import CUSTOMERS, Picture, Visit

pytestmark = pytest.mark.browser


def type_lines(office: Sandbox, person: str, *lines: str) -> None:
    """Log these without looking at the page."""
    for line in lines:
        result = office.command(person, CUSTOMERS, f"/logcall {line}")
        assert result.error is None, result


def test_home_shows_what_is_ones_own_and_nothing_else(visit: Visit, office: Sandbox, picture: Picture) -> None:
    type_lines(
        office,
        "U0ANA",
        "Acme 20m with Jo Lee: Lyon has a start date",
        "Kestrel Air visit 45m yesterday: first day, eleven people in the room",
        "Northwind Traders emailed: sent the checklist",
        "Vandelay Industries visit 60m tomorrow: their new plant",
        "Stark Logistics 25m visit with Mo Stark: the new warehouse",
        "Globex video 30m private: what Marta told me",
        "Hooli coffee 31 dec: last year's party",
        "Umbrella call 10m: all quiet",
    )
    type_lines(office, "U0BO", "Initech 60m @ana with Ron Lund: lunch with both", "Hooli 20m by @ana: month's end")
    ana = visit("U0ANA")
    home = ana.home
    expect(home).to_contain_text("5 customers, 1 prospect this week.")
    expect(home.get_by_role("heading")).to_have_text(
        ["Not logged yet", "Logged by others", "Planned", "Your last entries", "What I write to you", "Settings"]
    )
    expect(home).to_contain_text(re.compile("Bo says you took part: Initech, visit, Wed 25 Nov.\\s*lunch with both"))
    expect(home).to_contain_text(re.compile("Bo logged this as yours: Hooli, call, Wed 25 Nov.\\s*month's end"))
    expect(home).to_contain_text("Vandelay Industries, tomorrow · visit")
    expect(home.get_by_role("button", name=re.compile("^Edit Vandelay"))).to_have_count(1)
    expect(home.get_by_role("button", name="All my entries")).to_be_visible()
    picture(ana.page, "home", 1700)


def test_who_was_not_there_says_so_with_one_press(visit: Visit, office: Sandbox) -> None:
    type_lines(office, "U0MARA", "Wonka Sweets 30m @sam: rush is over")
    sam = visit("U0SAM")
    home = sam.home
    credit = home.locator("[data-block-type=section]", has_text="Mara says you took part: Wonka Sweets")
    sam.presses(credit, "Not me")
    told = sam.form("Touchbase")
    expect(told).to_contain_text("Right: you are not down for Wonka Sweets any more.")
    sam.closes(told)
    expect(credit).to_have_count(0)
    expect(home).to_contain_text("How many customers did you speak to this week?")


def test_a_kept_line_is_finished_from_home(visit: Visit, office: Sandbox, picture: Picture) -> None:
    type_lines(office, "U0CHEN", "Stark Logistics 25m visit with Mo Stark: the new warehouse")
    chen = visit("U0CHEN")
    home = chen.home
    expect(home).to_contain_text("Stark Logistics 25m visit with Mo Stark: the new warehouse")
    expect(home).to_contain_text("Kept until tomorrow.")
    chen.presses(home, "Finish…")
    question = chen.form("Not logged yet")
    expect(question).to_contain_text("Which account?")
    picture(chen.page, "finish", 800)
    question.get_by_role("button", name=re.compile("^Stark Foods, Ines")).click()
    receipt = chen.form("Touchbase")
    expect(receipt).to_contain_text("Stark Foods · visit · 25 min · today, with Mo Stark.")
    chen.closes(receipt)
    chen.goes(CUSTOMERS)
    expect(chen.home.get_by_role("heading", name="Not logged yet")).to_have_count(0)


def test_a_kept_line_is_forgotten_and_its_words_come_back(visit: Visit, office: Sandbox) -> None:
    type_lines(office, "U0PETRA", "Soylent 20m: typed in haste")
    petra = visit("U0PETRA")
    home = petra.home
    petra.presses(home, "Forget it")
    forgotten = petra.form("Touchbase")
    expect(forgotten).to_contain_text("Forgotten, nothing is saved. It was:")
    expect(forgotten.locator("pre")).to_have_text("/logcall Soylent 20m: typed in haste")
    expect(home.get_by_role("heading")).to_have_text(["What I write to you"])


def test_older_entries_are_found_by_account_and_page_and_edited_there(
    visit: Visit, office: Sandbox, picture: Picture
) -> None:
    accounts = ("Cyberdyne", "Globex", "Microsoft")
    type_lines(office, "U0INES", *(f"{accounts[day % 3]} {day} days ago 20m: talk {day}" for day in range(2, 14)))
    ines = visit("U0INES")
    ines.presses(ines.home, "All my entries")
    form = ines.form("My entries")
    rows = form.get_by_role("button", name=re.compile("^Edit "))
    expect(rows).to_have_count(10)
    expect(rows.first).to_have_accessible_name("Edit Microsoft, Mon 23 Nov")
    picture(ines.page, "entries", 1200)
    ines.presses(form, "Older")
    expect(rows).to_have_count(2)
    ines.presses(form, "Newer")
    expect(rows).to_have_count(10)
    ines.chooses(form, "All customers", "glo", "Globex")
    expect(rows).to_have_count(4)
    rows.last.click()
    edit = ines.form("Edit")
    expect(edit.get_by_label("Note")).to_have_value("talk 13")
    edit.get_by_label("Duration").fill("1h")
    saved = ines.saves(edit, "Saved")
    expect(saved).to_contain_text("Globex · call · 1 h · Thu 12 Nov.")
    saved.get_by_role("button", name="Back").click()
    expect(ines.form("My entries").get_by_role("button", name="All customers")).to_be_visible()
