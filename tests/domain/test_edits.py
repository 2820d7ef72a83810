"""What follows a try to edit what was sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.deliveries.edits import NEVER_AGAIN, EditResult, after_edit
from bot.domain.deliveries.model import NotTried, Outcome, RateLimited, Refused, Sent, Timings, Unknown

OUTCOMES = st.one_of(
    st.just(Sent("1.0")),
    st.builds(RateLimited, st.floats(0, 3600)),
    st.builds(Unknown, st.just("timeout")),
    st.builds(Refused, st.sampled_from(["invalid_blocks", "internal_error", "new_error", *sorted(NEVER_AGAIN)])),
    st.builds(NotTried, st.sampled_from(["internal_error", "token_revoked"])),
)


@given(OUTCOMES, st.integers(0, 10_000), st.booleans(), st.floats(0, 10))
def test_no_two_edits_of_a_message_come_within_five_seconds(
    outcome: Outcome, error_count: int, text_only: bool, jitter: float
) -> None:
    step = after_edit(outcome, error_count=error_count, text_only=text_only, jitter=jitter)
    assert 5.0 <= step.next_in <= 3610.0
    assert error_count == 0 or step.error_count <= error_count + 1
    assert (step.error is None) is isinstance(outcome, Sent)


@pytest.mark.parametrize(
    "error", ["message_not_found", "cant_update_message", "edit_window_closed", "token_revoked", "is_archived"]
)
def test_what_slack_refuses_for_good_is_left_as_it_is(error: str) -> None:
    assert after_edit(Refused(error), error_count=0, text_only=False) == EditResult(True, 5.0, 1, False, error)


def test_an_edit_that_may_have_arrived_is_not_overtaken() -> None:
    for outcome in (Unknown("timeout"), Refused("internal_error")):
        assert after_edit(outcome, error_count=0, text_only=False).next_in == Timings().settle


def test_a_proven_refusal_backs_off_and_a_rate_limit_waits_as_long_as_slack_says() -> None:
    assert after_edit(Refused("new_error"), error_count=5, text_only=False).next_in == 64.0
    assert after_edit(RateLimited(30.0), error_count=5, text_only=False, jitter=0.5).next_in == 30.5


def test_what_slack_cannot_draw_is_drawn_plain_once() -> None:
    assert after_edit(Refused("invalid_blocks"), error_count=0, text_only=False) == EditResult(
        False, 5.0, 0, True, "invalid_blocks"
    )
    assert after_edit(Refused("invalid_blocks"), error_count=0, text_only=True).error_count == 1
