"""Enqueue the weekly posts and the monthly page of a workspace when the calendar says that they are due."""

from collections.abc import Set
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.db.scope import Scope
from bot.domain.deliveries.model import ExpiryReason
from bot.domain.workspace import schedule
from bot.domain.workspace.members import Workspace
from bot.domain.workspace.schedule import Monthly, Occurrence, PostRule, Rule, Weekly
from bot.messages import formatting
from bot.outbox import queue, rescheduling
from bot.outbox.message_types import MessageTypes
from bot.services.deps import Deps
from bot.storage.workspace import closed_days, schedules, workspaces
from bot.storage.workspace.schedules import Schedule

InZone = tuple[Schedule, Workspace]
"""A schedule, and the workspace in whose zone it means its times."""

_LOOK_AGAIN_WITHIN = timedelta(days=30)


def enqueue_due(deps: Deps, workspace: Workspace) -> list[str]:
    """Put the latest due occurrence of each schedule into the outbox; the lines of what is new.

    Missed rounds, replicas and clock changes collapse into the unique key. It is noted when to look at the schedule
    again; whoever changes the zone or the closed days meanwhile waits, and has it looked at once more.
    """
    lines = list[str]()
    with deps.transaction(workspace.id) as scope:
        held = schedules.lock(scope)
        standing = workspaces.find(scope) or workspace
        closed, spread = closed_days.of(scope), _spread(scope)
        for each in held:
            rule = rule_of(each, deps.outbox.types)
            occurrence = _latest(each, rule, standing, scope.now, closed)
            if occurrence is not None:
                later = replace(occurrence, due_at=occurrence.due_at + spread)
                lines += _enqueue(scope, standing, each.kind, rule, later)
            following = _next(rule, standing, scope.now, closed)
            schedules.mark_checked(scope, each.kind, at=scope.now, next_at=following)
    return lines


def rules(deps: Deps, workspace_id: str) -> list[tuple[Rule, ZoneInfo]]:
    """The workspace's schedules as rules in its zone."""
    with deps.reading(workspace_id) as scope:
        workspace = workspaces.find(scope)
        if workspace is None:
            return []
        return [(rule_of(schedule, deps.outbox.types), ZoneInfo(workspace.zone)) for schedule in schedules.of(scope)]


def rule_of(each: Schedule, types: MessageTypes) -> PostRule:
    """When a post is due, and where it goes from a closed day."""
    usual = types[each.kind].schedule if each.kind in types else None
    return replace(usual, weekday=each.weekday, at=each.at) if usual is not None else Weekly(each.weekday, each.at)


def next_due(scope: Scope, types: MessageTypes, workspace: Workspace, each: Schedule) -> datetime | None:
    """The local wall time at which a post goes out next; None where it is off or paused without an end, or closed days
    leave none."""
    zone, pause = ZoneInfo(workspace.zone), workspace.pause
    if each.is_off or (pause is not None and pause.until is None):
        return None
    waiting = rescheduling.due_next(scope, kind=each.kind, target=each.kind)
    if waiting is not None:
        return waiting.astimezone(zone).replace(tzinfo=None)
    days = [schedule.local_date(each.starts_at, zone), *([pause.until] if pause is not None and pause.until else [])]
    found = _first_from(
        scope, types, workspace, each, max(scope.now, *(schedule.start_of_day(day, zone) for day in days))
    )
    return datetime.combine(found.on, each.at) if found is not None else None


def _first_from(
    scope: Scope, types: MessageTypes, workspace: Workspace, each: Schedule, start: datetime
) -> Occurrence | None:
    """The first occurrence after `start` that did not go out already, by an earlier day of its week or month."""
    zone, closed, rule = ZoneInfo(workspace.zone), closed_days.of(scope), rule_of(each, types)
    found = schedule.next_occurrence(rule, zone, start, closed=closed)
    if found is not None and queue.exists(scope, each.kind, found.subject):
        return schedule.next_occurrence(rule, zone, found.due_at, closed=closed)
    return found


def keep_current(scope: Scope, types: MessageTypes, was: InZone, becomes: InZone) -> None:
    """Before a schedule or its zone changes: what this week, or month, would have had still comes, once.

    Where the new time of this week is still ahead, it holds, also for what waits already. Where it is past, this week
    goes by the old one, and the new one holds from the next week on.
    """
    closed = closed_days.of(scope)
    today = schedule.local_date(scope.now, ZoneInfo(was[1].zone))
    old, new = (_in_period(each, workspace, types, today, closed) for each, workspace in (was, becomes))
    kind, spread = was[0].kind, _spread(scope)
    if new is not None and new.due_at > scope.now:
        rescheduling.move(scope, kind=kind, subject=new.subject, target=kind, due_at=new.due_at + spread)
        return
    if old is None or becomes[0].is_off or not _begins_with(was[0], old):
        return
    if _why_not(was[1], rule_of(was[0], types), old, scope.now) is None:
        queue.enqueue(scope, kind=kind, subject=old.subject, target=kind, due_at=old.due_at + spread)


