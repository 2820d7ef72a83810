"""The form of one conversation, as it opens for somebody."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.domain.concurrent_edits import ConcurrentEdit
from bot.domain.conversations.doubts import Doubt
from bot.domain.conversations.fields import Field, Filled
from bot.domain.conversations.model import Details


@dataclass(frozen=True)
class ChosenMessage:
    """A message that somebody chose to log: `text` as Slack delivers it, `at` when it was written.

    `author` is None where a program wrote it.
    """

    text: str
    author: str | None = None
    at: datetime | None = None


@dataclass(frozen=True)
class Prefill:
    """What a form was filled in from: a message that `author` wrote `on` some day, read as `details` like a line.

    `guessed_from` is what the account was taken for, `unclear` the name that may mean one of `candidates`, or a new
    account; `others` are accounts that are named beside the one that was filled in.
    """

    author: str
    on: date
    details: Details | None = None
    doubts: tuple[Doubt, ...] = ()
    guessed_from: str | None = None
    unclear: str | None = None
    candidates: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """The form as it opens for `reader`: new, or of the entry `conversation_id` as it stood at `version`.

    `cut_from` is the length of a text of which only the beginning fits into the note; `names` are people's, by id.
    What is seldom used is folded away while it is empty, until `is_unfolded`.
    """

    filled: Filled
    reader: str
    today: date
    conversation_id: str | None = None
    version: int = 0
    concurrent_edit: ConcurrentEdit[Field] | None = None
    cut_from: int | None = None
    prefill: Prefill | None = None
    is_unfolded: bool = False
    may_see_accounts: bool = True
    names: Mapping[str, str] = field(default_factory=dict)
