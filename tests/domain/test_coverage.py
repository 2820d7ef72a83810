"""Coverage by sponsors, and breadth."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.accounts.model import Account, Stage, Tier
from bot.domain.conversations.model import Kind
from bot.domain.sponsors.coverage import (
    Breadth,
    Coverage,
    breadths,
    coverage_of,
    needs_sponsor,
)
from bot.domain.sponsors.model import Sponsorship, SponsorState
from bot.domain.weekly.leaderboard import CountedConversation
from tests.domain.cast import MONDAY, conversation_with

IDS = [f"a{number}" for number in range(5)]
PEOPLE = ["ana", "bo", "chen", "dee", "eli"]
SINCE = datetime(2026, 8, 12, 9, tzinfo=UTC)
CONVERSATIONS = st.lists(
    st.builds(
        CountedConversation,
        conversation_id=st.uuids().map(str),
        account_id=st.sampled_from(IDS),
        account=st.just("Acme"),
        stage=st.sampled_from(Stage),
        on=st.dates(MONDAY - timedelta(days=120), MONDAY),
        minutes=st.just(30),
        kind=st.just(Kind.CALL),
        has_words=st.booleans(),
        people=st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=3).map(tuple),
    ),
    max_size=30,
)
SPONSORSHIPS = st.lists(
    st.builds(
        Sponsorship,
        id=st.uuids().map(str),
        account_id=st.sampled_from(IDS),
        member=st.sampled_from(PEOPLE),
        state=st.sampled_from(SponsorState),
        proposed_by=st.just("ana"),
        proposed_at=st.just(SINCE),
    ),
    max_size=8,
    # An account has one sponsor at most; what was declined or ended is history, and there may be much of it.
    unique_by=lambda each: each.account_id if each.state == "accepted" else each.id,
)
ACCOUNTS = st.lists(
    st.builds(
        Account,
        id=st.sampled_from(IDS),
        name=st.just("Acme"),
        stage=st.sampled_from(Stage),
        tier=st.sampled_from(Tier),
        added_on=st.just(date(2026, 1, 1)),
    ),
    max_size=5,
    unique_by=lambda each: each.id,
)


def account(account_id: str, stage: Stage = Stage.CUSTOMER, tier: Tier = Tier.STRATEGIC) -> Account:
    return Account(account_id, account_id.title(), stage, tier, date(2026, 1, 1))


def sponsored(account_id: str, member: str, state: SponsorState = SponsorState.ACCEPTED) -> Sponsorship:
    return Sponsorship(f"{account_id}-{member}", account_id, member, state, "ana", SINCE)


def days_ago(days: int) -> date:
    return MONDAY - timedelta(days=days)


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("tier", Tier)
def test_strategic_and_enterprise_customers_need_a_sponsor(stage: Stage, tier: Tier) -> None:
    wanted = stage == "customer" and tier in ("strategic", "enterprise")
    assert needs_sponsor(account("acme", stage, tier)) == wanted


def test_an_account_is_covered_when_its_sponsor_talked_to_it_in_ninety_days() -> None:
    coverage = coverage_of(
        [account("acme"), account("globex"), account("hooli"), account("initech")],
        [sponsored("acme", "petra"), sponsored("globex", "petra"), sponsored("hooli", "dee", SponsorState.PROPOSED)],
        [
            conversation_with("acme", "bo", "petra", on=days_ago(90)),
            conversation_with("globex", "petra", on=days_ago(91)),
            conversation_with("globex", "bo"),
        ],
        MONDAY,
    )
    assert coverage == Coverage(covered=("acme",), named_only=("globex",), lacking=("hooli", "initech"))
    assert (coverage.accounts, coverage.share) == (4, 0.25)


def test_an_earlier_talk_does_not_hide_the_later_one() -> None:
    talks = [conversation_with("acme", "petra", on=days_ago(1)), conversation_with("acme", "petra", on=days_ago(200))]
    assert coverage_of([account("acme")], [sponsored("acme", "petra")], talks, MONDAY).share == 1.0


def test_there_is_no_coverage_of_no_accounts() -> None:
    coverage = coverage_of([account("acme", tier=Tier.STANDARD)], [sponsored("acme", "petra")], [], MONDAY)
    assert (coverage.accounts, coverage.share) == (0, None)


def test_breadth_is_who_of_ours_talked_to_it_in_ninety_days_and_one_person_is_too_few() -> None:
    talks = [
        conversation_with("acme", "bo", "ana", on=days_ago(90)),
        conversation_with("acme", "chen", on=days_ago(91)),
        conversation_with("hooli", "bo"),
    ]
    found = breadths(["acme", "hooli", "initech"], talks, MONDAY)
    assert found == {"acme": Breadth(("ana", "bo")), "hooli": Breadth(("bo",)), "initech": Breadth(())}
    assert [each.is_narrow for each in found.values()] == [False, True, True]


@given(ACCOUNTS, SPONSORSHIPS, CONVERSATIONS)
def test_coverage_agrees_with_a_recount_by_hand(
    accounts: list[Account], sponsorships: list[Sponsorship], talks: list[CountedConversation]
) -> None:
    covered: list[str] = []
    named: list[str] = []
    lacking: list[str] = []
    for one in accounts:
        if one.stage != "customer" or one.tier not in ("strategic", "enterprise"):
            continue
        sponsor = [each.member for each in sponsorships if each.account_id == one.id and each.state == "accepted"]
        spoke = False
        for each in talks:
            if sponsor and each.account_id == one.id and sponsor[0] in each.people and (MONDAY - each.on).days <= 90:
                spoke = True
        (covered if spoke else named if sponsor else lacking).append(one.id)
    coverage = coverage_of(accounts, sponsorships, talks, MONDAY)
    assert coverage == Coverage(tuple(covered), tuple(named), tuple(lacking))
    total = len(covered) + len(named) + len(lacking)
    assert coverage.share == (len(covered) / total if total else None)


@given(CONVERSATIONS)
def test_breadth_agrees_with_a_recount_by_hand(talks: list[CountedConversation]) -> None:
    found = breadths(IDS, talks, MONDAY)
    for account_id in IDS:
        by_hand = []
        for person in PEOPLE:
            mine = [each for each in talks if each.account_id == account_id and person in each.people]
            if any(each.on >= days_ago(90) for each in mine):
                by_hand.append(person)
        assert found[account_id].people == tuple(by_hand)
        assert found[account_id].is_narrow == (len(by_hand) in (0, 1))
