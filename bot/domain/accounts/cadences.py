"""Cadences: how many days an account may go without a conversation, by its tier, as a workspace has it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.accounts.model import Account, Tier

LONGEST = 3650


@dataclass(frozen=True)
class Cadences:
    """`chosen` are the days of the tiers for which an admin named some; the others have their usual ones."""

    chosen: Mapping[Tier, int] = field(default_factory=dict)

    def of_tier(self, tier: Tier) -> int:
        return self.chosen.get(tier, tier.cadence_days)

    def of(self, account: Account) -> int:
        """An account may have days of its own."""
        return self.of_tier(account.tier) if account.cadence is None else account.cadence

    @property
    def by_tier(self) -> dict[Tier, int]:
        return {tier: self.of_tier(tier) for tier in Tier}


USUAL_CADENCES = Cadences()


def at_most(days: int) -> dict[Tier, int]:
    """No tier may go longer than so many days; one that is shorter stays."""
    return {tier: min(days, tier.cadence_days) for tier in Tier}


def but_usual(days: Mapping[Tier, int]) -> dict[Tier, int]:
    """What of these is not as usual: only that is kept."""
    return {tier: number for tier, number in days.items() if number != tier.cadence_days}
