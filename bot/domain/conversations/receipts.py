"""What a person is told after logging: the record, what needs an eye, and what they get for their trouble."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.domain.accounts.model import Stage
from bot.domain.concurrent_edits import Changer
from bot.domain.conversations.alerts import Alerted
from bot.domain.conversations.doubts import Doubt, DoubtKind, Fact, one_a_fact
from bot.domain.conversations.fields import Field
from bot.domain.conversations.follow_ups import FollowUpState
from bot.domain.conversations.model import MENTION, Conversation, State

OLD_AFTER_DAYS = 60
"""Further back than this the receipt asks to check the date."""

NOTABLE_GAP_DAYS = 7
"""A first conversation in fewer days than this is no news."""

_FACTS = tuple(Fact)
"""In the order in which what is doubtful about them is told."""


@dataclass(frozen=True)
class WeekSum:
    """Different customers and prospects one person spoke to in one week; `was_counted`: this account before already.

    `meant` is the number they named for it, None where there is none.
    """

    customers: int
    prospects: int
    was_counted: bool
    meant: int | None = None

    @property
    def reached(self) -> int:
        """What counts towards the number they named."""
        return self.customers + self.prospects


@dataclass(frozen=True)
class Echo:
    """Other accounts that used the same `word` this quarter."""

    word: str
    accounts: tuple[str, ...]


@dataclass(frozen=True)
class Receipt:
    """Everything a receipt may say to `reader`, a member id. `names` maps member ids to names; `previous` is the day
    of the account's conversation before this one, None if this is the first; `today` is the reader's day.
    `tells_history` is False for a reader Slack has not confirmed yet: they learn nothing of what others logged."""

    conversation: Conversation
    reader: str
    today: date
    stage: Stage
    account_added_on: date
    previous: date | None
    names: Mapping[str, str] = field(default_factory=dict)
    tells_history: bool = True
    guessed_from: str | None = None
    week: WeekSum | None = None
    echo: Echo | None = None
    alerted: Alerted | None = None
    again: bool = False  # the same request came twice; this is the one conversation it made
    has_duplicate: bool = False  # one with the same account, day and note was logged within ten minutes
    doubts: tuple[Doubt, ...] = ()  # what was read one way and may be meant another
    read_in_note: tuple[Field, ...] = ()  # what the note of a form filled in
    follow_up_state: FollowUpState | None = None  # None where nothing was promised
    also_changed_by: Changer | None = None  # who changed other fields while this reader had the form open
    has_first_words: bool = False  # it is the first thing they ever did here

    @property
    def days_back(self) -> int:
        return (self.today - self.conversation.details.on).days

    @property
    def is_old(self) -> bool:
        return self.days_back > OLD_AFTER_DAYS

    @property
    def to_check(self) -> tuple[Doubt, ...]:
        """What needs the reader's eye: of two doubts about one fact the one that the line itself gave."""
        details = self.conversation.details
        guessed = [] if self.guessed_from is None else [Doubt(DoubtKind.GUESSED, typed=self.guessed_from)]
        is_kept_only = details.state is State.HELD and not details.counts
        old = [Doubt(DoubtKind.OLD)] if self.is_old else []
        kept_only = [Doubt(DoubtKind.NOT_COUNTED)] if is_kept_only else []
        named = [Doubt(DoubtKind.NAMED, people=self._only_named)] if self._only_named else []
        return one_a_fact([*guessed, *self.doubts, *old, *kept_only, *named])

    @property
    def _only_named(self) -> tuple[str, ...]:
        """Who is mentioned in what was said, and credited with nothing."""
        details = self.conversation.details
        line = " ".join([details.note, *(insight.text for insight in details.insights)])
        mentioned = MENTION.findall(line)
        return tuple(member_id for member_id in details.named if member_id in mentioned)

    @property
    def days_since_previous(self) -> int | None:
        """Days between this conversation and the one before it; None where there is none before it."""
        if self.previous is None or self.previous > self.conversation.details.on:
            return None
        return (self.conversation.details.on - self.previous).days


@dataclass(frozen=True)
class Undone:
    """An entry was taken back; `line` is what was typed."""

    conversation: Conversation
    line: str | None


@dataclass(frozen=True)
class SeveralReceipts:
    """One line told of several conversations, logged together; each as it stands now."""

    entries: tuple[Receipt | Undone, ...]

    @property
    def receipts(self) -> tuple[Receipt, ...]:
        """Those that stand."""
        return tuple(entry for entry in self.entries if isinstance(entry, Receipt))

    @property
    def undone(self) -> tuple[Undone, ...]:
        return tuple(entry for entry in self.entries if isinstance(entry, Undone))

    @property
    def are_undone_together(self) -> bool:
        """Whether all of them were taken back at once."""
        return not self.receipts and len({entry.conversation.undone_at for entry in self.undone}) == 1

    @property
    def to_check(self) -> tuple[tuple[Doubt, tuple[Receipt, ...]], ...]:
        """Each doubt of the line once, with the entries in which it is the same."""
        found: dict[tuple[Doubt, object], list[Receipt]] = {}
        for receipt in self.receipts:
            details = receipt.conversation.details
            shown = (details.on, details.minutes, details.kind, details.state)
            for doubt in receipt.to_check:
                found.setdefault((doubt, shown), []).append(receipt)
        by_fact = sorted(found.items(), key=lambda one: _FACTS.index(one[0][0].fact))
        return tuple((doubt, tuple(receipts)) for (doubt, _), receipts in by_fact)


@dataclass(frozen=True)
class UndoQuestion:
    """Somebody typed that the last they logged is to be undone: it is shown before it is."""

    last: Receipt | SeveralReceipts
    logged_on: date


@dataclass(frozen=True)
class NoConversation:
    """What was typed is no line: a greeting, a question, a wish (`kind`). `account` is one that it names, `typed` the
    words themselves."""

    kind: str
    account: str | None = None
    typed: str = ""


@dataclass(frozen=True)
class Choice:
    """An account on offer; `owner` a name, `days` since its last conversation."""

    account_id: str
    name: str
    owner: str | None
    days: int | None


@dataclass(frozen=True)
class Question:
    """A line that is kept until somebody says what it means; `typed` is the name as it was written."""

    draft_id: str
    line: str
    typed: str
    choices: tuple[Choice, ...] = ()
    is_first_account: bool = False
    may_see_accounts: bool = True  # Slack has said who is asked
    is_asked_anew: bool = False  # one account was taken for it wrongly


@dataclass(frozen=True)
class FormRequest:
    """Only an account was named: there is nothing to put down yet."""

    account_id: str


@dataclass(frozen=True)
class KeptLine:
    """A line whose author may be of another company: it waits until Slack has said who they are."""

    draft_id: str
    line: str
    workspace: str


@dataclass(frozen=True)
class DuplicateWarning:
    """The same account, day and note by the same author, within ten minutes: asked before it counts twice."""

    draft_id: str
    account: str
    logged_at: datetime
    account_id: str
