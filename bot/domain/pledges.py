"""The numbers people name on Monday: their sum, and who kept theirs (PRODUCT.md §3). To people it is "your number"."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.accounts import Stage
from bot.domain.fridays import Numbers
from bot.domain.leaderboard import Talk
from bot.domain.waiting import Standing

OFFERED = (1, 3, 5, 10)
MOST = 999
LISTED = 3
"""So many accounts that wait stand under the question."""


@dataclass(frozen=True)
class Pledge:
    """One person's number for one week; whoever opted out or left counts, and is not named."""

    member: str
    number: int
    is_named: bool = True


@dataclass(frozen=True)
class PledgeSum:
    """What a week's numbers come to; `people` are those who named more than none."""

    people: int
    customers: int


@dataclass(frozen=True)
class LastWeek:
    """What came of the week before: each person's different customers and prospects added up; `meant` is the sum of
    the numbers, None where nobody had named one."""

    customers: int
    prospects: int
    meant: int | None


@dataclass(frozen=True)
class MondayPost:
    """Monday's question for the ISO week `week`. `last` is None where nobody has logged or named anything before."""

    week: str
    sum: PledgeSum
    last: LastWeek | None
    waiting: tuple[Standing, ...] = ()


@dataclass(frozen=True)
class Pledged:
    """Somebody's number as it stands now, and whom they might begin with."""

    number: int
    waiting: tuple[Standing, ...] = ()


def sum_of(pledges: Iterable[Pledge]) -> PledgeSum:
    numbers = [pledge.number for pledge in pledges if pledge.number]
    return PledgeSum(len(numbers), sum(numbers))


def numbers_of(pledges: Iterable[Pledge], talks: Iterable[Talk]) -> Numbers | None:
    """What was meant, against the customers each reached in `talks` of that week; None where nobody named a number."""
    given = [pledge for pledge in pledges if pledge.number]
    if not given:
        return None
    reached = _customers_by_person(talks)
    kept = [each.member for each in given if each.is_named and reached[each.member] >= each.number]
    return Numbers(sum_of(given).customers, tuple((member, reached[member]) for member in kept))


def _customers_by_person(talks: Iterable[Talk]) -> dict[str, int]:
    met: defaultdict[str, set[str]] = defaultdict(set)
    for talk in talks:
        if talk.stage is Stage.CUSTOMER:
            for person in talk.people:
                met[person].add(talk.account_id)
    return defaultdict(int, {person: len(accounts) for person, accounts in met.items()})
