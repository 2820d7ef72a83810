"""The child rows of a conversation: participants, contacts, insights and the follow-up."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Row,
    Select,
    Table,
    Text,
    bindparam,
    cast,
    delete,
    insert,
    literal_column,
    null,
    select,
    union_all,
    update,
)

from bot.db.engine import Session
from bot.db.scope import Scope
from bot.domain.conversations.follow_ups import FollowUpState
from bot.domain.conversations.model import Details, FollowUp, Insight
from bot.storage.accounts import contacts as people
from bot.storage.accounts.accounts import key_of
from bot.storage.accounts.tables import contacts, conversation_contacts
from bot.storage.conversations.tables import follow_ups, insights, participants
from bot.storage.insights import passages
from bot.storage.workspace.members import mention

HOLDER, COLLEAGUE, NAMED = "holder", "colleague", "named"


@dataclass(frozen=True)
class Children:
    """What the rows beside a conversation say of it, each list in the order it was given."""

    colleagues: tuple[str, ...]
    named: tuple[str, ...]
    contacts: tuple[str, ...]
    insights: tuple[Insight, ...]
    follow_up: FollowUp | None


@dataclass(frozen=True)
class ConversationDetails:
    """A conversation of which the own row is written, and all that its details say."""

    conversation_id: str
    account_id: str
    details: Details


def add(
    scope: Scope, conversation_id: str, account_id: str, details: Details, *, mentioned: Collection[str] = ()
) -> None:
    """Write all that `details` say beyond the conversation's own row. Of those `mentioned` there are rows already."""
    add_all(scope, [ConversationDetails(conversation_id, account_id, details)], mentioned=mentioned)


def add_all(scope: Scope, entries: Sequence[ConversationDetails], *, mentioned: Collection[str] = ()) -> None:
    """As `add`, for many conversations at once."""
    _add_people(scope, entries, mentioned)
    _add_contacts(scope, entries)
    _add_insights(scope, entries)
    _add_follow_ups(scope, entries)
    passages.add_all(scope, [(entry.conversation_id, entry.details) for entry in entries])


def replace(
    scope: Scope, conversation_id: str, account_id: str, details: Details, *, follow_up_before: FollowUp | None, by: str
) -> None:
    """Write all that `details` say over what stood beside the conversation; `by` is who changes it."""
    for table in (participants, conversation_contacts, insights):
        scope.session.execute(
            delete(table).where(table.c.workspace_id == scope.workspace_id, table.c.conversation_id == conversation_id)
        )
    entries = [ConversationDetails(conversation_id, account_id, details)]
    _add_people(scope, entries, mentioned=())
    _add_contacts(scope, entries)
    _add_insights(scope, entries)
    if follow_up_before != details.follow_up:
        _rewrite_follow_up(scope, conversation_id, follow_up_before, details.follow_up, by)
    passages.replace(scope, conversation_id, details)


def of(scope: Scope, ids: list[str]) -> dict[str, Children]:
    """The parts of each of these conversations."""
    rows = scope.session.execute(_CHILDREN, {"workspace_id": scope.workspace_id, "ids": ids})
    found: dict[str, dict[str, list[Row[Any]]]] = {conversation_id: defaultdict(list) for conversation_id in ids}
    for row in sorted(rows, key=lambda row: row.position):
        found[row.conversation_id][row.what].append(row)
    return {conversation_id: _as_children(rows_of) for conversation_id, rows_of in found.items()}


def contact_names(scope: Scope, ids: list[str]) -> dict[str, tuple[str, ...]]:
    """Whom each conversation was with, at the customer."""
    query = (
        select(conversation_contacts.c.conversation_id, contacts.c.name)
        .join(
            contacts,
            (contacts.c.workspace_id == conversation_contacts.c.workspace_id)
            & (contacts.c.id == conversation_contacts.c.contact_id),
        )
        .where(
            conversation_contacts.c.workspace_id == scope.workspace_id,
            conversation_contacts.c.conversation_id.in_(ids),
        )
        .order_by(conversation_contacts.c.position)
    )
    found: dict[str, tuple[str, ...]] = {}
    for row in scope.session.execute(query):
        found[row.conversation_id] = (*found.get(row.conversation_id, ()), row.name)
    return found


def _add_people(scope: Scope, entries: Sequence[ConversationDetails], mentioned: Collection[str]) -> None:
    mention(scope, {person for entry in entries for person in entry.details.people}.difference(mentioned))
    rows = [
        {
            "workspace_id": scope.workspace_id,
            "conversation_id": entry.conversation_id,
            "member_id": member_id,
            "role": role,
            "position": position,
        }
        for entry in entries
        for position, (member_id, role) in enumerate(_roles(entry.details).items())
    ]
    _insert(scope.session, participants, rows)


def _roles(details: Details) -> dict[str, str]:
    """What each person is, in the order they stand; whoever is several things is the first of them."""
    roles = {details.held_by: HOLDER}
    for member_id in details.colleagues:
        roles.setdefault(member_id, COLLEAGUE)
    for member_id in details.named:
        roles.setdefault(member_id, NAMED)
    return roles


