"""What a conversation is and what of it counts."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

ASSUMED_MINUTES = 30
MIN_MINUTES = 1
MAX_MINUTES = 720


MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>|]*)?>")
"""A person named in text, as Slack wrote it: `<@U123>` or `<@U123|ana>`."""


class Kind(StrEnum):
    """How a customer was reached."""

    CALL = "call"
    VIDEO = "video"
    MEETING = "meeting"
    VISIT = "visit"
    EVENT = "event"
    MESSAGE = "message"
    ATTEMPT = "attempt"
    HEARD = "heard"

    @property
    def is_conversation(self) -> bool:
        """Whether it resets the account's clock and counts in sums."""
        return self not in (Kind.MESSAGE, Kind.ATTEMPT, Kind.HEARD)


class Source(StrEnum):
    """What asked for an entry or a kept line. An idempotency key is unique within its source.

    draft: a kept line whose author decided; plan: the day of a sponsor's first conversation; entry: one that was taken
    back to ask again; thursday: a press under Thursday's question.
    """

    COMMAND = "command"
    CHAT = "chat"
    FORM = "form"
    DRAFT = "draft"
    PLAN = "plan"
    ENTRY = "entry"
    IMPORT = "import"
    THURSDAY = "thursday"


class State(StrEnum):
    HELD = "held"
    PLANNED = "planned"


@dataclass(frozen=True)
class Insight:
    """Something the customer said. `kind` is a bot.domain.insights.model.InsightKind value."""

    kind: str
    text: str


@dataclass(frozen=True)
class FollowUp:
    """What was promised. `assignee` is a Slack user id."""

    text: str
    due: date | None
    assignee: str


@dataclass(frozen=True)
class Details:
    """Everything a line or a form says of one conversation, the account aside.

    People are Slack user ids; `minutes` is None where no duration was given; `named` are those mentioned
    in the note, an insight or the follow-up: known, shown by name, not credited.
    """

    state: State
    kind: Kind
    minutes: int | None
    on: date
    held_by: str
    colleagues: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    note: str = ""
    insights: tuple[Insight, ...] = ()
    follow_up: FollowUp | None = None
    private: bool = False
    named: tuple[str, ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody it mentions: who took part, who was named, who does what is next."""
        next_up = (self.follow_up.assignee,) if self.follow_up else ()
        return (self.held_by, *self.colleagues, *self.named, *next_up)

    @property
    def counted_minutes(self) -> int:
        return ASSUMED_MINUTES if self.minutes is None else self.minutes

    @property
    def counts(self) -> bool:
        return self.state is State.HELD and self.kind.is_conversation


@dataclass(frozen=True)
class Conversation:
    """One record as storage gives it out. `logged_at` is aware, UTC; `version` grows with every change.

    `readers` are the ids of those who read a private one beside its author and its holder: whoever owned its account
    and whoever had accepted to sponsor it when it became private, and whom it was granted since.
    """

    id: str
    account_id: str
    account_name: str
    logged_by: str
    logged_at: datetime
    details: Details
    undone_at: datetime | None = None
    version: int = 1
    readers: frozenset[str] = frozenset()

    def may_be_read_by(self, member_id: str) -> bool:
        """Whether a member sees its words. bot.storage.conversations.readers has the same rule in SQL."""
        is_their_own = member_id in (self.logged_by, self.details.held_by)
        return not self.details.private or is_their_own or member_id in self.readers

    def as_read_by(self, member_id: str) -> "Conversation":
        """The record, without its words for whoever may not read them."""
        return self if self.may_be_read_by(member_id) else self.without_words()

    def without_words(self) -> "Conversation":
        """The same record with nothing in it that somebody said."""
        details = replace(self.details, note="", insights=(), contacts=(), follow_up=None, named=())
        return replace(self, details=details)
