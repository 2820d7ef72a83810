import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.deliveries.model import (
    DEFAULT_TIMINGS,
    DeliveryState,
    Found,
    LookupResult,
    NotFound,
    NotTried,
    Outcome,
    RateLimited,
    Refused,
    SendResult,
    Sent,
    Timings,
    Unknown,
    Unreadable,
    after_send,
    after_verification,
)
from bot.domain.deliveries.slack_errors import BLOCKS_REFUSED, PERMANENT, UNCERTAIN

ERRORS = st.sampled_from(sorted(PERMANENT | BLOCKS_REFUSED | UNCERTAIN)) | st.text(max_size=30)
SECONDS = st.floats(0, 3600)
OUTCOMES: st.SearchStrategy[Outcome] = st.one_of(
    st.builds(Sent, st.just("1764255600.000100")),
    st.builds(RateLimited, SECONDS),
    st.builds(Refused, ERRORS),
    st.builds(Unknown, st.text(max_size=30)),
    st.builds(NotTried, ERRORS),
)


def test_what_slack_accepted_is_sent_and_keeps_its_ts() -> None:
    after = after_send(Sent("1764255600.000100"), error_count=3, text_only=True)
    assert after == SendResult(DeliveryState.SENT, None, 3, True, ts="1764255600.000100")


def test_a_rate_limit_waits_as_long_as_slack_says_plus_jitter_and_is_no_refusal() -> None:
    after = after_send(RateLimited(30), error_count=2, text_only=False, jitter=1.5)
    assert after == SendResult(DeliveryState.PENDING, 31.5, 2, False, "ratelimited")


@pytest.mark.parametrize("reason", ["timeout", "connection reset", "HTTP 503", "unreadable body"])
def test_what_may_have_arrived_is_verified_once_it_has_settled(reason: str) -> None:
    after = after_send(Unknown(reason), error_count=0, text_only=False)
    assert after == SendResult(DeliveryState.VERIFY, 30.0, 0, False, reason)


@pytest.mark.parametrize("error", ["fatal_error", "internal_error"])
def test_a_no_that_may_be_a_yes_is_verified_not_repeated(error: str) -> None:
    assert after_send(Refused(error), error_count=1, text_only=False).state is DeliveryState.VERIFY


def test_refused_blocks_are_drawn_plain_at_once() -> None:
    after = after_send(Refused("invalid_blocks"), error_count=0, text_only=False)
    assert after == SendResult(DeliveryState.PENDING, 0.0, 0, True, "invalid_blocks")


def test_a_second_table_is_drawn_plain_too() -> None:
    assert after_send(Refused("invalid_attachments"), error_count=0, text_only=False).text_only


def test_blocks_refused_although_plain_back_off_and_make_no_busy_loop() -> None:
    after = after_send(Refused("invalid_blocks"), error_count=0, text_only=True)
    assert after == SendResult(DeliveryState.PENDING, 2.0, 1, True, "invalid_blocks")


@pytest.mark.parametrize(
    "error",
    [
        "archived",
        "is_archived",
        "not_in_channel",
        "channel_not_found",
        "account_inactive",
        "token_revoked",
        "invalid_auth",
        "missing_scope",
    ],
)
def test_what_only_a_person_can_mend_is_blocked(error: str) -> None:
    after = after_send(Refused(error), error_count=0, text_only=False)
    assert after == SendResult(DeliveryState.BLOCKED, None, 1, False, error)


def test_refusals_back_off_by_doubling_up_to_five_minutes() -> None:
    waits = []
    error_count = 0
    for _ in range(10):
        after = after_send(Refused("token_expired"), error_count=error_count, text_only=False)
        waits.append(after.next_in)
        error_count = after.error_count
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]


def test_an_error_slack_invents_tomorrow_is_tried_again() -> None:
    after = after_send(Refused("brand_new_error"), error_count=0, text_only=False)
    assert (after.state, after.next_in) == (DeliveryState.PENDING, 2.0)


