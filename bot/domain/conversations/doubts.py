"""What of a line was read one way and may be meant another: told first, with the other reading as a button."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.conversations.model import Details


class DoubtKind(StrEnum):
    GUESSED = "guessed"
    DATE_ORDER = "date_order"
    LAST_WEEK = "last_week"
    NEXT_WEEK = "next_week"
    REPORTED_DATE = "reported_date"
    RANGE = "range"
    LONG = "long"
    UNREAD_DAY = "unread_day"
    UNREAD_LENGTH = "unread_length"
    PROMISE = "promise"
    PLANNED = "planned"
    NOT_HELD = "not_held"
    ONE_OF_SEVERAL = "one_of_several"
    OLD = "old"
    NOT_COUNTED = "not_counted"
    NAMED = "named"


class Fact(StrEnum):
    """What a doubt is about."""

    ACCOUNT = "account"
    ACCOUNTS = "accounts"
    DATE = "date"
    DURATION = "duration"
    PROMISE = "promise"
    KIND = "kind"
    PEOPLE = "people"


DROPPED = (DoubtKind.PROMISE,)
"""What is only left out where it was read wrongly."""


@dataclass(frozen=True)
class Doubt:
    """One doubt. The alternative is a day or minutes, whichever is given; with neither, dropping what was read.

    `typed` is the name that was taken for an account, or what was not read; `people` are the ids of those who are only
    named.
    """

    kind: DoubtKind
    other_day: date | None = None
    other_minutes: int | None = None
    typed: str = ""
    people: tuple[str, ...] = ()

    @property
    def fact(self) -> Fact:
        return _FACTS.get(self.kind, Fact.DATE)


_FACTS = {
    DoubtKind.GUESSED: Fact.ACCOUNT,
    DoubtKind.ONE_OF_SEVERAL: Fact.ACCOUNTS,
    DoubtKind.RANGE: Fact.DURATION,
    DoubtKind.LONG: Fact.DURATION,
    DoubtKind.UNREAD_LENGTH: Fact.DURATION,
    DoubtKind.PROMISE: Fact.PROMISE,
    DoubtKind.NOT_COUNTED: Fact.KIND,
    DoubtKind.NAMED: Fact.PEOPLE,
}


def one_a_fact(doubts: Iterable[Doubt]) -> tuple[Doubt, ...]:
    """The first doubt about each fact: the most specific one is to stand first."""
    found: dict[Fact, Doubt] = {}
    for doubt in doubts:
        found.setdefault(doubt.fact, doubt)
    return tuple(found.values())


def still_open(doubts: Iterable[Doubt], read: Details, now: Details) -> tuple[Doubt, ...]:
    """Those about a fact that still is as it was `read` in the line: what was corrected since is doubtful no more."""
    return tuple(doubt for doubt in doubts if _value(doubt.fact, read) == _value(doubt.fact, now))


def _value(fact: Fact, details: Details) -> object:
    match fact:
        case Fact.DATE:
            return details.on, details.state
        case Fact.DURATION:
            return details.minutes
        case Fact.PROMISE:
            return details.follow_up
        case Fact.KIND:
            return details.kind
        case Fact.PEOPLE:
            return details.named
        case Fact.ACCOUNT | Fact.ACCOUNTS:
            return None  # they are no part of the details
