"""What `/account` lists: one's own accounts, and those of the workspace that wait."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.domain.accounts.waiting import Standing


@dataclass(frozen=True)
class Waiting:
    """`mine` are owned or sponsored by `reader`, those that wait first; `waiting` are the others that wait, in the
    order of their urgency. `names` maps member ids to names."""

    reader: str
    today: date
    mine: tuple[Standing, ...]
    waiting: tuple[Standing, ...]
    names: Mapping[str, str] = field(default_factory=dict)
