"""The history of an account as one member reads it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.domain.conversations.follow_ups import TrackedFollowUp
from bot.domain.conversations.model import Conversation
from bot.domain.pages import Page


@dataclass(frozen=True)
class HistoryEntry:
    """An entry without the words that its reader may not see; of one that was undone there are none.

    `is_withheld` where it has words for others alone. `follow_up` is what was promised, and what became of it.
    `undone_by` is who took the entry back. `asks` is the member whom its reader can ask about it.
    """

    entry: Conversation
    is_withheld: bool = False
    follow_up: TrackedFollowUp | None = None
    undone_by: str | None = None
    asks: str | None = None


@dataclass(frozen=True)
class History:
    """A page of an account's history, the latest first; with one contact alone where `contact_id` is given.

    `contacts` are names by id, of those its reader may know; `names` are those of members.
    """

    reader: str
    today: date
    account_id: str
    account_name: str
    page: Page[HistoryEntry]
    contact_id: str | None = None
    contacts: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