def test_no_error_stands_in_two_tables() -> None:
    assert len(PERMANENT) + len(BLOCKS_REFUSED) + len(UNCERTAIN) == len(PERMANENT | BLOCKS_REFUSED | UNCERTAIN)


def test_timings_are_those_of_the_design() -> None:
    timings = DEFAULT_TIMINGS
    assert (timings.lease, timings.guard, timings.send_timeout, timings.settle) == (60, 30, 20, 30)
    assert timings.window == 600


def test_a_faster_worker_keeps_the_proportions_and_the_window_of_real_clocks() -> None:
    fast = Timings().divided_by(15)
    assert (fast.lease, fast.guard, fast.send_timeout, fast.settle) == (4, 2, 20 / 15, 2)
    assert (fast.backoff(1), fast.window) == (2 / 15, 600)


@pytest.mark.parametrize(
    "durations",
    [{"lease": 50.0}, {"guard": 40.0}, {"send_timeout": 30.0}, {"settle": 0.0}, {"first_backoff": 0.0}],
)
def test_timings_in_which_two_could_send_at_once_are_refused(durations: dict[str, float]) -> None:
    with pytest.raises(ValueError):
        Timings(**durations)


def test_only_a_person_moves_what_is_final() -> None:
    moving = [state for state in DeliveryState if not state.is_final]
    assert moving == [DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.VERIFY]


@given(OUTCOMES, st.integers(0, 10_000), st.booleans(), SECONDS)
def test_every_outcome_ends_or_comes_back_within_bounds(
    outcome: Outcome, error_count: int, text_only: bool, jitter: float
) -> None:
    after = after_send(outcome, error_count=error_count, text_only=text_only, jitter=jitter)
    assert (after.next_in is None) == after.state.is_final
    assert after.next_in is None or 0 <= after.next_in <= 7200
    assert error_count <= after.error_count <= error_count + 1
    assert after.text_only or not text_only
    assert (after.error is None) == (after.state is DeliveryState.SENT) == (after.ts is not None)


@given(OUTCOMES, st.integers(0, 100), st.booleans())
def test_only_a_proven_refusal_is_sent_again_without_asking_the_channel(
    outcome: Outcome, error_count: int, text_only: bool
) -> None:
    proven = isinstance(outcome, RateLimited | NotTried) or (
        isinstance(outcome, Refused) and outcome.error not in UNCERTAIN
    )
    after = after_send(outcome, error_count=error_count, text_only=text_only)
    assert proven or after.state is not DeliveryState.PENDING


@pytest.mark.parametrize(
    ("verdict", "state", "next_in"),
    [
        (Found("1.0"), DeliveryState.SENT, None),
        (NotFound(), DeliveryState.PENDING, 0.0),
        (Unreadable("missing_scope", is_lasting=True), DeliveryState.UNKNOWN, None),
        (Unreadable("internal_error"), DeliveryState.VERIFY, 30.0),
        (Unreadable("ratelimited", 7.0), DeliveryState.VERIFY, 7.0),
        (Unreadable("ratelimited", 0.0), DeliveryState.VERIFY, 2.0),
    ],
)
def test_only_a_history_read_to_its_end_lets_it_be_sent_again(
    verdict: LookupResult, state: DeliveryState, next_in: float | None
) -> None:
    step = after_verification(verdict, error_count=3, text_only=True)
    assert (step.state, step.next_in, step.error_count, step.text_only) == (state, next_in, 3, True)


def test_what_was_never_tried_is_never_unknown() -> None:
    step = after_send(NotTried("internal_error"), error_count=0, text_only=False)
    assert (step.state, step.error_count) == (DeliveryState.PENDING, 1)
    assert after_send(NotTried("channel_not_found"), error_count=0, text_only=False).state is DeliveryState.BLOCKED
