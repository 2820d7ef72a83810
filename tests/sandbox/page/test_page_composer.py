"""The message box: what it knows, what Enter does, what Up brings back."""

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.sandbox import Sandbox
from tests.sandbox.conftest import CUSTOMERS, App
from tests.sandbox.page.conftest import Visit

pytestmark = pytest.mark.browser


@pytest.fixture
def box(page: Page) -> Locator:
    box = page.get_by_test_id("composer")
    box.click()
    return box


def offered(page: Page) -> list[str]:
    return page.locator("#suggestions [role=option] strong").all_inner_texts()


def test_a_slash_offers_the_commands_with_their_hints(page: Page, box: Locator) -> None:
    box.press_sequentially("/")
    assert offered(page) == ["/logcall", "/plain"]
    expect(page.get_by_role("option", name="/logcall")).to_contain_text("[account]")
    box.press_sequentially("pl")
    assert offered(page) == ["/plain"]


def test_enter_completes_the_command_and_the_hint_stays(page: Page, box: Locator, app: App) -> None:
    box.press_sequentially("/log")
    box.press("Enter")
    expect(box).to_have_value("/logcall ")
    expect(page.locator("#composer-hint")).to_contain_text("[account]")
    assert app.deliveries == []


def test_enter_on_a_whole_command_sends_it(box: Locator, app: App) -> None:
    box.press_sequentially("/logcall")
    box.press("Enter")
    assert app.next().form["command"] == "/logcall"


def test_an_at_sign_offers_people_by_handle_and_by_name(page: Page, box: Locator) -> None:
    box.press_sequentially("with @wei")
    assert offered(page) == ["Chen Wei"]
    box.press("Tab")
    expect(box).to_have_value("with @chen ")


def test_people_who_left_are_not_offered(page: Page, box: Locator) -> None:
    box.press_sequentially("@g")
    assert offered(page) == []


def test_the_arrows_choose_and_escape_lets_be(page: Page, box: Locator) -> None:
    box.press_sequentially("/")
    box.press("ArrowDown")
    expect(page.get_by_role("option", name="/plain")).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", "suggestion-1")
    box.press("Escape")
    assert offered(page) == []
    expect(box).to_have_value("/")


def test_a_marker_that_begins_like_a_channel_does_not_catch_the_enter(page: Page, box: Locator, app: App) -> None:
    box.press_sequentially("/logcall Acme 20m #r")
    assert offered(page) == ["#random"]
    box.press("Enter")
    assert app.next().form["text"] == "Acme 20m #r"


def test_a_channel_is_completed_when_asked_for(box: Locator) -> None:
    box.press_sequentially("see #cus")
    box.press("Tab")
    expect(box).to_have_value("see #customers ")


def test_shift_and_enter_break_the_line(page: Page, box: Locator, sandbox: Sandbox) -> None:
    box.press_sequentially("one")
    box.press("Shift+Enter")
    box.press_sequentially("two")
    box.press("Enter")
    expect(page.locator("[data-ts] .lines")).to_have_text("one\ntwo", use_inner_text=True)
    assert [each.text for each in sandbox.messages(CUSTOMERS)] == ["one\ntwo"]


def test_up_brings_back_what_was_typed_and_down_goes_on(page: Page, box: Locator) -> None:
    for line in ("first", "second"):
        box.fill(line)
        box.press("Enter")
    expect(page.get_by_test_id("log")).to_contain_text("second")
    box.press("ArrowUp")
    expect(box).to_have_value("second")
    box.press("ArrowUp")
    expect(box).to_have_value("first")
    box.press("ArrowDown")
    box.press("ArrowDown")
    expect(box).to_have_value("")


def test_blanks_are_not_sent(page: Page, box: Locator) -> None:
    box.fill("   ")
    expect(page.get_by_test_id("send")).to_be_disabled()
    box.press("Enter")
    expect(page.locator("[data-ts]")).to_have_count(0)


def test_a_half_written_line_waits_in_its_channel(page: Page, box: Locator) -> None:
    box.fill("half a thought")
    page.get_by_test_id("place-D0ANA").click()
    expect(box).to_have_value("")
    page.get_by_test_id("place-C0CUST").click()
    expect(box).to_have_value("half a thought")


def test_a_line_that_could_not_be_sent_comes_back(page: Page, box: Locator) -> None:
    page.route("**/ui/message", lambda route: route.abort())
    box.fill("do not lose me")
    box.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="Not sent")).to_be_visible()
    expect(box).to_have_value("do not lose me")


def test_who_is_not_a_member_is_told_instead_of_asked(visit: Visit) -> None:
    page = visit("U0BO", at="C0RAND")
    expect(page.get_by_text("You are not a member of #random.")).to_be_visible()
    expect(page.get_by_test_id("composer")).to_be_hidden()