def is_paused(workspace: Workspace, now: datetime) -> bool:
    """Whether the weekly posts are paused now."""
    today = schedule.local_date(now, ZoneInfo(workspace.zone))
    return workspace.pause is not None and workspace.pause.holds_on(today)


def closed_on(deps: Deps, workspace_id: str) -> frozenset[date]:
    """The days on which the workspace is closed."""
    with deps.reading(workspace_id) as scope:
        return closed_days.of(scope)


def _latest(
    each: Schedule, rule: PostRule, workspace: Workspace, now: datetime, closed: Set[date]
) -> Occurrence | None:
    """The latest that is due; none of a day before the one, in the workspace's zone, on which the schedule starts, and
    none that was past already when an admin moved it or switched it on."""
    if each.is_off:
        return None
    zone = ZoneInfo(workspace.zone)
    begins = schedule.local_date(each.starts_at, zone)
    latest = schedule.latest_occurrence(rule, zone, now, not_before=begins, closed=closed)
    return latest if latest is not None and _begins_with(each, latest) else None


def _in_period(
    each: Schedule, workspace: Workspace, types: MessageTypes, today: date, closed: Set[date]
) -> Occurrence | None:
    """When it is due in the week or month of that day; None where it is off, has not begun, or closed days leave
    none."""
    zone = ZoneInfo(workspace.zone)
    found = schedule.occurrence_around(rule_of(each, types), zone, today, closed)
    if each.is_off or found is None or found.on < schedule.local_date(each.starts_at, zone):
        return None
    return found


def _next(rule: PostRule, workspace: Workspace, now: datetime, closed: Set[date]) -> datetime:
    """When to look again: at the next occurrence; where closed days leave none for long, after a while. A page that a
    pause held comes when that is over: it is no less true then."""
    zone, pause = ZoneInfo(workspace.zone), workspace.pause
    following = schedule.next_occurrence(rule, zone, now, closed=closed)
    instants = [now + _LOOK_AGAIN_WITHIN, *([following.due_at] if following is not None else [])]
    if isinstance(rule, Monthly) and pause is not None and pause.until is not None:
        instants.append(schedule.start_of_day(pause.until, zone))
    return min(instant for instant in instants if instant > now)


def _spread(scope: Scope) -> timedelta:
    """How much later than the rule says: many workspaces must not all write at nine sharp, a single one may."""
    return schedule.spread_of(scope.workspace_id) if workspaces.has_others(scope) else timedelta()


def _enqueue(scope: Scope, workspace: Workspace, kind: str, rule: PostRule, occurrence: Occurrence) -> list[str]:
    workspace_id, expired = workspace.id, _why_not(workspace, rule, occurrence, scope.now)
    meant_for = schedule.day_due(rule, occurrence.on)
    moved_from = meant_for if meant_for != occurrence.on else None
    key = {"kind": kind, "subject": occurrence.subject, "target": kind}
    is_new = queue.enqueue(scope, **key, due_at=occurrence.due_at, expired=expired, moved_from=moved_from)
    if not is_new and expired is None:
        is_new = rescheduling.reopen(scope, **key, due_at=occurrence.due_at)
    done = "enqueued" if expired is None else "paused" if expired is ExpiryReason.PAUSED else "expired"
    why = f" ({formatting.date_words(moved_from, occurrence.on)} is closed)" if moved_from else ""
    return [f"{workspace_id} {kind} {occurrence.subject}: {done}{why}"] if is_new else []


def _why_not(workspace: Workspace, rule: PostRule, occurrence: Occurrence, now: datetime) -> ExpiryReason | None:
    """Why an occurrence that is due is not sent; None where it is."""
    if is_paused(workspace, now):
        return ExpiryReason.PAUSED
    late = schedule.has_expired(occurrence.due_at, now, schedule.life_of(rule))
    return ExpiryReason.TOO_LATE if late else None


def _begins_with(schedule: Schedule, occurrence: Occurrence) -> bool:
    """Whether an occurrence is of the schedule as it is, and was not past already when it became that."""
    return schedule.changed_at is None or occurrence.due_at > schedule.changed_at
