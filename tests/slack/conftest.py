"""Here requests are posted as Slack signs them: the apps are reached over HTTP."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox import AppSettings, Sandbox
from bot.slack import manifest
from bot.slack.api.gateway import Gateway
from tests.app_fixture import INITECH, SECRET, TOKEN, AppFixture
from tests.conftest import MONDAY_9AM
from tests.databases import DATABASES, as_engine_url, lent_database


@pytest.fixture(params=DATABASES)
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[AppFixture]:
    """Sandbox and bot, talking over signed HTTP, on each kind of database."""
    with (
        lent_database(request.param, request, tmp_path) as url,
        AppFixture.open(as_engine_url(url), now=MONDAY_9AM) as opened,
    ):
        yield opened


@pytest.fixture
def slack() -> Iterator[Sandbox]:
    """Slack alone, without a bot that answers."""
    sandbox = Sandbox(INITECH, AppSettings(manifest.read(), "http://127.0.0.1:1/", SECRET, TOKEN), rate_limits=False)
    sandbox.start()
    yield sandbox
    sandbox.stop()


@pytest.fixture
def gateway(slack: Sandbox) -> Gateway:
    """A gateway that calls this Slack."""
    return Gateway(api_url=f"{slack.url}/api/", token_of=lambda _: TOKEN, send_timeout=5.0)
