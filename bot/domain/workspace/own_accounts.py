"""The accounts that a person owns or sponsors, as their Home tab shows them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.domain.accounts.cards import QuotedInsight
from bot.domain.accounts.waiting import AccountStatus


@dataclass(frozen=True)
class OwnAccounts:
    """`shown` are the first of `count`: those that wait, then the others that they sponsor. `sponsored` are ids. `ask`
    is what to begin with at the first one. `names` maps member ids to names.
    """

    reader: str
    today: date
    shown: tuple[AccountStatus, ...] = ()
    count: int = 0
    sponsored: frozenset[str] = frozenset()
    ask: QuotedInsight | None = None
    names: Mapping[str, str] = field(default_factory=dict)
