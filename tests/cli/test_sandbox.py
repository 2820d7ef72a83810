"""The sandbox as `make run` opens it: what stands in it at first, and that it answers only once all is there."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Opened:
    """The seeded sandbox, and how each attempt to visit its page ended while it was still being filled."""

    sandbox: Sandbox
    visits: list[int]


@pytest.fixture(scope="module")
def opened_sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    folder = tmp_path_factory.mktemp("seeded")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    visits = list[int]()
    type_command = Sandbox.command

    def typed(local: Sandbox, *arguments: str) -> object:
        with socket.socket() as visitor:
            visits.append(visitor.connect_ex(("127.0.0.1", port)))
        return type_command(local, *arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sandbox, "command", typed)
        with opened(Settings.from_env({}, base=folder), folder, start=WEDNESDAY, seeded=True, port=port) as local:
            assert local.url == f"http://127.0.0.1:{port}"
            yield Opened(local, visits)


@pytest.fixture
def seeded(opened_sandbox: Opened) -> Sandbox:
    return opened_sandbox.sandbox


def test_the_channel_holds_last_fridays_and_this_mondays_post_and_nothing_else(seeded: Sandbox) -> None:
    friday, monday = seeded.workspace.messages(CUSTOMERS)
    assert friday.at.isoformat(timespec="minutes") == "2026-11-20T16:00+01:00"
    assert friday.text.startswith("Week 47 (16–20 Nov): ") and "we meant" in friday.text
    assert monday.at.isoformat(timespec="minutes") == "2026-11-23T09:00+01:00"
    assert "4 people, 10 customers so far." in monday.text


def test_it_says_what_a_newcomer_may_type(seeded: Sandbox) -> None:
    with urlopen(f"{seeded.url}/ui/state?as=U0ANA") as answer:
        assert "/logcall Acme Corp 20m renewal chat" in answer.read().decode()


def test_the_page_answers_only_once_all_is_there(opened_sandbox: Opened) -> None:
    assert len(opened_sandbox.visits) > 100 and 0 not in opened_sandbox.visits
    with urlopen(opened_sandbox.sandbox.url) as answer:
        assert answer.status == 200


def test_an_empty_one_is_as_on_the_first_day(tmp_path: Path) -> None:
    settings = Settings.from_env({}, base=tmp_path)
    with opened(settings, tmp_path, start=WEDNESDAY, seeded=False, is_new=True, port=0) as local:
        assert local.workspace.messages(CUSTOMERS) == []
        with urlopen(f"{local.url}/ui/state?as=U0ANA") as answer:
            assert '"first_line":""' in answer.read().decode()
