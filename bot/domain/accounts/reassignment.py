"""Accounts of people who left: who is to look after them now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.accounts.model import Account, Stage
from bot.domain.sponsors.model import SponsorCandidate, Sponsorship


class OrphanedRole(StrEnum):
    """What somebody who left was to an account."""

    OWNER = "owner"
    SPONSOR = "sponsor"
    ASKED = "asked"  # to be its sponsor, and had not answered


@dataclass(frozen=True)
class OrphanedAccount:
    """An account that somebody who left was `part` to: a thing to hand over."""

    account: Account
    member: str
    part: OrphanedRole


@dataclass(frozen=True)
class Offer:
    """A thing to hand over, and who may take it, the likeliest first."""

    left: OrphanedAccount
    candidates: tuple[SponsorCandidate, ...]


@dataclass(frozen=True)
class Reassignment:
    """What is to be handed over, of some or of everybody who left: things of `accounts` different accounts.

    `more` things are not listed here. `names` maps member ids to names.
    """

    offers: tuple[Offer, ...]
    accounts: int = 0
    more: int = 0
    names: Mapping[str, str] = field(default_factory=dict)


def orphaned_accounts(
    gone: Iterable[str], accounts: Iterable[Account], ended: Iterable[Sponsorship], standing: Iterable[Sponsorship]
) -> tuple[OrphanedAccount, ...]:
    """What waits for somebody else: what each of the `gone` owns, then what they sponsored or were asked to; by name.

    `ended` are the sponsorships that ended because they left; where another is asked or accepted since, among the
    `standing`, it is handed over. A lost account needs nobody.
    """
    by_name = sorted(accounts, key=lambda account: account.name.casefold())
    kept = {account.id: account for account in by_name if account.stage is not Stage.LOST}
    people = list(gone)
    owned = [
        OrphanedAccount(account, person, OrphanedRole.OWNER)
        for person in people
        for account in kept.values()
        if account.owner == person
    ]
    has_another = {sponsorship.account_id for sponsorship in standing}
    open_again = {
        sponsorship.account_id: sponsorship
        for sponsorship in ended
        if sponsorship.member in people and sponsorship.account_id not in has_another
    }
    sponsored = [
        OrphanedAccount(account, each.member, OrphanedRole.ASKED if each.decided_at is None else OrphanedRole.SPONSOR)
        for account in kept.values()
        if (each := open_again.get(account.id)) is not None
    ]
    return (*owned, *sponsored)
