"""When a round has to look at a plan, to see whether somebody is to be asked what became of it."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import or_, update

from bot.domain.conversations import Conversation, Details, State
from bot.domain.plans import soonest_asked
from bot.storage.engine import Session
from bot.storage.schema import conversations


def first_look(details: Details) -> datetime | None:
    """Before this instant nobody is asked about it, wherever they are; None where it is no plan."""
    return soonest_asked(details.on) if details.state is State.PLANNED else None


def looked(session: Session, workspace_id: str, plan: Conversation, *, at: datetime, next_at: datetime | None) -> None:
    """It was looked at, and is to be again; None: no more. One that was changed since it was read is left as it is."""
    session.execute(
        update(conversations)
        .where(
            conversations.c.workspace_id == workspace_id,
            conversations.c.id == plan.id,
            conversations.c.version == plan.version,
            conversations.c.undone_at.is_not_distinct_from(plan.undone_at),
        )
        .values(looked_at=at, ask_at=next_at)
    )


def look_anew(session: Session, workspace_id: str, *, of: Iterable[str] | None = None) -> None:
    """What their mornings depend on has changed: every plan that is still to be looked at is due for it, of the people
    in `of` where they are given."""
    people = [] if of is None else list(of)
    theirs = [] if of is None else [or_(conversations.c.held_by.in_(people), conversations.c.logged_by.in_(people))]
    session.execute(
        update(conversations)
        .where(conversations.c.workspace_id == workspace_id, conversations.c.ask_at.is_not(None), *theirs)
        .values(ask_at=conversations.c.logged_at)
    )
