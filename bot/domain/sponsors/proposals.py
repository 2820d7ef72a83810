"""What people read of sponsors: a proposal, its answer, who could be asked, and how accounts are covered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.domain.accounts.cards import QuotedInsight
from bot.domain.accounts.model import Account
from bot.domain.sponsors.coverage import DepartmentBreadth
from bot.domain.sponsors.model import SponsorCandidate, Sponsorship


@dataclass(frozen=True)
class Proposal:
    """One open proposal, on the day `today` of whoever is asked, and asked on a day of theirs.

    `last` is when somebody spoke to the account, `last_by` who, `opening` what to ask about; `accounts` how many the
    person asked sponsors already. `names` maps member ids to names.
    """

    sponsorship: Sponsorship
    account: Account
    today: date
    asked_on: date
    accounts: int
    last: date | None = None
    last_by: str | None = None
    opening: QuotedInsight | None = None
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Suggestions:
    """Who could be asked to sponsor an account, the likeliest first, and who is asked or its sponsor now."""

    account: Account
    current: tuple[Sponsorship, ...]
    candidates: tuple[SponsorCandidate, ...]
    may_confirm: bool
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sponsored:
    """One account that needs a sponsor.

    `last` is the sponsor's own last conversation with it, `first_conversation` the day on which they mean to speak to
    it first.
    """

    account: Account
    sponsor: str | None
    is_asked: bool
    is_covered: bool
    last: date | None = None
    first_conversation: date | None = None


@dataclass(frozen=True)
class Coverings:
    """Every account that needs a sponsor, by name, on the day of the `reader`, and the departments, where any are
    named."""

    reader: str
    today: date
    accounts: tuple[Sponsored, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    departments: tuple[DepartmentBreadth, ...] = ()

    @property
    def covered(self) -> int:
        return sum(account.is_covered for account in self.accounts)

    @property
    def named_only(self) -> int:
        return sum(
            account.sponsor is not None and not account.is_covered and not account.is_asked for account in self.accounts
        )
