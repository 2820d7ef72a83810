"""Conversations with all that belongs to them: written in one go, read as frozen records."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Row, Table, insert, select, update

from bot.domain.conversations import Conversation, Details, FollowUp, Insight, Kind, State
from bot.storage.accounts import key_of
from bot.storage.engine import Session, insert_once
from bot.storage.ids import new_id
from bot.storage.members import mention
from bot.storage.schema import (
    accounts,
    contacts,
    conversation_contacts,
    conversations,
    follow_ups,
    insights,
    participants,
)

HOLDER, COLLEAGUE, NAMED = "holder", "colleague", "named"
_CHUNK = 500


@dataclass(frozen=True)
class Entry:
    """What is written for a new conversation. `trigger_id` makes the same request twice one conversation."""

    account_id: str
    details: Details
    logged_by: str
    line: str | None
    trigger_id: str | None


def add(session: Session, workspace_id: str, entry: Entry, *, now: datetime) -> str | None:
    """Insert the conversation; its id, or None when its trigger was used before."""
    conversation_id = new_id(now)
    details = entry.details
    row = {
        "workspace_id": workspace_id,
        "id": conversation_id,
        "account_id": entry.account_id,
        "state": details.state.value,
        "kind": details.kind.value,
        "minutes": details.minutes,
        "on_date": details.on,
        "held_by": details.held_by,
        "logged_by": entry.logged_by,
        "logged_at": now,
        "note": details.note,
        "private": details.private,
        "line": entry.line,
        "trigger_id": entry.trigger_id,
    }
    if insert_once(session, conversations, [row]) == 0:
        return None
    _add_people(session, workspace_id, conversation_id, details)
    _add_contacts(session, workspace_id, conversation_id, entry.account_id, details.contacts, now)
    _add_insights(session, workspace_id, conversation_id, details.insights)
    _add_follow_up(session, workspace_id, conversation_id, details.follow_up)
    return conversation_id


def find(session: Session, workspace_id: str, conversation_id: str) -> Conversation | None:
    """One record, undone or not. The words of a private one are the caller's to withhold: see `readable`."""
    found = _load(session, workspace_id, conversations.c.id == conversation_id)
    return found[0] if found else None


def by_trigger(session: Session, workspace_id: str, trigger_id: str) -> Conversation | None:
    found = _load(session, workspace_id, conversations.c.trigger_id == trigger_id)
    return found[0] if found else None


def standing(session: Session, workspace_id: str) -> list[Conversation]:
    """All that are not undone, by date, then id."""
    return _load(session, workspace_id, conversations.c.undone_at.is_(None))


def of_account(session: Session, workspace_id: str, account_id: str, *, limit: int) -> list[Conversation]:
    """The latest of an account that are not undone, latest first."""
    rows = session.execute(
        select(conversations.c.id)
        .where(
            conversations.c.workspace_id == workspace_id,
            conversations.c.account_id == account_id,
            conversations.c.undone_at.is_(None),
        )
        .order_by(conversations.c.on_date.desc(), conversations.c.id.desc())
        .limit(limit)
    )
    ids = [row.id for row in rows]
    return _load(session, workspace_id, conversations.c.id.in_(ids))[::-1]


def same_again(session: Session, workspace_id: str, entry: Entry, *, since: datetime) -> Conversation | None:
    """A standing one by the same author for the same account, day and note, logged after `since`, the latest."""
    found = _load(
        session,
        workspace_id,
        conversations.c.undone_at.is_(None),
        conversations.c.logged_by == entry.logged_by,
        conversations.c.account_id == entry.account_id,
        conversations.c.on_date == entry.details.on,
        conversations.c.note == entry.details.note,
        conversations.c.logged_at > since,
    )
    return found[-1] if found else None


def line_of(session: Session, workspace_id: str, conversation_id: str) -> str | None:
    """What its author typed, to the letter; None where it was not typed."""
    return session.execute(
        select(conversations.c.line).where(
            conversations.c.workspace_id == workspace_id, conversations.c.id == conversation_id
        )
    ).scalar_one_or_none()


def contact_names(session: Session, workspace_id: str, ids: list[str]) -> dict[str, tuple[str, ...]]:
    """Whom each conversation was with, at the customer."""
    query = (
        select(conversation_contacts.c.conversation_id, contacts.c.name)
        .join(
            contacts,
            (contacts.c.workspace_id == conversation_contacts.c.workspace_id)
            & (contacts.c.id == conversation_contacts.c.contact_id),
        )
        .where(
            conversation_contacts.c.workspace_id == workspace_id,
            conversation_contacts.c.conversation_id.in_(ids),
        )
        .order_by(conversation_contacts.c.position)
    )
    found: dict[str, tuple[str, ...]] = {}
    for row in session.execute(query):
        found[row.conversation_id] = (*found.get(row.conversation_id, ()), row.name)
    return found


def set_undone(session: Session, workspace_id: str, conversation_id: str, *, by: str, at: datetime | None) -> bool:
    """Undo (or, with `at` None, put back). Says whether that changed anything."""
    stands = conversations.c.undone_at.is_(None) if at is not None else conversations.c.undone_at.is_not(None)
    changed = session.execute(
        update(conversations)
        .where(conversations.c.workspace_id == workspace_id, conversations.c.id == conversation_id, stands)
        .values(undone_at=at, undone_by=by if at is not None else None)
    )
    return changed.rowcount == 1


