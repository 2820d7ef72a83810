"""Enqueue the weekly posts of a workspace when the calendar says that they are due."""

from collections.abc import Set
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.db.scope import Scope
from bot.domain.deliveries.model import ExpiryReason
from bot.domain.workspace import schedule
from bot.domain.workspace.members import Workspace
from bot.domain.workspace.schedule import Moves, Occurrence, Rule, Weekly
from bot.messages import formatting
from bot.outbox import queue, rescheduling
from bot.outbox.message_types import MessageTypes
from bot.services.deps import Deps
from bot.storage.workspace import closed_days, schedules, workspaces
from bot.storage.workspace.schedules import Schedule

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
                lines += _enqueue(scope, each, rule, later)
            following = _next(rule, standing, scope.now, closed)
            schedules.mark_checked(scope, each.kind, at=scope.now, next_at=following)
    return lines


def rules(deps: Deps, workspace_id: str) -> list[tuple[Rule, ZoneInfo]]:
    """The workspace's schedules as rules in its zone."""
    with deps.reading(workspace_id) as scope:
        workspace = workspaces.find(scope)
        if workspace is None:
            return []
        return [(rule_of(each, deps.outbox.types), ZoneInfo(workspace.zone)) for each in schedules.of(scope)]


def rule_of(each: Schedule, types: MessageTypes) -> Weekly:
    """When a weekly post is due, and where it goes from a closed day."""
    usual = types[each.kind].schedule if each.kind in types else None
    return Weekly(each.weekday, each.at, usual.moves if usual is not None else Moves.NOT)


def closed_on(deps: Deps, workspace_id: str) -> frozenset[date]:
    """The days on which the workspace is closed."""
    with deps.reading(workspace_id) as scope:
        return closed_days.of(scope)


def _latest(each: Schedule, rule: Weekly, workspace: Workspace, now: datetime, closed: Set[date]) -> Occurrence | None:
    """The latest that is due; none of a day before the one, in the workspace's zone, on which the schedule starts."""
    zone = ZoneInfo(workspace.zone)
    begins = schedule.local_date(each.starts_at, zone)
    return schedule.latest_occurrence(rule, zone, now, not_before=begins, closed=closed)


def _next(rule: Weekly, workspace: Workspace, now: datetime, closed: Set[date]) -> datetime:
    """When to look again: at the next occurrence; where closed days leave none for long, after a while."""
    following = schedule.next_occurrence(rule, ZoneInfo(workspace.zone), now, closed=closed)
    latest = now + _LOOK_AGAIN_WITHIN
    return min(following.due_at, latest) if following is not None else latest


def _spread(scope: Scope) -> timedelta:
    """How much later than the rule says: many workspaces must not all write at nine sharp, a single one may."""
    return schedule.spread_of(scope.workspace_id) if workspaces.has_others(scope) else timedelta()


def _enqueue(scope: Scope, each: Schedule, rule: Weekly, occurrence: Occurrence) -> list[str]:
    late = schedule.has_expired(occurrence.due_at, scope.now, schedule.life_of(rule))
    meant_for = occurrence.on - timedelta(days=occurrence.on.weekday() - each.weekday)
    moved_from = meant_for if meant_for != occurrence.on else None
    key = {"kind": each.kind, "subject": occurrence.subject, "target": each.kind}
    is_new = queue.enqueue(
        scope, **key, due_at=occurrence.due_at, expired=ExpiryReason.TOO_LATE if late else None, moved_from=moved_from
    )
    if not is_new and not late:
        is_new = rescheduling.reopen(scope, **key, due_at=occurrence.due_at)
    done = "expired" if late else "enqueued"
    why = f" ({formatting.date_words(moved_from, occurrence.on)} is closed)" if moved_from else ""
    return [f"{scope.workspace_id} {each.kind} {occurrence.subject}: {done}{why}"] if is_new else []
