"""The form of one conversation: what stands in its fields, as texts, and what a colleague changed meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum


class Field(StrEnum):
    """A field of the form; the value names its block in Slack."""

    ACCOUNT = "account"
    NOTE = "note"
    KIND = "kind"
    ON = "on"
    DURATION = "duration"
    INSIGHTS = "insights"
    CONTACTS = "contacts"
    COLLEAGUES = "colleagues"
    HELD_BY = "held_by"
    FOLLOW_UP = "follow_up"
    FOLLOW_UP_DUE = "follow_up_due"
    FOLLOW_UP_ASSIGNEE = "follow_up_assignee"
    PRIVATE = "private"


@dataclass(frozen=True)
class Filled:
    """What stands in the fields, nothing checked. Dates are ISO or empty, people Slack user ids, the rest as typed.

    `account` is an account's id, or the stage and name of one to be added ("customer:Acme", "prospect:Acme").
    `insights` has one a line, its kind in front: "complaint: exports time out". Fields in `left_out` were not in the
    form, as their text is too long for one: they stay as they are.
    """

    account: str = ""
    account_name: str = ""
    note: str = ""
    kind: str = "call"
    on: str = ""
    duration: str = ""
    insights: str = ""
    contacts: str = ""
    colleagues: tuple[str, ...] = ()
    held_by: str = ""
    follow_up: str = ""
    follow_up_due: str = ""
    follow_up_assignee: str = ""
    private: bool = False
    left_out: frozenset[Field] = frozenset()

    def completed_from(self, whole: "Filled") -> "Filled":
        """With the fields that were left out, as they stand in `whole`."""
        return replace(self, **{field.value: getattr(whole, field.value) for field in self.left_out})


@dataclass(frozen=True)
class Meanwhile:
    """What the colleague `by` (a name) changed while the form was open.

    `taken` are fields of theirs that now stand in the form, `clashes` what they wrote where its reader wrote otherwise.
    """

    by: str
    taken: tuple[Field, ...] = ()
    clashes: Mapping[Field, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Form:
    """The form as it opens for `reader`: new, or of the entry `conversation_id` as it stood at `version`.

    `cut_from` is the length of a text of which only the beginning fits into the note; `names` are people's, by id.
    """

    filled: Filled
    reader: str
    today: date
    conversation_id: str | None = None
    version: int = 0
    meanwhile: Meanwhile | None = None
    cut_from: int | None = None
    may_see_accounts: bool = True
    names: Mapping[str, str] = field(default_factory=dict)
