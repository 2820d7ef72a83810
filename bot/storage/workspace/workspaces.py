"""Workspaces and their installations."""

from datetime import datetime

from sqlalchemy import Row, insert, select, update

from bot.db.engine import Session, insert_once
from bot.db.scope import Scope
from bot.db.types import WireTime
from bot.domain.workspace.members import Workspace
from bot.storage.weekly import digests
from bot.storage.workspace import schedules
from bot.storage.workspace.tables import installations, workspaces


def find(scope: Scope) -> Workspace | None:
    row = scope.session.execute(select(workspaces).where(workspaces.c.id == scope.workspace_id)).one_or_none()
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
        .where(workspaces.c.id == scope.workspace_id, workspaces.c.zone_of.is_(None))
        .values(zone=zone, zone_of=of)
    )
    if taken.rowcount == 1:
        schedules.check_again(scope)
        digests.look_again(scope)


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
    changed = scope.session.execute(
        update(workspaces)
        .where(workspaces.c.id == scope.workspace_id, workspaces.c.channel_of.is_(None))
        .values(channel=channel)
    )
    return changed.rowcount == 1


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


def _as_workspace(row: Row[tuple[object, ...]]) -> Workspace:
    return Workspace(
        id=row.id,
        name=row.name,
        zone=row.zone,
        zone_of=row.zone_of,
        channel=row.channel,
        accounts_version=row.accounts_version,
    )
