"""What a field of a form is made of; conversations and accounts list theirs in `fields.py` of their folder."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

KeyT = TypeVar("KeyT", bound=StrEnum)


class Input(StrEnum):
    """How a form asks for a value."""

    ACCOUNT = "account"
    TEXT = "text"
    LINES = "lines"
    CHOICE = "choice"
    DAY = "day"
    PERSON = "person"  # Slack cannot empty it again
    PERSON_OR_NOBODY = "person_or_nobody"
    PEOPLE = "people"
    CHANNEL_OR_NONE = "channel_or_none"
    TICK = "tick"


@dataclass(frozen=True)
class FieldSpec(Generic[KeyT]):
    """One field: `key` names its block in the form, `label` is what people read.

    `attributes` are those of the record that it is about: whoever changes one of them changed the field. A field that
    has none is changed as one with `part_of`. `word` says it in a typed line, `header` heads its column in CSV;
    `choices` are the values it takes and what people read for them, where these are few.
    """

    key: KeyT
    label: str
    input: Input
    attributes: tuple[str, ...] = ()
    header: str = ""
    word: str = ""
    choices: Mapping[StrEnum, str] = field(default_factory=dict, hash=False)
    is_required: bool = False
    part_of: KeyT | None = None

    def choice(self, text: str) -> StrEnum | None:
        """The one of the choices that is stored as `text`; None where none is."""
        return next((value for value in self.choices if value.value == text), None)

    def value_of(self, record: object) -> tuple[object, ...]:
        """What `record` has for this field, to be compared."""
        return tuple(getattr(record, name) for name in self.attributes)
