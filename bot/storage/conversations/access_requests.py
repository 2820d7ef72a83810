"""Requests to read private conversations: one a person and conversation, with what came of it."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Row, select, update

from bot.db.engine import insert_once
from bot.db.ids import new_id
from bot.db.scope import Scope
from bot.domain.conversations.access_requests import AccessRequest, RequestState
from bot.storage.conversations.tables import access_requests


def ask(scope: Scope, conversation_id: str, *, by: str, of: str) -> AccessRequest | None:
    """Keep a request; None where the same person asked before."""
    row = {
        "workspace_id": scope.workspace_id,
        "id": new_id(scope.now),
        "conversation_id": conversation_id,
        "asked_by": by,
        "asked_of": of,
        "state": RequestState.OPEN.value,
        "asked_at": scope.now,
    }
    if insert_once(scope.session, access_requests, [row]) == 0:
        return None
    return find(scope, str(row["id"]))


def find(scope: Scope, request_id: str) -> AccessRequest | None:
    found = _select(scope, access_requests.c.id == request_id)
    return found[0] if found else None


def lock(scope: Scope, request_id: str) -> AccessRequest | None:
    """The request, which nobody else changes until this transaction ends."""
    scope.session.execute(
        select(access_requests.c.id)
        .where(access_requests.c.workspace_id == scope.workspace_id, access_requests.c.id == request_id)
        .with_for_update()
    )
    return find(scope, request_id)


def by_member(scope: Scope, member_id: str, conversation_ids: Collection[str]) -> dict[str, AccessRequest]:
    """What a member asked of these conversations, by the conversation's id."""
    found = _select(
        scope, access_requests.c.asked_by == member_id, access_requests.c.conversation_id.in_(sorted(conversation_ids))
    )
    return {each.conversation_id: each for each in found}


def ask_another(scope: Scope, request: AccessRequest, *, of: str) -> AccessRequest:
    """Let somebody else decide an open request: whoever was asked left."""
    scope.session.execute(
        update(access_requests)
        .where(
            access_requests.c.workspace_id == scope.workspace_id,
            access_requests.c.id == request.id,
            access_requests.c.state == RequestState.OPEN.value,
        )
        .values(asked_of=of)
    )
    return find(scope, request.id) or request


def decide(scope: Scope, request: AccessRequest, state: RequestState, *, by: str) -> bool:
    """Write down the answer to an open request. Says whether it was still open."""
    changed = scope.session.execute(
        update(access_requests)
        .where(
            access_requests.c.workspace_id == scope.workspace_id,
            access_requests.c.id == request.id,
            access_requests.c.state == RequestState.OPEN.value,
        )
        .values(state=state.value, decided_by=by, decided_at=scope.now)
    )
    return changed.rowcount == 1


def _select(scope: Scope, *conditions: Any) -> list[AccessRequest]:
    rows = scope.session.execute(
        select(access_requests)
        .where(access_requests.c.workspace_id == scope.workspace_id, *conditions)
        .order_by(access_requests.c.id)
    )
    return [_as_request(row) for row in rows]


def _as_request(row: Row[Any]) -> AccessRequest:
    return AccessRequest(
        id=row.id,
        conversation_id=row.conversation_id,
        asked_by=row.asked_by,
        asked_of=row.asked_of,
        state=RequestState(row.state),
        asked_at=row.asked_at,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )
