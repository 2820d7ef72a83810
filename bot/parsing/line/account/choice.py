"""Which account a line is about, or what is asked, with what is left out of the note for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from bot.parsing.line.account.spans import AccountSpot
from bot.parsing.line.people.known import PersonSpot
from bot.parsing.names.matching import Ambiguous, Match

LinkedAccount = tuple[str, str]

Span = tuple[int, int]


@dataclass(frozen=True)
class Choice:
    """The account, or what is asked. `spots` are where the accounts stand, `span` what is left out as the name of the
    one that is asked about; `others`: that of each account on offer. `person` is who names the account by a first name
    alone. `weighed`: the readings with their worth.
    """

    account: Match | Ambiguous | None
    more: tuple[Match, ...] = ()
    spots: tuple[AccountSpot, ...] = ()
    span: Span | None = None
    others: Mapping[str, Span | None] = field(default_factory=dict)
    person: PersonSpot | None = None
    weighed: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True)
class WeighedReading:
    """One place where the account may be named, and what it is worth. What it comes to is found out only of a reading
    that may win: a name with a typo is looked for among all names."""

    worth: float
    shown: str
    decide: Callable[[], Choice]

    @cached_property
    def choice(self) -> Choice:
        return self.decide()
