"""Setting a workspace up: its row, its channel, its weekly posts."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.db.engine import Session
from bot.domain.deliveries.model import Delivery
from bot.domain.errors import Unusable
from bot.domain.workspace import schedule
from bot.domain.workspace.members import Identity, Workspace
from bot.outbox.message_types import MessageTypes
from bot.services.deps import Deps
from bot.storage.workspace import audit, installations, members, schedules, workspaces
from bot.storage.workspace.schedules import Schedule

_SLACKS_SECOND = timedelta(seconds=1)
"""Slack tells of an event by the whole second in which it happened."""


def set_up(deps: Deps, identity: Identity) -> None:
    """Create the workspace if it is new, and remember who the bot is in it."""
    now = deps.now()
    with deps.database.transaction() as session:
        workspaces.create(session, identity.workspace_id, name=identity.workspace, now=now)
        workspaces.record_installation(
            session,
            identity.workspace_id,
            app_id=identity.app_id,
            bot_id=identity.bot_id,
            bot_user_id=identity.bot_user_id,
            scopes=identity.scopes,
        )
        _complete_schedules(session, identity.workspace_id, deps.outbox.types, now)


def choose_channel(deps: Deps, workspace_id: str, channel: str, *, by: str) -> None:
    """Post into `channel`, as the member `by` says; the first time from the next full week on.

    A channel chosen again changes only where the posts go: schedules that stand keep their start.
    """
    with deps.database.transaction() as session:
        workspace = _required(session, workspace_id)
        workspaces.choose_channel(session, workspace_id, channel, by=by)
        starts_at = schedule.start_of_next_week(deps.now(), ZoneInfo(workspace.zone))
        _schedule_posts(session, workspace_id, deps.outbox.types, starts_at)
        audit.record(session, workspace_id, actor=by, action="choose channel", subject=channel, now=deps.now())


def take_channel(deps: Deps, workspace_id: str, channel: str) -> None:
    """Post into the environment's channel, unless a person chose one. It starts at once: today's post goes too."""
    with deps.database.transaction() as session:
        _required(session, workspace_id)
        if workspaces.take_channel(session, workspace_id, channel):
            _schedule_posts(session, workspace_id, deps.outbox.types, deps.now())


def chosen_channel(session: Session, delivery: Delivery) -> str | None:
    """Where the weekly posts of a delivery's workspace go; None while no channel is chosen."""
    return _required(session, delivery.workspace_id).channel


def end_installation(deps: Deps, workspace_id: str, *, at: datetime | None) -> bool:
    """Slack tells that the app was uninstalled, or its token revoked, at that instant of Slack's clock,
    or just now.

    Nothing is posted any more until Slack takes a token again; nothing is deleted. False for what is older than the
    installation that stands, as after a quick one anew: the two events come late, and in either order.
    """
    with deps.database.transaction() as session:
        return installations.end(session, workspace_id, before=at + _SLACKS_SECOND if at is not None else None)


def has_ended(deps: Deps, workspace_id: str) -> bool:
    """Whether Slack has told that the app was uninstalled there, or its token revoked. Raises StorageAway."""
    with deps.database.reading() as session:
        return installations.has_ended(session, workspace_id)


def is_installed(session: Session, workspace_id: str) -> bool:
    """Whether we may still write there: the app was not uninstalled, nor its token revoked."""
    return not installations.has_ended(session, workspace_id)


def every(deps: Deps) -> list[Workspace]:
    with deps.database.reading() as session:
        return workspaces.every(session)


def answer(deps: Deps) -> bool:
    """Whether the database answers, and knows a workspace. Raises StorageAway."""
    with deps.database.reading() as session:
        return workspaces.are_there(session)


def known(deps: Deps, workspace_id: str) -> Workspace:
    """The workspace with this id. Raises Unusable where there is none."""
    with deps.database.reading() as session:
        return _required(session, workspace_id)


def names(deps: Deps, workspace_id: str) -> dict[str, str]:
    with deps.database.reading() as session:
        return members.names(session, workspace_id)


def _required(session: Session, workspace_id: str) -> Workspace:
    workspace = workspaces.find(session, workspace_id)
    if workspace is None:
        raise Unusable(f"there is no workspace {workspace_id} here: start `touchbase serve` once with its token")
    return workspace


def _complete_schedules(session: Session, workspace_id: str, types: MessageTypes, now: datetime) -> None:
    """A channel that stands already gets a post that is new to it, from the next full week on."""
    workspace = _required(session, workspace_id)
    if workspace.channel is not None:
        _schedule_posts(session, workspace_id, types, schedule.start_of_next_week(now, ZoneInfo(workspace.zone)))


def _schedule_posts(session: Session, workspace_id: str, types: MessageTypes, starts_at: datetime) -> None:
    """The weekly posts; those that are scheduled already stay as they are."""
    for each in types.values():
        if each.schedule is not None:
            weekly = Schedule(each.name, each.schedule.weekday, each.schedule.at, starts_at)
            schedules.add(session, workspace_id, weekly)
