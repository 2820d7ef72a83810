"""What to know of an account two minutes before a call (MESSAGES.md 8, a first card)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.accounts import Account
from bot.domain.conversations import Conversation, FollowUp
from bot.domain.waiting import QUIET_STAGES


@dataclass(frozen=True)
class Met:
    """A person at the customer, and in how many conversations we met them."""

    name: str
    conversations: int


@dataclass(frozen=True)
class Told:
    """Something the customer said, of a kind, on a day."""

    kind: str
    text: str
    on: date


@dataclass(frozen=True)
class Card:
    """`last` is the latest conversation that counts, `touch` a later message or attempt, `plan` the next one;
    words the reader may not see are left out of them already. `ours` are member ids, whoever spoke to it.

    `ask` is what they last complained of, wished for or were at risk over; `owed` what was promised them and is due or
    was lately; `about` what they told of themselves and of rivals. `sponsor` is a member id, `sponsor_since` the day.
    `may_take` is whether one press makes it the reader's."""

    account: Account
    today: date
    names: Mapping[str, str]
    last: Conversation | None = None
    touch: Conversation | None = None
    plan: Conversation | None = None
    met: tuple[Met, ...] = ()
    ours: tuple[str, ...] = ()
    ask: Told | None = None
    owed: tuple[FollowUp, ...] = ()
    about: tuple[Told, ...] = ()
    sponsor: str | None = None
    sponsor_since: date | None = None
    may_take: bool = False

    @property
    def days(self) -> int:
        """Since the last conversation, or since it was added where there was none."""
        since = self.last.details.on if self.last is not None else self.account.clock_starts
        return (self.today - since).days

    @property
    def waiting_since(self) -> date | None:
        """The first day it went longer than its cadence allows; None while it does not wait."""
        if self.account.stage in QUIET_STAGES or self.days < self.account.cadence_days:
            return None
        return self.today - timedelta(days=self.days - self.account.cadence_days)
