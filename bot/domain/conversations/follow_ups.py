"""Follow-ups as something that ends: open until somebody does or drops it, put off meanwhile."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.conversations.model import Conversation, FollowUp
from bot.domain.workspace.schedule import NO_DAYS, SATURDAY


class FollowUpState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True)
class TrackedFollowUp:
    """What was promised in a conversation, and what became of it. People are member ids.

    `given_by` wrote it down. `ended_by` and `ended_at` (aware, UTC) are None while it is open.
    """

    entry: Conversation
    step: FollowUp
    given_by: str
    state: FollowUpState = FollowUpState.OPEN
    ended_by: str | None = None
    ended_at: datetime | None = None

    @property
    def id(self) -> str:
        """The conversation's: it has one follow-up at most."""
        return self.entry.id

    @property
    def is_open(self) -> bool:
        """Whether somebody is still to do it; what stands in an entry that was undone is withdrawn."""
        return self.state is FollowUpState.OPEN and self.entry.undone_at is None

    def is_late(self, today: date) -> bool:
        return self.step.due is not None and self.step.due < today


def next_working_day(today: date, closed: Set[date] = NO_DAYS) -> date:
    """The day to which something is put off: tomorrow, or when people work again."""
    day = today + timedelta(days=1)
    while day.weekday() >= SATURDAY or day in closed:
        day += timedelta(days=1)
    return day