def _add_people(session: Session, workspace_id: str, conversation_id: str, details: Details) -> None:
    roles: dict[str, str] = dict.fromkeys(details.named, NAMED)
    roles |= dict.fromkeys(details.colleagues, COLLEAGUE)
    roles[details.held_by] = HOLDER
    mention(session, workspace_id, [*roles, *([details.follow_up.assignee] if details.follow_up else [])])
    rows = [
        {
            "workspace_id": workspace_id,
            "conversation_id": conversation_id,
            "member_id": member_id,
            "role": role,
            "position": position,
        }
        for position, (member_id, role) in enumerate(_in_order(roles, details))
    ]
    session.execute(insert(participants), rows)


def _in_order(roles: dict[str, str], details: Details) -> list[tuple[str, str]]:
    order = [details.held_by, *details.colleagues, *details.named]
    return sorted(roles.items(), key=lambda item: order.index(item[0]))


def _add_contacts(
    session: Session,
    workspace_id: str,
    conversation_id: str,
    account_id: str,
    names: Iterable[str],
    now: datetime,
) -> None:
    seen: set[str] = set()
    for name in names:
        contact_id = _contact(session, workspace_id, account_id, name, now)
        if contact_id in seen:
            continue
        row = {
            "workspace_id": workspace_id,
            "conversation_id": conversation_id,
            "contact_id": contact_id,
            "position": len(seen),
        }
        session.execute(insert(conversation_contacts), [row])
        seen.add(contact_id)


def _contact(session: Session, workspace_id: str, account_id: str, name: str, now: datetime) -> str:
    row = {
        "workspace_id": workspace_id,
        "id": new_id(now),
        "account_id": account_id,
        "name": name,
        "name_key": key_of(name),
    }
    insert_once(session, contacts, [row])
    found: str = session.execute(
        select(contacts.c.id).where(
            contacts.c.workspace_id == workspace_id,
            contacts.c.account_id == account_id,
            contacts.c.name_key == key_of(name),
        )
    ).scalar_one()
    return found


def _add_insights(session: Session, workspace_id: str, conversation_id: str, found: Iterable[Insight]) -> None:
    rows = [
        {
            "workspace_id": workspace_id,
            "conversation_id": conversation_id,
            "position": position,
            "kind": insight.kind,
            "text": insight.text,
        }
        for position, insight in enumerate(found)
    ]
    if rows:
        session.execute(insert(insights), rows)


def _add_follow_up(session: Session, workspace_id: str, conversation_id: str, follow_up: FollowUp | None) -> None:
    if follow_up is None:
        return
    row = {
        "workspace_id": workspace_id,
        "conversation_id": conversation_id,
        "text": follow_up.text,
        "due": follow_up.due,
        "assignee": follow_up.assignee,
    }
    session.execute(insert(follow_ups), [row])


def _load(session: Session, workspace_id: str, *conditions: Any) -> list[Conversation]:
    rows = session.execute(
        select(conversations, accounts.c.name.label("account_name"))
        .join(
            accounts,
            (accounts.c.workspace_id == conversations.c.workspace_id) & (accounts.c.id == conversations.c.account_id),
        )
        .where(conversations.c.workspace_id == workspace_id, *conditions)
        .order_by(conversations.c.on_date, conversations.c.id)
    ).all()
    found: list[Conversation] = []
    for start in range(0, len(rows), _CHUNK):
        found += _with_parts(session, workspace_id, rows[start : start + _CHUNK])
    return found


def _with_parts(session: Session, workspace_id: str, rows: Iterable[Row[Any]]) -> list[Conversation]:
    rows = list(rows)
    ids = [row.id for row in rows]
    people = _parts(session, workspace_id, ids, participants, lambda row: (row.member_id, row.role))
    told = _parts(session, workspace_id, ids, insights, lambda row: Insight(row.kind, row.text))
    next_steps = _parts(session, workspace_id, ids, follow_ups, lambda row: FollowUp(row.text, row.due, row.assignee))
    met = contact_names(session, workspace_id, ids)
    return [
        _as_conversation(row, people[row.id], met.get(row.id, ()), told.get(row.id, ()), next_steps.get(row.id, ()))
        for row in rows
    ]


Part = TypeVar("Part")


def _parts(
    session: Session, workspace_id: str, ids: list[str], table: Table, read: Callable[[Row[Any]], Part]
) -> dict[str, tuple[Part, ...]]:
    query = select(table).where(table.c.workspace_id == workspace_id, table.c.conversation_id.in_(ids))
    if "position" in table.c:
        query = query.order_by(table.c.position)
    found: dict[str, tuple[Part, ...]] = {}
    for row in session.execute(query):
        found[row.conversation_id] = (*found.get(row.conversation_id, ()), read(row))
    return found


def _as_conversation(
    row: Row[Any],
    people: tuple[tuple[str, str], ...],
    met: tuple[str, ...],
    told: tuple[Insight, ...],
    next_steps: tuple[FollowUp, ...],
) -> Conversation:
    on: date = row.on_date
    details = Details(
        state=State(row.state),
        kind=Kind(row.kind),
        minutes=row.minutes,
        on=on,
        held_by=row.held_by,
        colleagues=tuple(member for member, role in people if role == COLLEAGUE),
        contacts=met,
        note=row.note,
        insights=told,
        follow_up=next_steps[0] if next_steps else None,
        private=row.private,
        named=tuple(member for member, role in people if role == NAMED),
    )
    return Conversation(
        id=row.id,
        account_id=row.account_id,
        account_name=row.account_name,
        logged_by=row.logged_by,
        logged_at=row.logged_at,
        details=details,
        undone_at=row.undone_at,
    )
