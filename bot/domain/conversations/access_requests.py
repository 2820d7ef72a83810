"""Asking to read a private conversation: who came to own or sponsor an account after it asks, its author decides."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.domain.conversations.model import Conversation


class RequestState(StrEnum):
    OPEN = "open"
    GRANTED = "granted"
    DENIED = "denied"


@dataclass(frozen=True)
class AccessRequest:
    """One person who asks to read one private conversation, once. People are member ids, instants aware, UTC.

    `asked_of` is who is to decide, `decided_by` who did.
    """

    id: str
    conversation_id: str
    asked_by: str
    asked_of: str
    state: RequestState
    asked_at: datetime
    decided_by: str | None = None
    decided_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.state is RequestState.OPEN


def decider(entry: Conversation, asked_by: str, *, here: Set[str], programme_owners: Sequence[str]) -> str | None:
    """Who is asked whether `asked_by` may read an entry: its author, or its holder where the author left; where both
    left, a programme owner, but nobody for themself. `here` are those who can answer; None where nobody can."""
    others = [owner for owner in programme_owners if owner != asked_by]
    return next((other for other in (entry.logged_by, entry.details.held_by, *others) if other in here), None)


@dataclass(frozen=True)
class PrivateNotice:
    """Private conversations of one author that the reader of a card may not read, and may ask for, the latest first.

    `asks` is who would decide, None where nobody is left; `state` is that of the reader's own request, None where they
    may ask.
    """

    author: str
    has_left: bool
    asks: str | None
    state: RequestState | None
    days: tuple[date, ...]


def state_for(request: AccessRequest | None, here: Set[str]) -> RequestState | None:
    """How the request of whoever looks at an entry stands; None where they may ask: they never did, or who was asked
    left without an answer."""
    if request is None or (request.is_open and request.asked_of not in here):
        return None
    return request.state


@dataclass(frozen=True)
class AccessQuestion:
    """An open request as its decider reads it; without the words where they are not theirs to read.

    `today` is the decider's day, `owns` whether who asks owns the account, and does not sponsor it. `names` maps member
    ids to names.
    """

    request: AccessRequest
    entry: Conversation
    reader: str
    today: date
    owns: bool
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class AccessAnswer:
    """A decided request as who asked reads it; the entry without words."""

    request: AccessRequest
    entry: Conversation
    today: date
    names: Mapping[str, str] = field(default_factory=dict)
