"""Whatever words people choose, also where sponsors, owners, settings and changed accounts are told: nothing rings."""

from pathlib import Path

import pytest

from tests.databases import as_engine_url, migrated_database
from tests.e2e import (
    shown_access_requests,
    shown_data,
    shown_failed_deliveries,
    shown_lines,
    shown_settings,
    shown_setup,
    shown_sponsors,
)
from tests.e2e.hostile_fixture import HOSTILE, HostileFixture, Words
from tests.e2e.showing import show_all, ways_for


@pytest.mark.parametrize(("words", "way"), ways_for(HOSTILE, 2))
def test_every_message_of_sponsors_and_owners_is_taken_and_rings_for_nobody(
    words: str, way: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind, _, wire = way.partition("-")
    url = as_engine_url(migrated_database(kind, request, tmp_path))
    with HostileFixture.open(url, Words(HOSTILE[words]), monkeypatch, socket=wire == "socket") as hostile:
        rooms = (
            shown_settings,
            shown_setup,
            shown_sponsors,
            shown_data,
            shown_failed_deliveries,
            shown_lines,
            shown_access_requests,
        )
        show_all(hostile, [surface for room in rooms for surface in room.SURFACES])
