"""How well accounts are covered: by executive sponsors, and by how many of our people."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.accounts.model import Account, Stage, Tier
from bot.domain.sponsors.model import Sponsorship, is_named_only, is_within
from bot.domain.weekly.leaderboard import CountedConversation

SPONSORED_TIERS = frozenset({Tier.STRATEGIC, Tier.ENTERPRISE})
BREADTH_WITHIN = timedelta(days=90)
NARROW = 2
"""An account that fewer of our people talked to hangs on one person."""
DEPARTMENTS_WITHIN = timedelta(days=30)


@dataclass(frozen=True)
class Coverage:
    """Ids of the strategic and enterprise customers, each in one of three, in the order they were given.

    `covered`: a sponsor accepted and talked to them in 90 days; `named_only`: accepted, and did not; `lacking`:
    nobody accepted.
    """

    covered: tuple[str, ...]
    named_only: tuple[str, ...]
    lacking: tuple[str, ...]

    @property
    def accounts(self) -> int:
        return len(self.covered) + len(self.named_only) + len(self.lacking)

    @property
    def share(self) -> float | None:
        """0 to 1; None where there is no account to cover."""
        return len(self.covered) / self.accounts if self.accounts else None


@dataclass(frozen=True)
class Breadth:
    """Which of our people talked to an account in 90 days, member ids in order."""

    people: tuple[str, ...]

    @property
    def is_narrow(self) -> bool:
        return len(self.people) < NARROW


@dataclass(frozen=True)
class DepartmentBreadth:
    """How many of a department talked to a customer in 30 days."""

    department: str
    people: int
    talked: int

    @property
    def share(self) -> float | None:
        """0 to 1; None for a department with nobody in it."""
        return self.talked / self.people if self.people else None


def needs_sponsor(account: Account) -> bool:
    """Whether coverage asks for it: a strategic or enterprise customer."""
    return account.stage is Stage.CUSTOMER and account.tier in SPONSORED_TIERS


def coverage_of(
    accounts: Iterable[Account], sponsorships: Iterable[Sponsorship], talks: Iterable[CountedConversation], today: date
) -> Coverage:
    """Coverage as of `today`; `talks` are at least those of the last 90 days, of whichever accounts."""
    accepted = {each.account_id: each for each in sponsorships if each.is_accepted}
    last = _last_talks(talks)
    found: dict[str, list[str]] = {"covered": [], "named_only": [], "lacking": []}
    for account in filter(needs_sponsor, accounts):
        sponsorship = accepted.get(account.id)
        if sponsorship is None:
            found["lacking"].append(account.id)
        else:
            named_only = is_named_only(sponsorship, last.get((account.id, sponsorship.member)), today)
            found["named_only" if named_only else "covered"].append(account.id)
    return Coverage(**{name: tuple(ids) for name, ids in found.items()})


def breadths(account_ids: Iterable[str], talks: Iterable[CountedConversation], today: date) -> dict[str, Breadth]:
    """The breadth of each of these accounts; nobody talked to one that `talks` have nothing of."""
    people: dict[str, set[str]] = defaultdict(set)
    for talk in talks:
        if is_within(talk.on, today, BREADTH_WITHIN):
            people[talk.account_id].update(talk.people)
    return {account_id: Breadth(tuple(sorted(people[account_id]))) for account_id in account_ids}


def _last_talks(talks: Iterable[CountedConversation]) -> dict[tuple[str, str], date]:
    """The day each person last talked to each account."""
    last: dict[tuple[str, str], date] = {}
    for talk in talks:
        for person in talk.people:
            pair = talk.account_id, person
            last[pair] = max(talk.on, last.get(pair, talk.on))
    return last
