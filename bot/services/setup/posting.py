"""Where and when the posts go: an admin chooses the channel, days and times, switches and the zone."""

from collections.abc import Iterator
from dataclasses import replace

from bot.db.scope import Scope
from bot.domain.errors import Incomplete
from bot.domain.setup.first_run import FIRST_RUN
from bot.domain.setup.posting import (
    ChangedPosting,
    ChannelProblem,
    ChosenPosting,
    Posting,
    PostTime,
    RefusedChannel,
    WeeklyPost,
    days_offered,
)
from bot.domain.workspace.greetings import GREETING
from bot.domain.workspace.members import Caller, Workspace
from bot.domain.workspace.roles import Action
from bot.domain.workspace.schedule import Monthly
from bot.domain.workspace.zones import zone_named
from bot.messages.setup import posting as messages
from bot.outbox import edit_queue
from bot.services import audit_log
from bot.services.deps import Deps, Guard
from bot.services.weekly import occurrences
from bot.services.workspace import permissions
from bot.services.workspace.permissions import programme_owner
from bot.services.workspace.workspaces import post_into
from bot.storage.workspace import members, schedules, workspaces
from bot.storage.workspace.schedules import Schedule

WHO = "Only admins change settings."
_CHANGED = "change settings"
"""As the audit log calls it."""


def current(scope: Scope, deps: Deps) -> Posting:
    """How it stands."""
    workspace = _found(scope)
    by = workspace.pause.by if workspace.pause is not None else ""
    reader = programme_owner(scope)
    people = [each for each in (workspace.channel_of, workspace.zone_chosen_by, workspace.zone_of, by, reader) if each]
    return Posting(
        channel=workspace.channel,
        zone=workspace.zone,
        posts=tuple(_posts(scope, deps, workspace)),
        chosen_by=workspace.channel_of,
        env_channel=workspace.env_channel,
        zone_chosen_by=workspace.zone_chosen_by,
        zone_of=workspace.zone_of,
        pause=workspace.pause if occurrences.is_paused(workspace, scope.now) else None,
        programme_owner=reader,
        names=members.names_of(scope, people),
    )


def to_change(deps: Deps, caller: Caller) -> Posting:
    """How it stands, for an admin to change. Raises NotAllowed."""
    with deps.reading(caller.workspace.id) as scope:
        permissions.require(Action.SETTINGS, permissions.in_workspace(scope, caller), WHO)
        return current(scope, deps)


def change(deps: Deps, caller: Caller, opened: ChosenPosting, left: ChosenPosting, *, guard: Guard) -> ChangedPosting:
    """Write what an admin did in the form between opening and leaving it; what others saved in between stands.

    Raises NotAllowed, and Incomplete with words under the field of a channel or zone that cannot be.
    """
    _check(deps, caller, opened, left)
    with deps.transaction(caller.workspace.id, guard) as scope:
        workspaces.lock(scope)
        permissions.require(Action.SETTINGS, permissions.in_workspace(scope, caller), WHO)
        before = _found(scope)
        has_new_channel = left.channel not in (opened.channel, before.channel)
        if has_new_channel:
            post_into(scope, deps, left.channel, by=caller.member.id)
            edit_queue.mark(scope, kind=FIRST_RUN, subject=caller.member.id)
        has_new_zone = left.zone not in (opened.zone, before.zone)
        if has_new_zone:
            _move_to_zone(scope, deps, caller, before, left.zone)
        moved = tuple(_move(scope, deps, caller, opened, left))
        if moved and before.channel is not None:
            edit_queue.mark(scope, kind=GREETING, subject=before.channel)
        changed = ChangedPosting(current(scope, deps), has_new_channel, has_new_zone, moved)
    deps.outbox.wake()
    return changed


def choose_channel(deps: Deps, caller: Caller, channel: str, *, guard: Guard) -> RefusedChannel | None:
    """Post into that channel from now on; why not, where that cannot be. Raises NotAllowed."""
    with deps.reading(caller.workspace.id) as scope:
        permissions.require(Action.SETTINGS, permissions.in_workspace(scope, caller), WHO)
    refused = problem_of(deps, caller.workspace.id, channel)
    if refused is not None:
        return refused
    with deps.transaction(caller.workspace.id, guard) as scope:
        workspaces.lock(scope)
        permissions.require(Action.SETTINGS, permissions.in_workspace(scope, caller), WHO)
        if _found(scope).channel != channel:
            post_into(scope, deps, channel, by=caller.member.id)
    deps.outbox.wake()
    return None


