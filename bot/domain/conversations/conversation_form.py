"""The form of one conversation, as it opens for somebody."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.domain.concurrent_edits import ConcurrentEdit
from bot.domain.conversations.fields import Field, Filled


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
    concurrent_edit: ConcurrentEdit[Field] | None = None
    cut_from: int | None = None
    may_see_accounts: bool = True
    names: Mapping[str, str] = field(default_factory=dict)
