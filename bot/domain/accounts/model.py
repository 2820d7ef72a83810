"""Accounts: their stages and tiers, and how long each may go without a conversation."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


class Stage(StrEnum):
    PROSPECT = "prospect"
    CUSTOMER = "customer"
    PARTNER = "partner"
    INTERNAL = "internal"
    LOST = "lost"
    DORMANT = "dormant"


class Tier(StrEnum):
    STRATEGIC = "strategic"
    ENTERPRISE = "enterprise"
    MID_MARKET = "mid-market"
    STANDARD = "standard"

    @property
    def cadence_days(self) -> int:
        """The longest an account of this tier should go without a conversation, in days, unless an admin says else."""
        return _CADENCE_DAYS[self]


_CADENCE_DAYS = {Tier.STRATEGIC: 14, Tier.ENTERPRISE: 30, Tier.MID_MARKET: 60, Tier.STANDARD: 90}


@dataclass(frozen=True)
class Account:
    """One account. `cadence` overrides the tier's days; `value` is a year's, in the workspace's currency;
    `last_activity` is what another system said when it was imported. `rested_on` is since when nobody is reminded of
    a dormant one, `rested_from` the stage it goes back to."""

    id: str
    name: str
    stage: Stage
    tier: Tier
    added_on: date
    external_id: str | None = None
    aliases: tuple[str, ...] = ()
    cadence: int | None = None
    value: int | None = None
    customer_since: date | None = None
    last_activity: date | None = None
    channel: str | None = None
    owner: str | None = None
    rested_on: date | None = None
    rested_from: Stage | None = None

    @property
    def clock_starts(self) -> date:
        """Where days are counted from while nobody has spoken to it."""
        return self.last_activity or self.added_on


def in_stage(account: Account, stage: Stage, today: date) -> Account:
    """The account in another stage; one at rest remembers since when, and from which it came."""
    if stage is Stage.DORMANT:
        return at_rest(account, today)
    return replace(account, stage=stage, rested_on=None, rested_from=None)


def at_rest(account: Account, today: date) -> Account:
    """From `today` on nobody is reminded of it; one that rests already rests since it did."""
    if account.stage is Stage.DORMANT:
        return account
    return replace(account, stage=Stage.DORMANT, rested_on=today, rested_from=account.stage)


def awake(account: Account) -> Account:
    """Back in the stage it rested from; one that does not rest stays as it is."""
    if account.stage is not Stage.DORMANT:
        return account
    return replace(account, stage=account.rested_from or Stage.CUSTOMER, rested_on=None, rested_from=None)
