"""Roles that settings give: admin, executive, founder and programme owner, beside what Slack says."""

from collections.abc import Iterable

from sqlalchemy import delete, insert, select

from bot.db.scope import Scope
from bot.storage.workspace.members import mention
from bot.storage.workspace.tables import roles


def of(scope: Scope, member_id: str) -> frozenset[str]:
    """The roles this member was given."""
    rows = scope.session.execute(
        select(roles.c.role).where(roles.c.workspace_id == scope.workspace_id, roles.c.member_id == member_id)
    )
    return frozenset(row.role for row in rows)


def having(scope: Scope, role: str) -> list[str]:
    """The members with this role."""
    rows = scope.session.execute(
        select(roles.c.member_id)
        .where(roles.c.workspace_id == scope.workspace_id, roles.c.role == role)
        .order_by(roles.c.member_id)
    )
    return [row.member_id for row in rows]


def give(scope: Scope, role: str, member_ids: Iterable[str]) -> None:
    """Let these members, and nobody else, have the role."""
    wanted = sorted(set(member_ids))
    mention(scope, wanted)
    scope.session.execute(delete(roles).where(roles.c.workspace_id == scope.workspace_id, roles.c.role == role))
    if wanted:
        scope.session.execute(
            insert(roles), [{"workspace_id": scope.workspace_id, "member_id": each, "role": role} for each in wanted]
        )
