"""Whether a member may be written to at this moment: not at night, at weekends, on closed days or while away."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.db.scope import Scope
from bot.domain.conversations.follow_ups import next_working_day
from bot.domain.deliveries.model import Delivery
from bot.domain.weekly.digests import Rhythm
from bot.domain.workspace import zones
from bot.domain.workspace.members import Member, Workspace
from bot.messages.blocks import Message
from bot.outbox.message_types import MessageType, Rerendered, Skip
from bot.storage.workspace import closed_days, members, preferences, workspaces

_FROM, _UNTIL = time(8), time(19)
_A_DAY = timedelta(days=1)
_LOOKED_AHEAD = 366
"""So many days ahead somebody may be away."""


@dataclass(frozen=True)
class LocalTime:
    """What a member's wall shows at an instant."""

    on: date
    at: time

    @property
    def is_quiet(self) -> bool:
        """Whether it is outside the hours in which somebody may be written to."""
        return not _FROM <= self.at < _UNTIL


def local_time(workspace: Workspace, member: Member, now: datetime) -> LocalTime:
    local = now.astimezone(zone_of(workspace, member))
    return LocalTime(local.date(), local.time())


def zone_of(workspace: Workspace, member: Member) -> ZoneInfo:
    return ZoneInfo(member.profile.zone or workspace.zone)


def rhythm_of(scope: Scope, workspace: Workspace, member_id: str) -> Rhythm:
    """A member's days off, the workspace's pause and what they chose; without what only the digest itself must know."""
    return Rhythm(preferences.of(scope, member_id), closed_days.of(scope), workspace.pause)


def may_be_written_to(scope: Scope, workspace: Workspace, member: Member) -> bool:
    """Whether what cannot wait may reach them now."""
    local = local_time(workspace, member, scope.now)
    return not local.is_quiet and not rhythm_of(scope, workspace, member.id).is_day_off(local.on)


def next_morning(scope: Scope, workspace: Workspace, member: Member) -> date | None:
    """The day whose morning is the next on which they may be written to; None where they may be now."""
    if may_be_written_to(scope, workspace, member):
        return None
    local = local_time(workspace, member, scope.now)
    rhythm = rhythm_of(scope, workspace, member.id)
    first = local.on if local.at < _FROM else local.on + _A_DAY
    days = (first + number * _A_DAY for number in range(_LOOKED_AHEAD))
    return next((day for day in days if not rhythm.is_day_off(day)), first)


def is_away(scope: Scope, workspace: Workspace, member: Member) -> bool:
    """Whether they themself are off on the next day, or what is left of this one, on which others work."""
    local = local_time(workspace, member, scope.now)
    first = local.on if local.at < _UNTIL else local.on + _A_DAY
    working_day = next_working_day(first - _A_DAY, closed_days.of(scope))
    return preferences.of(scope, member.id).is_away(working_day)


def held_until(scope: Scope, delivery: Delivery) -> datetime | None:
    """When to look again at a delivery to a member who is not to be written to now: when their next day begins, so that
    a day off that is taken back holds nothing. None where it may go."""
    workspace, member = workspaces.find(scope), members.find(scope, delivery.target)
    return None if workspace is None or member is None else next_beginning(scope, workspace, member)


def next_beginning(scope: Scope, workspace: Workspace, member: Member) -> datetime | None:
    """When the next day of a member begins who is not to be written to now; None where they are."""
    if may_be_written_to(scope, workspace, member):
        return None
    local = local_time(workspace, member, scope.now)
    day = local.on if local.at < _FROM else local.on + _A_DAY
    return morning(day, zone_of(workspace, member), _FROM)


def direct_message(
    name: str,
    label: str,
    render: Callable[[Scope, Delivery], Message | Skip],
    rerender: Callable[[Scope, Delivery], Rerendered | Skip] | None = None,
) -> MessageType:
    """The message type of what goes to one member of its own, held until they may be written to."""
    return MessageType(name, label, render, rerender, held_until=held_until)


def morning(day: date, zone: ZoneInfo, at: time) -> datetime:
    """The instant at which a wall in `zone` shows `at` on that day."""
    return zones.instant_of(datetime.combine(day, at), zone)
