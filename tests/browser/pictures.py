"""Make the README's pictures anew: `.venv/bin/python -m tests.browser.pictures`.

The sandbox runs in this process, on a free port and at a fixed time, so that a picture changes only when the product
does. Look at each of them before you commit it.
"""

import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from bot.cli.sandboxing import opened
from bot.config import Settings
from tests.browser.client import Client, screenshot
from tests.browser.conftest import CUSTOMERS, WEDNESDAY
from tests.sandbox.page.conftest import CHROMIUM, SWITCHES, open_page, watched

FOLDER = Path(__file__).parent / "pictures"


def main() -> None:
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        settings = Settings.from_env({}, base=Path(place))
        with opened(settings, Path(place), start=WEDNESDAY, seeded=True, port=0) as local:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
            with watched(browser, local.url) as context:
                receipt_and_question(open_page(context, local.url, f"as=U0ANA&at={CUSTOMERS}"))
                friday(open_page(context, local.url, f"as=U0INES&at={CUSTOMERS}"))
            browser.close()


def receipt_and_question(page: Page) -> None:
    """A receipt in which a typo was recognised, and the question about a name that is not clear."""
    client = Client(page)
    client.types("/logcall hooly 15m #complaint exports time out next: send a fix date fri")
    client.types("/logcall Stark Logistics 25m visit with Mo Stark: the new warehouse")
    screenshot(page, FOLDER, "receipt", height=780)


def friday(page: Page) -> None:
    """Friday's post with its table and chart, as somebody sees it who has no receipts above it."""
    page.get_by_test_id("clock-fri-16:00").click()
    post = page.locator("[data-ts]", has_text="Week 48").last
    expect(post.locator("svg[role=img]")).to_be_visible()
    screenshot(page, FOLDER, "friday", height=1080)


if __name__ == "__main__":
    main()
