"""Whatever words people choose, in every field, on Home and on cards: nothing is refused, rings or credits anybody."""

from pathlib import Path

import pytest

from tests.databases import as_engine_url, migrated_database
from tests.e2e import shown_accounts, shown_forms, shown_insights
from tests.e2e.hostile_fixture import HOSTILE, HostileFixture, Words
from tests.e2e.showing import show_all, ways_for


@pytest.mark.parametrize(("words", "way"), ways_for(HOSTILE, 1))
def test_every_form_and_home_is_taken_rings_for_nobody_and_credits_nobody(
    words: str, way: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind, _, wire = way.partition("-")
    url = as_engine_url(migrated_database(kind, request, tmp_path))
    with HostileFixture.open(url, Words(HOSTILE[words]), monkeypatch, socket=wire == "socket") as hostile:
        show_all(hostile, (*shown_forms.SURFACES, *shown_accounts.SURFACES, *shown_insights.SURFACES))
