"""Thursday's question in the page: asked in the afternoon, answered with a tap, and stopped for good."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from bot.sandbox import Sandbox
from tests.browser.client import Client
from tests.browser.conftest import Picture, Visit
from tests.browser.test_plans import move_clock
from tests.sandbox.page.conftest import open_page, watched

pytestmark = pytest.mark.browser


@pytest.fixture
def visit(browser: Browser, seeded_team: Sandbox) -> Iterator[Visit]:
    """Open the page of the seeded workspace as somebody: there people have named numbers."""
    with watched(browser, seeded_team.url) as context:
        yield lambda person: Client(open_page(context, seeded_team.url, f"as={person}&at=C0CUSTOMERS"))


def question(client: Client) -> Locator:
    """The direct message that asks."""
    client.goes("D")
    asked = client.messages.filter(has_text="How many customers did you speak to this week?").last
    asked.wait_for()
    return client.page.locator(f"[data-ts='{asked.get_attribute('data-ts')}']")


def test_a_tap_logs_one_and_the_question_says_that_the_number_is_reached(visit: Visit, picture: Picture) -> None:
    ana = visit("U0ANA")
    move_clock(ana, "thu-15:00")
    asked = question(ana)
    expect(asked).to_contain_text("I have 4 from you: Acme Corp, Mon 23 Nov; ")
    expect(asked).to_contain_text("You had 5 in mind.")
    picture(ana.page, "thursday", 800)
    ana.presses(asked, "Vandelay Industries")
    receipt = ana.messages.filter(has_text="Vandelay Industries · call · 30 min (assumed) · today")
    expect(receipt).to_contain_text("5 of your 5 (4 customers, 1 prospect) this week.")
    expect(asked).to_contain_text("You spoke to 5 this week; you had 5 in mind.")
    expect(asked).not_to_contain_text("How many")
    picture(ana.page, "thursday-tapped", 800)


def test_stopped_it_can_be_wanted_back(visit: Visit, picture: Picture) -> None:
    ines = visit("U0INES")
    ines.presses(question(ines), "Stop these")
    stopped = ines.messages.last
    expect(stopped).to_contain_text("Stopped. I ask this no more")
    picture(ines.page, "thursday-stopped", 800)
    ines.presses(stopped, "Ask me again")
    expect(ines.messages.last).to_contain_text("On Thursday I ask how many customers you spoke to")
    expect(ines.home).to_contain_text("Thursday’s question: how many customers you spoke to, if you named a number")
