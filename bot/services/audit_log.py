"""The audit log: who did what, one row each, with ids and never with words of people."""

from bot.db.scope import Scope
from bot.domain.workspace.members import Caller
from bot.storage.workspace import audit


def write(scope: Scope, caller: Caller, action: str, subject: str, **details: str | None) -> str:
    """Record what the caller did; the id of the entry. `details` are ids and the like."""
    me = caller.member.id
    return audit.record(scope, actor=me, action=action, subject=subject, details=details or None)
