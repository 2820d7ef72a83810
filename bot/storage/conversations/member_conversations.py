"""One member's conversations: those they typed or held, their plans, and what others put down for them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select

from bot.db.scope import Scope
from bot.domain.conversations.model import Conversation, State
from bot.storage.conversations import conversations as records
from bot.storage.conversations.children import COLLEAGUE, HOLDER
from bot.storage.conversations.filters import belongs_to, typed_here
from bot.storage.conversations.tables import conversations, participants


def of(scope: Scope, member_id: str, *, account_id: str | None = None, skip: int = 0, limit: int) -> list[Conversation]:
    """What they typed or held and is not undone, the latest first; of one account where one is given."""
    own = or_(conversations.c.logged_by == member_id, _took_part(member_id, [HOLDER]))
    of_account = [] if account_id is None else [conversations.c.account_id == account_id]
    latest_first = (conversations.c.on_date.desc(), conversations.c.id.desc())
    query = _standing(scope.workspace_id, own, *of_account).order_by(*latest_first).offset(skip).limit(limit)
    return _loaded(scope, query)[::-1]


def plans_of(scope: Scope, member_id: str, *, since: date) -> list[Conversation]:
    """What they are to hold from `since` on and is still a plan, in the order of the days."""
    query = _standing(
        scope.workspace_id,
        conversations.c.state == State.PLANNED.value,
        conversations.c.held_by == member_id,
        conversations.c.on_date >= since,
    )
    return _loaded(scope, query)


def credited_to(scope: Scope, member_id: str, *, since: date) -> list[Conversation]:
    """What somebody else typed since that day and says they held or took part in, the latest first."""
    query = _standing(
        scope.workspace_id,
        conversations.c.logged_by != member_id,
        conversations.c.on_date >= since,
        _took_part(member_id, [HOLDER, COLLEAGUE]),
    )
    return _loaded(scope, query)[::-1]


def authors(scope: Scope, member_ids: Iterable[str]) -> frozenset[str]:
    """Which of these people ever logged something here themselves: what was imported is not that."""
    rows = scope.session.execute(
        select(conversations.c.logged_by)
        .where(
            conversations.c.workspace_id == scope.workspace_id,
            conversations.c.logged_by.in_(sorted(set(member_ids))),
            typed_here(),
        )
        .distinct()
    )
    return frozenset(row.logged_by for row in rows)


def _standing(workspace_id: str, *conditions: ColumnElement[bool]) -> Any:
    return select(conversations.c.id).where(
        conversations.c.workspace_id == workspace_id, conversations.c.undone_at.is_(None), *conditions
    )


def _took_part(member_id: str, roles: Sequence[str]) -> ColumnElement[bool]:
    return exists().where(
        belongs_to(participants), participants.c.member_id == member_id, participants.c.role.in_(roles)
    )


def _loaded(scope: Scope, query: Any) -> list[Conversation]:
    return records.those(scope, [row.id for row in scope.session.execute(query)])


def last_logged(scope: Scope, member_id: str) -> str | None:
    """The id of the last conversation this person logged and nobody undid."""
    return scope.session.execute(
        select(conversations.c.id)
        .where(
            conversations.c.workspace_id == scope.workspace_id,
            conversations.c.logged_by == member_id,
            conversations.c.undone_at.is_(None),
        )
        .order_by(conversations.c.id.desc())
        .limit(1)
    ).scalar_one_or_none()
