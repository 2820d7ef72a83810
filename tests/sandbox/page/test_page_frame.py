"""Around the conversation: the clock, the wire, light and dark, a narrow window."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from bot.sandbox import Sandbox
from tests.sandbox.conftest import CUSTOMERS, TEAM, TOKEN, App, settings
from tests.sandbox.page.conftest import Visit

pytestmark = pytest.mark.browser

MONDAY_9AM = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # 09:00 in Berlin


@pytest.fixture
def sandbox(app: App) -> Iterator[Sandbox]:
    """A week in which the app posts on Friday, when the clock passes it."""
    friday = datetime(2026, 11, 27, 15, 0, tzinfo=UTC)

    def ring(to: datetime) -> None:
        if made.now < friday <= to:
            made.advance(friday)
            made.api.answer("chat.postMessage", {"channel": CUSTOMERS, "text": "Week 48: 14 customers"}, TOKEN)

    made = Sandbox(TEAM, settings(app.url), rate_limits=False, now=MONDAY_9AM, on_clock=ring)
    yield made
    made.stop()


def test_the_clock_is_told_in_the_zone_of_the_workspace(page: Page) -> None:
    expect(page.get_by_test_id("clock-now")).to_have_text(re.compile(r"^Mon 23 Nov 2026, 09:0\d$"))


def test_moving_on_to_friday_shows_what_is_due_without_reloading(page: Page) -> None:
    page.get_by_test_id("clock-fri-16:00").click()
    message = page.locator("[data-ts]")
    expect(message).to_contain_text("Week 48: 14 customers")
    expect(message.locator("time")).to_have_text("16:00")
    expect(page.get_by_test_id("clock-now")).to_have_text(re.compile("^Fri 27 Nov 2026, 16:0"))
    page.get_by_test_id("clock-+1-week").click()
    expect(page.get_by_test_id("clock-now")).to_have_text(re.compile("^Fri 4 Dec 2026, 16:0"))
    expect(page.locator(".day")).to_have_text("Friday, 27 November")


def test_the_clock_says_that_it_moves_until_it_stands(page: Page, sandbox: Sandbox) -> None:
    sandbox.hub.publish({"type": "clock", "now": "2026-11-26T15:00:00+01:00", "moving": True})
    expect(page.get_by_test_id("clock-state")).to_have_text("moving…")
    expect(page.get_by_test_id("clock-mon-09:00")).to_be_disabled()
    expect(page.get_by_test_id("clock-now")).to_have_text("Thu 26 Nov 2026, 15:00")
    sandbox.hub.publish({"type": "clock", "now": "2026-11-27T16:00:00+01:00", "moving": False})
    expect(page.get_by_test_id("clock-state")).to_be_empty()
    expect(page.get_by_test_id("clock-mon-09:00")).to_be_enabled()


def test_the_wire_shows_each_request_with_its_status(page: Page, app: App, sandbox: Sandbox) -> None:
    wire = page.get_by_test_id("wire")
    expect(wire).to_be_hidden()
    page.get_by_test_id("wire-toggle").click()
    app.answer = (500, "text/plain", "")
    page.get_by_test_id("composer").fill("/logcall Acme")
    page.keyboard.press("Enter")
    failed = wire.locator(".wire-failed")
    expect(failed).to_contain_text("/logcall")
    expect(failed).to_contain_text("500")
    sandbox.wire.note("from_app", "chat.postMessage", 200, 12.3)
    expect(wire.get_by_role("listitem").first).to_contain_text("chat.postMessage")
    expect(wire.get_by_role("listitem").first).to_contain_text("12 ms")
    page.reload()
    expect(wire.get_by_role("listitem")).to_have_count(2)


def test_the_theme_is_the_systems_until_one_chooses(context: BrowserContext, visit: Visit) -> None:
    page = visit()
    html = page.locator("html")
    expect(html).to_have_attribute("data-theme", "light")
    page.emulate_media(color_scheme="dark")
    expect(html).to_have_attribute("data-theme", "dark")
    page.get_by_role("button", name="Switch to the light theme").click()
    expect(html).to_have_attribute("data-theme", "light")
    page.reload()
    expect(html).to_have_attribute("data-theme", "light")


def test_in_a_narrow_window_the_sidebar_is_a_drawer(page: Page) -> None:
    page.set_viewport_size({"width": 380, "height": 780})
    expect(page.get_by_test_id("place-C0RAND")).to_be_hidden()
    page.get_by_role("button", name="Channels and apps").click()
    page.get_by_test_id("place-C0RAND").click()
    expect(page.get_by_role("heading", name="random").first).to_be_visible()
    expect(page.get_by_test_id("place-C0RAND")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") == 380


def test_the_page_can_be_walked_with_the_tab_key(page: Page) -> None:
    page.evaluate("document.activeElement.blur()")
    reached: list[str] = []
    for _ in range(24):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.dataset.testid ?? document.activeElement.id"))
    wanted = ["clock-mon-09:00", "wire-toggle", "theme", "place-C0CUST", "who", "scroller", "composer"]
    assert [each for each in reached if each in wanted] == wanted


def test_everything_one_can_press_or_fill_has_a_name(page: Page) -> None:
    page.get_by_test_id("wire-toggle").click()
    nameless = """() => [...document.querySelectorAll('button, input, select, textarea, [role=region], nav, aside')]
      .filter((node) => node.checkVisibility())
      .filter((node) => !(node.ariaLabel || node.textContent.trim() || node.labels?.length))
      .map((node) => node.outerHTML)"""
    assert page.evaluate(nameless) == []
