"""What a channel is told when the bot comes into it."""

from dataclasses import dataclass
from datetime import date

from bot.domain.setup.pause import Pause
from bot.domain.setup.posting import PostTime

GREETING = "greeting"
"""Kind of the delivery; its subject and its target are the channel, so that it is said once in each."""


@dataclass(frozen=True)
class Greeting:
    """Whether the posts of the week go here, or to another channel that `has_other` tells of, and when; None for a post
    that is not made. `first_on` is the day of the first one, `pause` what holds them."""

    is_chosen: bool
    has_other: bool
    today: date
    monday: PostTime | None
    friday: PostTime | None
    first_on: date | None = None
    pause: Pause | None = None
