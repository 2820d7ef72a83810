"""Several messages to one person within the hour: the first goes at once, the others together, never twice an hour."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.deliveries.batching import BATCH_INTERVAL, Slot, slot_after
from bot.domain.deliveries.model import Delivery, DeliveryState

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
FIRST = Delivery(
    "T0", "d1", "kind", "first", "U0DEE", DeliveryState.SENT, 1, 0, text_only=False, due_at=NOW, slack_channel=None,
    slack_ts=None, last_error=None,
)  # fmt: skip
MINUTE = timedelta(minutes=1)


def test_the_first_goes_at_once_and_so_does_one_an_hour_later() -> None:
    assert slot_after(None, NOW) == Slot(NOW)
    assert slot_after(FIRST, NOW + BATCH_INTERVAL) == Slot(NOW + BATCH_INTERVAL)


@pytest.mark.parametrize("minutes", [0, 1, 59])
def test_the_second_of_the_hour_waits_until_it_is_over(minutes: int) -> None:
    assert slot_after(FIRST, NOW + minutes * MINUTE) == Slot(NOW + BATCH_INTERVAL)


@pytest.mark.parametrize("minutes", [1, 30, 59])
def test_a_third_goes_with_the_second(minutes: int) -> None:
    waiting = replace(FIRST, id="d2", state=DeliveryState.PENDING, due_at=NOW + BATCH_INTERVAL)
    assert slot_after(waiting, NOW + minutes * MINUTE) == Slot(NOW + BATCH_INTERVAL, leader_id="d2")


@pytest.mark.parametrize("hours", [1, 12, 60])
def test_all_that_comes_until_its_readers_morning_goes_with_the_one_that_is_held(hours: int) -> None:
    due_at = NOW + timedelta(hours=hours)
    held = replace(FIRST, id="d2", state=DeliveryState.PENDING, due_at=due_at, moved_from=NOW.date())
    assert slot_after(held, NOW) == Slot(due_at, leader_id="d2")
    sent = replace(held, state=DeliveryState.SENT)
    assert slot_after(sent, due_at + MINUTE) == Slot(due_at + BATCH_INTERVAL)


@pytest.mark.parametrize("state", [DeliveryState.PENDING, DeliveryState.SENT])
def test_nothing_waits_for_what_a_clock_ahead_stamped(state: DeliveryState) -> None:
    ahead = replace(FIRST, state=state, due_at=NOW + 2 * BATCH_INTERVAL)
    assert slot_after(ahead, NOW) == Slot(NOW)


def test_what_is_about_to_go_takes_nothing_more_along() -> None:
    waiting = replace(FIRST, state=DeliveryState.PENDING, due_at=NOW + BATCH_INTERVAL)
    last_moment = NOW + BATCH_INTERVAL - timedelta(seconds=1)
    assert slot_after(waiting, last_moment) == Slot(NOW + 2 * BATCH_INTERVAL)
    assert slot_after(replace(waiting, state=DeliveryState.SENDING), NOW + BATCH_INTERVAL) == Slot(
        NOW + 2 * BATCH_INTERVAL
    )
