"""The fields of a conversation: the form, the receipt, CSV and the merge of two edits go by this table.

The order is that of the form.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.conversations.model import Kind
from bot.domain.form_fields import FieldSpec, Input


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


KINDS: Mapping[StrEnum, str] = {
    Kind.CALL: "Call",
    Kind.VIDEO: "Video call",
    Kind.MEETING: "Meeting",
    Kind.VISIT: "Visit, on their turf",
    Kind.EVENT: "Event or workshop",
    Kind.MESSAGE: "Message (kept, counts nothing)",
    Kind.ATTEMPT: "Attempt, nobody there (kept, counts nothing)",
    Kind.HEARD: "Heard elsewhere (kept, counts nothing)",
}

FIELDS = (
    FieldSpec(Field.ACCOUNT, "Account", Input.ACCOUNT, header="account", is_required=True),
    FieldSpec(Field.NOTE, "Note", Input.LINES, ("note",), header="note"),
    FieldSpec(Field.KIND, "Kind", Input.CHOICE, ("kind",), header="kind", choices=KINDS, is_required=True),
    FieldSpec(Field.ON, "Date", Input.DAY, ("on", "state"), header="date", is_required=True),
    FieldSpec(Field.DURATION, "Duration", Input.TEXT, ("minutes",), header="minutes"),
    FieldSpec(Field.INSIGHTS, "What they said", Input.LINES, ("insights",), header="insights"),
    FieldSpec(Field.CONTACTS, "Contacts at the customer", Input.TEXT, ("contacts",), header="contacts", word="with"),
    FieldSpec(
        Field.COLLEAGUES, "Colleagues who took part", Input.PEOPLE, ("colleagues",), header="colleagues", word="with"
    ),
    FieldSpec(Field.HELD_BY, "Held by", Input.PERSON, ("held_by",), header="held_by", word="by", is_required=True),
    FieldSpec(Field.FOLLOW_UP, "What you promised", Input.TEXT, ("follow_up",), header="follow_up", word="next"),
    FieldSpec(Field.FOLLOW_UP_DUE, "By when", Input.DAY, header="follow_up_due", part_of=Field.FOLLOW_UP),
    FieldSpec(
        Field.FOLLOW_UP_ASSIGNEE, "Who does it", Input.PERSON, header="follow_up_assignee", part_of=Field.FOLLOW_UP
    ),
    FieldSpec(Field.PRIVATE, "Private", Input.TICK, ("private",), header="private", word="private"),
)

LABELS = {field.key: field.label for field in FIELDS}
CHOICES = tuple(field for field in FIELDS if field.choices)
PLAIN_CHOICES = tuple(choice for choice in CHOICES if choice.key is not Field.KIND)
"""Those that a receipt, a file and a line show by label and value; a kind has many words, and places of its own."""

PHRASES = {
    f"{choice.word} {value}": (choice.attributes[0], value) for choice in PLAIN_CHOICES for value in choice.choices
}
"""What a typed line may say of a field of few values: its word, then the value. With it the attribute that keeps it."""
