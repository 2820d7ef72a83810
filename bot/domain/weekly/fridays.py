"""What Friday's post tells: what customers said, then who listened."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date

from bot.domain.accounts.model import Stage
from bot.domain.conversations.model import MENTION
from bot.domain.insights.model import InsightKind
from bot.domain.weekly.iso_weeks import days_of_week
from bot.domain.weekly.leaderboard import (
    Board,
    CountedConversation,
    Ranking,
    Sums,
    WeekTotal,
    board_from,
    board_of,
    own_place,
    weekly_totals,
)
from bot.domain.weekly.named_people import name_words, names_one_of_us
from bot.domain.weekly.periods import Period

QUOTES = 5
CHART_FROM_WEEK = 4

# Criticism is worth more than praise. Answers are quoted with their question, which this post does not carry.
_QUOTED_FIRST = (
    InsightKind.COMPLAINT,
    InsightKind.REQUEST,
    InsightKind.RISK,
    InsightKind.STORY,
    InsightKind.LIKE,
    InsightKind.ABOUT,
    InsightKind.OPPORTUNITY,
    InsightKind.COMPETITOR,
)

_CRITICISM = frozenset({InsightKind.COMPLAINT, InsightKind.REQUEST, InsightKind.RISK, InsightKind.COMPETITOR})


@dataclass(frozen=True)
class CustomerQuote:
    """One insight with where it came from. `people` are member ids; `text` names people as Slack
    wrote: those who are `named` (or took part); a mention that was typed by hand names nobody."""

    account_id: str
    account: str
    stage: Stage
    kind: InsightKind
    text: str
    on: date
    contacts: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    private: bool = False
    named: tuple[str, ...] = ()


@dataclass(frozen=True)
class Thanks:
    """A customer's thanks to one person."""

    person: str
    account: str


@dataclass(frozen=True)
class SponsorsFirst:
    """A sponsor's first conversation with an account since they said yes."""

    person: str
    account: str


@dataclass(frozen=True)
class Numbers:
    """What so many `people` meant to reach, as one sum, and what of it was reached; `keepers` is how many kept theirs,
    `kept` are those of them who may be named."""

    meant: int
    reached: int
    people: int
    keepers: int
    kept: tuple[str, ...] = ()

    @property
    def are_public(self) -> bool:
        """Whether the channel reads what was meant: not where most missed theirs. Whoever logged nothing did, so a week
        in which few logged is one of those."""
        return 2 * self.keepers >= self.people


@dataclass(frozen=True)
class FridayPost:
    """Everything the post says. People are member ids, `names` has what they are called.

    `weeks` ends with this week; the one before it is the comparison. `more_quotes` counts what is not quoted.
    """

    week: str
    board: Board
    weeks: tuple[WeekTotal, ...]
    names: Mapping[str, str]
    quotes: tuple[CustomerQuote, ...] = ()
    more_quotes: int = 0
    first_timers: tuple[str, ...] = ()
    thanked: tuple[Thanks, ...] = ()
    sponsors_first: tuple[SponsorsFirst, ...] = ()
    numbers: Numbers | None = None
    has_touch: bool = False  # a message, an attempt or something heard was logged

    @property
    def before(self) -> WeekTotal | None:
        """The week before; None in the first week."""
        return self.weeks[-2] if len(self.weeks) > 1 else None

    @property
    def has_chart(self) -> bool:
        return len(self.weeks) >= CHART_FROM_WEEK


@dataclass(frozen=True)
class LeaderboardAnswer:
    """The private answer to `/leaderboard`: the board of a period and where its reader stands.

    `own_conversations` counts all of the reader's, with a word to them or not.
    """

    period: Period
    board: Board
    names: Mapping[str, str]
    member: str
    own_conversations: int
    opted_out: bool = False

    @property
    def place(self) -> Ranking | None:
        return own_place(self.board, self.member)


@dataclass(frozen=True)
class Sources:
    """What a Friday is told from. `talks` reach back over the weeks of the chart unless `weeks` has their sums,
    `heard` over the week;
    `began_on` is the day of the first conversation ever, `first_days` each person's own first."""

    talks: Sequence[CountedConversation]
    heard: Sequence[CustomerQuote]
    began_on: date | None
    first_days: Mapping[str, date]
    names: Mapping[str, str]
    opted_out: Set[str] = field(default_factory=frozenset)
    numbers: Numbers | None = None
    has_touch: bool = False
    weeks: tuple[WeekTotal, ...] | None = None
    sponsors_first: Sequence[SponsorsFirst] = ()