def _add_contacts(scope: Scope, entries: Sequence[ConversationDetails]) -> None:
    met = [(entry.account_id, name) for entry in entries for name in entry.details.contacts]
    ids = people.add_all(scope, met) if met else {}
    rows = [
        {
            "workspace_id": scope.workspace_id,
            "conversation_id": entry.conversation_id,
            "contact_id": contact_id,
            "position": position,
        }
        for entry in entries
        for position, contact_id in enumerate(
            dict.fromkeys(ids[entry.account_id, key_of(name)] for name in entry.details.contacts)
        )
    ]
    _insert(scope.session, conversation_contacts, rows)


def _add_insights(scope: Scope, entries: Sequence[ConversationDetails]) -> None:
    rows = [
        {
            "workspace_id": scope.workspace_id,
            "conversation_id": entry.conversation_id,
            "position": position,
            "kind": insight.kind,
            "text": insight.text,
        }
        for entry in entries
        for position, insight in enumerate(entry.details.insights)
    ]
    _insert(scope.session, insights, rows)


def _add_follow_ups(scope: Scope, entries: Sequence[ConversationDetails]) -> None:
    rows = [
        {
            "workspace_id": scope.workspace_id,
            "conversation_id": entry.conversation_id,
            "text": step.text,
            "due": step.due,
            "assignee": step.assignee,
        }
        for entry in entries
        if (step := entry.details.follow_up) is not None
    ]
    _insert(scope.session, follow_ups, rows)


def _rewrite_follow_up(
    scope: Scope, conversation_id: str, before: FollowUp | None, after: FollowUp | None, by: str
) -> None:
    """Other words are another promise: it is open, whatever became of the one before."""
    key = {"workspace_id": scope.workspace_id, "conversation_id": conversation_id}
    this = [follow_ups.c[name] == value for name, value in key.items()]
    if after is None:
        scope.session.execute(delete(follow_ups).where(*this))
        return
    values: dict[str, Any] = {"text": after.text, "due": after.due, "assignee": after.assignee}
    if before is None:
        scope.session.execute(insert(follow_ups), [{**key, **values, "given_by": by}])
        return
    if before.text != after.text:
        values |= {"state": FollowUpState.OPEN, "ended_by": None, "ended_at": None}
    if (before.text, before.assignee) != (after.text, after.assignee):
        values["given_by"] = by
    scope.session.execute(update(follow_ups).where(*this).values(values))


def _insert(session: Session, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        session.execute(insert(table), rows)


def _as_children(rows: Mapping[str, list[Row[Any]]]) -> Children:
    steps = [FollowUp(row.text, row.due, row.key) for row in rows[_FOLLOW_UP]]
    return Children(
        colleagues=tuple(row.key for row in rows[COLLEAGUE]),
        named=tuple(row.key for row in rows[NAMED]),
        contacts=tuple(row.text for row in rows[_CONTACT]),
        insights=tuple(Insight(row.key, row.text) for row in rows[_INSIGHT]),
        follow_up=steps[0] if steps else None,
    )


def _child(
    table: Table,
    what: ColumnElement[str],
    *,
    position: ColumnElement[int],
    key: ColumnElement[str],
    text: ColumnElement[str],
    due: ColumnElement[date],
) -> Select[Any]:
    return select(
        table.c.conversation_id,
        what.label("what"),
        position.label("position"),
        key.label("key"),
        text.label("text"),
        due.label("due"),
    ).where(
        table.c.workspace_id == bindparam("workspace_id"),
        table.c.conversation_id.in_(bindparam("ids", expanding=True)),
    )


_NOTHING, _FIRST, _NO_DAY = literal_column("''", Text), literal_column("0", Integer), cast(null(), Date)
_CONTACT, _INSIGHT, _FOLLOW_UP = "contact", "insight", "follow-up"

# One question for the rows of all tables, which every line asks: it is built once. What a person was is their role.
_CHILDREN = union_all(
    _child(
        participants,
        participants.c.role,
        position=participants.c.position,
        key=participants.c.member_id,
        text=_NOTHING,
        due=_NO_DAY,
    ),
    _child(
        conversation_contacts,
        literal_column(f"'{_CONTACT}'", Text),
        position=conversation_contacts.c.position,
        key=_NOTHING,
        text=contacts.c.name,
        due=_NO_DAY,
    ).join(
        contacts,
        (contacts.c.workspace_id == conversation_contacts.c.workspace_id)
        & (contacts.c.id == conversation_contacts.c.contact_id),
    ),
    _child(
        insights,
        literal_column(f"'{_INSIGHT}'", Text),
        position=insights.c.position,
        key=insights.c.kind,
        text=insights.c.text,
        due=_NO_DAY,
    ),
    _child(
        follow_ups,
        literal_column(f"'{_FOLLOW_UP}'", Text),
        position=_FIRST,
        key=follow_ups.c.assignee,
        text=follow_ups.c.text,
        due=follow_ups.c.due,
    ),
)
