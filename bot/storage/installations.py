"""What Slack lets us do in a workspace."""

from sqlalchemy import select

from bot.storage.engine import Session
from bot.storage.schema import installations


def scopes(session: Session, workspace_id: str) -> frozenset[str]:
    """The scopes that were granted, as Slack said when we were installed or started."""
    rows = session.execute(
        select(installations.c.scopes).where(
            installations.c.workspace_id == workspace_id, installations.c.revoked_at.is_(None)
        )
    )
    return frozenset(scope for row in rows for scope in row.scopes.split(",") if scope)