def friday_post(week: str, sources: Sources) -> FridayPost:
    """The post about the ISO week `week` (`2026-W48`). Who opted out counts, and is not named."""
    first, last = days_of_week(week)
    told = [heard for heard in sources.heard if _is_told(heard) and first <= heard.on <= last]
    ours = name_words(sources.names.values())
    quotes = choose_quotes(heard for heard in told if not _criticises(heard, ours))
    return FridayPost(
        week=week,
        board=board_of((talk for talk in sources.talks if first <= talk.on <= last), sources.opted_out),
        weeks=weekly_totals(sources.talks, first, sources.began_on) if sources.weeks is None else sources.weeks,
        names=sources.names,
        quotes=tuple(_without(sources.opted_out, quote) for quote in quotes),
        more_quotes=len(told) - len(quotes),
        first_timers=_new_this_week(sources, first, last),
        thanked=thanks_in(told, sources.opted_out),
        sponsors_first=tuple(each for each in sources.sponsors_first if each.person not in sources.opted_out),
        numbers=sources.numbers,
        has_touch=sources.has_touch,
    )


def leaderboard_answer(
    period: Period,
    sums: Sums,
    member: str,
    names: Mapping[str, str],
    opted_out: Set[str] = frozenset(),
) -> LeaderboardAnswer:
    """How `member` stands in `period`, by its sums."""
    return LeaderboardAnswer(
        period=period,
        board=board_from(sums, opted_out),
        names=names,
        member=member,
        own_conversations=sum(each.in_all for each in sums.people if each.person == member),
        opted_out=member in opted_out,
    )


def choose_quotes(quotes: Iterable[CustomerQuote], most: int = QUOTES) -> tuple[CustomerQuote, ...]:
    """What to quote of what may be told: one of each account before a second, complaints first, then by date."""
    turns: Counter[str] = Counter()
    queued: list[tuple[int, tuple[int, date, str, str], CustomerQuote]] = []
    for quote in sorted(filter(_is_told, quotes), key=_weight):
        queued.append((turns[quote.account_id], _weight(quote), quote))
        turns[quote.account_id] += 1
    queued.sort(key=lambda turn: turn[:2])
    return tuple(each for _, _, each in queued[:most])


def first_timers(
    first_days: Mapping[str, date], first: date, last: date, opted_out: Set[str] = frozenset()
) -> tuple[str, ...]:
    """Whose first conversation ever was between these days."""
    return tuple(sorted(person for person, on in first_days.items() if first <= on <= last and person not in opted_out))


def _new_this_week(sources: Sources, first: date, last: date) -> tuple[str, ...]:
    """Nobody in the very first week: then it is everybody's, and says nothing of anyone."""
    if sources.began_on is None or sources.began_on >= first:
        return ()
    return first_timers(sources.first_days, first, last, sources.opted_out)


def thanks_in(quotes: Iterable[CustomerQuote], opted_out: Set[str] = frozenset()) -> tuple[Thanks, ...]:
    """Whom customers thanked: people named in what a customer likes. Each account thanks a person once."""
    thanked = {
        (person, quote.account)
        for quote in quotes
        if quote.kind is InsightKind.LIKE and quote.stage is Stage.CUSTOMER and not quote.private
        for person in MENTION.findall(quote.text)
        if person in quote.named and person not in opted_out
    }
    return tuple(Thanks(person, account) for person, account in sorted(thanked))


def _is_told(quote: CustomerQuote) -> bool:
    return not quote.private and quote.kind in _QUOTED_FIRST and quote.stage is not Stage.INTERNAL


def _criticises(quote: CustomerQuote, ours: frozenset[str]) -> bool:
    """Whether one of us is named where they are unhappy: whom it concerns reads it at once, the channel does not."""
    return quote.kind in _CRITICISM and names_one_of_us(quote.text, ours)


def _weight(quote: CustomerQuote) -> tuple[int, date, str, str]:
    return _QUOTED_FIRST.index(quote.kind), quote.on, quote.account, quote.text


def _without(opted_out: Set[str], quote: CustomerQuote) -> CustomerQuote:
    return replace(quote, people=tuple(person for person in quote.people if person not in opted_out))
