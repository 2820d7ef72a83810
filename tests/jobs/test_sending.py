"""What becomes of Friday's post when Slack does not simply take it: judged by what the sandbox accepted."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.domain.deliveries import DeliveryState
from bot.services import deliveries
from bot.storage import outbox
from jobs import rounds, senders
from tests.house import ANA, BO, CUSTOMERS, House

FRIDAY_4PM = datetime(2026, 11, 27, 15, tzinfo=UTC)
EVERY_STATE = tuple(DeliveryState)


@pytest.fixture
def friday(house: House) -> House:
    """A week with one conversation, just before Friday 16:00."""
    house.reads(ANA, "/account add Acme")
    house.reads(BO, "/logcall Acme 20m with Jo: hello")
    house.clock.now = FRIDAY_4PM
    return house


def states(house: House) -> list[DeliveryState]:
    with house.runtime.deps.database.reading() as session:
        return [each.state for each in outbox.in_states(session, house.team.id, EVERY_STATE)]


def test_the_post_goes_out_once_and_says_who_listened(friday: House) -> None:
    friday.pass_time()
    (post,) = friday.posts
    assert post.text.startswith("Week 48: 1 customer")
    assert "Bo spoke to 1 customer this week." in post.text
    assert friday.pass_time() == []
    assert states(friday) == [DeliveryState.SENT]


def test_after_a_rate_limit_it_is_tried_again_and_posted_once(friday: House) -> None:
    friday.sandbox.refuse("chat.postMessage", "ratelimited")
    assert [line.rpartition(": ")[2] for line in friday.pass_time()[1:]] == ["pending (ratelimited)", "sent"]
    assert len(friday.posts) == 1


def test_blocks_that_slack_does_not_know_yet_are_left_out_the_second_time(friday: House) -> None:
    friday.sandbox.refuse("chat.postMessage", "invalid_blocks")
    friday.pass_time()
    (post,) = friday.posts
    assert {block["type"] for block in post.blocks} <= {"header", "section", "context", "divider"}


@pytest.mark.parametrize("error", ["not_in_channel", "is_archived", "token_revoked"])
def test_what_a_person_must_mend_is_blocked_and_not_tried_again(friday: House, error: str) -> None:
    friday.sandbox.refuse("chat.postMessage", error)
    friday.pass_time()
    assert friday.pass_time() == []
    assert friday.posts == []
    assert [each.last_error for each in deliveries.stuck(friday.runtime.deps, friday.team.id)] == [error]


@pytest.mark.parametrize("error", ["internal_error", "fatal_error"])
def test_what_may_have_arrived_is_never_simply_sent_again(friday: House, error: str) -> None:
    friday.sandbox.refuse("chat.postMessage", error)
    friday.pass_time()
    friday.pass_time()
    assert friday.posts == []
    assert states(friday) == [DeliveryState.VERIFY]


def test_without_a_channel_nothing_is_due(open_house: Callable[..., House]) -> None:
    assert open_house(now=FRIDAY_4PM, channel=None).pass_time() == []


def test_two_senders_on_one_delivery_post_once(friday: House) -> None:
    deps = friday.runtime.deps
    rounds.run(deps)
    (delivery_id,) = deliveries.due(deps, friday.team.id)
    lines = [senders.send(deps, friday.team.id, delivery_id, owner=owner) for owner in ("one", "two")]
    assert [line is None for line in lines] == [False, True]
    assert len(friday.posts) == 1


def test_a_sender_that_was_frozen_before_the_call_gives_up(friday: House) -> None:
    deps = friday.runtime.deps
    rounds.run(deps)
    (delivery_id,) = deliveries.due(deps, friday.team.id)
    readings = iter([0.0, deps.timings.guard + 1])
    line = senders.send(deps, friday.team.id, delivery_id, owner="frozen", monotonic=lambda: next(readings))
    assert line is not None and "gave_up_before_the_call" in line
    assert friday.posts == []
    friday.pass_time()
    assert len(friday.posts) == 1


def test_an_entry_undone_between_two_tries_is_not_in_the_post(friday: House) -> None:
    friday.sandbox.refuse("chat.postMessage", "ratelimited")
    friday.press(BO, "conversation_undo")
    friday.pass_time()
    (post,) = friday.posts
    assert post.text.startswith("Nothing was logged this week.")


def test_names_are_plain_and_ring_for_nobody(friday: House) -> None:
    friday.pass_time()
    (post,) = friday.posts
    assert post.notifies == ()
    assert post.channel == CUSTOMERS


def test_the_delivery_carries_an_opaque_id_and_nothing_else(friday: House) -> None:
    friday.pass_time()
    (post,) = friday.posts
    assert post.metadata is not None
    assert post.metadata["event_type"] == "touchbase_delivery"
    assert set(post.metadata["event_payload"]) == {"id"}
