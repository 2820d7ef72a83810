"""What belongs to a conversation: who took part, whom they met, what was said, what comes next."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Row, Table, delete, insert, select

from bot.domain.conversations import Details, FollowUp, Insight
from bot.storage import contacts as people
from bot.storage.accounts import key_of
from bot.storage.engine import Session
from bot.storage.members import mention
from bot.storage.schema import contacts, conversation_contacts, follow_ups, insights, participants

HOLDER, COLLEAGUE, NAMED = "holder", "colleague", "named"

Part = TypeVar("Part")


@dataclass(frozen=True)
class Parts:
    """What the rows beside a conversation say of it, each list in the order it was given."""

    colleagues: tuple[str, ...]
    named: tuple[str, ...]
    contacts: tuple[str, ...]
    insights: tuple[Insight, ...]
    follow_up: FollowUp | None


def add(
    session: Session, workspace_id: str, conversation_id: str, account_id: str, details: Details, *, now: datetime
) -> None:
    """Write all that `details` say beyond the conversation's own row."""
    _add_people(session, workspace_id, conversation_id, details)
    _add_contacts(session, workspace_id, conversation_id, account_id, details.contacts, now)
    _add_insights(session, workspace_id, conversation_id, details.insights)
    _add_follow_up(session, workspace_id, conversation_id, details.follow_up)


def replace(
    session: Session, workspace_id: str, conversation_id: str, account_id: str, details: Details, *, now: datetime
) -> None:
    """Write all that `details` say over what stood beside the conversation."""
    for table in (participants, conversation_contacts, insights, follow_ups):
        session.execute(
            delete(table).where(table.c.workspace_id == workspace_id, table.c.conversation_id == conversation_id)
        )
    add(session, workspace_id, conversation_id, account_id, details, now=now)


def of(session: Session, workspace_id: str, ids: list[str]) -> dict[str, Parts]:
    """The parts of each of these conversations."""
    people = _rows(session, workspace_id, ids, participants, lambda row: (row.member_id, row.role))
    told = _rows(session, workspace_id, ids, insights, lambda row: Insight(row.kind, row.text))
    steps = _rows(session, workspace_id, ids, follow_ups, lambda row: FollowUp(row.text, row.due, row.assignee))
    met = contact_names(session, workspace_id, ids)
    return {
        each: Parts(
            colleagues=tuple(member for member, role in people.get(each, ()) if role == COLLEAGUE),
            named=tuple(member for member, role in people.get(each, ()) if role == NAMED),
            contacts=met.get(each, ()),
            insights=told.get(each, ()),
            follow_up=next(iter(steps.get(each, ())), None),
        )
        for each in ids
    }


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
    names: Sequence[str],
    now: datetime,
) -> None:
    # In one order for everybody: two who name the same new people would wait for each other for ever.
    spelled = {key_of(name): name for name in reversed(names)}
    ids = {key: people.add(session, workspace_id, account_id, spelled[key], now=now) for key in sorted(spelled)}
    seen: set[str] = set()
    for name in names:
        contact_id = ids[key_of(name)]
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


def _rows(
    session: Session, workspace_id: str, ids: list[str], table: Table, read: Callable[[Row[Any]], Part]
) -> dict[str, tuple[Part, ...]]:
    query = select(table).where(table.c.workspace_id == workspace_id, table.c.conversation_id.in_(ids))
    if "position" in table.c:
        query = query.order_by(table.c.position)
    found: dict[str, tuple[Part, ...]] = {}
    for row in session.execute(query):
        found[row.conversation_id] = (*found.get(row.conversation_id, ()), read(row))
    return found
