"""Scopes for tests that open a session themselves, or look at two workspaces in one."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime

from bot.db.engine import Session
from bot.db.scope import Scope

_NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


def scope_of(session: Session, workspace_id: str, now: datetime = _NOW) -> Scope:
    return Scope(session, workspace_id, now)


@contextmanager
def scoped(opened: AbstractContextManager[Session], workspace_id: str, now: datetime = _NOW) -> Iterator[Scope]:
    """The transaction `opened` in a workspace."""
    with opened as session:
        yield scope_of(session, workspace_id, now)
