"""Workspaces and their installations."""

from datetime import date, datetime

from sqlalchemy import Row, bindparam, func, insert, literal, select, update

from bot.db.engine import Session, insert_once
from bot.db.scope import Scope
from bot.db.types import WireTime
from bot.domain.setup.pause import Pause
from bot.domain.workspace.members import Workspace
from bot.storage.weekly import digests
from bot.storage.workspace import schedules
from bot.storage.workspace.tables import installations, workspaces


def find(scope: Scope) -> Workspace | None:
    row = scope.session.execute(_FIND, {"workspace_id": scope.workspace_id}).one_or_none()
    return None if row is None else _as_workspace(row)


def lock(scope: Scope) -> None:
    """Until this transaction ends nobody else holds the workspace: what is changed as a whole is changed in turn."""
    scope.session.execute(
        select(workspaces.c.id).where(workspaces.c.id == scope.workspace_id).with_for_update(key_share=True)
    )


def every(session: Session) -> list[Workspace]:
    return [_as_workspace(row) for row in session.execute(select(workspaces).order_by(workspaces.c.id))]


def are_there(session: Session) -> bool:
    """Whether there is any."""
    return session.execute(select(workspaces.c.id).limit(1)).first() is not None


def has_others(scope: Scope) -> bool:
    """Whether the app is installed in another workspace too."""
    other = select(installations.c.id).where(
        installations.c.workspace_id != scope.workspace_id, installations.c.revoked_at.is_(None)
    )
    return scope.session.execute(other.limit(1)).first() is not None


def create(scope: Scope, *, name: str) -> bool:
    """Add a workspace in UTC, until somebody's zone is known. Says whether it is new."""
    row = {
        "id": scope.workspace_id,
        "name": name,
        "zone": "UTC",
        "accounts_version": 0,
        "created_at": scope.now,
    }
    return insert_once(scope.session, workspaces, [row]) == 1


def take_zone(scope: Scope, *, zone: str, of: str) -> None:
    """Give the workspace the zone of its installer or first admin, unless it has one."""
    taken = scope.session.execute(
        update(workspaces)
        .where(
            workspaces.c.id == scope.workspace_id, workspaces.c.zone_of.is_(None), workspaces.c.zone_chosen_by.is_(None)
        )
        .values(zone=zone, zone_of=of)
    )
    if taken.rowcount == 1:
        _zone_changed(scope)


def choose_zone(scope: Scope, zone: str, *, by: str) -> None:
    """Give the workspace the zone that an admin named, whoever leaves or comes."""
    chosen = {"zone": zone, "zone_chosen_by": by}
    scope.session.execute(update(workspaces).where(workspaces.c.id == scope.workspace_id).values(chosen))
    _zone_changed(scope)


def release_zone(scope: Scope, *, of: str) -> None:
    """Keep the zone of somebody who left until the next admin's is known."""
    scope.session.execute(
        update(workspaces).where(workspaces.c.id == scope.workspace_id, workspaces.c.zone_of == of).values(zone_of=None)
    )


def next_roster(scope: Scope) -> tuple[datetime | None, str | None]:
    """When Slack is to be asked next who is in the workspace, None for at once; and where its list goes on."""
    row = scope.session.execute(
        select(workspaces.c.roster_at, workspaces.c.roster_cursor).where(workspaces.c.id == scope.workspace_id)
    ).one()
    return row.roster_at, row.roster_cursor


def count_people(scope: Scope, found: int, *, is_first: bool, is_last: bool) -> None:
    """Add up the people on the pages of Slack's list; behind the last page that is the headcount."""
    so_far = 0 if is_first else func.coalesce(workspaces.c.roster_count, 0)
    together = literal(found) + so_far
    counted = {"headcount": together, "roster_count": None} if is_last else {"roster_count": together}
    scope.session.execute(update(workspaces).where(workspaces.c.id == scope.workspace_id).values(counted))


def ask_for_roster(scope: Scope, *, at: datetime, cursor: str | None) -> None:
    """Let Slack be asked at that instant, from `cursor` on."""
    scope.session.execute(
        update(workspaces).where(workspaces.c.id == scope.workspace_id).values(roster_at=at, roster_cursor=cursor)
    )


