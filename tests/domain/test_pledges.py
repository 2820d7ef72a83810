"""What the numbers of a week come to, and who kept theirs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.accounts.model import Stage
from bot.domain.conversations.model import Conversation, Details, Insight, Kind, State
from bot.domain.weekly.fridays import Numbers
from bot.domain.weekly.leaderboard import CountedConversation
from bot.domain.weekly.pledges import Pledge, PledgeSum, last_words, numbers_of, sum_of
from tests.conftest import MONDAY_9AM

ANA, BO, CHEN = "U0ANA", "U0BO", "U0CHEN"


def conversation_with(account: str, *people: str, stage: Stage = Stage.CUSTOMER) -> CountedConversation:
    return CountedConversation(
        conversation_id=f"{account}-{people}",
        account_id=account,
        account=account,
        stage=stage,
        on=MONDAY_9AM.date(),
        minutes=20,
        kind=Kind.CALL,
        has_words=True,
        people=people,
    )


def test_the_sum_is_of_those_who_named_more_than_none() -> None:
    assert sum_of([Pledge(ANA, 5), Pledge(BO, 0), Pledge(CHEN, 12)]) == PledgeSum(people=2, customers=17)
    assert sum_of([]) == PledgeSum(0, 0)


def test_whoever_reached_as_many_different_customers_kept_their_number() -> None:
    talks = [
        conversation_with("Acme", ANA, BO),
        conversation_with("Globex", ANA),
        conversation_with("Globex", ANA),
        conversation_with("Hooli", BO),
    ]
    found = numbers_of([Pledge(ANA, 3), Pledge(BO, 1)], talks)
    assert found == Numbers(meant=4, reached=3, people=2, keepers=1, kept=(BO,))


def test_a_prospect_counts_towards_ones_own_number() -> None:
    found = numbers_of([Pledge(ANA, 1)], [conversation_with("Acme", ANA, stage=Stage.PROSPECT)])
    assert found == Numbers(meant=1, reached=1, people=1, keepers=1, kept=(ANA,))


@pytest.mark.parametrize("stage", [Stage.PARTNER, Stage.INTERNAL, Stage.LOST])
def test_an_account_that_is_neither_customer_nor_prospect_counts_towards_none(stage: Stage) -> None:
    found = numbers_of([Pledge(ANA, 1)], [conversation_with("Acme", ANA, stage=stage)])
    assert found == Numbers(meant=1, reached=0, people=1, keepers=0)


def test_who_is_not_to_be_named_counts_all_the_same() -> None:
    found = numbers_of([Pledge(ANA, 1, is_named=False)], [conversation_with("Acme", ANA)])
    assert found == Numbers(meant=1, reached=1, people=1, keepers=1)


@pytest.mark.parametrize(("keepers", "are_told"), [(0, False), (2, False), (3, True), (5, True)])
def test_numbers_that_most_missed_are_not_told(keepers: int, are_told: bool) -> None:
    assert Numbers(19, 14, people=5, keepers=keepers).are_public is are_told


@given(
    st.dictionaries(st.sampled_from([ANA, BO, CHEN]), st.integers(0, 4)),
    st.lists(
        st.builds(
            conversation_with,
            st.sampled_from(["Acme", "Globex", "Hooli", "Initech"]),
            st.sampled_from([ANA, BO, CHEN, "U0DEE"]),
            st.sampled_from([ANA, BO, CHEN, "U0DEE"]),
        )
    ),
)
def test_what_was_reached_agrees_with_a_recount_by_hand(
    named: dict[str, int], talks: list[CountedConversation]
) -> None:
    by_hand = kept = 0
    for person, number in named.items():
        met: list[str] = []
        for each in talks:
            if person in each.people and each.account_id not in met:
                met.append(each.account_id)
        by_hand += len(met) if len(met) < number else number
        kept += bool(number) and len(met) >= number
    found = numbers_of([Pledge(person, number) for person, number in named.items()], talks)
    assert (found.reached, found.keepers, found.meant) == (by_hand, kept, sum(named.values())) if found else not by_hand


def test_where_nobody_named_a_number_there_is_nothing_to_set_it_against() -> None:
    assert numbers_of([], [conversation_with("Acme", ANA)]) is None
    assert numbers_of([Pledge(ANA, 0)], [conversation_with("Acme", ANA)]) is None


def entry(
    note: str = "",
    *said: str,
    private: bool = False,
    state: State = State.HELD,
    of: str = "complaint",
    kind: Kind = Kind.CALL,
) -> Conversation:
    insights = tuple(Insight(of, text) for text in said)
    details = Details(state, kind, None, MONDAY_9AM.date(), ANA, note=note, insights=insights, private=private)
    return Conversation("c1", "a1", "Acme", ANA, MONDAY_9AM, details)


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ([], None),
        ([entry()], None),
        ([entry("a note"), entry("an older one")], "a note"),
        ([entry("a note", "exports fail")], "exports fail"),
        ([entry("secret", private=True), entry("for all")], "for all"),
        ([entry("to come", state=State.PLANNED), entry("for all")], "for all"),
        ([entry("<@U0BO> never called back", "<@U0BO|bo> was late"), entry("for all")], "for all"),
        ([entry("a note", "<@U0BO> was late")], "a note"),
        ([entry("a note", "chen forgot us")], "a note"),
        ([entry("Will is slow"), entry("it will do")], "it will do"),
        ([entry("sent the deck", kind=Kind.MESSAGE), entry("a note", "exports fail")], "exports fail"),
        ([entry("", "nice team", of="like", kind=Kind.HEARD), entry("a note", "exports fail")], "exports fail"),
        ([entry("", "nice team", of="like"), entry("a note", "exports fail")], "nice team"),
    ],
)
def test_the_last_word_for_a_channel_is_neither_private_nor_about_one_of_us(
    entries: list[Conversation], words: str | None
) -> None:
    assert last_words(entries, ["Chen Wu", "Will Day"]) == words
