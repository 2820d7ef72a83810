"""The deadline: with the database frozen a person reads in time that nothing is saved, and nothing appears later."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.db.engine import Database
from bot.outbox import tables as outbox_tables
from bot.storage.accounts import tables as account_tables
from bot.storage.conversations import tables as conversation_tables
from tests.conftest import MONDAY_9AM
from tests.databases import as_engine_url, migrated_database
from tests.e2e import frozen_doors as doors
from tests.e2e.freezing import FREEZES, Freeze
from tests.e2e.frozen_doors import DOORS, NOT_SAVED, Told, timed
from tests.house import ANA, BO, CHEN, DEE, House

SLACK_GIVES_UP = 3.0
"""Seconds. What was measured stands in the report of the tests."""

NOT_SAVED_YET = "Not saved yet: press Save again in a minute. Your words are still here."
EVERYBODY = (ANA, BO, CHEN, DEE)
SAVED_IN = (
    account_tables.accounts,
    conversation_tables.conversations,
    conversation_tables.revisions,
    conversation_tables.drafts,
    outbox_tables.deliveries,
)
FROZEN = (
    "sqlite-begun by http",
    "sqlite-locked by socket",
    "postgresql-stopped by http",
    "postgresql-stopped by socket",
)


@dataclass(frozen=True)
class Town:
    """Where a house is to stand, and how its database freezes."""

    url: str
    freeze: Freeze
    by_socket: bool

    @contextmanager
    def opened(self) -> Iterator[House]:
        """A house with one account that knows everybody; once it is closed, every thread of the program has ended."""
        with House.open(self.url, now=MONDAY_9AM, socket=self.by_socket) as house:
            house.reads(ANA, "/account add Acme")
            for person in EVERYBODY:
                house.reads(person, "/account Acme")
            yield house

    def on_disk(self) -> list[Any]:
        """Every row of what a person can save."""
        database = Database(self.url)
        with database.reading() as session:
            rows = [tuple(row) for table in SAVED_IN for row in session.execute(select(table))]
        database.close()
        return rows


@pytest.fixture
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Town:
    freeze, _, way = request.param.partition(" by ")
    url = as_engine_url(migrated_database(freeze.partition("-")[0], request, tmp_path))
    return Town(url, FREEZES[freeze], by_socket=way == "socket")


@pytest.mark.parametrize("town", ["postgresql-stopped by http"], indirect=True)
@pytest.mark.parametrize("door", DOORS)
def test_it_is_said_in_time_and_once_and_nothing_appears_later(town: Town, door: str, record_property: Any) -> None:
    with town.opened() as house:
        act = DOORS[door](house, BO)
        before = town.on_disk()
        with town.freeze(house):
            told = timed(act)
    in_time({door: told}, record_property)
    assert told.words.startswith(NOT_SAVED[door])
    assert same(town.on_disk(), before)
    assert complaints(house, BO) == ([] if door in ("form", "edit") else [told.words])


@pytest.mark.parametrize("town", FROZEN, indirect=True)
def test_twenty_at_once_are_all_told_and_the_program_goes_on(town: Town, record_property: Any) -> None:
    with town.opened() as house:
        acts = {
            f"{door} of {person}": DOORS[door](house, person)
            for number, person in enumerate(EVERYBODY)
            for door in (
                "command",
                "account",
                "line",
                ("form", "edit")[number % 2],
                ("undo", "correction")[number // 2],
            )
        }
        before = town.on_disk()
        with town.freeze(house), ThreadPoolExecutor(len(acts)) as people:
            told = dict(zip(acts, people.map(timed, acts.values()), strict=True))
        assert house.reads(BO, "/logcall Acme 20m afterwards").startswith("*Acme* · call · 20 min · today.")
    in_time(told, record_property)
    assert len(told) == 20
    assert all(each.words.startswith(NOT_SAVED[name.partition(" of ")[0]]) for name, each in told.items())
    (new,) = [row for row in town.on_disk() if row not in before]
    assert "afterwards" in new and len(town.on_disk()) == len(before) + 1
    for person in EVERYBODY:
        assert len(complaints(house, person)) == 4


@pytest.mark.parametrize(
    ("town", "door"),
    [("sqlite-locked by http", "form"), ("postgresql-stopped by socket", "edit")],
    indirect=["town"],
)
def test_a_form_stays_open_and_saved_again_it_is_one_entry(town: Town, door: str) -> None:
    with town.opened() as house:
        act = DOORS[door](house, BO)
        view = house.form(BO)
        with town.freeze(house):
            assert act().startswith(NOT_SAVED_YET)
        assert house.sandbox.views(BO) == [view]
        for _ in range(2):
            house.deliver_form(BO, view, note="Saved again")
        assert house.save(BO, note="Saved again")["response_action"] == "update"
        assert [kept.details.note for kept in house.kept] == ["Saved again"]
        assert [kept.version for kept in house.kept] == [1 if door == "form" else 2]


@pytest.mark.parametrize(
    ("town", "door"),
    [("sqlite-locked by socket", "undo"), ("postgresql-stopped by socket", "correction")],
    indirect=["town"],
)
def test_a_button_pressed_again_after_the_thaw_does_it(town: Town, door: str) -> None:
    with town.opened() as house:
        act = DOORS[door](house, BO)
        pressed = house.last_seen(BO)
        with town.freeze(house):
            act()
        before = [kept.version for kept in house.kept]
        action_id = doors.PRESSED[door]
        assert house.press(BO, action_id, pressed).text.startswith(("Taken back: *Acme*", "*Acme* · call"))
        assert [kept.version for kept in house.kept] == ([] if door == "undo" else [before[0] + 1])


@pytest.mark.parametrize("town", ["sqlite-begun by http", "postgresql-stopped by socket"], indirect=True)
def test_an_event_told_again_saves_nothing_behind_the_persons_back(town: Town) -> None:
    with town.opened() as house:
        before, event = town.on_disk(), doors.line_event(house, BO, "Acme 20m told again")
        with town.freeze(house):
            event()
        for number in (1, 2):
            event(retry=number)
        house.settle()
        assert house.writes(BO, "Acme 20m another").startswith("*Acme* · call · 20 min · today.")
    assert len(complaints(house, BO)) == 1
    (new,) = [row for row in town.on_disk() if row not in before]
    assert "another" in new


@pytest.mark.parametrize("town", ["postgresql-stopped by http", "postgresql-stopped by socket"], indirect=True)
def test_a_form_that_could_not_open_in_time_does_not_open_later(town: Town, record_property: Any) -> None:
    with town.opened() as house:
        with town.freeze(house):
            told = timed(lambda: house.reads(BO, "/logcall"))
        assert house.reads(CHEN, "/logcall Acme 20m afterwards").startswith("*Acme* · call")
    in_time({"bare command": told}, record_property)
    assert told.words.startswith("That did not work: try again in a minute. (id ")
    assert house.sandbox.views(BO) == []
    assert house.last_seen(BO).text == told.words


def in_time(told: dict[str, Told], record_property: Any) -> None:
    for door, each in told.items():
        record_property(door, round(each.seconds, 2))
    late = {door: each for door, each in told.items() if each.seconds >= SLACK_GIVES_UP}
    assert not late


def same(rows: list[Any], others: list[Any]) -> bool:
    return sorted(rows, key=repr) == sorted(others, key=repr)


def complaints(house: House, person: str) -> list[str]:
    """Everything that says NOT to them, wherever they read it; a form that stays open aside."""
    opened = [block for view in house.sandbox.views(person) for block in view.given["blocks"]]
    modals = [block["text"]["text"] for block in opened if block["type"] == "section"]
    dm = house.sandbox.messages(house.sandbox.workspace.dm_of(person))
    said = [*(seen.text for seen in [*house.sandbox.ephemerals(person), *dm]), *modals]
    return [words for words in said if "NOT " in words]