def choose_channel(scope: Scope, channel: str, *, by: str) -> None:
    """Post where a person says."""
    scope.session.execute(
        update(workspaces).where(workspaces.c.id == scope.workspace_id).values(channel=channel, channel_of=by)
    )


def take_channel(scope: Scope, channel: str) -> bool:
    """Post where the environment says, unless a person chose. Says whether it does."""
    scope.session.execute(update(workspaces).where(workspaces.c.id == scope.workspace_id).values(env_channel=channel))
    changed = scope.session.execute(
        update(workspaces)
        .where(workspaces.c.id == scope.workspace_id, workspaces.c.channel_of.is_(None))
        .values(channel=channel)
    )
    return changed.rowcount == 1


def pause(scope: Scope, until: date | None, *, by: str) -> None:
    """Pause the weekly posts and the digests until that day, or until they are taken up."""
    paused = {"paused_at": scope.now, "paused_by": by, "paused_until": until}
    scope.session.execute(update(workspaces).where(workspaces.c.id == scope.workspace_id).values(paused))
    digests.look_again(scope)


def resume(scope: Scope) -> bool:
    """End a pause; what is due goes out. Says whether there was one."""
    ended = scope.session.execute(
        update(workspaces)
        .where(workspaces.c.id == scope.workspace_id, workspaces.c.paused_at.is_not(None))
        .values(paused_at=None, paused_by=None, paused_until=None)
    )
    if ended.rowcount == 1:
        schedules.check_again(scope)
        digests.look_again(scope)
    return ended.rowcount == 1


def welcome(scope: Scope, admin: str) -> bool:
    """Put down who was told first how to set it up. Says whether nobody was before."""
    first = scope.session.execute(
        update(workspaces)
        .where(workspaces.c.id == scope.workspace_id, workspaces.c.first_admin.is_(None))
        .values(first_admin=admin)
    )
    return first.rowcount == 1


def close_setup(scope: Scope) -> bool:
    """Put the list of first steps away for good. Says whether it was still there."""
    closed = scope.session.execute(
        update(workspaces)
        .where(workspaces.c.id == scope.workspace_id, workspaces.c.setup_closed_at.is_(None))
        .values(setup_closed_at=scope.now)
    )
    return closed.rowcount == 1


def renew_accounts_version(scope: Scope) -> None:
    """Tell every cache of account names that it is old."""
    scope.session.execute(
        update(workspaces)
        .where(workspaces.c.id == scope.workspace_id)
        .values(accounts_version=workspaces.c.accounts_version + 1)
    )


def record_installation(scope: Scope, *, app_id: str, bot_id: str, bot_user_id: str, scopes: str) -> None:
    """Remember who we are in this workspace; one row an app, renewed when the token's answer changes."""
    known = {
        "bot_id": bot_id,
        "bot_user_id": bot_user_id,
        "scopes": scopes,
        # Slack took the token just now: whatever it tells of an earlier end is not about this installation.
        "installed_at": WireTime(),
        "revoked_at": None,
    }
    changed = scope.session.execute(
        update(installations)
        .where(installations.c.workspace_id == scope.workspace_id, installations.c.id == app_id)
        .values(known)
    )
    if changed.rowcount == 0:
        row = {"workspace_id": scope.workspace_id, "id": app_id, "app_id": app_id, **known}
        scope.session.execute(insert(installations).values(row))


def _zone_changed(scope: Scope) -> None:
    schedules.check_again(scope)
    digests.look_again(scope)


def _as_workspace(row: Row[tuple[object, ...]]) -> Workspace:
    return Workspace(
        id=row.id,
        name=row.name,
        zone=row.zone,
        zone_of=row.zone_of,
        channel=row.channel,
        accounts_version=row.accounts_version,
        channel_of=row.channel_of,
        env_channel=row.env_channel,
        zone_chosen_by=row.zone_chosen_by,
        pause=Pause(row.paused_by, row.paused_until) if row.paused_at is not None else None,
        first_admin=row.first_admin,
        is_set_up=row.setup_closed_at is not None,
        headcount=row.headcount,
    )


_FIND = select(workspaces).where(workspaces.c.id == bindparam("workspace_id"))  # every request asks it: built once
