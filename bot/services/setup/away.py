"""Say that one is away, and that one is back; what stands of it."""

from datetime import date, timedelta

from bot.db.scope import Scope
from bot.domain.errors import Incomplete, Refusal
from bot.domain.setup.away import AwayDays, away_days
from bot.domain.workspace.closed_days import Span
from bot.domain.workspace.members import Caller
from bot.messages.setup.away import LAST
from bot.parsing.commands.away import check_away, read_away
from bot.services.deps import Deps, Guard
from bot.services.local_days import local_day, local_today
from bot.services.workspace.members import require_colleague
from bot.storage.workspace import closed_days, preferences

_A_DAY = timedelta(days=1)


def of(deps: Deps, caller: Caller) -> AwayDays:
    """When the caller is away. Raises Refusal to somebody not known yet."""
    require_colleague(deps, caller, typed="/touchbase away")
    with deps.reading(caller.workspace.id) as scope:
        return current(scope, caller)


def current(scope: Scope, caller: Caller) -> AwayDays:
    today = local_day(caller, scope.now)
    return away_days(preferences.of(scope, caller.member.id).absences, today, closed_days.of(scope))


def choose(deps: Deps, caller: Caller, typed: str, *, guard: Guard) -> AwayDays:
    """Keep what was typed behind `away`. Raises Refusal where it names none to come, and to somebody not known yet."""
    require_colleague(deps, caller, typed=f"/touchbase away {typed}")
    span = read_away(typed, local_today(deps, caller))
    return end(deps, caller, guard=guard) if span is None else _add(deps, caller, span, guard)


def add(deps: Deps, caller: Caller, span: Span, *, guard: Guard) -> AwayDays:
    """The caller is away on these days. Raises Refusal for days that are over."""
    check_away(span, local_today(deps, caller))
    return _add(deps, caller, span, guard)


def days_in_form(first: str, last: str, today: date) -> Span:
    """The days of the form, ISO dates. Raises Incomplete with what is wrong."""
    try:
        span = Span(date.fromisoformat(first), date.fromisoformat(last))
        check_away(span, today)
    except ValueError:
        raise Incomplete({LAST: "Choose a first day and a last."}) from None
    except Refusal as refused:
        raise Incomplete({LAST: refused.words}) from None
    return span


def end(deps: Deps, caller: Caller, *, guard: Guard) -> AwayDays:
    """The caller is back, and away on no day to come."""
    require_colleague(deps, caller)
    with deps.transaction(caller.workspace.id, guard) as scope:
        yesterday = local_day(caller, scope.now) - _A_DAY
        preferences.end_absences(scope, caller.member.id, last=yesterday)
        return current(scope, caller)


def _add(deps: Deps, caller: Caller, span: Span, guard: Guard) -> AwayDays:
    require_colleague(deps, caller)
    with deps.transaction(caller.workspace.id, guard) as scope:
        preferences.add_absence(scope, caller.member.id, span)
        return current(scope, caller)
