"""The audit log: who did what, one row each, with ids and never with words of people."""

from bot.db.engine import Session
from bot.domain.workspace.members import Caller
from bot.services.deps import Deps
from bot.storage.workspace import audit


def write(session: Session, deps: Deps, caller: Caller, action: str, subject: str, **details: str | None) -> None:
    """Record what the caller did; `details` are ids and the like."""
    workspace_id, me = caller.workspace.id, caller.member.id
    audit.record(
        session, workspace_id, actor=me, action=action, subject=subject, now=deps.now(), details=details or None
    )
