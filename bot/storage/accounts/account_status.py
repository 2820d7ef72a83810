"""Queries for what decides whether an account waits: its last message, its plans, and what worries about it."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, select

from bot.db.scope import Scope
from bot.domain.accounts.waiting import Signal
from bot.domain.conversations.model import Kind, State
from bot.domain.insights.model import InsightKind
from bot.storage.conversations.filters import belongs_to, typed_by_a_member
from bot.storage.conversations.tables import conversations, insights

_TOUCHES = [Kind.MESSAGE.value, Kind.ATTEMPT.value]


def last_touch(scope: Scope) -> dict[str, date]:
    """The day of the latest message or attempt, by account id."""
    return _latest(scope, state=State.HELD, kinds=_TOUCHES)


def planned(scope: Scope) -> dict[str, date]:
    """The day of the latest plan that nobody has settled, by account id."""
    return _latest(scope, state=State.PLANNED, kinds=[kind.value for kind in Kind])


def signals(scope: Scope, kinds: Iterable[InsightKind], *, since: date) -> dict[str, tuple[Signal, ...]]:
    """What of these kinds accounts told us since that day, by account id. What is private heads no list."""
    rows = scope.session.execute(
        select(conversations.c.account_id, conversations.c.on_date, insights.c.kind)
        .join(insights, belongs_to(insights))
        .where(
            conversations.c.workspace_id == scope.workspace_id,
            conversations.c.on_date >= since,
            conversations.c.undone_at.is_(None),
            conversations.c.private.is_(False),
            conversations.c.state == State.HELD.value,
            insights.c.kind.in_([kind.value for kind in kinds]),
            typed_by_a_member(),
        )
    )
    found: dict[str, tuple[Signal, ...]] = {}
    for row in rows:
        found[row.account_id] = (*found.get(row.account_id, ()), Signal(InsightKind(row.kind), row.on_date))
    return found


def _latest(scope: Scope, *, state: State, kinds: list[str]) -> dict[str, date]:
    rows = scope.session.execute(
        select(conversations.c.account_id, func.max(conversations.c.on_date).label("last"))
        .where(
            conversations.c.workspace_id == scope.workspace_id,
            conversations.c.undone_at.is_(None),
            conversations.c.state == state.value,
            conversations.c.kind.in_(kinds),
            typed_by_a_member(),
        )
        .group_by(conversations.c.account_id)
    )
    return {row.account_id: row.last for row in rows}
