"""Whether a member may be written to at this moment: not at night, at weekends, on closed days or while away."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.db.scope import Scope
from bot.domain.weekly.digests import Rhythm
from bot.domain.workspace import zones
from bot.domain.workspace.members import Member, Workspace
from bot.storage.workspace import closed_days, preferences

_FROM, _UNTIL = time(8), time(19)


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


def morning(day: date, zone: ZoneInfo, at: time) -> datetime:
    """The instant at which a wall in `zone` shows `at` on that day."""
    return zones.instant_of(datetime.combine(day, at), zone)
