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
from tests.app_fixture import ANA, BO, CHEN, DEE, AppFixture
from tests.conftest import MONDAY_9AM
from tests.databases import as_engine_url, migrated_database
from tests.e2e import frozen_entry_points as entry_points
from tests.e2e.freezing import FREEZES, Freeze
from tests.e2e.frozen_entry_points import ENTRY_POINTS, NOT_SAVED, TimedReply, timed

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
class TwoWorkspaces:
    """Where an app is to stand, and how its database freezes."""

    url: str
    freeze: Freeze
    by_socket: bool

    @contextmanager
    def opened(self) -> Iterator[AppFixture]:
        """An app with one account that knows everybody; once it is closed, every thread of the program has ended."""
        with AppFixture.open(self.url, now=MONDAY_9AM, socket=self.by_socket) as app:
            app.reads(ANA, "/account add Acme")
            for person in EVERYBODY:
                app.reads(person, "/account Acme")
            yield app

    def on_disk(self) -> list[Any]:
        """Every row of what a person can save."""
        database = Database(self.url)
        with database.reading() as session:
            rows = [tuple(row) for table in SAVED_IN for row in session.execute(select(table))]
        database.close()
        return rows


@pytest.fixture
def both(request: pytest.FixtureRequest, tmp_path: Path) -> TwoWorkspaces:
    freeze, _, way = request.param.partition(" by ")
    url = as_engine_url(migrated_database(freeze.partition("-")[0], request, tmp_path))
    return TwoWorkspaces(url, FREEZES[freeze], by_socket=way == "socket")


@pytest.mark.parametrize("both", ["postgresql-stopped by http"], indirect=True)
@pytest.mark.parametrize("door", ENTRY_POINTS)
def test_it_is_said_in_time_and_once_and_nothing_appears_later(
    both: TwoWorkspaces, door: str, record_property: Any
) -> None:
    with both.opened() as app:
        act = ENTRY_POINTS[door](app, BO)
        before = both.on_disk()
        with both.freeze(app):
            told = timed(act)
    in_time({door: told}, record_property)
    assert told.words.startswith(NOT_SAVED[door])
    assert same(both.on_disk(), before)
    assert complaints(app, BO) == ([] if door in ("form", "edit") else [told.words])


@pytest.mark.parametrize("both", FROZEN, indirect=True)
def test_twenty_at_once_are_all_told_and_the_program_goes_on(both: TwoWorkspaces, record_property: Any) -> None:
    with both.opened() as app:
        acts = {
            f"{door} of {person}": ENTRY_POINTS[door](app, person)
            for number, person in enumerate(EVERYBODY)
            for door in (
                "command",
                "account",
                "line",
                ("form", "edit")[number % 2],
                ("undo", "correction")[number // 2],
            )
        }
        before = both.on_disk()
        with both.freeze(app), ThreadPoolExecutor(len(acts)) as people:
            told = dict(zip(acts, people.map(timed, acts.values()), strict=True))
        assert app.reads(BO, "/logcall Acme 20m afterwards").startswith("*Acme* · call · 20 min · today.")
    in_time(told, record_property)
    assert len(told) == 20
    assert all(each.words.startswith(NOT_SAVED[name.partition(" of ")[0]]) for name, each in told.items())
    (new,) = [row for row in both.on_disk() if row not in before]
    assert "afterwards" in new and len(both.on_disk()) == len(before) + 1
    for person in EVERYBODY:
        assert len(complaints(app, person)) == 4


@pytest.mark.parametrize(
    ("both", "door"),
    [("sqlite-locked by http", "form"), ("postgresql-stopped by socket", "edit")],
    indirect=["both"],
)
def test_a_form_stays_open_and_saved_again_it_is_one_entry(both: TwoWorkspaces, door: str) -> None:
    with both.opened() as app:
        act = ENTRY_POINTS[door](app, BO)
        view = app.form(BO)
        with both.freeze(app):
            assert act().startswith(NOT_SAVED_YET)
        assert app.sandbox.views(BO) == [view]
        for _ in range(2):
            app.deliver_form(BO, view, note="Saved again")
        assert app.save(BO, note="Saved again")["response_action"] == "update"
        assert [kept.details.note for kept in app.kept] == ["Saved again"]
        assert [kept.version for kept in app.kept] == [1 if door == "form" else 2]


@pytest.mark.parametrize(
    ("both", "door"),
    [("sqlite-locked by socket", "undo"), ("postgresql-stopped by socket", "correction")],
    indirect=["both"],
)
def test_a_button_pressed_again_after_the_thaw_does_it(both: TwoWorkspaces, door: str) -> None:
    with both.opened() as app:
        act = ENTRY_POINTS[door](app, BO)
        pressed = app.last_seen(BO)
        with both.freeze(app):
            act()
        before = [kept.version for kept in app.kept]
        action_id = entry_points.PRESSED[door]
        assert app.press(BO, action_id, pressed).text.startswith(("Taken back: *Acme*", "*Acme* · call"))
        assert [kept.version for kept in app.kept] == ([] if door == "undo" else [before[0] + 1])


@pytest.mark.parametrize("both", ["sqlite-begun by http", "postgresql-stopped by socket"], indirect=True)
def test_an_event_told_again_saves_nothing_behind_the_persons_back(both: TwoWorkspaces) -> None:
    with both.opened() as app:
        before, event = both.on_disk(), entry_points.line_event(app, BO, "Acme 20m told again")
        with both.freeze(app):
            event()
        for number in (1, 2):
            event(retry=number)
        app.settle()
        assert app.writes(BO, "Acme 20m another").startswith("*Acme* · call · 20 min · today.")
    assert len(complaints(app, BO)) == 1
    (new,) = [row for row in both.on_disk() if row not in before]
    assert "another" in new


@pytest.mark.parametrize("both", ["postgresql-stopped by http", "postgresql-stopped by socket"], indirect=True)
def test_a_form_that_could_not_open_in_time_does_not_open_later(both: TwoWorkspaces, record_property: Any) -> None:
    with both.opened() as app:
        with both.freeze(app):
            told = timed(lambda: app.reads(BO, "/logcall"))
        assert app.reads(CHEN, "/logcall Acme 20m afterwards").startswith("*Acme* · call")
    in_time({"bare command": told}, record_property)
    assert told.words.startswith("That did not work: try again in a minute. (id ")
    assert app.sandbox.views(BO) == []
    assert app.last_seen(BO).text == told.words


def in_time(told: dict[str, TimedReply], record_property: Any) -> None:
    for door, each in told.items():
        record_property(door, round(each.seconds, 2))
    late = {door: each for door, each in told.items() if each.seconds >= SLACK_GIVES_UP}
    assert not late


def same(rows: list[Any], others: list[Any]) -> bool:
    return sorted(rows, key=repr) == sorted(others, key=repr)


def complaints(app: AppFixture, person: str) -> list[str]:
    """Everything that says NOT to them, wherever they read it; a form that stays open aside."""
    opened = [block for view in app.sandbox.views(person) for block in view.given["blocks"]]
    modals = [block["text"]["text"] for block in opened if block["type"] == "section"]
    dm = app.sandbox.messages(app.sandbox.workspace.dm_of(person))
    said = [*(seen.text for seen in [*app.sandbox.ephemerals(person), *dm]), *modals]
    return [words for words in said if "NOT " in words]
