"""Queries for what decides whether an account waits: its last message, its plans, and what worries about it."""

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import ColumnElement, func, select

from bot.db.scope import Scope
from bot.domain.accounts.waiting import Signal
from bot.domain.conversations.model import Kind, State
from bot.domain.insights.model import InsightKind
from bot.storage.conversations.filters import belongs_to, typed_by_a_member
from bot.storage.conversations.tables import conversations, insights

_TOUCHES = [Kind.MESSAGE.value, Kind.ATTEMPT.value]


def last_touch(scope: Scope, account_ids: Collection[str] | None = None) -> dict[str, date]:
    """The day of the latest message or attempt, by account id; of all, or of these."""
    return _latest(scope, account_ids, state=State.HELD, kinds=_TOUCHES)


def planned(scope: Scope, account_ids: Collection[str] | None = None) -> dict[str, date]:
    """The day of the latest plan that nobody has settled, by account id; of all, or of these."""
    return _latest(scope, account_ids, state=State.PLANNED, kinds=[kind.value for kind in Kind])


def signals(
    scope: Scope, kinds: Iterable[InsightKind], *, since: date, account_ids: Collection[str] | None = None
) -> dict[str, tuple[Signal, ...]]:
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
            *_among(account_ids),
        )
    )
    found: dict[str, tuple[Signal, ...]] = {}
    for row in rows:
        found[row.account_id] = (*found.get(row.account_id, ()), Signal(InsightKind(row.kind), row.on_date))
    return found


def _latest(scope: Scope, account_ids: Collection[str] | None, *, state: State, kinds: list[str]) -> dict[str, date]:
    rows = scope.session.execute(
        select(conversations.c.account_id, func.max(conversations.c.on_date).label("last"))
        .where(
            conversations.c.workspace_id == scope.workspace_id,
            conversations.c.undone_at.is_(None),
            conversations.c.state == state.value,
            conversations.c.kind.in_(kinds),
            typed_by_a_member(),
            *_among(account_ids),
        )
        .group_by(conversations.c.account_id)
    )
    return {row.account_id: row.last for row in rows}


def _among(account_ids: Collection[str] | None) -> list[ColumnElement[bool]]:
    return [] if account_ids is None else [conversations.c.account_id.in_(sorted(account_ids))]
