"""When a job looks at a plan next, to see whether somebody is to be asked what became of it."""

from datetime import datetime

from sqlalchemy import or_, select, update

from bot.db.engine import for_update
from bot.db.scope import Scope
from bot.domain.conversations.model import Conversation, State
from bot.storage.conversations.tables import conversations


def lock_due(scope: Scope, *, limit: int) -> list[str]:
    """Ids of plans to be looked at by now, undone ones too: those that wait longest; where none does, those that were
    looked at by a clock that was ahead.

    Nobody else changes them until this transaction ends; those that somebody is changing are left out.
    """
    own = conversations.c.workspace_id == scope.workspace_id, conversations.c.state == State.PLANNED.value
    due = select(conversations.c.id).where(*own, conversations.c.ask_at <= scope.now).order_by(conversations.c.ask_at)
    ahead = select(conversations.c.id).where(*own, conversations.c.looked_at > scope.now)
    held = (
        [row.id for row in scope.session.execute(for_update(scope.session, each.limit(limit)))] for each in (due, ahead)
    )
    return next(filter(None, held), [])


def mark_checked(scope: Scope, plan: Conversation, *, at: datetime, next_at: datetime | None) -> None:
    """It was looked at, and is to be again; None: no more. One that was changed since it was read is left as it is."""
    scope.session.execute(
        update(conversations)
        .where(
            conversations.c.workspace_id == scope.workspace_id,
            conversations.c.id == plan.id,
            conversations.c.version == plan.version,
            conversations.c.undone_at.is_not_distinct_from(plan.undone_at),
        )
        .values(looked_at=at, ask_at=next_at)
    )


def check_again(scope: Scope, *, of: str | None = None) -> None:
    """What their mornings depend on has changed: every plan that is still to be looked at is due for it, of one person
    where they are given."""
    theirs = [] if of is None else [or_(conversations.c.held_by == of, conversations.c.logged_by == of)]
    scope.session.execute(
        update(conversations)
        .where(conversations.c.workspace_id == scope.workspace_id, conversations.c.ask_at.is_not(None), *theirs)
        .values(ask_at=conversations.c.logged_at)
    )
