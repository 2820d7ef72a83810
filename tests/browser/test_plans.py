"""Plans: on the morning of the next working day one question, as a direct message, and its three answers."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.client import Client
from tests.browser.conftest import Picture, Visit

pytestmark = pytest.mark.browser


def move_clock(client: Client, to: str) -> None:
    """Press one of the clock's buttons, and wait until it stands again."""
    shown = client.page.get_by_test_id("clock-now")
    before = shown.inner_text()
    client.page.get_by_test_id(f"clock-{to}").click()
    expect(shown).not_to_have_text(before)
    expect(client.page.get_by_test_id("clock-state")).to_be_empty(timeout=20_000)


def question(client: Client, plan: str) -> Locator:
    """The direct message that asks about a plan."""
    client.goes("D")
    asked = client.messages.filter(has_text=f"{plan}: did it happen?")
    asked.wait_for()
    return client.page.locator(f"[data-ts='{asked.get_attribute('data-ts')}']")


def test_the_morning_after_a_plan_its_person_is_asked_and_it_happened(visit: Visit, picture: Picture) -> None:
    chen = visit("U0CHEN")
    plan = chen.types("/logcall Vandelay Industries visit 60m tomorrow with Art Vance: their new plant")
    expect(plan).to_contain_text("Vandelay Industries · visit · 1 h · planned for tomorrow, with Art Vance.")
    picture(chen.page, "plan", 800)
    move_clock(chen, "fri-16:00")
    asked = question(chen, "Vandelay Industries, Thu 26 Nov")
    expect(asked.locator("time")).to_have_text("02:00")  # nine in Singapore
    expect(asked).to_contain_text("their new plant")
    picture(chen.page, "plan-question", 800)
    chen.presses(asked, "It happened")
    receipt = chen.page.locator("[data-ts]", has_text="Vandelay Industries · visit · 1 h · yesterday, with Art Vance.")
    expect(receipt).to_contain_text("1 customer this week.")
    expect(asked).to_contain_text("Vandelay Industries, Thu 26 Nov: it happened.")


def test_one_question_asks_about_several_and_each_is_answered_by_itself(visit: Visit, picture: Picture) -> None:
    dee = visit("U0DEE")
    for line in (
        "Microsoft 2026-11-28: the price list",
        "Globex visit 2026-11-28: Porto",
        "Hooli 2026-11-29: the fair",
    ):
        dee.types(f"/logcall {line}")
    move_clock(dee, "mon-09:00")
    asked = question(dee, "Globex, Sat 28 Nov")
    expect(asked.get_by_text("did it happen?")).to_have_count(3)
    picture(dee.page, "plan-questions", 800)
    about = asked.locator("[data-block-type=actions]")
    moved = about.filter(has=dee.page.locator("input")).first.get_by_label("Moved to…")
    moved.fill("2026-12-02")
    moved.press("Enter")
    expect(dee.page.locator("[data-ts]", has_text="planned for Wed 2 Dec")).to_be_visible()
    picture(dee.page, "plan-moved", 1000)
    expect(asked.get_by_text("did it happen?")).to_have_count(2)
    asked.get_by_role("button", name="It did not").first.click()
    expect(dee.page.locator("[data-ts]", has_text="No longer planned: Globex, visit.")).to_be_visible()
    expect(asked.get_by_text("did it happen?")).to_have_count(1)
    picture(dee.page, "plan-did-not", 1000)


def test_a_plan_that_has_passed_is_answered_on_home_too(visit: Visit, picture: Picture) -> None:
    mara = visit("U0MARA")
    mara.types("/logcall Wonka Sweets tomorrow: the second packing line")
    expect(mara.home).to_contain_text("Wonka Sweets, tomorrow · call")
    move_clock(mara, "+1-week")
    mara.goes("C0CUSTOMERS")
    home = mara.home
    expect(home.get_by_role("heading", name="Did it happen?")).to_be_visible()
    picture(mara.page, "home-plan", 800)
    mara.presses(home, "It happened")
    receipt = mara.form("Touchbase")
    expect(receipt).to_contain_text("Wonka Sweets · call · 30 min (assumed)")
    mara.closes(receipt)
    expect(home.get_by_role("heading", name="Did it happen?")).to_have_count(0)
