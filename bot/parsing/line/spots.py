"""Spots: where in a line something known stands. Everything is found once; whatever reads the line looks it up here."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from bot.parsing.line.account.spans import AccountSpot, NameSpans, may_begin
from bot.parsing.line.people.known import KnownPeople, PersonSpot
from bot.parsing.line.sections.cut import Section, sections
from bot.parsing.line.tokens import Shape, Tokens
from bot.parsing.line.values.dates import day_at, is_too_old
from bot.parsing.line.values.day import Day
from bot.parsing.line.values.durations import Duration, duration_at
from bot.parsing.line.vocabulary import Words
from bot.parsing.line.vocabulary.table import Tag
from bot.parsing.names.matching import Directory

_BEGIN = frozenset(("the", "from", "von", "de", "between", "~", "≈"))
_BEGINS_DURATION = frozenset(
    (Tag.NUMBER, Tag.TIMES, Tag.HALF, Tag.QUARTER, Tag.THREE_QUARTERS, Tag.HOUR_AND_HALF, Tag.WHOLE_DAY, Tag.HALF_DAY)
)
_BEGINS_DAY = frozenset(
    (
        Tag.NUMBER,
        Tag.DAY,
        Tag.WEEKDAY,
        Tag.MONTH,
        Tag.UNIT,
        Tag.AGO,
        Tag.AHEAD,
        Tag.LAST_DAY,
        Tag.COMING_DAY,
        Tag.ON_DAY,
    )
) | {Tag.END_OF, Tag.LAST_WEEK, Tag.NEXT_WEEK, Tag.WEEK_BEFORE}


@dataclass(frozen=True)
class Context:
    """What a line is read against."""

    directory: Directory
    people: KnownPeople
    today: date
    day_first: bool = True


@dataclass(frozen=True)
class Spots:
    """All spots of a line, each by the token it begins with. `written_days` are those too long past as well."""

    tokens: Tokens
    context: Context
    words: Words
    durations: Mapping[int, Duration]
    days: Mapping[int, Day]
    written_days: Mapping[int, Day]
    accounts_at: Mapping[int, AccountSpot]
    people_at: Mapping[int, PersonSpot]
    sections: tuple[Section, ...]

    def is_unknown(self, at: int) -> bool:
        """Whether the token at `at` is a word with which nothing begins that any vocabulary has, and so no fact."""
        token = self.tokens[at]
        return token.is_word and not self.words.begins(at) and token.plain not in _BEGIN

    def day(self, at: int) -> Day | None:
        return self.days.get(at)

    def written_day(self, at: int) -> Day | None:
        """The same, however long it is past: what was promised may be overdue."""
        return self.written_days.get(at)

    def duration(self, at: int) -> Duration | None:
        return self.durations.get(at)

    def account(self, at: int) -> AccountSpot | None:
        return self.accounts_at.get(at)

    def person(self, at: int) -> PersonSpot | None:
        return self.people_at.get(at)

    def ends_account(self, at: int) -> bool:
        """Whether the name of an account ends just before the token at `at`."""
        return at in self._account_ends

    @property
    def accounts(self) -> Collection[AccountSpot]:
        """The accounts that are named, from left to right; none within another."""
        return self.accounts_at.values()

    @property
    def people(self) -> Collection[PersonSpot]:
        return self.people_at.values()

    @property
    def main(self) -> int:
        """Where what stands in front of all sections ends."""
        return self.sections[0].start if self.sections else len(self.tokens)

    @cached_property
    def _account_ends(self) -> frozenset[int]:
        return frozenset(spot.end for spot in self.accounts)

    def with_account(self, forced: AccountSpot) -> "Spots":
        """The same spots, the account being where a person or a guess says that it is."""
        others = [spot for spot in self.accounts if spot.end <= forced.start or spot.start >= forced.end]
        ordered = sorted((*others, forced), key=lambda spot: spot.start)
        return replace(self, accounts_at={spot.start: spot for spot in ordered})

    def with_person(self, person: PersonSpot) -> "Spots":
        """The same spots, and somebody who is known by the first name alone."""
        return replace(self, people_at={**self.people_at, person.start: person})


def find_spots(tokens: Tokens, context: Context) -> Spots:
    """Look for everything known at each token."""
    words = Words(tokens)
    durations = {spot.start: spot for spot in _durations(tokens, words)}
    written_days = {spot.start: spot for spot in _days(tokens, words, context)}
    names = NameSpans(tokens, words, context.directory, durations)
    return Spots(
        tokens,
        context,
        words,
        durations,
        {at: day for at, day in written_days.items() if not is_too_old(day, context.today)},
        written_days,
        {spot.start: spot for spot in _accounts(tokens, names)},
        {spot.start: spot for spot in _people(tokens, context.people)} if context.people else {},
        sections(tokens, words),
    )


def _beginning(tokens: Tokens, words: Words, tags: frozenset[Tag]) -> Iterator[int]:
    """The tokens with which a number may begin, or a word in one of the roles."""
    for at, token in enumerate(tokens):
        if token.shape is Shape.NUMBER or token.plain in _BEGIN or words.has_any(tags, at):
            yield at


def _durations(tokens: Tokens, words: Words) -> Iterable[Duration]:
    found = (duration_at(tokens, words, at) for at in _beginning(tokens, words, _BEGINS_DURATION))
    return filter(None, found)


def _days(tokens: Tokens, words: Words, context: Context) -> Iterator[Day]:
    for at in _beginning(tokens, words, _BEGINS_DAY):
        day = day_at(tokens, words, at, context.today, day_first=context.day_first, however_old=True)
        if day is not None:
            yield day


def _accounts(tokens: Tokens, names: NameSpans) -> Iterator[AccountSpot]:
    at = 0
    while at < len(tokens):
        spot = names.quoted(at) or names.named(at) or names.of_address(at)
        if spot:
            yield spot
        at = spot.end if spot else at + 1


def _people(tokens: Tokens, known: KnownPeople) -> Iterator[PersonSpot]:
    at = 0
    while at < len(tokens):
        spot = known.spot(tokens, at) if tokens[at].key and may_begin(tokens, at) else None
        if spot:
            yield spot
        at = spot.end if spot else at + 1
