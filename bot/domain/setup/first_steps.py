"""The first steps of an admin: a list that ticks itself off."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.domain.accounts.model import Account, Stage, Tier


@dataclass(frozen=True)
class FirstSteps:
    """`first_on` is when the first post comes. `unowned` are accounts that somebody should look after and nobody does,
    by name; `executives` how many are named, None where sponsors are out of sight."""

    channel: str | None
    first_on: date | None
    customers: int
    owned: int
    unowned: tuple[str, ...]
    executives: int | None

    @property
    def has_owners(self) -> bool:
        return self.owned > 0 and not self.unowned

    @property
    def are_done(self) -> bool:
        return self.channel is not None and self.customers > 0 and self.has_owners and self.executives != 0


def steps_of(
    accounts: Iterable[Account], *, channel: str | None, first_on: date | None, executives: int | None
) -> FirstSteps:
    """Whom nobody looks after in the standard tier is nobody's trouble: those alarm nobody."""
    ours = [account for account in accounts if account.stage in (Stage.CUSTOMER, Stage.PROSPECT)]
    return FirstSteps(
        channel=channel,
        first_on=first_on,
        customers=sum(account.stage is Stage.CUSTOMER for account in ours),
        owned=sum(account.owner is not None for account in ours),
        unowned=tuple(account.name for account in ours if account.owner is None and account.tier is not Tier.STANDARD),
        executives=executives,
    )
