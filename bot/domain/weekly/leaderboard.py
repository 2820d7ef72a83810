"""Who spoke to how many customers: places and sums, counted from the conversations each time.

What counts as what:
- A *customer* is an account of that stage, a *prospect* likewise; they are never added together. Conversations
  with partners and with lost or resting accounts count as conversations and as time.
- A person's place comes from the conversations with a word to them, and so do the figures beside it:
  different customers, then conversations. Equal is equal: 1, 2, 2, 4.
- The team's `customers` are the different ones of the whole team, in every sum, chart and comparison. Conversations,
  hours and visits count once, however many took part.
- Internal departments are counted apart and are on no leaderboard.
"""

from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from bot.domain.accounts.model import Stage
from bot.domain.conversations.model import Kind
from bot.domain.weekly.iso_weeks import monday_of

SHOWN_PLACES = 5
SHOWN_ROWS = 10
CHART_WEEKS = 12


@dataclass(frozen=True)
class CountedConversation:
    """One conversation that counts: held, of a kind that is a conversation, not undone.

    `minutes` is the counted figure; `has_words` says that there is a note, a contact or an insight to it;
    `people` are the holder and the colleagues, member ids.
    """

    conversation_id: str
    account_id: str
    account: str
    stage: Stage
    on: date
    minutes: int
    kind: Kind
    has_words: bool
    people: tuple[str, ...]
    private: bool = False


@dataclass(frozen=True)
class TeamSum:
    """What all together did; opted out or without a word to it, everything counts here."""

    customers: int
    prospects: int
    conversations: int
    minutes: int
    visits: int


@dataclass(frozen=True)
class Internal:
    """Conversations with departments of one's own, counted apart."""

    departments: int
    conversations: int


@dataclass(frozen=True)
class PersonSum:
    """What one person did: the figures of a `Ranking`, from conversations with a word to them, and how many
    conversations there were in all."""

    person: str
    customers: int
    prospects: int
    conversations: int
    minutes: int
    in_all: int


@dataclass(frozen=True)
class Sums:
    """What everybody did in some days, each person (by member id) and all together."""

    people: tuple[PersonSum, ...]
    team: TeamSum
    internal: Internal


@dataclass(frozen=True)
class Ranking:
    """One person's place and the figures it comes from; everybody in a talk has all of its `minutes`."""

    place: int
    person: str
    customers: int
    prospects: int
    conversations: int
    minutes: int

    @property
    def figures(self) -> tuple[int, int]:
        """What decides the place: more is better, equal is equal."""
        return self.customers, self.conversations


@dataclass(frozen=True)
class Board:
    """Everybody's places, best first (equal ones by member id), and the sums."""

    places: tuple[Ranking, ...]
    team: TeamSum
    internal: Internal

    @property
    def is_empty(self) -> bool:
        """Whether there was no conversation at all."""
        return not self.team.conversations and not self.internal.conversations

    @property
    def is_tie_of_all(self) -> bool:
        return len(self.places) > 1 and self.places[0].place == self.places[-1].place

    @cached_property
    def shown(self) -> tuple[Ranking, ...]:
        """The rows everybody sees: the first five places.

        The lowest place is not among them, unless it is also the first. All who share a place are shown or
        none: the fifth with everybody equal to them, but a tie that would make it more than ten rows is left
        out, as nobody in it is before another. The first place is always shown.
        """
        reach = {row.place: number for number, row in enumerate(self.places, 1)}
        lowest = max(reach, default=0)
        return tuple(
            row
            for row in self.places
            if row.place == 1 or (row.place <= SHOWN_PLACES and row.place < lowest and reach[row.place] <= SHOWN_ROWS)
        )


@dataclass(frozen=True)
class WeekTotal:
    """One week of the chart, named by its Monday; the sums are the team's, as in `TeamSum`."""

    monday: date
    customers: int
    prospects: int


def board_of(talks: Iterable[CountedConversation], opted_out: Set[str] = frozenset()) -> Board:
    """Places and sums of these talks (each once, in any order). Who opted out counts for the team only."""
    return board_from(sums_of(talks), opted_out)


