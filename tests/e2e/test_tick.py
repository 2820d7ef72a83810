"""Friday's post is there once: ticks repeated, at the same moment, and with the channel changed in between."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.db.engine import Database
from bot.db.types import WireTime
from bot.domain.deliveries.model import DeliveryState
from bot.outbox.tables import deliveries
from tests.app_fixture import CUSTOMERS, INITECH, RANDOM
from tests.databases import as_engine_url
from tests.deliveries import in_states
from tests.e2e.programs import Program
from tests.scopes import scoped
from tests.waiting import wait_until

FRIDAY = "2026-11-27T16:00:00Z"


@pytest.fixture
def program(tmp_path: Path, database_url: str) -> Iterator[Program]:
    with Program.installed(tmp_path, as_engine_url(database_url)) as installed:
        yield installed


def posts(program: Program) -> list[str]:
    """Where Friday's posts stand."""
    accepted = program.sandbox.posts("chat.postMessage")
    return [each.channel for each in accepted if "will you speak to" not in each.text]


def is_in_doubt(database: Database) -> bool:
    with scoped(database.reading(), INITECH.id) as scope:
        return bool(in_states(scope, [DeliveryState.VERIFY]))


def test_a_tick_on_friday_posts_once_and_the_next_one_nothing(program: Program) -> None:
    first = program.run("tick", "--now", FRIDAY)
    assert "friday 2026-W48: enqueued" in first
    assert "friday 2026-W48: sent" in first
    assert program.run("tick", "--now", FRIDAY) == ""
    assert posts(program) == [CUSTOMERS]


def test_two_ticks_at_the_same_moment_in_two_processes_post_once(program: Program) -> None:
    program.run("tick", "--now", "2026-11-27T12:00:00Z")
    assert posts(program) == []
    both = [program.start("tick", "--now", FRIDAY) for _ in range(2)]
    outputs = [process.communicate(timeout=90) for process in both]
    assert [process.returncode for process in both] == [0, 0], outputs
    assert posts(program) == [CUSTOMERS]


def test_two_first_ticks_at_the_same_moment_set_up_one_workspace_and_post_once(program: Program) -> None:
    both = [program.start("tick", "--now", FRIDAY) for _ in range(2)]
    outputs = [process.communicate(timeout=90) for process in both]
    assert [process.returncode for process in both] == [0, 0], outputs
    assert posts(program) == [CUSTOMERS]


def test_a_tick_that_is_repeated_while_a_post_is_in_doubt_finds_it_and_finishes(program: Program) -> None:
    program.sandbox.lose_reply("chat.postMessage")
    database = Database(program.env["DATABASE_URL"])
    with closing(database):
        first = program.start("tick", "--now", FRIDAY)
        wait_until(lambda: is_in_doubt(database))
        first.kill()
        first.communicate(timeout=90)
        with database.transaction() as session:  # it has settled
            session.execute(update(deliveries).values(next_at=WireTime()))
    assert "friday 2026-W48: sent" in program.run("tick", "--now", FRIDAY)
    assert program.run("tick", "--now", FRIDAY) == ""
    assert posts(program) == [CUSTOMERS]


def test_a_channel_changed_between_two_ticks_makes_no_second_post(program: Program) -> None:
    program.run("tick", "--now", FRIDAY)
    assert program.run("tick", "--now", "2026-11-27T17:00:00Z", TOUCHBASE_CHANNEL=RANDOM) == ""
    assert posts(program) == [CUSTOMERS]
    program.run("tick", "--now", "2026-12-04T16:00:00Z", TOUCHBASE_CHANNEL=RANDOM)
    assert posts(program) == [CUSTOMERS, RANDOM]


def test_a_post_more_than_a_day_late_expires_and_is_said(program: Program) -> None:
    program.run("tick", "--now", "2026-11-23T09:00:00Z")
    late = program.run("tick", "--now", "2026-11-28T16:00:01Z")
    assert "friday 2026-W48: expired" in late
    assert posts(program) == []


def test_before_its_time_nothing_is_posted(program: Program) -> None:
    assert program.run("tick", "--now", "2026-11-27T15:59:59Z") == ""
    assert posts(program) == []


def test_nothing_is_posted_into_a_channel_that_another_company_reads(program: Program) -> None:
    channel = next(each for each in INITECH.channels if each.id == CUSTOMERS)
    program.sandbox.workspace.change_channel(replace(channel, is_ext_shared=True))
    assert "friday 2026-W48: blocked (shared_with_another_company)" in program.run("tick", "--now", FRIDAY)
    assert posts(program) == []
