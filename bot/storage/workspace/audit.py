"""Rows of the audit log: who changed what, when."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from bot.db.ids import new_id
from bot.db.scope import Scope
from bot.storage.workspace.tables import audit


@dataclass(frozen=True)
class AuditEntry:
    """That somebody did something to a record, by its id. `at` is aware, UTC."""

    at: datetime
    actor: str
    action: str
    subject: str
    details: Mapping[str, str | int | None]


def record(
    scope: Scope, *, actor: str, action: str, subject: str, details: Mapping[str, str | int | None] | None = None
) -> str:
    """Add one entry to the audit log; its id. `details` never hold notes or other words of a conversation."""
    entry_id = new_id(scope.now)
    row = {
        "workspace_id": scope.workspace_id,
        "id": entry_id,
        "at": scope.now,
        "actor": actor,
        "action": action,
        "subject": subject,
        "details": json.dumps(dict(details or {}), sort_keys=True),
    }
    scope.session.execute(insert(audit), [row])
    return entry_id


def find(scope: Scope, entry_id: str) -> AuditEntry | None:
    """One entry of the audit log."""
    row = scope.session.execute(
        select(audit).where(audit.c.workspace_id == scope.workspace_id, audit.c.id == entry_id)
    ).one_or_none()
    return None if row is None else AuditEntry(row.at, row.actor, row.action, row.subject, json.loads(row.details))


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
