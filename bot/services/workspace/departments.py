"""Departments: who is in them, as Slack tells a few times a day, and how many of them talked."""

from datetime import date, datetime, timedelta

from bot.db.engine import Session
from bot.domain.sponsors.coverage import DEPARTMENTS_WITHIN, DepartmentBreadth, department_breadths
from bot.domain.workspace.departments import NoGroups, UserGroup
from bot.domain.workspace.members import Workspace
from bot.services.deps import Deps
from bot.storage.conversations import stats
from bot.storage.workspace import departments, members, workspaces

ASKED_EVERY = timedelta(hours=6)
_AFTER_NO_ANSWER = timedelta(minutes=30)


def refresh(deps: Deps, workspace: Workspace) -> int:
    """Ask Slack who is in the departments, where it is time; of how many it told."""
    with deps.database.reading() as session:
        at = departments.ask_at(session, workspace.id)
    if at is None or deps.now() < at <= deps.now() + ASKED_EVERY:
        return 0
    told = deps.slack.user_groups(workspace.id, with_people=True)
    with deps.database.transaction() as session:
        workspaces.lock(session, workspace.id)
        if isinstance(told, NoGroups):
            departments.ask_again(session, workspace.id, deps.now() + _AFTER_NO_ANSWER)
            return 0
        filled = _fill(session, workspace.id, told, deps.now())
        departments.ask_again(session, workspace.id, deps.now() + ASKED_EVERY)
    return filled


def breadths(session: Session, workspace_id: str, today: date) -> tuple[DepartmentBreadth, ...]:
    """How many of each department talked to a customer in 30 days; one of whom we know nobody is left out."""
    groups = departments.every(session, workspace_id)
    if not groups:
        return ()
    spoken = stats.between(session, workspace_id, today - DEPARTMENTS_WITHIN, today)
    people = members.of(session, workspace_id, [each for group in groups for each in group.people])
    ours = {each.id for each in people.values() if each.is_known and each.may_take_part}
    # Two groups may have one name: each is counted by its own id.
    found = department_breadths({group.id: group.people & ours for group in groups}, spoken, today)
    names = {group.id: group.name for group in groups}
    return tuple(DepartmentBreadth(names[each.department], each.people, each.talked) for each in found if each.people)


def _fill(session: Session, workspace_id: str, told: tuple[UserGroup, ...], now: datetime) -> int:
    """A department whose group is gone keeps its name and has nobody. Who is new to us is asked for at once."""
    groups = {group.id: group for group in told}
    standing = departments.names(session, workspace_id)
    filled = [groups.get(group_id, UserGroup(group_id, name)) for group_id, name in standing.items()]
    for group in filled:
        departments.fill(session, workspace_id, group)
    everybody = {person for group in filled for person in group.people}
    if everybody - members.of(session, workspace_id, everybody).keys():
        members.mention(session, workspace_id, everybody)
        workspaces.ask_for_roster(session, workspace_id, at=now, cursor=None)
    return len(filled)
