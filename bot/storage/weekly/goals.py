"""Goals: the share of the working week that somebody means to spend with customers."""

from sqlalchemy import delete, select, update

from bot.db.engine import insert_once
from bot.db.scope import Scope
from bot.storage.weekly.tables import goals
from bot.storage.workspace.members import mention


def choose(scope: Scope, member_id: str, percent: int | None) -> None:
    """Keep somebody's goal in the place of an earlier one; None for none."""
    this = goals.c.workspace_id == scope.workspace_id, goals.c.member_id == member_id
    if percent is None:
        scope.session.execute(delete(goals).where(*this))
        return
    mention(scope, [member_id])
    row = {"workspace_id": scope.workspace_id, "member_id": member_id, "percent": percent, "chosen_at": scope.now}
    if insert_once(scope.session, goals, [row]) == 0:
        scope.session.execute(
            update(goals).where(*this, goals.c.percent != percent).values(percent=percent, chosen_at=scope.now)
        )


def of(scope: Scope, member_id: str) -> int | None:
    """Somebody's goal in percent; None where they chose none."""
    return scope.session.execute(
        select(goals.c.percent).where(goals.c.workspace_id == scope.workspace_id, goals.c.member_id == member_id)
    ).scalar_one_or_none()
