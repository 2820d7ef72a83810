"""What a person finds on their Home tab."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.domain.conversations.follow_ups import TrackedFollowUp
from bot.domain.conversations.model import Conversation
from bot.domain.deliveries.failed_deliveries import FailedDelivery
from bot.domain.pages import Page
from bot.domain.setup.away import AwayDays
from bot.domain.setup.first_steps import FirstSteps
from bot.domain.setup.pause import Pause
from bot.domain.sponsors.proposals import Proposal
from bot.domain.workspace.own_accounts import OwnAccounts
from bot.domain.workspace.preferences import NO_PREFERENCES, Preferences
from bot.domain.workspace.settings import WorkspaceSettings


@dataclass(frozen=True)
class Unfinished:
    """A kept line that waits for a word from its author: `line` as typed, `until` the last day it is kept."""

    draft_id: str
    line: str
    until: date


@dataclass(frozen=True)
class Home:
    """One person's own: nobody else's entries stand here, but for those that credit them.

    `customers` and `prospects` are how many different ones they spoke to this week, `meant` the number they named for
    it. `own` are the accounts they own or sponsor, `proposals` those they are asked to sponsor. `plans` are theirs,
    also those whose day has passed; `credits` were put down for them by somebody else; `follow_ups` are
    theirs to do, by their day; `recent` are their entries, latest first, and `has_more` says that there are older ones.
    `preferences` are what they chose of the messages to them; where `is_opted_out`, leaderboards do not name them.
    `left` counts the accounts of people who left, for whoever hands them over; `settings`, `first_steps` and what is
    `failed_deliveries` are for admins. `pause` is that of the posts. `has_first_words` where they see it for the first
    time. `names` maps member ids to names.
    """

    reader: str
    today: date
    customers: int = 0
    prospects: int = 0
    meant: int | None = None
    own: OwnAccounts | None = None
    proposals: tuple[Proposal, ...] = ()
    unfinished: tuple[Unfinished, ...] = ()
    plans: tuple[Conversation, ...] = ()
    credits: tuple[Conversation, ...] = ()
    recent: tuple[Conversation, ...] = ()
    follow_ups: tuple[TrackedFollowUp, ...] = ()
    has_more: bool = False
    preferences: Preferences = NO_PREFERENCES
    away: AwayDays | None = None
    is_opted_out: bool = False
    left: int = 0
    settings: WorkspaceSettings | None = None
    first_steps: FirstSteps | None = None
    pause: Pause | None = None
    has_first_words: bool = False
    failed_deliveries: tuple[FailedDelivery, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_sponsor(self) -> bool:
        """Whether they sponsor accounts: for those the others stand in front of everything else."""
        return self.own is not None and bool(self.own.sponsored)


@dataclass(frozen=True)
class Entries:
    """One page of a person's own entries, latest first; of one account where `account_name` is given."""

    reader: str
    today: date
    page: Page[Conversation]
    account_id: str | None = None
    account_name: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)
