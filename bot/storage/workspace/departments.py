"""Which user groups of Slack are departments, and who is in them as Slack last told."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update

from bot.db.engine import Session
from bot.domain.workspace.departments import UserGroup
from bot.storage.workspace.tables import department_members, departments


def names(session: Session, workspace_id: str) -> dict[str, str]:
    """What each department is called, by its group's id, in the order of their names."""
    rows = session.execute(
        select(departments.c.id, departments.c.name)
        .where(departments.c.workspace_id == workspace_id)
        .order_by(departments.c.name, departments.c.id)
    )
    return {row.id: row.name for row in rows}


def every(session: Session, workspace_id: str) -> list[UserGroup]:
    """All departments by name, with whoever is in them; nobody where Slack has not told yet."""
    rows = session.execute(
        select(department_members.c.group_id, department_members.c.member_id).where(
            department_members.c.workspace_id == workspace_id
        )
    )
    people: dict[str, set[str]] = {}
    for row in rows:
        people.setdefault(row.group_id, set()).add(row.member_id)
    return [
        UserGroup(group_id, name, frozenset(people.get(group_id, ())))
        for group_id, name in names(session, workspace_id).items()
    ]


def ask_at(session: Session, workspace_id: str) -> datetime | None:
    """When Slack is to be asked next who is in them; None where there are none."""
    found: datetime | None = session.execute(
        select(func.min(departments.c.ask_at)).where(departments.c.workspace_id == workspace_id)
    ).scalar_one()
    return found


def ask_again(session: Session, workspace_id: str, at: datetime) -> None:
    """Let Slack be asked next at that instant."""
    session.execute(update(departments).where(departments.c.workspace_id == workspace_id).values(ask_at=at))


def choose(session: Session, workspace_id: str, groups: Mapping[str, str], *, now: datetime) -> None:
    """Let these groups, by id with their names, and no others be the departments; Slack is asked at once."""
    for group_id in names(session, workspace_id).keys() - groups.keys():
        _empty(session, workspace_id, group_id)
        session.execute(
            delete(departments).where(departments.c.workspace_id == workspace_id, departments.c.id == group_id)
        )
    for group_id in groups.keys() - names(session, workspace_id).keys():
        row = {"workspace_id": workspace_id, "id": group_id, "name": groups[group_id], "ask_at": now}
        session.execute(insert(departments), [row])


def fill(session: Session, workspace_id: str, group: UserGroup) -> None:
    """Let a department be called as its group is and have the same people; nothing where it is none any more."""
    kept = session.execute(
        update(departments)
        .where(departments.c.workspace_id == workspace_id, departments.c.id == group.id)
        .values(name=group.name)
    )
    if kept.rowcount == 0:
        return
    _empty(session, workspace_id, group.id)
    rows = [
        {"workspace_id": workspace_id, "group_id": group.id, "member_id": person} for person in sorted(group.people)
    ]
    if rows:
        session.execute(insert(department_members), rows)


def _empty(session: Session, workspace_id: str, group_id: str) -> None:
    session.execute(
        delete(department_members).where(
            department_members.c.workspace_id == workspace_id, department_members.c.group_id == group_id
        )
    )
