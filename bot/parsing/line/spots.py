"""Spots: where in a line something known stands. Accounts and people here; words, days and lengths of time beside."""

from collections.abc import Collection
from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bot.parsing.line.account.spans import AccountSpot, NameSpans, may_begin
from bot.parsing.line.people.known import KnownPeople, PersonSpot
from bot.parsing.line.sections.cut import Section, sections
from bot.parsing.line.tokens import Shape, Tokens
from bot.parsing.line.values.dates import day_at
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
    (Tag.NUMBER, Tag.DAY, Tag.WEEKDAY, Tag.MONTH, Tag.AGO, Tag.AHEAD, Tag.LAST_DAY, Tag.COMING_DAY, Tag.ON_DAY)
) | {Tag.END_OF, Tag.LAST_WEEK, Tag.NEXT_WEEK, Tag.WEEK_BEFORE}


@dataclass(frozen=True)
class Context:
    """What a line is read against."""

    directory: Directory
    people: KnownPeople
    today: date
    day_first: bool = True


class Spots:
    """All spots of a line. Each kind is looked for once at each token."""

    def __init__(self, tokens: Tokens, context: Context) -> None:
        self.tokens = tokens
        self.context = context
        self.words = Words(tokens)
        self._days: dict[int, Day | None] = {}
        self._durations: dict[int, Duration | None] = {}

    def is_unknown(self, at: int) -> bool:
        """Whether the token at `at` is a word with which nothing begins that any vocabulary has, and so no fact."""
        token = self.tokens[at]
        return token.is_word and not self.words.begins(at) and token.plain not in _BEGIN

    def day(self, at: int) -> Day | None:
        if at not in self._days:
            inside = 0 <= at < len(self.tokens) and self._may_begin(at, _BEGINS_DAY)
            self._days[at] = (
                day_at(self.tokens, self.words, at, self.context.today, day_first=self.context.day_first)
                if inside
                else None
            )
        return self._days[at]

    def written_day(self, at: int) -> Day | None:
        """The same, however long it is past: what was promised may be overdue."""
        if not 0 <= at < len(self.tokens):
            return None
        context = self.context
        return day_at(self.tokens, self.words, at, context.today, day_first=context.day_first, however_old=True)

    def duration(self, at: int) -> Duration | None:
        if at not in self._durations:
            inside = 0 <= at < len(self.tokens) and self._may_begin(at, _BEGINS_DURATION)
            self._durations[at] = duration_at(self.tokens, self.words, at) if inside else None
        return self._durations[at]

    def _may_begin(self, at: int, tags: frozenset[Tag]) -> bool:
        token = self.tokens[at]
        return token.shape is Shape.NUMBER or token.plain in _BEGIN or self.words.has_any(tags, at)

    def account(self, at: int) -> AccountSpot | None:
        return self._accounts.get(at)

    def ends_account(self, at: int) -> bool:
        """Whether the name of an account ends just before the token at `at`."""
        return at in self._account_ends

    def person(self, at: int) -> PersonSpot | None:
        return self._people.get(at)

    def with_account(self, forced: AccountSpot) -> "Spots":
        """The same spots, the account being where a person or a guess says that it is."""
        other = copy(self)
        kept = {at: one for at, one in self._accounts.items() if one.end <= forced.start or one.start >= forced.end}
        kept[forced.start] = forced
        other.__dict__["_accounts"] = dict(sorted(kept.items()))
        other.__dict__.pop("_account_ends", None)
        return other

    def with_person(self, person: PersonSpot) -> "Spots":
        """The same spots, and somebody who is known by the first name alone."""
        other = copy(self)
        other.__dict__["_people"] = {**self._people, person.start: person}
        return other

    @property
    def main(self) -> int:
        """Where what stands in front of all sections ends."""
        return self.sections[0].start if self.sections else len(self.tokens)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        return sections(self.tokens, self.words)

    @property
    def accounts(self) -> Collection[AccountSpot]:
        """The accounts that are named, from left to right; none within another."""
        return self._accounts.values()

    @property
    def people(self) -> Collection[PersonSpot]:
        return self._people.values()

    @cached_property
    def _accounts(self) -> dict[int, AccountSpot]:
        found: dict[int, AccountSpot] = {}
        spans = NameSpans(self.tokens, self.words, self.context.directory, self.duration)
        at = 0
        while at < len(self.tokens):
            spot = spans.quoted(at) or spans.named(at) or spans.of_address(at)
            if spot:
                found[spot.start] = spot
            at = max(at + 1, spot.end if spot else 0)
        return found

    @cached_property
    def _account_ends(self) -> frozenset[int]:
        return frozenset(spot.end for spot in self._accounts.values())

    @cached_property
    def _people(self) -> dict[int, PersonSpot]:
        found: dict[int, PersonSpot] = {}
        at = 0 if self.context.people else len(self.tokens)
        while at < len(self.tokens):
            token = self.tokens[at]
            spot = self.context.people.spot(self.tokens, at) if token.key and may_begin(self.tokens, at) else None
            if spot:
                found[at] = spot
            at = spot.end if spot else at + 1
        return found
