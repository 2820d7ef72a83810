"""The days on which a workspace is closed: its weekly posts move, and nobody is reminded."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import delete, select

from bot.db.engine import insert_once
from bot.db.scope import Scope
from bot.storage.weekly import digests
from bot.storage.workspace import schedules
from bot.storage.workspace.tables import closed_days


def of(scope: Scope) -> frozenset[date]:
    rows = scope.session.execute(select(closed_days.c.day).where(closed_days.c.workspace_id == scope.workspace_id))
    return frozenset(row.day for row in rows)


def choose(scope: Scope, days: Iterable[date]) -> None:
    """Let these days, and no others, be closed."""
    scope.session.execute(delete(closed_days).where(closed_days.c.workspace_id == scope.workspace_id))
    insert_once(
        scope.session, closed_days, [{"workspace_id": scope.workspace_id, "day": day} for day in sorted(set(days))]
    )
    schedules.check_again(scope)
    digests.look_again(scope)
