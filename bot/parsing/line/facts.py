"""The facts of a line as they are gathered, and the front of the line they stand in."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, cast

from bot.domain.conversations.model import Kind
from bot.parsing.line.account.spans import AccountSpot
from bot.parsing.line.people.known import PersonSpot
from bot.parsing.line.spots import Spots
from bot.parsing.line.tokens import Shape
from bot.parsing.line.values.day import Day
from bot.parsing.line.values.durations import Duration
from bot.parsing.line.vocabulary import ALSO_CUSTOMERS_WORDS, NO_NOUN_OR_VERB, Word
from bot.parsing.line.vocabulary.table import Tag
from bot.parsing.parts import Role

PROMISING = (
    *("to", "will", "sends", "owes", "schickt", "sendet", "wird", "macht", "envoie", "enverra", "va", "manda", "envia"),
    *("enviara", "les", "le", "nos", "leur"),
)
"""Behind a mention: what follows is promised, and the person is not said to have been there."""

KIND_TAGS = (Tag.NOUN, Tag.VERB, Tag.TALK)

FAILURE_TAGS = (Tag.FAILED, Tag.CANCELLED)


@dataclass
class Facts:
    """What is known so far. Duration, day and holder count once each, the first; a kind of speaking gives way.

    `roles` say what each token was read as, None for what is not read yet. `chosen` are the values of the fields of few
    values, by the attribute of Details that keeps them.
    """

    roles: list[Role | None]
    kind: Kind | None = None
    is_weak: bool = False
    is_past: bool = False
    is_booked: bool = False
    will: bool = False
    is_going: bool = False
    is_wish: bool = False
    failed: bool = False
    duration: Duration | None = None
    day: Day | None = None
    holder: str | None = None
    colleagues: list[str] = field(default_factory=list)
    contacts: list[str] = field(default_factory=list)
    private: bool = False
    chosen: dict[str, Any] = field(default_factory=dict)
    corrects: bool = False

    def mark(self, start: int, end: int, role: Role) -> None:
        self.roles[start:end] = [role] * (end - start)

    def take_kind(self, kind: Kind, *, is_weak: bool = False, is_past: bool = False) -> bool:
        """Count a kind, unless one stands already that does not give way."""
        self.is_past = self.is_past or is_past
        if self.kind is not None and not self.is_weak and not self.corrects:
            return False
        if self.kind is not None and is_weak:
            return False
        self.kind, self.is_weak = kind, is_weak
        return True

    def take_duration(self, duration: Duration, *, of: Kind | None = None) -> bool:
        """Count a length of time. What was only heard has none, unless it is said `of` which conversation it is."""
        if self.duration is not None and not self.corrects:
            return False
        if self.kind is Kind.HEARD:
            if of is None:
                return False
            self.kind, self.is_weak = of, True
        self.duration = duration
        return True

    def take_day(self, day: Day) -> bool:
        if self.day is not None and not self.corrects:
            return False
        self.day = day
        return True

    def take_choice(self, word: Word) -> bool:
        """Count the value of a field of few values."""
        attribute, value = cast(tuple[str, StrEnum], word.value)
        if attribute in self.chosen and not self.corrects:
            return False
        self.chosen[attribute] = value
        return True

    def fail(self) -> None:
        self.failed, self.kind, self.is_weak = True, Kind.ATTEMPT, False

    def add_contact(self, name: str) -> None:
        if name not in self.contacts:
            self.contacts.append(name)


def kind_value(word: Word) -> Kind:
    return Kind.CALL if word.tag is Tag.TALK else Kind(str(word.value))


def is_customers_word(spots: Spots, word: Word, stop: int) -> bool:
    """Whether a kind that customers speak of as well stands before a noun or a verb, and so is but a word."""
    tokens = spots.tokens
    if " ".join(token.plain for token in tokens[word.start : word.end]) not in ALSO_CUSTOMERS_WORDS:
        return False
    if word.end >= stop or tokens[word.end].shape is not Shape.WORD:
        return False
    behind = tokens.plain(word.end)
    noun = spots.words.find(Tag.NOUN, word.end)
    is_fact = (
        (noun is not None and noun.value in (Kind.CALL, Kind.MEETING))  # a teams meeting
        or spots.duration(word.end) is not None
        or spots.day(word.end) is not None
        or spots.account(word.end) is not None
        or spots.person(word.end) is not None
    )
    return behind not in NO_NOUN_OR_VERB and not is_fact and not spots.words.any(FAILURE_TAGS, word.end)


def kind_of_length(spots: Spots, duration: Duration, stop: int) -> Kind | None:
    """The conversation that a length of time is directly said of: `10m call`, not `10m call queue`."""
    noun = spots.words.find(Tag.NOUN, duration.end)
    if noun is None or noun.end > stop or not Kind(str(noun.value)).is_conversation:
        return None
    is_edge = noun.end >= stop or spots.tokens[noun.end].shape is not Shape.WORD
    is_edge = is_edge or spots.day(noun.end) is not None or spots.words.any(_BEHIND_KIND, noun.end) is not None
    return Kind(str(noun.value)) if is_edge else None


_BEHIND_KIND = (Tag.TO, Tag.WITH, Tag.ABOUT)

MOST_ACCOUNTS = 8


@dataclass
class Header:
    """The front of a line up to the token `end`. Without `accounts` a name may stand at `end`.

    `people` are known contacts before any account; `is_closed`: a colon ended it.
    """

    facts: Facts
    end: int = 0
    accounts: tuple[AccountSpot, ...] = ()
    people: list[PersonSpot] = field(default_factory=list)
    is_closed: bool = False
    is_introduced: bool = False
    last_kind: tuple[int, int] | None = None
    is_named: bool = False
