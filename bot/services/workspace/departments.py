"""Departments: who is in them, as Slack tells a few times a day, and how many of them talked."""

from datetime import date, timedelta

from bot.db.scope import Scope
from bot.domain.sponsors.coverage import DEPARTMENTS_WITHIN, DepartmentBreadth
from bot.domain.workspace.departments import NoGroups, UserGroup
from bot.domain.workspace.members import Workspace
from bot.services.deps import Deps
from bot.storage.weekly import monthly_stats
from bot.storage.workspace import departments, members, workspaces

ASKED_EVERY = timedelta(hours=6)
_AFTER_NO_ANSWER = timedelta(minutes=30)


def refresh(deps: Deps, workspace: Workspace) -> int:
    """Ask Slack who is in the departments, where it is time; of how many it told."""
    with deps.reading(workspace.id) as scope:
        at = departments.ask_at(scope)
    if at is None or deps.now() < at <= deps.now() + ASKED_EVERY:
        return 0
    told = deps.slack.user_groups(workspace.id, with_people=True)
    with deps.transaction(workspace.id) as scope:
        workspaces.lock(scope)
        if isinstance(told, NoGroups):
            departments.ask_again(scope, scope.now + _AFTER_NO_ANSWER)
            return 0
        filled = _fill(scope, told)
        departments.ask_again(scope, scope.now + ASKED_EVERY)
    return filled


def breadths(scope: Scope, today: date) -> tuple[DepartmentBreadth, ...]:
    """How many of each department talked to a customer in 30 days; one of whom we know nobody is left out."""
    return monthly_stats.department_breadths(scope, today - DEPARTMENTS_WITHIN, today)


def _fill(scope: Scope, user_groups: tuple[UserGroup, ...]) -> int:
    """A department whose group is gone keeps its name and has nobody. Who is new to us is asked for at once."""
    groups = {group.id: group for group in user_groups}
    standing = departments.names(scope)
    filled = [groups.get(group_id, UserGroup(group_id, name)) for group_id, name in standing.items()]
    for group in filled:
        departments.fill(scope, group)
    everybody = {person for group in filled for person in group.people}
    if everybody - members.of(scope, everybody).keys():
        members.mention(scope, everybody)
        workspaces.ask_for_roster(scope, at=scope.now, cursor=None)
    return len(filled)
