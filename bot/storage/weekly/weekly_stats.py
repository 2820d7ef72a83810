"""The team's weekly sums, counted by the database: a chart of 12 weeks reads 24 figures, not 100,000 rows."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import func, select

from bot.db.engine import Session
from bot.domain.accounts.model import Stage
from bot.domain.weekly.leaderboard import WeekTotal
from bot.storage.accounts.tables import accounts
from bot.storage.conversations.filters import counting, same, typed_by_a_member
from bot.storage.conversations.tables import conversations


def totals(session: Session, workspace_id: str, mondays: Iterable[date]) -> tuple[WeekTotal, ...]:
    """The team's different customers and prospects, in the weeks that begin on these Mondays."""
    return tuple(_total(session, workspace_id, monday) for monday in mondays)


def _total(session: Session, workspace_id: str, monday: date) -> WeekTotal:
    spoken = (
        select(conversations.c.account_id, accounts.c.stage)
        .join(accounts, same(accounts, "account_id"))
        .where(
            conversations.c.workspace_id == workspace_id,
            conversations.c.on_date.between(monday, monday + timedelta(days=6)),
            accounts.c.stage.in_([Stage.CUSTOMER.value, Stage.PROSPECT.value]),
            *counting(),
            typed_by_a_member(),
        )
        .distinct()
        .subquery()
    )
    rows = session.execute(select(spoken.c.stage, func.count().label("number")).group_by(spoken.c.stage))
    numbers = {row.stage: row.number for row in rows}
    return WeekTotal(monday, numbers.get(Stage.CUSTOMER.value, 0), numbers.get(Stage.PROSPECT.value, 0))
