"""What is edited reads as it is true in the end: whoever dies on the way, and however many change it at once.

Judged by the sandbox's own log of what it accepted.
"""

from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import psutil
import pytest

from bot import bootstrap
from bot.domain.deliveries.model import Delivery
from bot.messages.weekly.mondays import NUMBER
from bot.outbox import queue
from bot.sandbox import Accepted, TeamPerson
from bot.sandbox.api.faults import ALL_WELL, LOST_AFTER, Fault
from bot.storage.weekly import pledges
from bot.storage.workspace import workspaces
from tests.app_fixture import CUSTOMERS, INITECH, AppFixture
from tests.conftest import MONDAY_9AM
from tests.databases import as_engine_url
from tests.e2e.crashing_worker import EDIT_TRANSACTIONS, ScriptedDelivery
from tests.e2e.harness import POST, UPDATE, Harness
from tests.e2e.worker import TIMINGS
from tests.waiting import wait_until

pytestmark = pytest.mark.processes

WITHIN = 180.0
PRESSES, PEOPLE, AT_ONCE = 200, 20, 8


def steps_of(*calls: str) -> list[str]:
    return [
        f"{moment} {call}"
        for call in calls
        for moment in (("before", "in", "after") if call in EDIT_TRANSACTIONS else ("before", "after"))
    ]


FIRST_TRY = steps_of("take", "update", "note")
BOTH_TRIES = [*FIRST_TRY, *steps_of("second take", "second update", "second note")]
COURSES: dict[Fault, list[str]] = {
    ALL_WELL: FIRST_TRY,
    LOST_AFTER: BOTH_TRIES,
}
"""What an edit goes through when its first call meets this fault."""
DEATHS = [(fault, step) for fault, steps in COURSES.items() for step in (*steps, None)]


def test_whoever_dies_at_whatever_step_of_an_edit_the_message_reads_as_it_is(database_url: str, tmp_path: Path) -> None:
    with Harness.open(as_engine_url(database_url), tmp_path, deliveries=len(DEATHS), odds={}) as harness:
        with harness.pool() as pool:
            harness.finish(pool)
            pool.dismiss()
            deaths = dict(zip(harness.deliveries(), DEATHS, strict=True))
            for delivery, (fault, step) in deaths.items():
                harness.change(delivery)
                harness.send(pool, scripted_delivery(delivery, step, tmp_path), fault)
            assert not psutil.wait_procs(pool.workers, timeout=WITHIN)[1]
            harness.finish(pool)
        assert set(harness.taken().values()) == {1}
        edits = harness.sandbox.posts(UPDATE)
        posts = {post.ts: post.text for post in harness.sandbox.posts(POST)}
    read = {each.ts: each.text for each in edits}
    assert read == {ts: f"{text}, changed 1 times" for ts, text in posts.items()}
    assert_no_two_at_once(edits)
    lives = {death: scripted_delivery(each, death[1], tmp_path).passed for each, death in deaths.items()}
    assert lives == {(fault, step): life_until(fault, step) for fault, step in DEATHS}


def test_200_presses_and_the_last_edit_shows_the_true_sum(database_url: str) -> None:
    people = [TeamPerson(f"U{number:04}", f"person{number}", f"Person {number}") for number in range(PEOPLE)]
    channels = [replace(each, members=(*each.members, *(each.id for each in people))) for each in INITECH.channels]
    team = replace(INITECH, people=(*INITECH.people, *people), channels=tuple(channels))
    with ExitStack() as stack:
        app = stack.enter_context(AppFixture.open(as_engine_url(database_url), now=MONDAY_9AM, team=team, mondays=True))
        start_in_berlin(app)
        app.pass_time()
        stack.enter_context(bootstrap.running_jobs(app.runtime))
        named = press_all(app, [person.id for person in people])
        wait_until(lambda: f"{PEOPLE} people, {sum(named.values())} customers so far." in last_edit(app))
        wait_until(lambda: not has_waiting_edits(app))
        edits = app.sandbox.posts(UPDATE, CUSTOMERS)
    assert len(app.posts) == 1
    assert f"{PEOPLE} people, {sum(named.values())} customers so far." in edits[-1].text
    assert 1 < len(edits) < PRESSES // 2
    assert_no_two_at_once(edits)


def start_in_berlin(app: AppFixture) -> None:
    with app.runtime.deps.transaction(app.team.id) as scope:
        workspaces.take_zone(scope, zone="Europe/Berlin", of="U0ANA")


def press_all(app: AppFixture, people: list[str]) -> dict[str, int]:
    """Everybody presses ten times, some at once and each one number after the other; what each named last."""
    (post,) = app.sandbox.messages(CUSTOMERS)
    numbers = (1, 3, 5, 10)

    def press(person: str) -> int:
        named = 0
        for turn in range(PRESSES // PEOPLE):
            named = numbers[(int(person[1:]) + turn) % 4]
            for _ in range(5):  # whom a disk that stood still made read "NOT done", presses again
                assert app.sandbox.press(person, post, f"{NUMBER}:{named}") == {"ok": True}
                if number_of(app, person) == named:
                    break
        return named

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return dict(zip(people, pool.map(press, people), strict=True))


def number_of(app: AppFixture, person: str) -> int | None:
    """The number that is kept of this person for the week."""
    week = MONDAY_9AM.date()
    with app.runtime.deps.reading(app.team.id) as scope:
        return pledges.of_member(scope, person, week)


def last_edit(app: AppFixture) -> str:
    return app.sandbox.messages(CUSTOMERS)[0].text


def has_waiting_edits(app: AppFixture) -> bool:
    with app.runtime.deps.database.reading() as session:
        return bool(queue.workspaces_waiting(session, now=app.clock.now))


def assert_no_two_at_once(edits: Iterable[Accepted]) -> None:
    """At most one edit of a message in five seconds, fifteen times as fast; to the milliseconds of the clock."""
    by_message: defaultdict[str, list[float]] = defaultdict(list)
    for each in edits:
        by_message[each.ts].append(each.received)
    gaps = [later - earlier for times in by_message.values() for earlier, later in pairwise(sorted(times))]
    assert not gaps or min(gaps) >= TIMINGS.edit_interval - 0.002


def life_until(fault: Fault, step: str | None) -> list[str]:
    steps = COURSES[fault]
    return steps if step is None else steps[: steps.index(step) + 1]


def scripted_delivery(delivery: Delivery, step: str | None, folder: Path) -> ScriptedDelivery:
    passed = str(folder / f"edited-{delivery.id}")
    return ScriptedDelivery(delivery.workspace_id, delivery.id, passed, dies=step, edits=True)
