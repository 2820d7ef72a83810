"""Whatever words people choose, wherever they are told: Slack takes it, it rings for nobody, and it credits nobody."""

import pkgutil
from importlib import import_module
from pathlib import Path

import pytest

import tests.e2e
from tests.databases import as_engine_url, migrated_database
from tests.e2e import shown_follow_ups, shown_messages, shown_mondays
from tests.e2e.hostile_fixture import HOSTILE, HostileFixture, Words
from tests.e2e.showing import builders, show_all, ways_for


@pytest.mark.parametrize(("words", "way"), ways_for(HOSTILE, 0))
def test_every_message_is_taken_rings_for_nobody_and_credits_nobody(
    words: str, way: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind, _, wire = way.partition("-")
    url = as_engine_url(migrated_database(kind, request, tmp_path))
    with HostileFixture.open(url, Words(HOSTILE[words]), monkeypatch, socket=wire == "socket") as hostile:
        show_all(hostile, (*shown_messages.SURFACES, *shown_follow_ups.SURFACES, *shown_mondays.SURFACES))


def test_every_message_and_view_there_is_stands_in_one_of_the_lists() -> None:
    rooms = [
        import_module(f"tests.e2e.{each.name}")
        for each in pkgutil.iter_modules(tests.e2e.__path__)
        if each.name.startswith("shown_")
    ]
    lists = [surface for room in rooms for surface in room.SURFACES]
    listed = {drawn for each in lists for drawn in each.draws}
    assert listed == set(builders())
