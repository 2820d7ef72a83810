"""What a channel is told when the bot comes into it."""

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True)
class Greeting:
    """Whether the posts of the week go here, or to another channel that `has_other` tells of, and at which wall times;
    None for a post that is not made."""

    is_chosen: bool
    has_other: bool
    monday_at: time | None
    friday_at: time | None
