"""The app's own place: its Home tab, what it says of itself, its shortcuts."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from bot.sandbox import Sandbox
from tests.sandbox.conftest import ANA, BO, CUSTOMERS, MANIFEST, TEAM, App, Calls, Real, settings
from tests.sandbox.page.conftest import Visit

pytestmark = pytest.mark.browser

SHORTCUTS = [
    {"name": "Log as conversation", "type": "message", "callback_id": "log_message", "description": "…"},
    {"name": "Log a conversation", "type": "global", "callback_id": "log", "description": "Opens the form"},
]
FEATURES = {**MANIFEST["features"], "app_home": {"home_tab_enabled": True}, "shortcuts": SHORTCUTS}
EVENTS = {"event_subscriptions": {"bot_events": ["app_home_opened"]}}


@pytest.fixture
def sandbox(app: App, real: Real) -> Iterator[Sandbox]:
    """An app with a Home tab and a shortcut of either kind."""
    made = Sandbox(TEAM, settings(app.url, features=FEATURES, settings=EVENTS), rate_limits=False, real=real)
    yield made
    made.stop()


def home(words: str) -> dict[str, Any]:
    press = {"type": "button", "action_id": "log", "text": {"type": "plain_text", "text": "Log"}}
    text = {"type": "mrkdwn", "text": words}
    return {"type": "home", "blocks": [{"type": "section", "text": text}, {"type": "actions", "elements": [press]}]}


def test_opening_the_home_tab_tells_the_app_which_may_fill_it(page: Page, app: App, call: Calls) -> None:
    page.get_by_test_id("place-app").click()
    expect(page.get_by_text("Nothing here yet")).to_be_visible()
    event = app.next().payload["event"]
    assert (event["type"], event["user"], event["tab"]) == ("app_home_opened", ANA, "home")
    call("views.publish", user_id=ANA, view=home("*2 of your 3* customers this week"))
    expect(page.get_by_test_id("home").locator("strong")).to_have_text("2 of your 3")


def test_a_press_on_the_home_tab_names_its_view(visit: Visit, app: App, call: Calls) -> None:
    view = call("views.publish", user_id=ANA, view=home("Yours that wait")).body["view"]
    page = visit(at="home")
    app.next()
    page.get_by_test_id("home").get_by_role("button", name="Log").click()
    payload = app.next().payload
    assert payload["container"] == {"type": "view", "view_id": view["id"]}
    assert payload["actions"][0]["action_id"] == "log"


def test_somebody_elses_home_is_not_shown(visit: Visit, call: Calls) -> None:
    call("views.publish", user_id=ANA, view=home("for Ana alone"))
    expect(visit(BO, at="home").get_by_text("Nothing here yet")).to_be_visible()


def test_a_message_shortcut_sends_the_message_it_was_chosen_on(page: Page, app: App, sandbox: Sandbox) -> None:
    said = sandbox.message(BO, CUSTOMERS, "Acme called about exports")
    page.locator(f"[data-ts='{said.ts}']").get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Log as conversation").click()
    payload = app.next().payload
    assert payload["type"] == "message_action" and payload["callback_id"] == "log_message"
    assert payload["message"]["text"] == "Acme called about exports" and payload["user"]["id"] == ANA


def test_a_global_shortcut_is_at_hand_in_the_message_box(page: Page, app: App) -> None:
    page.get_by_role("button", name="Shortcuts").click()
    page.get_by_role("menuitem", name="Log a conversation").click()
    payload = app.next().payload
    assert (payload["type"], payload["callback_id"]) == ("shortcut", "log")


def test_the_about_tab_lists_what_the_app_can_do(page: Page) -> None:
    page.get_by_test_id("place-app").click()
    page.get_by_role("tab", name="About").click()
    expect(page.locator("#app-tab dt").first).to_have_text("/logcall [account]")
    page.get_by_role("tab", name="Home").press("ArrowRight")
    expect(page.get_by_role("tab", name="Home")).to_be_focused()
    page.get_by_role("tab", name="Messages").click()
    expect(page.get_by_test_id("composer")).to_be_visible()
