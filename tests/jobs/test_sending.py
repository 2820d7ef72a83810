"""What becomes of Friday's post when Slack does not simply take it: judged by what the sandbox accepted."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfoNotFoundError

import pytest

from bot.db.engine import Database, Guard, Session
from bot.domain.deliveries.model import DeliveryState, ExpiryReason
from bot.domain.errors import StorageAway
from bot.outbox import sending
from bot.sandbox.api.faults import ERROR_BEFORE, LOST_AFTER, LOST_BEFORE, MALFORMED, Fault, rate_limited
from bot.storage.workspace import schedules, workspaces
from jobs import due_jobs, senders
from tests.app_fixture import ANA, BO, CUSTOMERS, AppFixture
from tests.deliveries import in_states

FRIDAY_4PM = datetime(2026, 11, 27, 15, tzinfo=UTC)
EVERY_STATE = tuple(DeliveryState)


@pytest.fixture
def friday(app: AppFixture) -> AppFixture:
    """A week with one conversation, just before Friday 16:00."""
    app.reads(ANA, "/account add Acme")
    app.reads(BO, "/logcall Acme 20m with Jo: hello")
    app.clock.now = FRIDAY_4PM
    return app


def states(app: AppFixture) -> list[DeliveryState]:
    with app.runtime.deps.reading(app.team.id) as scope:
        return [each.state for each in in_states(scope, EVERY_STATE)]


def test_the_post_goes_out_once_and_says_who_listened(friday: AppFixture) -> None:
    friday.pass_time()
    (post,) = friday.posts
    assert post.text.startswith("Week 48 (23–27 Nov): 1 customer")
    assert "Bo spoke to 1 customer this week." in post.text
    assert friday.pass_time() == []
    assert states(friday) == [DeliveryState.SENT]


def test_after_a_rate_limit_it_is_tried_again_and_posted_once(friday: AppFixture) -> None:
    friday.sandbox.refuse("chat.postMessage", "ratelimited")
    assert [line.rpartition(": ")[2] for line in friday.pass_time()[1:]] == ["pending (ratelimited)", "sent"]
    assert len(friday.posts) == 1


def test_blocks_that_slack_does_not_know_yet_are_left_out_the_second_time(friday: AppFixture) -> None:
    friday.sandbox.refuse("chat.postMessage", "invalid_blocks")
    friday.pass_time()
    (post,) = friday.posts
    assert {block["type"] for block in post.blocks} <= {"header", "section", "context", "divider"}


@pytest.mark.parametrize("error", ["not_in_channel", "is_archived", "token_revoked"])
def test_what_a_person_must_mend_is_blocked_and_not_tried_again(friday: AppFixture, error: str) -> None:
    friday.sandbox.refuse("chat.postMessage", error)
    friday.pass_time()
    assert friday.pass_time() == []
    assert friday.posts == []
    assert [each.last_error for each in sending.failed(friday.runtime.deps.outbox, friday.team.id)] == [error]


@pytest.mark.parametrize("error", ["internal_error", "fatal_error"])
def test_what_may_have_arrived_and_did_not_is_sent_after_a_look(friday: AppFixture, error: str) -> None:
    friday.sandbox.refuse("chat.postMessage", error)
    lines = friday.pass_time()
    assert [line.rpartition(": ")[2] for line in lines[1:]] == [
        f"verify ({error})",
        "pending (not in the channel)",
        "sent",
    ]
    assert len(friday.posts) == 1


def test_what_arrived_although_its_reply_was_lost_is_not_sent_again(friday: AppFixture) -> None:
    friday.sandbox.lose_reply("chat.postMessage")
    lines = friday.pass_time()
    assert [line.rpartition(": ")[2] for line in lines[1:]] == ["verify (internal_error)", "sent"]
    assert len(friday.posts) == 1
    assert friday.pass_time() == []


def test_a_sender_that_comes_upon_an_unknown_fate_too_early_lets_it_be(friday: AppFixture) -> None:
    deps = friday.runtime.deps
    due_jobs.run(deps)
    (delivery_id,) = sending.due(deps.outbox, friday.team.id)
    friday.sandbox.fail("chat.postMessage", LOST_BEFORE)
    lines = [senders.send(deps.outbox, friday.team.id, delivery_id, owner=owner) for owner in ("one", "two")]
    assert lines[0] is not None and lines[0].endswith("verify (RemoteDisconnected)")
    assert lines[1] is None
    assert "conversations.history" not in [row["what"] for row in friday.sandbox.wire.rows()]


def test_what_a_dead_sender_left_behind_is_looked_up_first(friday: AppFixture) -> None:
    deps = friday.runtime.deps
    due_jobs.run(deps)
    (delivery_id,) = sending.due(deps.outbox, friday.team.id)
    claimed = sending.claim(deps.outbox, friday.team.id, delivery_id, owner="died after the call")
    assert isinstance(claimed, sending.Claimed)
    deps.slack.post(friday.team.id, claimed.channel, claimed.message, delivery_id=delivery_id)
    while sending.park_expired_leases(deps.outbox, friday.team.id) == 0:
        threading.Event().wait(0.05)
    list(senders.send_all(deps.outbox, within=10))
    assert states(friday) == [DeliveryState.SENT]
    assert len(friday.posts) == 1


@pytest.mark.parametrize("error", ["missing_scope", "not_in_channel"])
def test_without_the_history_it_is_never_sent_again_by_itself(friday: AppFixture, error: str) -> None:
    friday.sandbox.refuse("chat.postMessage", "internal_error")
    friday.sandbox.refuse("conversations.history", error)
    friday.pass_time()
    assert friday.pass_time() == []
    assert friday.posts == []
    assert states(friday) == [DeliveryState.UNKNOWN]
    assert [each.last_error for each in sending.failed(friday.runtime.deps.outbox, friday.team.id)] == [error]


@pytest.mark.parametrize("fault", [rate_limited(), ERROR_BEFORE, LOST_BEFORE, MALFORMED], ids=lambda fault: fault.name)
def test_a_history_that_cannot_be_read_now_is_asked_again(friday: AppFixture, fault: Fault) -> None:
    friday.sandbox.lose_reply("chat.postMessage")
    friday.sandbox.fail("conversations.history", fault)
    friday.pass_time()
    assert states(friday) == [DeliveryState.SENT]
    assert len(friday.posts) == 1


def test_rounds_as_of_the_same_instant_finish_what_is_to_be_verified(friday: AppFixture) -> None:
    """As `touchbase tick --now` does, again and again: what waits for Slack waits by the database's clock."""
    friday.sandbox.fail("chat.postMessage", LOST_AFTER)
    deps = friday.runtime.deps
    for _ in range(1000):
        due_jobs.run(deps)
        list(senders.send_all(deps.outbox, within=0.01))
        if states(friday) == [DeliveryState.SENT]:
            break
        threading.Event().wait(0.02)
    assert states(friday) == [DeliveryState.SENT]
    assert len(friday.posts) == 1


