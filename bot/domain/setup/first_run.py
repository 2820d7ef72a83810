"""What an admin is told first: where the bot may post, how long a customer may go, where accounts come from."""

from dataclasses import dataclass
from datetime import date

from bot.domain.accounts.cadences import USUAL_CADENCES, Cadences
from bot.domain.accounts.model import Tier
from bot.domain.setup.posting import RefusedChannel

FIRST_RUN = "first run"
"""Kind of the delivery; its subject is who is told."""

LONGEST_OFFERED = {14: "2 weeks", 30: "1 month", 90: "3 months"}
"""How long a customer may go without a conversation, in days."""


@dataclass(frozen=True)
class FirstRun:
    """`begins_on` is the first day on which something is posted, None where it may be today; `refused` a channel that
    was picked and cannot be."""

    today: date
    channel: str | None
    begins_on: date | None
    cadences: Cadences = USUAL_CADENCES
    refused: RefusedChannel | None = None

    @property
    def longest(self) -> int:
        """How many days the least of customers may go."""
        return max(self.cadences.of_tier(tier) for tier in Tier)
