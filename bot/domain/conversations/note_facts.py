"""What the words of a note say beside the fields of a form, and how both become one conversation."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.conversations.doubts import Doubt, DoubtKind
from bot.domain.conversations.fields import Field
from bot.domain.conversations.model import Details, FollowUp, Insight

_ABOUT: Mapping[DoubtKind, Field] = {
    DoubtKind.RANGE: Field.DURATION,
    DoubtKind.LONG: Field.DURATION,
    DoubtKind.UNREAD_LENGTH: Field.DURATION,
    DoubtKind.PROMISE: Field.FOLLOW_UP,
}


@dataclass(frozen=True)
class NoteFacts:
    """What a note tells that a field of the form keeps, with what of it may be meant another way."""

    minutes: int | None = None
    contacts: tuple[str, ...] = ()
    insights: tuple[Insight, ...] = ()
    follow_up: FollowUp | None = None
    private: bool = False
    doubts: tuple[Doubt, ...] = ()

    @classmethod
    def of(cls, details: Details, doubts: tuple[Doubt, ...]) -> "NoteFacts":
        """Those of a note that was read as a line."""
        return cls(
            details.minutes, details.contacts, details.insights, details.follow_up, details.private, doubts=doubts
        )

    def since(self, before: "NoteFacts") -> "NoteFacts":
        """Without what `before` told too: it was taken then, or taken out since."""
        return NoteFacts(
            self.minutes if self.minutes != before.minutes else None,
            tuple(name for name in self.contacts if name not in before.contacts),
            tuple(insight for insight in self.insights if insight not in before.insights),
            self.follow_up if self.follow_up != before.follow_up else None,
            self.private and not before.private,
            self.doubts,
        )


@dataclass(frozen=True)
class Completed:
    """A conversation, the fields that its note filled in, and what of that is to be checked."""

    details: Details
    fields: tuple[Field, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def fingerprint(note: str) -> str:
    """What tells a note that was changed from one that was not, white space aside."""
    return hashlib.sha256(" ".join(note.split()).encode(errors="replace")).hexdigest()[:16]


def completed(details: Details, facts: NoteFacts) -> Completed:
    """`details` with what the note tells: a field that was filled in wins, what they said is added to what it has."""
    told = tuple(insight for insight in facts.insights if insight not in details.insights)
    taken: dict[Field, Mapping[str, Any]] = {
        Field.DURATION: {"minutes": facts.minutes} if details.minutes is None and facts.minutes is not None else {},
        Field.INSIGHTS: {"insights": details.insights + told} if told else {},
        Field.CONTACTS: {"contacts": facts.contacts} if facts.contacts and not details.contacts else {},
        Field.FOLLOW_UP: {"follow_up": facts.follow_up} if facts.follow_up and details.follow_up is None else {},
        Field.PRIVATE: {"private": True} if facts.private and not details.private else {},
    }
    fields = tuple(key for key, values in taken.items() if values)
    for key in fields:
        details = replace(details, **taken[key])
    return Completed(details, fields, tuple(doubt for doubt in facts.doubts if _ABOUT.get(doubt.kind) in fields))