def test_without_a_channel_nothing_is_due(open_app: Callable[..., AppFixture]) -> None:
    assert open_app(now=FRIDAY_4PM, channel=None).pass_time() == []


def test_two_senders_on_one_delivery_post_once(friday: AppFixture) -> None:
    deps = friday.runtime.deps
    due_jobs.run(deps)
    (delivery_id,) = sending.due(deps.outbox, friday.team.id)
    lines = [senders.send(deps.outbox, friday.team.id, delivery_id, owner=owner) for owner in ("one", "two")]
    assert [line is None for line in lines] == [False, True]
    assert len(friday.posts) == 1


def test_a_sender_that_was_frozen_before_the_call_gives_up(friday: AppFixture) -> None:
    deps = friday.runtime.deps
    due_jobs.run(deps)
    (delivery_id,) = sending.due(deps.outbox, friday.team.id)
    readings = iter([0.0, deps.outbox.timings.guard + 1])
    line = senders.send(deps.outbox, friday.team.id, delivery_id, owner="frozen", monotonic=lambda: next(readings))
    assert line is not None and "gave_up_before_the_call" in line
    assert friday.posts == []
    friday.pass_time()
    assert len(friday.posts) == 1


def test_an_entry_undone_between_two_tries_is_not_in_the_post(friday: AppFixture) -> None:
    friday.sandbox.refuse("chat.postMessage", "ratelimited")
    friday.press(BO, "conversation_undo")
    friday.pass_time()
    (post,) = friday.posts
    assert post.text.startswith("Nothing was logged this week.")


