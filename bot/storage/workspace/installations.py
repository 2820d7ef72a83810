"""Installations of the app: their scopes, and whether Slack said that one has ended."""

from datetime import datetime

from sqlalchemy import select, update

from bot.db.scope import Scope
from bot.db.types import WireTime
from bot.storage.workspace.tables import installations


def scopes(scope: Scope) -> frozenset[str]:
    """The scopes that were granted, as Slack said when we were installed or started."""
    rows = scope.session.execute(
        select(installations.c.scopes).where(
            installations.c.workspace_id == scope.workspace_id, installations.c.revoked_at.is_(None)
        )
    )
    return frozenset(scope for row in rows for scope in row.scopes.split(",") if scope)


def end(scope: Scope, *, before: datetime | None) -> bool:
    """Mark those as revoked that stand since before that instant, or all. Says whether there was any."""
    ended = scope.session.execute(
        update(installations)
        .where(
            installations.c.workspace_id == scope.workspace_id,
            installations.c.revoked_at.is_(None),
            *((installations.c.installed_at < before,) if before is not None else ()),
        )
        .values(revoked_at=WireTime())
    )
    return ended.rowcount > 0


def has_ended(scope: Scope) -> bool:
    """Whether there was an installation and all of them are revoked."""
    rows = scope.session.execute(
        select(installations.c.revoked_at).where(installations.c.workspace_id == scope.workspace_id)
    ).all()
    return bool(rows) and all(row.revoked_at is not None for row in rows)
