"""Changes of who owns or sponsors an account, as whoever they concern hears of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.accounts.model import Account


class Assignment(StrEnum):
    """What became of its reader's part in an account."""

    GIVEN = "given"  # they own it now
    TAKEN = "taken"  # they owned it
    MERGED = "merged"  # they owned one that is part of it now
    ENDED = "ended"  # they were its sponsor


@dataclass(frozen=True)
class AssignmentChange:
    """One change that still stands. `by` is who made it; `gone` the name of an account that was merged into this."""

    what: Assignment
    account: Account
    by: str
    gone: str = ""


@dataclass(frozen=True)
class AssignmentChanges:
    """Changes that one reader hears of together, the first first; `names` maps member ids to names."""

    changes: tuple[AssignmentChange, ...]
    names: Mapping[str, str] = field(default_factory=dict)
