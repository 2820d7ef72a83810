"""Thursday's question: how many customers somebody spoke to this week, put to whoever has not reached their number."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from bot.domain.accounts.cards import QuotedInsight
from bot.domain.accounts.waiting import AccountStatus
from bot.domain.weekly.digests import DigestItem, ItemKind
from bot.domain.weekly.iso_weeks import monday_of
from bot.domain.workspace.schedule import SATURDAY, THURSDAY

OFFERED = 3
"""So many accounts can be tapped."""


@dataclass(frozen=True)
class ContactedAccount:
    """An account that somebody spoke to this week, and the last day on which they did."""

    account: str
    on: date


@dataclass(frozen=True)
class NumberQuestion:
    """The question of `day`, as it stands on `today`.

    `meant` is the number they named, `offered` are theirs that wait most, `suggested` is the one whom they might call,
    of whom `ask` is what to begin with. `names` maps member ids to names.
    """

    day: date
    today: date
    meant: int
    contacted: tuple[ContactedAccount, ...] = ()
    offered: tuple[AccountStatus, ...] = ()
    suggested: AccountStatus | None = None
    ask: QuotedInsight | None = None
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_past(self) -> bool:
        """Whether its week is over."""
        return monday_of(self.today) > monday_of(self.day)

    @property
    def is_reached(self) -> bool:
        return len(self.contacted) >= self.meant

    @property
    def may_wait(self) -> bool:
        """Whether tomorrow is still a working day of the week, closed days aside."""
        return self.today.weekday() + 1 < SATURDAY


def question_item(member_id: str, day: date) -> DigestItem:
    """The question, to be put to a member on that day."""
    return DigestItem(member_id, ItemKind.NUMBER_QUESTION, day.isoformat(), day)


def first_question(member_id: str, monday: date, today: date) -> DigestItem | None:
    """The question to whoever names a number for the week of that Monday; None where its Thursday is past."""
    day = monday + timedelta(days=THURSDAY)
    return question_item(member_id, day) if day >= today else None


def next_question(member_id: str, item_day: date, today: date) -> DigestItem | None:
    """The question once more on the morning after `today`; None where that is in another week than the first."""
    day = today + timedelta(days=1)
    return question_item(member_id, day) if monday_of(day) == monday_of(item_day) else None


def tap_key(member_id: str, day: date, account_id: str) -> str:
    """The idempotency key of what a press under the question of that day logs: an account once."""
    return f"{member_id} {day.isoformat()} {account_id}"


def digest_of_tap(key: str) -> tuple[str, date]:
    """To whom, and on which day, the question was put under which somebody pressed."""
    member_id, day, _ = key.split(" ", 2)
    return member_id, date.fromisoformat(day)
