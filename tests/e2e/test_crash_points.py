"""A sender that dies between any two steps of claim, send, record and look-up: its message is there once, all the same.

The end is os._exit, so that nothing is cleaned up.
"""

from pathlib import Path

import psutil
import pytest

from bot.domain.deliveries.model import Delivery
from bot.sandbox.api.faults import ALL_WELL, LOST_AFTER, LOST_BEFORE, Fault
from tests.databases import as_engine_url
from tests.e2e.crashing_worker import TRANSACTIONS, ScriptedDelivery
from tests.e2e.harness import Harness

pytestmark = pytest.mark.processes

WITHIN = 180.0


def steps_of(*calls: str) -> list[str]:
    return [
        f"{moment} {call}"
        for call in calls
        for moment in (("before", "in", "after") if call in TRANSACTIONS else ("before", "after"))
    ]


FIRST_TRY = ("claim", "prepare", "post", "record")
LOOK_UP = ("look-up", "settle")
SECOND_TRY = tuple(f"second {call}" for call in FIRST_TRY)

COURSES: dict[Fault, list[str]] = {
    ALL_WELL: steps_of(*FIRST_TRY),
    LOST_AFTER: steps_of(*FIRST_TRY, *LOOK_UP),
    LOST_BEFORE: steps_of(*FIRST_TRY, *LOOK_UP, *SECOND_TRY),
}
"""What a delivery goes through when the first call to post meets this fault."""
DEATHS = [(fault, step) for fault, steps in COURSES.items() for step in (*steps, None)]
"""Each step of each course, and a life to the end."""


def test_whoever_dies_at_whatever_step_the_message_is_there_once(database_url: str, tmp_path: Path) -> None:
    with Harness.open(as_engine_url(database_url), tmp_path, deliveries=len(DEATHS), odds={}) as harness:
        deaths = dict(zip(harness.deliveries(), DEATHS, strict=True))
        with harness.pool() as pool:
            for delivery, (fault, step) in deaths.items():
                harness.send(pool, scripted_delivery(delivery, step, tmp_path), fault)
            assert not psutil.wait_procs(pool.workers, timeout=WITHIN)[1]
            harness.finish(pool)
        taken = harness.taken()
    assert {deaths[each]: taken[each.id] for each in deaths if taken[each.id] != 1} == {}
    lives = {death: scripted_delivery(each, death[1], tmp_path).passed for each, death in deaths.items()}
    assert lives == {(fault, step): life_until(fault, step) for fault, step in DEATHS}


def life_until(fault: Fault, step: str | None) -> list[str]:
    steps = COURSES[fault]
    return steps if step is None else steps[: steps.index(step) + 1]


def scripted_delivery(delivery: Delivery, step: str | None, folder: Path) -> ScriptedDelivery:
    return ScriptedDelivery(delivery.workspace_id, delivery.id, str(folder / f"passed-{delivery.id}"), dies=step)