def test_names_are_plain_and_ring_for_nobody(friday: AppFixture) -> None:
    friday.pass_time()
    (post,) = friday.posts
    assert post.notifies == ()
    assert post.channel == CUSTOMERS


def test_the_delivery_carries_an_opaque_id_and_nothing_else(friday: AppFixture) -> None:
    friday.pass_time()
    (post,) = friday.posts
    assert post.metadata is not None
    assert post.metadata["event_type"] == "touchbase_delivery"
    assert set(post.metadata["event_payload"]) == {"id"}


@pytest.mark.parametrize("error", ["internal_error", "ratelimited"])
def test_trouble_before_the_call_loses_no_post(friday: AppFixture, error: str) -> None:
    friday.sandbox.refuse("conversations.info", error)
    friday.pass_time()
    assert len(friday.posts) == 1
    assert states(friday) == [DeliveryState.SENT]


def test_a_database_that_is_busy_after_the_post_is_told_as_soon_as_it_answers(friday: AppFixture) -> None:
    deps = friday.runtime.deps
    due_jobs.run(deps)
    (delivery_id,) = sending.due(deps.outbox, friday.team.id)
    busy = BusyDatabase(deps.database, failing=(2, 3))
    outbox = replace(deps.outbox, database=busy)  # type: ignore[arg-type]
    line = senders.send(outbox, friday.team.id, delivery_id, owner="one")
    assert line is not None and line.endswith("sent")
    assert states(friday) == [DeliveryState.SENT]


def test_what_came_too_late_is_told_to_whoever_looks(friday: AppFixture) -> None:
    friday.pass_time(FRIDAY_4PM + timedelta(hours=24, minutes=1))
    assert friday.posts == []
    assert [each.expiry_reason for each in sending.failed(friday.runtime.deps.outbox, friday.team.id)] == [
        ExpiryReason.TOO_LATE
    ]
    friday.clock.forward(days=15)
    assert sending.failed(friday.runtime.deps.outbox, friday.team.id) == []


def test_one_workspace_in_trouble_keeps_no_other_from_its_friday(friday: AppFixture) -> None:
    deps = friday.runtime.deps
    with deps.transaction("T0BROKEN") as scope:
        workspaces.create(scope, name="Broken")
        workspaces.take_zone(scope, zone="Mars/Base", of="U1")
        schedules.add(scope, schedules.Schedule("friday", 4, time(16), scope.now))
    with pytest.raises(ZoneInfoNotFoundError):
        due_jobs.run(deps)
    list(senders.send_all(deps.outbox, within=10))
    assert len(friday.posts) == 1


class BusyDatabase:
    """A database whose transactions fail where they are counted in `failing`."""

    def __init__(self, database: Database, *, failing: tuple[int, ...]) -> None:
        self.reading = database.reading
        self._database = database
        self._failing = failing
        self._count = 0

    @contextmanager
    def transaction(self, guard: Guard | None = None) -> Iterator[Session]:
        self._count += 1
        if self._count in self._failing:
            raise StorageAway("busy")
        with self._database.transaction(guard) as session:
            yield session
