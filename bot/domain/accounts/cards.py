"""What to know of an account two minutes before a call."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.domain.accounts.model import Account
from bot.domain.accounts.waiting import QUIET_STAGES, AccountStatus
from bot.domain.conversations.access_requests import PrivateNotice
from bot.domain.conversations.model import Conversation, FollowUp, State
from bot.domain.insights.model import InsightKind
from bot.domain.sponsors.coverage import Breadth

WORTH_ASKING = (InsightKind.COMPLAINT, InsightKind.REQUEST, InsightKind.RISK)
"""What a customer said that is worth asking after."""


@dataclass(frozen=True)
class KnownContact:
    """A person at the customer, and in how many conversations we met them: none where somebody only named them."""

    name: str
    conversations: int


@dataclass(frozen=True)
class QuotedInsight:
    """Something the customer said, of a kind, on a day; `people` are those mentioned in the words, member ids."""

    kind: str
    text: str
    on: date
    people: tuple[str, ...] = ()


def insights_in(entries: Collection[Conversation], kinds: Collection[str]) -> list[QuotedInsight]:
    """What they said of these kinds, in the order of the entries."""
    return [
        QuotedInsight(insight.kind, insight.text, entry.details.on, entry.details.people)
        for entry in entries
        for insight in entry.details.insights
        if insight.kind in kinds and entry.details.state is State.HELD
    ]


@dataclass(frozen=True)
class OpenFollowUp:
    """What was promised the customer on a day; `people` are those mentioned beside it, member ids.

    `id` is its conversation's; `may_end` is whether the reader may say what became of it.
    """

    step: FollowUp
    on: date
    people: tuple[str, ...] = ()
    id: str = ""
    may_end: bool = False


@dataclass(frozen=True)
class Card:
    """`last` is the latest conversation that counts, `touch` a later message or attempt, `plan` the next one;
    words the reader may not see are left out of them already. `met` are those we know there, `ours` whoever of us
    spoke to it, member ids, the latest first, and `breadth` who of them lately did.

    `ask` is what they last complained of, wished for or were at risk over; `owed` what was promised them and is open,
    the latest due first; `about` what they told of themselves and of rivals. `sponsor` is a member id, `sponsor_since`
    the day. `withheld` is what was private before the reader owned or sponsored the account. `may_take` is whether one
    press makes it the reader's, `may_change` whether they may edit it. `names` maps member ids to names."""

    status: AccountStatus
    breadth: Breadth
    last: Conversation | None = None
    touch: Conversation | None = None
    plan: Conversation | None = None
    met: tuple[KnownContact, ...] = ()
    ours: tuple[str, ...] = ()
    ask: QuotedInsight | None = None
    owed: tuple[OpenFollowUp, ...] = ()
    about: tuple[QuotedInsight, ...] = ()
    sponsor: str | None = None
    sponsor_since: date | None = None
    withheld: tuple[PrivateNotice, ...] = ()
    may_take: bool = False
    may_change: bool = False
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def account(self) -> Account:
        return self.status.account

    @property
    def today(self) -> date:
        return self.status.today

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody of ours it mentions, member ids."""
        entries = [each.details for each in (self.last, self.touch, self.plan) if each is not None]
        told: list[QuotedInsight | OpenFollowUp] = [
            each for each in (self.ask, *self.about, *self.owed) if each is not None
        ]
        mentioned = [person for entry in entries for person in entry.people]
        mentioned += [person for each in told for person in each.people]
        standing = [each for each in (self.account.owner, self.sponsor) if each is not None]
        kept = [person for each in self.withheld for person in (each.author, each.asks or "")]
        return (*mentioned, *standing, *self.ours, *self.breadth.people, *kept)

    @property
    def tells_breadth(self) -> bool:
        """Whether it is worth saying how many of us speak to them: not of one at rest, nor before anybody did."""
        return self.last is not None and self.account.stage not in QUIET_STAGES
