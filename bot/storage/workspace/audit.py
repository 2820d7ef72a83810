"""Rows of the audit log: who changed what, when."""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import insert, select

from bot.db.ids import new_id
from bot.db.scope import Scope
from bot.storage.workspace.tables import audit


def record(
    scope: Scope, *, actor: str, action: str, subject: str, details: Mapping[str, str | int | None] | None = None
) -> None:
    """Add one line to the audit log. `details` never hold notes or other words of a conversation."""
    row = {
        "workspace_id": scope.workspace_id,
        "id": new_id(scope.now),
        "at": scope.now,
        "actor": actor,
        "action": action,
        "subject": subject,
        "details": json.dumps(dict(details or {}), sort_keys=True),
    }
    scope.session.execute(insert(audit), [row])


def last_actor(scope: Scope, subject: str, *, action: str, since: datetime | None = None) -> str | None:
    """Who last did something to `subject` that is called `action`, or begins with it; None where nobody did `since`."""
    called = audit.c.subject == subject, audit.c.action.startswith(action)
    recent = () if since is None else (audit.c.at >= since,)
    return scope.session.execute(
        select(audit.c.actor)
        .where(audit.c.workspace_id == scope.workspace_id, *called, *recent)
        .order_by(audit.c.at.desc(), audit.c.id.desc())
        .limit(1)
    ).scalar_one_or_none()