def problem_of(deps: Deps, workspace_id: str, channel: str) -> RefusedChannel | None:
    """Why the bot cannot post into a channel, as Slack says now; None where it can."""
    found = deps.slack.channel_named(workspace_id, channel)
    if found is None:
        return RefusedChannel(channel, "", ChannelProblem.UNSEEN)
    if found.is_shared:
        return RefusedChannel(channel, found.name, ChannelProblem.SHARED)
    if found.is_archived:
        return RefusedChannel(channel, found.name, ChannelProblem.ARCHIVED)
    return None if found.is_member else RefusedChannel(channel, found.name, ChannelProblem.NOT_INVITED)


def _check(deps: Deps, caller: Caller, opened: ChosenPosting, left: ChosenPosting) -> None:
    """Slack may have to be asked about the channel: before the transaction."""
    problems: dict[str, str] = {}
    if not left.channel:
        problems[messages.CHANNEL] = "Choose a channel."
    elif left.channel != opened.channel:
        refused = problem_of(deps, caller.workspace.id, left.channel)
        problems |= {messages.CHANNEL: messages.refused_in_form(refused)} if refused is not None else {}
    if left.zone != opened.zone and zone_named(left.zone) is None:
        problems[messages.ZONE] = "I know no zone of that name: choose one of the list, such as Europe/Berlin."
    if problems:
        raise Incomplete(problems)


def _posts(scope: Scope, deps: Deps, workspace: Workspace) -> Iterator[WeeklyPost]:
    """Every post in the order of the week, the monthly one last; with its usual time while no channel is chosen."""
    stored = {each.kind: each for each in schedules.of(scope)}
    scheduled = [(each, each.schedule) for each in deps.outbox.types.values() if each.schedule is not None]
    for each, usual in sorted(scheduled, key=lambda pair: (isinstance(pair[1], Monthly), pair[1].weekday)):
        own = stored.get(each.name)
        if own is None and workspace.channel is not None:
            continue
        moment = PostTime(own.weekday, own.at, own.is_off) if own else PostTime(usual.weekday, usual.at)
        following = occurrences.next_due(scope, deps.outbox.types, workspace, own) if own else None
        is_monthly = isinstance(usual, Monthly)
        yield WeeklyPost(each.name, each.label, moment, days_offered(usual), following, is_monthly)


def _move(scope: Scope, deps: Deps, caller: Caller, opened: ChosenPosting, left: ChosenPosting) -> Iterator[str]:
    """Move the posts whose time was changed in the form; their kinds."""
    workspace = _found(scope)
    for schedule in schedules.of(scope):
        chosen = left.times.get(schedule.kind)
        if chosen is None or chosen == opened.times.get(schedule.kind):
            continue
        moved = replace(schedule, weekday=chosen.weekday, at=chosen.at, is_off=chosen.is_off)
        if moved == schedule:
            continue
        occurrences.keep_current(scope, deps.outbox.types, (schedule, workspace), (moved, workspace))
        schedules.change(scope, moved)
        words = {"before": _as_logged(schedule), "after": _as_logged(moved)}
        audit_log.write(scope, caller, _CHANGED, schedule.kind, **words)
        yield schedule.kind


def _move_to_zone(scope: Scope, deps: Deps, caller: Caller, before: Workspace, zone: str) -> None:
    for schedule in schedules.of(scope):
        after = replace(before, zone=zone)
        occurrences.keep_current(scope, deps.outbox.types, (schedule, before), (schedule, after))
        schedules.change(scope, schedule)
    workspaces.choose_zone(scope, zone, by=caller.member.id)
    audit_log.write(scope, caller, _CHANGED, "zone", before=before.zone, after=zone)


def _as_logged(schedule: Schedule) -> str:
    return "off" if schedule.is_off else f"{schedule.weekday} {schedule.at:%H:%M}"


def _found(scope: Scope) -> Workspace:
    workspace = workspaces.find(scope)
    if workspace is None:
        raise LookupError(scope.workspace_id)
    return workspace
