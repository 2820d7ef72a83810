"""The people and accounts of the leaderboard's tests. Week 48 of 2026 is Mon 23 to Sun 29 Nov."""

from datetime import date, timedelta
from itertools import count

from bot.domain.accounts.model import Stage
from bot.domain.conversations.model import Kind
from bot.domain.weekly.leaderboard import CountedConversation

MONDAY = date(2026, 11, 23)
WEEK = "2026-W48"

_ids = count(1)


def conversation_with(
    account: str,
    *people: str,
    stage: Stage = Stage.CUSTOMER,
    on: date = MONDAY,
    minutes: int = 30,
    kind: Kind = Kind.CALL,
    has_words: bool = True,
) -> CountedConversation:
    return CountedConversation(
        conversation_id=f"c{next(_ids)}",
        account_id=account,
        account=account.title(),
        stage=stage,
        on=on,
        minutes=minutes,
        kind=kind,
        has_words=has_words,
        people=people or ("ana",),
    )


def conversations_of(person: str, customers: int, **facts: object) -> list[CountedConversation]:
    """One conversation of `person` with each of that many customers."""
    return [conversation_with(f"{person}-{number}", person, **facts) for number in range(customers)]  # type: ignore[arg-type]


def weeks_ago(weeks: int) -> date:
    return MONDAY - timedelta(weeks=weeks)
