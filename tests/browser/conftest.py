"""The whole product in a real browser: sandbox, bot and page in one process, as `make run` opens it."""

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from bot import bootstrap
from bot.cli.sandboxing import opened
from bot.config import Settings
from bot.db.engine import Database
from bot.sandbox import Sandbox
from bot.sandbox.seed.seed_team import EVERYBODY, SEEDED
from bot.services.deps import NoSlack
from bot.transfer import import_file
from tests.browser.client import Client, screenshot
from tests.sandbox.page.conftest import browser, open_page, watched

__all__ = ["browser"]

WEDNESDAY = datetime(2026, 11, 25, 10, tzinfo=ZoneInfo("Europe/Berlin"))
CUSTOMERS = "C0CUSTOMERS"
ACCOUNTS = b"""Name,Owner,Stage,Channel
Acme Corp,U0ANA,customer,C0ACMEJOINT
Cyberdyne,U0INES,customer,
Globex,U0INES,customer,
Hooli,U0BO,customer,
Initech,U0BO,customer,
Kestrel Air,U0INES,prospect,
Microsoft,U0DEE,customer,
Northwind Traders,U0ANA,customer,
Stark Foods,U0INES,customer,
Umbrella,U0BO,customer,
Vandelay Industries,U0ANA,customer,
Wonka Sweets,U0ANA,customer,
"""
Picture = Callable[..., None]
Visit = Callable[..., Client]

expect.set_options(timeout=20_000)  # a busy machine is no failure


@pytest.fixture(scope="module")
def seeded_team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """The seeded workspace on a Wednesday morning, shared by the tests of a module: the clock only moves forward."""
    folder = tmp_path_factory.mktemp("seeded_team")
    with opened(Settings.from_env({}, base=folder), folder, start=WEDNESDAY, seeded=True, port=0) as local:
        yield local


@pytest.fixture
def empty_team(tmp_path: Path) -> Iterator[Sandbox]:
    """A workspace in which nothing was logged yet."""
    with opened(Settings.from_env({}, base=tmp_path), tmp_path, start=WEDNESDAY, seeded=False, port=0) as local:
        yield local


@pytest.fixture(scope="module")
def office_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the database of the office lies."""
    return tmp_path_factory.mktemp("office")


@pytest.fixture(scope="module")
def office(office_folder: Path, request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    """Everybody is known and twelve accounts stand, imported; nothing was said to them yet. Shared like the town.

    It is the Wednesday morning, or the time that a module names with OPENS.
    """
    settings, opens = Settings.from_env({}, base=office_folder), getattr(request.module, "OPENS", WEDNESDAY)
    with opened(settings, office_folder, start=opens, seeded=False, port=0) as local:
        for person in EVERYBODY:
            assert local.command(person, CUSTOMERS, "/account help").error is None
        local.clear_messages()
        import_into(office_folder)
        yield local


@pytest.fixture
def page(browser: Browser, seeded_team: Sandbox) -> Iterator[Page]:
    """The page as Ana sees it in #customers."""
    with watched(browser, seeded_team.url) as context:
        yield open_page(context, seeded_team.url, "as=U0ANA&at=C0CUSTOMERS")


@pytest.fixture
def empty_page(browser: Browser, empty_team: Sandbox) -> Iterator[Page]:
    with watched(browser, empty_team.url) as context:
        yield open_page(context, empty_team.url, "as=U0ANA&at=C0CUSTOMERS")


@pytest.fixture
def visit(browser: Browser, office: Sandbox) -> Iterator[Visit]:
    """Open the office's page as somebody; in #customers, unless another place is given."""
    with watched(browser, office.url) as context:
        yield lambda person, at=CUSTOMERS: Client(open_page(context, office.url, f"as={person}&at={at}"))


@pytest.fixture(scope="session")
def picture() -> Picture:
    """Take a picture of a page in both themes, into the folder that TOUCHBASE_PICTURES names; without it, none."""
    folder = os.environ.get("TOUCHBASE_PICTURES")

    def take(page: Page, name: str, height: int = 1080, width: int = 1280) -> None:
        if folder:
            screenshot(page, Path(folder), name, height=height, width=width)

    return take


def import_into(folder: Path) -> None:
    """Import the accounts into the sandbox whose database lies in `folder`, as `touchbase import` does."""
    database = Database(f"sqlite:///{folder / 'sandbox.db'}")
    deps = bootstrap.build_deps(database, lambda: WEDNESDAY, NoSlack())
    done = import_file.accounts(deps, SEEDED.id, ACCOUNTS, by=None)
    database.close()
    assert (done.added, done.bad, done.noted) == (12, (), ())
