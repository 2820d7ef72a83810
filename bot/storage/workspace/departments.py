"""Which user groups of Slack are departments, and who is in them as Slack last told."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update

from bot.db.scope import Scope
from bot.domain.workspace.departments import UserGroup
from bot.storage.workspace.tables import department_members, departments


def names(scope: Scope) -> dict[str, str]:
    """What each department is called, by its group's id, in the order of their names."""
    rows = scope.session.execute(
        select(departments.c.id, departments.c.name)
        .where(departments.c.workspace_id == scope.workspace_id)
        .order_by(departments.c.name, departments.c.id)
    )
    return {row.id: row.name for row in rows}


def ask_at(scope: Scope) -> datetime | None:
    """When Slack is to be asked next who is in them; None where there are none."""
    found: datetime | None = scope.session.execute(
        select(func.min(departments.c.ask_at)).where(departments.c.workspace_id == scope.workspace_id)
    ).scalar_one()
    return found


def ask_again(scope: Scope, at: datetime) -> None:
    """Let Slack be asked next at that instant."""
    scope.session.execute(update(departments).where(departments.c.workspace_id == scope.workspace_id).values(ask_at=at))


def choose(scope: Scope, groups: Mapping[str, str]) -> None:
    """Let these groups, by id with their names, and no others be the departments; Slack is asked at once."""
    for group_id in names(scope).keys() - groups.keys():
        _empty(scope, group_id)
        scope.session.execute(
            delete(departments).where(departments.c.workspace_id == scope.workspace_id, departments.c.id == group_id)
        )
    for group_id in groups.keys() - names(scope).keys():
        row = {"workspace_id": scope.workspace_id, "id": group_id, "name": groups[group_id], "ask_at": scope.now}
        scope.session.execute(insert(departments), [row])


def fill(scope: Scope, group: UserGroup) -> None:
    """Let a department be called as its group is and have the same people; nothing where it is none any more."""
    kept = scope.session.execute(
        update(departments)
        .where(departments.c.workspace_id == scope.workspace_id, departments.c.id == group.id)
        .values(name=group.name)
    )
    if kept.rowcount == 0:
        return
    _empty(scope, group.id)
    rows = [
        {"workspace_id": scope.workspace_id, "group_id": group.id, "member_id": person}
        for person in sorted(group.people)
    ]
    if rows:
        scope.session.execute(insert(department_members), rows)


def _empty(scope: Scope, group_id: str) -> None:
    scope.session.execute(
        delete(department_members).where(
            department_members.c.workspace_id == scope.workspace_id, department_members.c.group_id == group_id
        )
    )
