"""The numbers people name on Monday: their sum, and who kept theirs. To people it is "your number"."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import itemgetter

from bot.domain.accounts.model import Stage
from bot.domain.accounts.waiting import WORRYING, AccountStatus
from bot.domain.conversations.model import Conversation, State
from bot.domain.weekly.fridays import Numbers
from bot.domain.weekly.leaderboard import CountedConversation, TeamSum
from bot.domain.weekly.named_people import name_words, names_one_of_us

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
    """What came of the week before: the team's sum, and the numbers against it, None where nobody had named one.
    `has_touch`: something was logged, if only a message, an attempt or something heard. `is_first`: nothing was
    logged or named before it."""

    team: TeamSum
    numbers: Numbers | None
    has_touch: bool = False
    is_first: bool = False


@dataclass(frozen=True)
class MondayPost:
    """Monday's question for the ISO week `week`. `last` is None where nobody has logged or named anything before;
    `words` are the last ones heard of those that wait, by account id, of those that everybody may read."""

    week: str
    sum: PledgeSum
    last: LastWeek | None
    waiting: tuple[AccountStatus, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Pledged:
    """Somebody's number as it stands now, and whom they might begin with.

    `has_first_words` where it is the first thing they ever did here.
    """

    number: int
    waiting: tuple[AccountStatus, ...] = ()
    has_first_words: bool = False


def last_words(entries: Iterable[Conversation], names: Iterable[str] = ()) -> str | None:
    """What was last heard of an account, for a channel: `entries` are its own, the latest first.

    Since the last conversation, and in it, what matters most: a complaint, a risk or a rival before anything else that
    they said, and that before a note. Nothing private, and no words that name one of us, whom `names` has: whatever
    they say, everybody would read it.
    """
    ours = name_words(names)
    public = [entry for entry in entries if entry.details.state is State.HELD and not entry.details.private]
    last = next((at for at, entry in enumerate(public) if entry.details.counts), 0)
    for together in (public[: last + 1], *([entry] for entry in public[last + 1 :])):
        words = sorted((ranked for entry in together for ranked in _ranked(entry)), key=itemgetter(0))
        fit = next((text for _, text in words if text and not names_one_of_us(text, ours)), None)
        if fit is not None:
            return fit
    return None


def _ranked(entry: Conversation) -> Iterator[tuple[int, str]]:
    """What was said, the less it matters the higher its number."""
    for insight in entry.details.insights:
        yield (0 if insight.kind in WORRYING else 1), insight.text
    yield 2, entry.details.note


def sum_of(pledges: Iterable[Pledge]) -> PledgeSum:
    numbers = [pledge.number for pledge in pledges if pledge.number]
    return PledgeSum(len(numbers), sum(numbers))


def numbers_of(pledges: Iterable[Pledge], talks: Iterable[CountedConversation]) -> Numbers | None:
    """What was meant, and what of it each reached in `talks` of that week; None where nobody named a number.

    Nobody's conversations make up for another's number. Prospects count towards one's own.
    """
    given = [pledge for pledge in pledges if pledge.number]
    if not given:
        return None
    reached = _reached_by_person(talks)
    keepers = [each for each in given if reached[each.member] >= each.number]
    return Numbers(
        meant=sum_of(given).customers,
        reached=sum(min(reached[each.member], each.number) for each in given),
        people=len(given),
        keepers=len(keepers),
        kept=tuple(keeper.member for keeper in keepers if keeper.is_named),
    )


def _reached_by_person(talks: Iterable[CountedConversation]) -> dict[str, int]:
    """How many different customers and prospects each person spoke to."""
    met: defaultdict[str, set[str]] = defaultdict(set)
    for talk in talks:
        if talk.stage in (Stage.CUSTOMER, Stage.PROSPECT):
            for person in talk.people:
                met[person].add(talk.account_id)
    return defaultdict(int, {person: len(accounts) for person, accounts in met.items()})
