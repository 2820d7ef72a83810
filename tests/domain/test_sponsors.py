"""Sponsorships: who asks, who answers, and whom to ask."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import Refusal
from bot.domain.sponsors.model import (
    Executives,
    OutOfStep,
    SponsorCandidate,
    Sponsorship,
    SponsorState,
    Step,
    is_named_only,
    may_take,
    needs_confirming,
    step_ending,
    suggested,
    taken,
)
from bot.domain.workspace.roles import Role
from tests.domain.cast import MONDAY

PROPOSED_AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
AT = PROPOSED_AT + timedelta(days=1)
OPEN = Sponsorship("s1", "vandelay", "petra", SponsorState.PROPOSED, "ana", PROPOSED_AT)
CANDIDATES = st.lists(
    st.builds(
        SponsorCandidate,
        member=st.sampled_from(["ana", "bo", "chen", "dee", "eli", "fay"]),
        conversations=st.integers(0, 3),
        accounts=st.integers(0, 3),
    ),
    max_size=6,
    unique_by=lambda each: each.member,
)
PEOPLE = st.frozensets(st.sampled_from(["ana", "bo", "chen", "dee", "eli", "fay", "gus"]))


def accepted(**facts: object) -> Sponsorship:
    return replace(taken(OPEN, Step.ACCEPT, by="petra", at=AT), **facts)  # type: ignore[arg-type]


def test_who_was_asked_accepts_and_says_when_they_will_speak_to_them_first() -> None:
    sponsorship = taken(OPEN, Step.ACCEPT, by="petra", at=AT, first_talk=date(2026, 11, 30))
    assert sponsorship == replace(
        OPEN, state=SponsorState.ACCEPTED, decided_by="petra", decided_at=AT, first_conversation=date(2026, 11, 30)
    )
    assert sponsorship.is_accepted and not sponsorship.is_open and not sponsorship.was_confirmed_on_behalf


def test_who_was_asked_declines_with_a_reason() -> None:
    sponsorship = taken(OPEN, Step.DECLINE, by="petra", at=AT, reason="I know nobody there")
    assert sponsorship == replace(
        OPEN, state=SponsorState.DECLINED, decided_by="petra", decided_at=AT, reason="I know nobody there"
    )


def test_an_admin_confirms_on_their_behalf_and_it_is_shown_as_that() -> None:
    sponsorship = taken(OPEN, Step.CONFIRM, by="dee", at=AT)
    assert sponsorship.is_accepted and sponsorship.was_confirmed_on_behalf
    assert not OPEN.was_confirmed_on_behalf


def test_ending_keeps_how_it_began() -> None:
    ended = taken(accepted(first_conversation=MONDAY), Step.END, by="ana", at=AT + timedelta(days=9))
    assert ended == replace(
        accepted(first_conversation=MONDAY), state=SponsorState.ENDED, ended_by="ana", ended_at=AT + timedelta(days=9)
    )


def test_none_withdraws_what_is_open_and_ends_what_was_accepted() -> None:
    assert step_ending(OPEN) is Step.WITHDRAW
    assert step_ending(accepted()) is Step.END
    assert taken(OPEN, Step.WITHDRAW, by="ana", at=AT).state is SponsorState.ENDED


FOLLOWS = {
    ("proposed", "accept"): "accepted",
    ("proposed", "decline"): "declined",
    ("proposed", "confirm"): "accepted",
    ("proposed", "withdraw"): "ended",
    ("accepted", "end"): "ended",
}


@pytest.mark.parametrize("state", SponsorState)
@pytest.mark.parametrize("step", Step)
def test_a_step_follows_or_is_refused_with_how_it_stands(state: SponsorState, step: Step) -> None:
    sponsorship = replace(OPEN, state=state)
    if (state, step) in FOLLOWS:
        assert taken(sponsorship, step, by="dee", at=AT).state == FOLLOWS[state, step]
    else:
        with pytest.raises(OutOfStep) as refused:
            taken(sponsorship, step, by="dee", at=AT)
        assert isinstance(refused.value, Refusal) and refused.value.words.endswith(".")


MAY_TAKE = {
    Step.ACCEPT: {Role.ASKED},
    Step.DECLINE: {Role.ASKED},
    Step.CONFIRM: {Role.ADMIN},
    Step.WITHDRAW: {Role.PROPOSER, Role.OWNER, Role.ADMIN},
    Step.END: {Role.OWNER, Role.SPONSOR, Role.ADMIN},
}


@pytest.mark.parametrize("step", Step)
def test_who_may_take_each_step(step: Step) -> None:
    assert {role for role in Role if may_take(step, {role})} == MAY_TAKE[step]


def test_what_a_person_is_to_a_sponsorship() -> None:
    assert OPEN.roles_of("petra") == {Role.ASKED}
    assert OPEN.roles_of("ana") == {Role.PROPOSER}
    assert OPEN.roles_of("bo") == set()
    assert accepted().roles_of("petra") == {Role.SPONSOR}
    assert replace(OPEN, state=SponsorState.DECLINED).roles_of("petra") == set()
    assert replace(OPEN, proposed_by="petra").roles_of("petra") == {Role.ASKED, Role.PROPOSER}


def test_five_accounts_are_what_people_keep_up_and_the_sixth_is_confirmed() -> None:
    assert [needs_confirming(accounts) for accounts in (0, 4, 5, 6)] == [False, False, True, True]


def test_a_sponsor_who_did_not_talk_to_them_in_ninety_days_is_named_only() -> None:
    ninety = MONDAY - timedelta(days=90)
    assert not is_named_only(accepted(), ninety, MONDAY)
    assert is_named_only(accepted(), ninety - timedelta(days=1), MONDAY)
    assert is_named_only(accepted(), None, MONDAY)
    assert not is_named_only(OPEN, None, MONDAY)


def test_who_knows_the_account_is_suggested_first_then_who_has_fewest() -> None:
    knows = SponsorCandidate("petra", conversations=3, accounts=9)
    has_none, has_two = SponsorCandidate("zoe", 1, 0), SponsorCandidate("bo", 1, 2)
    assert suggested([has_two, has_none, knows]) == (knows, has_none, has_two)


def test_executives_by_title_come_first_and_others_after_them() -> None:
    engineer, chief, other = (SponsorCandidate(name, talks, 0) for name, talks in (("bo", 9), ("petra", 0), ("sam", 2)))
    by_title = Executives(by_title=frozenset({"petra", "sam"}))
    assert suggested([engineer, chief, other], executives=by_title) == (other, chief, engineer)
    assert suggested([engineer, chief], executives=by_title, leave_out={"petra"}) == (engineer,)


@given(CANDIDATES, PEOPLE, PEOPLE)
def test_suggestions_agree_with_a_recount_by_hand(
    candidates: list[SponsorCandidate], executives: frozenset[str], leave_out: frozenset[str]
) -> None:
    left = [each for each in candidates if each.member not in leave_out]
    if executives:
        left = [each for each in left if each.member in executives]
    by_hand: list[SponsorCandidate] = []
    for each in left:
        before = 0
        for other in by_hand:
            if other.conversations != each.conversations:
                before += other.conversations > each.conversations
            elif other.accounts != each.accounts:
                before += other.accounts < each.accounts
            else:
                before += other.member < each.member
        by_hand.insert(before, each)
    assert suggested(candidates, executives=Executives(named=executives), leave_out=leave_out) == tuple(by_hand)
