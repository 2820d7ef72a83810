"""Here requests are posted as Slack signs them: the houses are reached over HTTP."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import MONDAY_9AM
from tests.databases import DATABASES, as_engine_url, lent_database
from tests.house import House


@pytest.fixture(params=DATABASES)
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """Sandbox and bot, talking over signed HTTP, on each kind of database."""
    with (
        lent_database(request.param, request, tmp_path) as url,
        House.open(as_engine_url(url), now=MONDAY_9AM) as opened,
    ):
        yield opened
