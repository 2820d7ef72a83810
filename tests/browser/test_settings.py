"""Settings in the page: an admin names an executive and departments, and finds them on the Home tab."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from bot.sandbox import Sandbox
from tests.browser.conftest import CUSTOMERS, Picture, Visit

pytestmark = pytest.mark.browser


def test_an_admin_names_an_executive_and_departments_and_sees_them_on_home(
    visit: Visit, office: Sandbox, picture: Picture
) -> None:
    ana = visit("U0ANA")
    ana.types("/sponsor Cyberdyne @petra")  # the first of them: in a small company nothing tells of sponsors before
    expect(ana.home.get_by_role("heading", name="Settings")).to_be_visible()
    expect(ana.home).to_contain_text("Nobody is named yet: executives, founders, who runs the programme.")
    ana.presses(ana.home, "People and departments…")
    form = ana.form("Settings")
    expect(form).to_contain_text("With nobody here, the admins do.")
    ana.chooses(form, "Executives", "Petra", "Petra Vogel")
    ana.chooses(form, "Programme owner", "Dee", "Dee Okafor")
    ana.chooses(form, "Departments", "Engineering")
    ana.chooses(form, "Departments", "Sales")
    picture(ana.page, "settings-form", 1100)
    saved = ana.saves(form, "Settings")
    expect(saved).to_contain_text("Executives: now Petra")
    expect(saved).to_contain_text("Departments: now Engineering and Sales")
    ana.closes(saved)
    home = ana.home
    expect(home).to_contain_text("Executives: Petra")
    expect(home).to_contain_text("Programme owner: Dee")
    expect(home).to_contain_text("Departments: Engineering and Sales")
    picture(ana.page, "settings-home", 900)
    bo = visit("U0BO")
    expect(bo.home.get_by_role("button", name="Log a conversation")).to_be_visible()
    expect(bo.home.get_by_role("heading", name="Settings")).to_have_count(0)


def test_accounts_of_somebody_who_left_are_handed_over_from_the_message(
    visit: Visit, office: Sandbox, picture: Picture
) -> None:
    assert office.command("U0CHEN", CUSTOMERS, "/logcall Umbrella 20m: all quiet").error is None
    dee = visit("U0DEE")
    dee.goes("D")
    office.change_person(replace(office.workspace.people["U0BO"], deleted=True))
    message = dee.page.locator("[data-ts]", has_text="Bo left. Who looks after their 3 accounts?")
    expect(message).to_contain_text("Umbrella: Bo owned it. Chen: 1 conversation with them, owns none yet")
    picture(dee.page, "hand-over", 1000)
    message.get_by_role("button", name="Give to Chen").last.click()
    given = dee.page.locator("[data-ts]", has_text="Who looks after 2 accounts of people who left?")
    expect(given).to_contain_text("is Chen’s now.")
    expect(dee.home.get_by_role("button", name="2 accounts of people who left")).to_be_visible()
    picture(dee.page, "hand-over-home", 900)


def test_an_admin_closes_days_and_reads_which_posts_move(visit: Visit, office: Sandbox, picture: Picture) -> None:
    ana = visit("U0ANA")
    ana.presses(ana.home, "Closed days…")
    form = ana.form("Closed days")
    days = form.get_by_role("textbox", name="When are you closed?")
    days.fill("24 Dec to 1 Jan\nEaster")
    form.get_by_test_id("modal-submit").click()
    expect(form).to_contain_text("Line 2, “Easter”: Write a day as 24 Dec or 2026-12-24")
    expect(days).to_have_value("24 Dec to 1 Jan\nEaster")
    picture(ana.page, "closed-days-form")
    days.fill("24 Dec to 1 Jan\n5 Apr 2027")
    saved = ana.saves(form, "Closed days")
    expect(saved).to_contain_text("Closed now: Thu 24 Dec to Fri 1 Jan 2027 and Mon 5 Apr 2027")
    expect(saved).to_contain_text("Friday's post of week 52 goes out on Wed 23 Dec.")
    expect(saved).to_contain_text("Monday's post of week 53 is left out: no working day is left for it.")
    picture(ana.page, "closed-days-saved")
    ana.closes(saved)
    expect(ana.home).to_contain_text("Closed: Thu 24 Dec to Fri 1 Jan 2027 and Mon 5 Apr 2027")
    picture(ana.page, "closed-days-home", 900)
