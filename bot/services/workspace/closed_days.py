"""The days on which a workspace is closed: an admin changes them, and reads which posts move."""

from collections.abc import Iterator, Set
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.db.scope import Scope
from bot.domain.errors import Incomplete
from bot.domain.workspace import schedule
from bot.domain.workspace.closed_days import CLOSED_DAYS, ChangedDays, Moved, Span, spans
from bot.domain.workspace.members import Caller
from bot.domain.workspace.roles import Action
from bot.domain.workspace.schedule import PostRule
from bot.domain.workspace.settings import carried_over
from bot.messages.workspace.closed_days import FIELD
from bot.outbox import queue
from bot.outbox.message_types import MessageTypes
from bot.parsing.forms.closed_days import UnreadableDays, read_closed_days
from bot.services.deps import Deps, Guard
from bot.services.weekly import occurrences
from bot.services.workspace import permissions
from bot.storage.workspace import audit, schedules, workspaces
from bot.storage.workspace import closed_days as stored
from bot.storage.workspace.schedules import Schedule

_WHO = "Only admins change settings."
_A_DAY = timedelta(days=1)


def coming(scope: Scope, first: date) -> frozenset[date]:
    """The closed days from `first` on."""
    return frozenset(day for day in stored.of(scope) if day >= first)


def today_of(deps: Deps, caller: Caller) -> date:
    """The date on the workspace's wall, where its days are closed."""
    return schedule.local_date(deps.now(), ZoneInfo(caller.workspace.zone))


def to_change(deps: Deps, caller: Caller) -> frozenset[date]:
    """The closed days from tomorrow on, for an admin to change. Raises NotAllowed.

    Today's posts and questions may be out already, so today stays what it is.
    """
    with deps.reading(caller.workspace.id) as scope:
        permissions.require(Action.SETTINGS, permissions.in_workspace(scope, caller), _WHO)
        return coming(scope, today_of(deps, caller) + _A_DAY)


def typed(text: str, opened_on: date) -> frozenset[date]:
    """The days that were typed into the form's one field. Raises Incomplete, with the line that is wrong."""
    try:
        return read_closed_days(text, opened_on + _A_DAY)
    except UnreadableDays as error:
        raise Incomplete({FIELD: str(error)}) from None


def change(deps: Deps, caller: Caller, opened: Set[date], left: Set[date], *, guard: Guard) -> ChangedDays:
    """Write what an admin did to the days between opening the form and leaving it; what others saved in between stands.

    Raises NotAllowed.
    """
    today = today_of(deps, caller)
    opened, left = ({day for day in days if day > today} for days in (opened, left))
    with deps.transaction(caller.workspace.id, guard) as scope:
        workspaces.lock(scope)
        permissions.require(Action.SETTINGS, permissions.in_workspace(scope, caller), _WHO)
        before = stored.of(scope)
        after = frozenset(carried_over(before, opened, left))
        closed, again = after - before, before - after
        if not closed and not again:
            return ChangedDays((), (), ())
        stored.choose(scope, after)
        posts = tuple(_moved(scope, deps.outbox.types, caller, before, after, today))
        changed = ChangedDays(spans(closed), spans(again), posts)
        details = {"closed": _said(changed.closed), "opened": _said(changed.opened)}
        who = caller.member.id
        audit.record(scope, actor=who, action="change settings", subject=CLOSED_DAYS, details=details)
    return changed


def _moved(
    scope: Scope, types: MessageTypes, caller: Caller, before: Set[date], after: Set[date], today: date
) -> Iterator[Moved]:
    """The posts that go out on another day than they would have; those that went out, or have not begun, do not."""
    zone = ZoneInfo(caller.workspace.zone)
    for each, rule, day in _touched(scope, types, before ^ after):
        begins = schedule.local_date(each.starts_at, zone)
        days = (schedule.day_due(rule, day, closed) for closed in (before, after))
        was, on = (None if due is None or due < begins else due for due in days)
        subject = schedule.subject_of(rule, day)
        if was != on and not queue.exists(scope, each.kind, subject):
            # Where a day before today is what is left for it, it goes out at once.
            yield Moved(_label(each.kind, types), subject, max(on, today) if on is not None else None)


def _touched(scope: Scope, types: MessageTypes, days: Set[date]) -> list[tuple[Schedule, PostRule, date]]:
    """The posts of the weeks and months that have one of these days, each once with its usual day, in their order."""
    rules = [(each, occurrences.rule_of(each, types)) for each in schedules.of(scope)]
    usual = {(each.kind, schedule.day_due(rule, day)): (each, rule) for each, rule in rules for day in days}
    return sorted(((*post, on) for (_, on), post in usual.items() if on is not None), key=lambda found: found[2])


def _label(kind: str, types: MessageTypes) -> str:
    return types[kind].label if kind in types else kind


def _said(days: tuple[Span, ...]) -> str:
    return " ".join(f"{span.first}/{span.last}" for span in days)
