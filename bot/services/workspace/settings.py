"""Workspace settings: who is named to which role, and which user groups are departments."""

from dataclasses import replace

from bot.db.scope import Scope
from bot.domain.errors import Incomplete
from bot.domain.workspace.departments import NoGroups, UserGroup
from bot.domain.workspace.members import Caller, Member
from bot.domain.workspace.roles import Action, may
from bot.domain.workspace.settings import (
    DEPARTMENTS,
    ChangedSettings,
    ChosenSettings,
    NamedRoles,
    WorkspaceSettings,
    carried_over,
    change_of,
)
from bot.services.deps import Deps, Guard
from bot.services.setup import posting
from bot.services.setup.in_sight import are_sponsors_in_sight
from bot.services.workspace import closed_days, permissions
from bot.services.workspace.members import known
from bot.storage.accounts import cadences
from bot.storage.workspace import audit, departments, members, roles, workspaces

_WHO = "Only admins change settings."
_NOBODY_YET = "Slack has not told me yet who everybody here is: press Save again in a minute."


def shown(scope: Scope, deps: Deps, caller: Caller) -> WorkspaceSettings | None:
    """The settings as an admin sees them; None to everybody else."""
    if not may(Action.SETTINGS, permissions.in_workspace(scope, caller)):
        return None
    return replace(
        _standing(scope, caller),
        closed=closed_days.coming(scope, closed_days.today_of(deps, caller)),
        posting=posting.current(scope, deps),
        cadences=cadences.of(scope),
    )


def to_change(deps: Deps, caller: Caller) -> tuple[WorkspaceSettings, tuple[UserGroup, ...] | NoGroups]:
    """What stands, for an admin to change, and the groups that may be departments. Raises NotAllowed."""
    with deps.reading(caller.workspace.id) as scope:
        permissions.require(Action.SETTINGS, permissions.in_workspace(scope, caller), _WHO)
        standing = _standing(scope, caller)
    return standing, deps.slack.user_groups(caller.workspace.id, with_people=False)


def change(
    deps: Deps, caller: Caller, opened: ChosenSettings, left: ChosenSettings, *, guard: Guard
) -> tuple[tuple[ChangedSettings, ...], dict[str, str]]:
    """Write what an admin did in the form between opening and leaving it; what is different now, and names by id.

    What others saved in between stands. Raises NotAllowed, and Incomplete with words under each field that newly
    names somebody who may not take part.
    """
    _refuse_strangers(deps, caller, opened, left)
    with deps.transaction(caller.workspace.id, guard) as scope:
        workspaces.lock(scope)
        permissions.require(Action.SETTINGS, permissions.in_workspace(scope, caller), _WHO)
        before = _standing(scope, caller)
        changes = [_name(scope, before, named, opened, left) for named in NamedRoles]
        changes.append(_choose(scope, before, opened, left))
        made = tuple(each for each in changes if each is not None)
        for changed_settings in made:
            _write_audit(scope, caller, changed_settings)
        ids = [one for each in made for one in (*each.added, *each.removed)]
        names = members.names_of(scope, ids)
    return made, {**(left.departments or {}), **before.departments, **names}


def _standing(scope: Scope, caller: Caller) -> WorkspaceSettings:
    people = {named: tuple(roles.having(scope, named.value)) for named in NamedRoles}
    everybody = [each for those in people.values() for each in those]
    return WorkspaceSettings(
        people=people,
        departments=departments.names(scope),
        left=frozenset(members.deactivated(scope)).intersection(everybody),
        names=members.names_of(scope, everybody),
        with_sponsors=are_sponsors_in_sight(scope, caller.workspace),
    )


def _refuse_strangers(deps: Deps, caller: Caller, opened: ChosenSettings, left: ChosenSettings) -> None:
    """Look at everybody newly named; whom Slack does not tell of in time is asked about once, and then no other."""
    new = {named: carried_over((), opened.named(named), left.named(named)) for named in NamedRoles}
    told: dict[str, Member] = {}
    for each in dict.fromkeys(person for people in new.values() for person in people):
        told[each] = known(deps, caller.workspace, each)
        if not told[each].is_known:
            break
    problems = {named.value: _problem(people, told) for named, people in new.items()}
    if any(problems.values()):
        raise Incomplete({field: words for field, words in problems.items() if words})


def _problem(people: tuple[str, ...], told: dict[str, Member]) -> str:
    """Why these people cannot stand in a field; "" where they can."""
    refused = [told[person].profile for person in people if person in told and not told[person].may_take_part]
    if refused:
        names = ", ".join(profile.name or "Somebody" for profile in refused)
        return f"{names}: a guest, a bot, of another company, or gone. Name members of your own."
    return _NOBODY_YET if any(person not in told or not told[person].is_known for person in people) else ""


def _name(
    scope: Scope, before: WorkspaceSettings, named: NamedRoles, opened: ChosenSettings, left: ChosenSettings
) -> ChangedSettings | None:
    only_one = named is NamedRoles.PROGRAMME_OWNER
    people = carried_over(before.named(named), opened.named(named), left.named(named), only_one=only_one)
    changed = change_of(named.value, before.named(named), people)
    if changed is not None:
        roles.give(scope, named.value, people)
    return changed


def _choose(
    scope: Scope, before: WorkspaceSettings, opened: ChosenSettings, left: ChosenSettings
) -> ChangedSettings | None:
    """Two groups may have one name, and a group another name than it had: they are compared by id."""
    if left.departments is None:
        return None
    groups = carried_over(before.departments, opened.departments or {}, left.departments)
    changed = change_of(DEPARTMENTS, before.departments, groups)
    if changed is not None:
        names = {**left.departments, **before.departments}
        departments.choose(scope, {group: names[group] for group in groups})
    return changed


def _write_audit(scope: Scope, caller: Caller, changed: ChangedSettings) -> None:
    audit.record(
        scope,
        actor=caller.member.id,
        action="change settings",
        subject=changed.what,
        details={"added": " ".join(changed.added), "removed": " ".join(changed.removed)},
    )
