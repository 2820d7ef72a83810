"""Revisions: every earlier state of a conversation, kept when somebody changes it."""

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import insert, select

from bot.db.scope import Scope
from bot.domain.conversations.fields import CHOICES
from bot.domain.conversations.model import Conversation, Details, FollowUp, Insight, State
from bot.storage.conversations.tables import revisions


def keep(scope: Scope, before: Conversation, *, by: str) -> None:
    """Keep `before`, which the member `by` is about to change."""
    row = {
        "workspace_id": scope.workspace_id,
        "conversation_id": before.id,
        "version": before.version,
        "account_id": before.account_id,
        "details": json.dumps(asdict(before.details), default=str, ensure_ascii=False),
        "changed_by": by,
        "changed_at": scope.now,
    }
    scope.session.execute(insert(revisions), [row])


def find(scope: Scope, conversation_id: str, version: int) -> tuple[str, Details] | None:
    """The account's id and the details of an entry as they stood with that version, if it was changed since."""
    row = scope.session.execute(
        select(revisions.c.account_id, revisions.c.details).where(
            revisions.c.workspace_id == scope.workspace_id,
            revisions.c.conversation_id == conversation_id,
            revisions.c.version == version,
        )
    ).one_or_none()
    return None if row is None else (row.account_id, _as_details(json.loads(row.details)))


def last_changed_by(scope: Scope, conversation_id: str) -> str | None:
    """Who changed an entry last; None where nobody did."""
    return scope.session.execute(
        select(revisions.c.changed_by)
        .where(revisions.c.workspace_id == scope.workspace_id, revisions.c.conversation_id == conversation_id)
        .order_by(revisions.c.version.desc())
        .limit(1)
    ).scalar_one_or_none()


def _as_details(kept: dict[str, Any]) -> Details:
    """What JSON has no type for comes back as it was; a field that is younger than the revision is empty."""
    step = kept["follow_up"]
    typed = {
        "state": State(kept["state"]),
        "on": date.fromisoformat(kept["on"]),
        "colleagues": tuple(kept["colleagues"]),
        "contacts": tuple(kept["contacts"]),
        "insights": tuple(Insight(**each) for each in kept["insights"]),
        "follow_up": FollowUp(step["text"], step["due"] and date.fromisoformat(step["due"]), step["assignee"])
        if step
        else None,
        "named": tuple(kept["named"]),
    }
    chosen = {name: each.choice(kept.get(name) or "") for each in CHOICES for name in each.attributes}
    return Details(**kept | typed | chosen)
