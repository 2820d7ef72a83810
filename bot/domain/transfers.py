"""What goes in and out as CSV at somebody's request: a transfer, and what it came to."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

FILE_BYTES = 10 * 1024 * 1024
"""Slack takes no more in a form."""

SHOWN_LINES = 10
"""Rows that a message names; of more there is a file."""

TIME_LIMIT = timedelta(minutes=10)
"""After which whoever waits for a transfer that has not ended is told so."""

FILE_TOO_LARGE, FILE_GONE, NO_FILE_SCOPE = "file too large", "file gone", "file not readable"
"""Why a file could not be fetched."""


class Dataset(StrEnum):
    ACCOUNTS = "accounts"
    CONVERSATIONS = "conversations"
    INSIGHTS = "insights"
    SPONSORSHIPS = "sponsorships"


class Direction(StrEnum):
    IMPORT = "import"
    EXPORT = "export"


@dataclass(frozen=True)
class ResultLine:
    """A row that somebody should know of: the line it begins on in the file, counted from 1, and why."""

    number: int
    reason: str


@dataclass(frozen=True)
class Result:
    """What an import came to: how many records are new, changed, or were so already.

    `bad` are the rows that did not go in, `noted` those that did with something left out: the first of them, of
    `bad_count` and `noted_count`. `is_attached`: a file with all that were bad is there too.
    """

    new: int
    changed: int
    same: int
    bad: tuple[ResultLine, ...] = ()
    bad_count: int = 0
    noted: tuple[ResultLine, ...] = ()
    noted_count: int = 0
    unknown_headers: tuple[str, ...] = ()
    is_attached: bool = False


@dataclass(frozen=True)
class Transfer:
    """Somebody's import or export. `name` is that of the file; `problem` says to them why it came to nothing."""

    id: str
    direction: Direction
    dataset: Dataset
    name: str
    asked_by: str
    asked_at: datetime
    ended_at: datetime | None = None
    result: Result | None = None
    problem: str | None = None


@dataclass(frozen=True)
class ChosenFile:
    """A file that a person put into a form, as Slack tells of it; `size` in bytes."""

    name: str
    size: int
    address: str = field(repr=False)


@dataclass(frozen=True)
class Attachment:
    """A file for a person, and what is said above it (mrkdwn, escaped)."""

    name: str
    content: bytes
    comment: str
