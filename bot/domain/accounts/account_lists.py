"""What `/account` lists: one's own accounts, and those of the workspace that wait."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.domain.accounts.waiting import AccountStatus


@dataclass(frozen=True)
class AccountList:
    """`mine` are owned or sponsored by `reader`, those that wait first; `waiting` are the others that wait, in the
    order of their urgency; `others` all that are left, by name. `names` maps member ids to names."""

    reader: str
    today: date
    mine: tuple[AccountStatus, ...]
    waiting: tuple[AccountStatus, ...]
    others: tuple[AccountStatus, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
