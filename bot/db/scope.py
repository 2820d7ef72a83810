"""`Scope`: the transaction, workspace and instant that a query is for, and what opens one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from bot.db.engine import Database, Guard, Session


@dataclass(frozen=True, slots=True)
class Scope:
    """An open transaction in one workspace. `now` is when it began, by the clock of the rules."""

    session: Session
    workspace_id: str
    now: datetime


@dataclass(frozen=True)
class Transactional:
    """Opens transactions in a workspace; `now` is the clock of the rules: real, simulated or given."""

    database: Database
    now: Callable[[], datetime]

    @contextmanager
    def transaction(self, workspace_id: str, guard: Guard | None = None) -> Iterator[Scope]:
        """`Database.transaction` in one workspace."""
        with self.database.transaction(guard) as session:
            yield Scope(session, workspace_id, self.now())

    @contextmanager
    def reading(self, workspace_id: str) -> Iterator[Scope]:
        """`Database.reading` in one workspace."""
        with self.database.reading() as session:
            yield Scope(session, workspace_id, self.now())
