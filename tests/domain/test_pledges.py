"""What the numbers of a week come to, and who kept theirs."""

from bot.domain.accounts import Stage
from bot.domain.conversations import Kind
from bot.domain.fridays import Numbers
from bot.domain.leaderboard import Talk
from bot.domain.pledges import Pledge, PledgeSum, numbers_of, sum_of
from tests.conftest import MONDAY_9AM

ANA, BO, CHEN = "U0ANA", "U0BO", "U0CHEN"


def talk(account: str, *people: str, stage: Stage = Stage.CUSTOMER) -> Talk:
    return Talk(
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
    talks = [talk("Acme", ANA, BO), talk("Globex", ANA), talk("Globex", ANA), talk("Hooli", BO)]
    assert numbers_of([Pledge(ANA, 3), Pledge(BO, 1)], talks) == Numbers(meant=4, kept=((BO, 2),))


def test_a_prospect_is_no_customer() -> None:
    assert numbers_of([Pledge(ANA, 1)], [talk("Acme", ANA, stage=Stage.PROSPECT)]) == Numbers(meant=1)


def test_who_is_not_to_be_named_counts_all_the_same() -> None:
    assert numbers_of([Pledge(ANA, 1, is_named=False)], [talk("Acme", ANA)]) == Numbers(meant=1)


def test_where_nobody_named_a_number_there_is_nothing_to_set_it_against() -> None:
    assert numbers_of([], [talk("Acme", ANA)]) is None
    assert numbers_of([Pledge(ANA, 0)], [talk("Acme", ANA)]) is None
