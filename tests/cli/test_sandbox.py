"""The sandbox as `make run` opens it: what stands in it at first, and that it answers only once all is there."""

import socket
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.request import urlopen
from zoneinfo import ZoneInfo

import pytest

from bot.cli.sandboxing import opened
from bot.config import Settings
from bot.sandbox import Sandbox

CUSTOMERS = "C0CUSTOMERS"
WEDNESDAY = datetime(2026, 11, 25, 10, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    folder = tmp_path_factory.mktemp("seeded")
    with opened(Settings.from_env({}, base=folder), folder, start=WEDNESDAY, seeded=True, port=0) as local:
        yield local


def test_the_channel_holds_last_fridays_and_this_mondays_post_and_nothing_else(seeded: Sandbox) -> None:
    friday, monday = seeded.workspace.messages(CUSTOMERS)
    assert friday.at.isoformat(timespec="minutes") == "2026-11-20T16:00+01:00"
    assert friday.text.startswith("Week 47 (16–20 Nov): ") and "we meant" in friday.text
    assert monday.at.isoformat(timespec="minutes") == "2026-11-23T09:00+01:00"
    assert "4 people, 10 customers so far." in monday.text


def test_it_says_what_a_newcomer_may_type(seeded: Sandbox) -> None:
    with urlopen(f"{seeded.url}/ui/state?as=U0ANA") as answer:
        assert "/logcall Acme Corp 20m renewal chat" in answer.read().decode()


def test_the_page_answers_only_once_all_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    refused = list[int]()
    type_command = Sandbox.command

    def typed(local: Sandbox, *arguments: str) -> object:
        with socket.socket() as visitor:
            refused.append(visitor.connect_ex(("127.0.0.1", port)))
        return type_command(local, *arguments)

    monkeypatch.setattr(Sandbox, "command", typed)
    with opened(Settings.from_env({}, base=tmp_path), tmp_path, start=WEDNESDAY, seeded=True, port=port) as local:
        assert local.url == f"http://127.0.0.1:{port}"
        with urlopen(local.url) as answer:
            assert answer.status == 200
    assert len(refused) > 100 and 0 not in refused


def test_an_empty_one_is_as_on_the_first_day(tmp_path: Path) -> None:
    settings = Settings.from_env({}, base=tmp_path)
    with opened(settings, tmp_path, start=WEDNESDAY, seeded=False, is_new=True, port=0) as local:
        assert local.workspace.messages(CUSTOMERS) == []
        with urlopen(f"{local.url}/ui/state?as=U0ANA") as answer:
            assert '"first_line":""' in answer.read().decode()
