"""The whole product in a real browser: sandbox, bot and page in one process, as `make run` opens it."""

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page

from bot.cli.sandboxing import opened
from bot.config import Settings
from bot.sandbox import Sandbox
from tests.sandbox.page.conftest import browser, open_page, watched

__all__ = ["browser"]

WEDNESDAY = datetime(2026, 11, 25, 10, tzinfo=ZoneInfo("Europe/Berlin"))
Picture = Callable[[str], None]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """The seeded workspace on a Wednesday morning, shared by the tests of a module: the clock only moves forward."""
    folder = tmp_path_factory.mktemp("town")
    with opened(Settings.from_env({}, base=folder), folder, start=WEDNESDAY, seeded=True, port=0) as local:
        yield local


@pytest.fixture
def empty_town(tmp_path: Path) -> Iterator[Sandbox]:
    """A workspace in which nothing was logged yet."""
    with opened(Settings.from_env({}, base=tmp_path), tmp_path, start=WEDNESDAY, seeded=False, port=0) as local:
        yield local


@pytest.fixture
def page(browser: Browser, town: Sandbox) -> Iterator[Page]:
    """The page as Ana sees it in #customers."""
    with watched(browser, town.url) as context:
        yield open_page(context, town.url, "as=U0ANA&at=C0CUSTOMERS")


@pytest.fixture
def empty_page(browser: Browser, empty_town: Sandbox) -> Iterator[Page]:
    with watched(browser, empty_town.url) as context:
        yield open_page(context, empty_town.url, "as=U0ANA&at=C0CUSTOMERS")


@pytest.fixture
def picture(page: Page, tmp_path: Path) -> Picture:
    """Take a picture of the page in both themes; TOUCHBASE_PICTURES names the folder to keep them in."""
    folder = Path(os.environ.get("TOUCHBASE_PICTURES", tmp_path))

    def take(name: str) -> None:
        page.set_viewport_size({"width": 1280, "height": 1080})
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            page.screenshot(path=folder / f"{name}-{theme}.png")
        page.emulate_media(color_scheme="light")

    return take