def board_from(sums: Sums, opted_out: Set[str] = frozenset()) -> Board:
    """Places by these sums. Who opted out counts for the team only."""
    ranked = [each for each in sums.people if each.conversations and each.person not in opted_out]
    return Board(places=_places(ranked), team=sums.team, internal=sums.internal)


def sums_of(talks: Iterable[CountedConversation]) -> Sums:
    """The sums of these talks (each once, in any order)."""
    all_talks = list(talks)
    external = [talk for talk in all_talks if talk.stage is not Stage.INTERNAL]
    internal = [talk for talk in all_talks if talk.stage is Stage.INTERNAL]
    return Sums(
        people=tuple(_person_sum(person, of) for person, of in sorted(_by_person(external).items())),
        team=_team_sum(external),
        internal=Internal(len({talk.account_id for talk in internal}), len(internal)),
    )


def own_place(board: Board, member: str) -> Ranking | None:
    """The member's place, shown or not; None when nothing of theirs ranks."""
    return next((row for row in board.places if row.person == member), None)


def chart_mondays(week: date, began_on: date | None, weeks: int = CHART_WEEKS) -> tuple[date, ...]:
    """The Mondays of the last `weeks` weeks up to the one with the day `week` in it, oldest first.

    They begin no earlier than the week of `began_on`, the day of the first conversation ever.
    """
    last = monday_of(week)
    mondays = [last - timedelta(weeks=back) for back in range(weeks - 1, -1, -1)]
    return tuple(monday for monday in mondays if began_on is not None and monday >= monday_of(began_on))


def weekly_totals(
    talks: Iterable[CountedConversation], week: date, began_on: date | None, weeks: int = CHART_WEEKS
) -> tuple[WeekTotal, ...]:
    """The sums of the weeks of `chart_mondays`, oldest first; empty weeks are nought."""
    by_week: dict[date, list[CountedConversation]] = defaultdict(list)
    for talk in talks:
        if talk.stage is not Stage.INTERNAL:
            by_week[monday_of(talk.on)].append(talk)
    sums = {monday: _team_sum(by_week[monday]) for monday in chart_mondays(week, began_on, weeks)}
    return tuple(WeekTotal(monday, team.customers, team.prospects) for monday, team in sums.items())


def _by_person(talks: Iterable[CountedConversation]) -> dict[str, list[CountedConversation]]:
    found: dict[str, list[CountedConversation]] = defaultdict(list)
    for talk in talks:
        for person in set(talk.people):
            found[person].append(talk)
    return found


def _places(sums: Iterable[PersonSum]) -> tuple[Ranking, ...]:
    placed: list[Ranking] = []
    for number, each in enumerate(sorted(sums, key=lambda row: (-row.customers, -row.conversations, row.person)), 1):
        row = Ranking(number, each.person, each.customers, each.prospects, each.conversations, each.minutes)
        is_equal = bool(placed) and placed[-1].figures == row.figures
        placed.append(replace(row, place=placed[-1].place) if is_equal else row)
    return tuple(placed)


def _person_sum(person: str, talks: list[CountedConversation]) -> PersonSum:
    worded = [talk for talk in talks if talk.has_words]
    return PersonSum(
        person=person,
        customers=_different(worded, Stage.CUSTOMER),
        prospects=_different(worded, Stage.PROSPECT),
        conversations=len(worded),
        minutes=sum(talk.minutes for talk in worded),
        in_all=len(talks),
    )


def _team_sum(talks: list[CountedConversation]) -> TeamSum:
    """The one count of what a team did, of conversations outside the house."""
    return TeamSum(
        customers=_different(talks, Stage.CUSTOMER),
        prospects=_different(talks, Stage.PROSPECT),
        conversations=len(talks),
        minutes=sum(talk.minutes for talk in talks),
        visits=sum(talk.kind is Kind.VISIT for talk in talks),
    )


def _different(talks: Iterable[CountedConversation], stage: Stage) -> int:
    return len({talk.account_id for talk in talks if talk.stage is stage})
