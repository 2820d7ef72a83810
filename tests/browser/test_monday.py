"""Monday's question in the browser: the clock brings it, people press, and the sum grows before everybody's eyes."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.client import Client
from tests.browser.conftest import Picture, Visit
from tests.browser.test_plans import move_clock

pytestmark = pytest.mark.browser


def question(client: Client) -> Locator:
    asked = client.messages.filter(has_text="How many customers will you speak to this week?").last
    asked.wait_for()
    return client.page.locator(f"[data-ts='{asked.get_attribute('data-ts')}']")


def test_the_question_appears_two_people_press_and_the_sum_grows_without_a_reload(
    visit: Visit, picture: Picture
) -> None:
    ana = visit("U0ANA")
    move_clock(ana, "mon-09:00")
    bo = visit("U0BO")
    asked, seen = question(ana), question(bo)
    expect(asked).not_to_contain_text("so far")
    picture(ana.page, "monday", 900)
    bo.presses(seen, "5")
    expect(asked).to_contain_text("1 person, 5 customers so far.")
    ana.presses(asked, "3")
    expect(asked).to_contain_text("2 people, 8 customers so far.")
    expect(seen).to_contain_text("2 people, 8 customers so far.")
    expect(
        ana.page.locator("[data-ts]", has_text="3 it is.").or_(ana.page.locator("[data-ts]", has_text="3. Who first?"))
    ).to_be_visible()
    picture(ana.page, "monday-pressed", 900)


def test_another_number_is_typed_and_a_wrong_one_is_told_under_its_field(visit: Visit, picture: Picture) -> None:
    ines = visit("U0INES")
    asked = question(ines)
    ines.presses(asked, "Another number")
    form = ines.form("Your number")
    field = form.get_by_role("textbox")
    field.fill("1000")
    form.get_by_test_id("modal-submit").click()
    expect(form).to_contain_text("999")
    picture(ines.page, "monday-wrong-number", 900)
    field.fill("12")
    form.get_by_test_id("modal-submit").click()
    expect(ines.form("Your number")).to_contain_text("12")
    picture(ines.page, "monday-other-number", 900)
    ines.closes(ines.form("Your number"))
    expect(asked).to_contain_text("3 people, 20 customers so far.")
