"""Here requests are posted as Slack signs them: the houses are reached over HTTP."""

from collections.abc import Iterator

import pytest

from tests.conftest import MONDAY_9AM
from tests.databases import as_engine_url
from tests.house import House


@pytest.fixture
def house(database_url: str) -> Iterator[House]:
    """Sandbox and bot, talking over signed HTTP, on each kind of database."""
    with House.open(as_engine_url(database_url), now=MONDAY_9AM) as opened:
        yield opened
