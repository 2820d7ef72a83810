"""A real browser before the sandbox's page. It fails any test in which the page complains or asks elsewhere."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, sync_playwright

from bot.sandbox import Sandbox
from tests.sandbox.conftest import ANA, TEAM, settings

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first without windows of its own, which computes half as much and draws the same."""
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
SIZE = ViewportSize(width=1280, height=800)
Block = dict[str, Any]
Render = Callable[..., Locator]
Visit = Callable[..., Page]

RENDER = """async (blocks) => {
  const names = ["blocks", "surface", "formstate", "directory", "workspace"];
  const [{ renderBlocks }, { Surface }, { FormState }, { Directory }, { Workspace }] =
    await Promise.all(names.map((name) => import(`/page/${name}.js`)));
  window.gallery ??= new Workspace();
  if (!gallery.state) await gallery.enter("U0ANA");
  const surface = new Surface({
    container: {}, directory: new Directory(gallery), form: new FormState(), warn: () => {},
  });
  const stage = document.createElement("div");
  stage.id = "stage";
  stage.className = "blocks";
  stage.append(...renderBlocks(blocks, surface));
  document.getElementById("log").replaceChildren(stage);
  const frame = () => new Promise(requestAnimationFrame);
  while ([...stage.querySelectorAll(".chart")].some((chart) => !chart.childElementCount)) await frame();
}"""


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Open for all tests of a folder, and no longer: while it is, its event loop runs in the tests' own thread."""
    if CHROMIUM is None:
        pytest.skip(f"needs Chromium: apt install {BROWSERS[0]}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


@contextmanager
def watched(browser: Browser, url: str) -> Iterator[BrowserContext]:
    """Somebody's browser: what it asks of other machines, or complains of, fails the test."""
    context = browser.new_context(viewport=SIZE, locale="en-GB")
    context.set_default_timeout(10_000)
    asked: list[str] = []
    troubles: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.on("weberror", lambda error: troubles.append(str(error.error)))
    yield context
    context.close()
    assert [each for each in asked if not each.startswith((url, "data:"))] == []
    assert troubles == []


def open_page(context: BrowserContext, url: str, query: str) -> Page:
    """A new tab, once it shows the workspace."""
    page = context.new_page()
    page.goto(f"{url}/?{query}")
    page.get_by_test_id("who").locator("option").first.wait_for(state="attached")
    return page


@pytest.fixture
def context(browser: Browser, served: Sandbox) -> Iterator[BrowserContext]:
    with watched(browser, served.url) as context:
        yield context


@pytest.fixture
def visit(context: BrowserContext, served: Sandbox) -> Visit:
    """Open the page as somebody, in a tab of its own."""
    return lambda user=ANA, at="": open_page(context, served.url, f"as={user}{at and f'&at={at}'}")


@pytest.fixture
def page(visit: Visit) -> Page:
    """The page as Ana sees it."""
    return visit()


@pytest.fixture(scope="module")
def gallery(browser: Browser) -> Iterator[Page]:
    """One page for all tests that only look at what is drawn."""
    sandbox = Sandbox(TEAM, settings())
    sandbox.start()
    with watched(browser, sandbox.url) as context:
        yield open_page(context, sandbox.url, f"as={ANA}")
    sandbox.stop()


@pytest.fixture
def render(gallery: Page) -> Render:
    """Draw blocks on the page, without the sandbox having to accept them; a chart once its width is known."""
    gallery.set_viewport_size(SIZE)

    def render_blocks(*blocks: Block) -> Locator:
        gallery.evaluate(RENDER, list(blocks))
        return gallery.locator("#stage")

    return render_blocks
