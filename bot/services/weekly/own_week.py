"""/week and /goal: what one person is told of their own week, and the goal they set themselves."""

from datetime import date, timedelta

from bot.db.scope import Scope
from bot.domain.accounts.model import Stage
from bot.domain.errors import Refusal
from bot.domain.weekly.iso_weeks import monday_of
from bot.domain.weekly.own_week import TIME_WITHIN, Goal, OwnWeek, streak_of
from bot.domain.workspace.members import Caller
from bot.services.deps import Deps, Guard
from bot.services.local_days import local_day
from bot.services.sponsors import executives
from bot.services.workspace.members import require_colleague
from bot.storage.weekly import goals, pledges, weekly_stats
from bot.storage.workspace import closed_days, preferences

_NONE = ("none", "off", "0", "0%")


def of(deps: Deps, caller: Caller) -> OwnWeek:
    """The caller's week as it is now. Raises Refusal to somebody not known yet."""
    require_colleague(deps, caller, typed="/week")
    with deps.reading(caller.workspace.id) as scope:
        return on_day(scope, caller, local_day(caller, scope.now))


def on_day(scope: Scope, caller: Caller, today: date) -> OwnWeek:
    """The caller's week as it is on `today`, of whoever Slack has told us of."""
    me, monday = caller.member.id, monday_of(today)
    sunday = monday + timedelta(days=6)
    spoken = weekly_stats.of_member(scope, me, monday, sunday)
    days = weekly_stats.days_of_member(scope, me, sunday)
    percent = goals.of(scope, me)
    has_goal = percent is not None or executives.is_one(scope, caller)
    chosen = preferences.of(scope, me)
    return OwnWeek(
        monday,
        customers=sum(each.stage is Stage.CUSTOMER for each in spoken),
        prospects=sum(each.stage is Stage.PROSPECT for each in spoken),
        meant=pledges.of_member(scope, me, monday) or None,
        minutes=sum(day.minutes for day in days if day.on > today - TIME_WITHIN),
        streak=streak_of({day.on for day in days}, today, days_off=closed_days.of(scope) | chosen.days_away),
        goal=Goal(percent) if has_goal else None,
        is_away=chosen.is_away(today),
    )


def goal_of(deps: Deps, caller: Caller) -> Goal:
    """The caller's goal. Raises Refusal to somebody not known yet."""
    require_colleague(deps, caller, typed="/goal")
    with deps.reading(caller.workspace.id) as scope:
        return Goal(goals.of(scope, caller.member.id))


def choose_goal(deps: Deps, caller: Caller, asked: str, *, guard: Guard) -> Goal:
    """Keep the caller's goal, as they typed it. Raises Refusal where it is no share, and to somebody not known yet."""
    require_colleague(deps, caller, typed=f"/goal {asked}")
    percent = _percent(asked)
    with deps.transaction(caller.workspace.id, guard) as scope:
        goals.choose(scope, caller.member.id, percent)
    return Goal(percent)


def _percent(asked: str) -> int | None:
    typed = asked.casefold().replace(" ", "")
    if typed in _NONE:
        return None
    digits = typed.removesuffix("%")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 3 and 1 <= int(digits) <= 100):
        raise Refusal(
            "A goal is a share of your working week, in percent: /goal 50, or /goal none for none.", typed=asked
        )
    return int(digits)
