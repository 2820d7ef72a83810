"""What each stretch of a line was read as, so that it can be shown that no word vanishes."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    FILLER = "filler"
    ACCOUNT = "account"
    FACT = "fact"
    NOTE = "note"
    MARKER = "marker"
    INSIGHT = "insight"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True)
class Part:
    """Words `start` to `end` of the line as folded. Between parts stand only commas, dashes and colons."""

    role: Role
    start: int
    end: int
