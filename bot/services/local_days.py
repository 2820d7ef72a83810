"""A person's local date: today's, and that of an instant."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.workspace import schedule
from bot.domain.workspace.members import Caller
from bot.services.deps import Deps


def workspace_today(deps: Deps, caller: Caller) -> date:
    """The date where the workspace is: of its posts, weeks and closed days."""
    return schedule.local_date(deps.now(), ZoneInfo(caller.workspace.zone))


def local_today(deps: Deps, caller: Caller) -> date:
    return local_day(caller, deps.now())


def local_day(caller: Caller, at: datetime) -> date:
    return schedule.local_date(at, ZoneInfo(caller.zone))
