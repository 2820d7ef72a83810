"""What comes of drawing a delivery: a message, one that takes the place of what was sent, or why there is none."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.deliveries.model import TOO_LATE
from bot.messages.blocks import Message


class Not(StrEnum):
    """Why there is nothing to send; the value is recorded."""

    TRUE = "no longer true"
    IN_TIME = TOO_LATE
    YET = "not yet known"


@dataclass(frozen=True)
class Redrawn:
    """What a message that was sent is to say now; one that `takes_back` its words does so wherever it stands."""

    message: Message
    takes_back: bool = False
