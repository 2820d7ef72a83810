"""Follow-ups: what was promised, to be done, dropped or changed, and those that are open."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, update

from bot.db.scope import Scope
from bot.domain.conversations.follow_ups import FollowUpState, TrackedFollowUp
from bot.domain.conversations.model import FollowUp
from bot.storage.conversations import conversations as records
from bot.storage.conversations import readers
from bot.storage.conversations.filters import belongs_to
from bot.storage.conversations.tables import conversations, follow_ups


def find(scope: Scope, conversation_id: str) -> TrackedFollowUp | None:
    """The follow-up of a conversation, undone or not; None where nothing was promised. Its words are the caller's to
    withhold."""
    return next(iter(those(scope, [conversation_id])), None)


def those(scope: Scope, conversation_ids: Sequence[str]) -> list[TrackedFollowUp]:
    """The follow-ups of these conversations, in that order; of those that have one."""
    if not conversation_ids:
        return []
    entries = {record.id: record for record in records.those(scope, conversation_ids)}
    rows = scope.session.execute(
        select(follow_ups).where(
            follow_ups.c.workspace_id == scope.workspace_id, follow_ups.c.conversation_id.in_(conversation_ids)
        )
    )
    found = {
        row.conversation_id: TrackedFollowUp(
            entry=entries[row.conversation_id],
            step=FollowUp(row.text, row.due, row.assignee),
            given_by=row.given_by or entries[row.conversation_id].logged_by,
            state=row.state,
            ended_by=row.ended_by,
            ended_at=row.ended_at,
        )
        for row in rows
        if row.conversation_id in entries
    }
    return [found[each] for each in conversation_ids if each in found]


def open_of_member(scope: Scope, member_id: str, *, limit: int) -> list[TrackedFollowUp]:
    """What a member is still to do, and may read: by its day, what has none last."""
    query = _open(scope.workspace_id, follow_ups.c.assignee == member_id, readers.may_read(member_id))
    in_order = (follow_ups.c.due.is_(None), follow_ups.c.due, conversations.c.on_date, conversations.c.id)
    return _loaded(scope, query.order_by(*in_order).limit(limit))


def open_of_account(scope: Scope, account_id: str, *, reader: str, limit: int) -> list[TrackedFollowUp]:
    """What an account is still owed, of what `reader` may read: the latest due first; what has no day goes by that of
    its conversation."""
    query = _open(scope.workspace_id, conversations.c.account_id == account_id, readers.may_read(reader))
    latest_first = func.coalesce(follow_ups.c.due, conversations.c.on_date).desc()
    return _loaded(scope, query.order_by(latest_first, conversations.c.id.desc()).limit(limit))


def end(scope: Scope, conversation_id: str, state: FollowUpState, *, by: str) -> bool:
    """Let an open one be done or dropped. False where it has ended already."""
    return _set(scope, conversation_id, FollowUpState.OPEN, state=state, ended_by=by, ended_at=scope.now)


def reopen(scope: Scope, conversation_id: str, ended: FollowUpState) -> bool:
    """Let one that was done, or dropped, be open again. False where it is not that any more."""
    values = {"state": FollowUpState.OPEN, "ended_by": None, "ended_at": None}
    return _set(scope, conversation_id, ended, **values)


def _set(scope: Scope, conversation_id: str, before: FollowUpState, **values: Any) -> bool:
    changed = scope.session.execute(
        update(follow_ups)
        .where(
            follow_ups.c.workspace_id == scope.workspace_id,
            follow_ups.c.conversation_id == conversation_id,
            follow_ups.c.state == before,
        )
        .values(values)
    )
    return changed.rowcount == 1


def _open(workspace_id: str, *conditions: ColumnElement[bool]) -> Select[Any]:
    return (
        select(follow_ups.c.conversation_id)
        .join(conversations, belongs_to(follow_ups))
        .where(
            follow_ups.c.workspace_id == workspace_id,
            follow_ups.c.state == FollowUpState.OPEN.value,
            conversations.c.undone_at.is_(None),
            *conditions,
        )
    )


def _loaded(scope: Scope, query: Select[Any]) -> list[TrackedFollowUp]:
    return those(scope, [row.conversation_id for row in scope.session.execute(query)])
