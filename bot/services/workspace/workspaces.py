"""Setting a workspace up: its row, its channel, its weekly posts."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.db.scope import Scope
from bot.domain.deliveries.model import Delivery
from bot.domain.errors import Unusable
from bot.domain.workspace import schedule
from bot.domain.workspace.greetings import GREETING
from bot.domain.workspace.members import Identity, Workspace
from bot.outbox import edit_queue
from bot.outbox.message_types import MessageTypes
from bot.services.deps import Deps
from bot.storage.workspace import audit, installations, members, schedules, workspaces
from bot.storage.workspace.schedules import Schedule

_SLACKS_SECOND = timedelta(seconds=1)
"""Slack tells of an event by the whole second in which it happened."""


def set_up(deps: Deps, identity: Identity) -> None:
    """Create the workspace if it is new, and remember who the bot is in it."""
    with deps.transaction(identity.workspace_id) as scope:
        workspaces.create(scope, name=identity.workspace)
        workspaces.record_installation(
            scope,
            app_id=identity.app_id,
            bot_id=identity.bot_id,
            bot_user_id=identity.bot_user_id,
            scopes=identity.scopes,
        )
        _complete_schedules(scope, deps.outbox.types)


def choose_channel(deps: Deps, workspace_id: str, channel: str, *, by: str) -> None:
    """Post into `channel`, as the member `by` says; the first time from the next full week on.

    A channel chosen again changes only where the posts go: schedules that stand keep their start.
    """
    with deps.transaction(workspace_id) as scope:
        post_into(scope, deps, channel, by=by)


def post_into(scope: Scope, deps: Deps, channel: str, *, by: str) -> None:
    """`choose_channel` within a transaction. What the bot said as it came into the channel is said anew."""
    workspace = _required(scope)
    workspaces.choose_channel(scope, channel, by=by)
    starts_at = schedule.start_of_next_week(scope.now, ZoneInfo(workspace.zone))
    _schedule_posts(scope, deps.outbox.types, starts_at)
    for each in {channel, workspace.channel} - {None}:
        edit_queue.mark(scope, kind=GREETING, subject=str(each))
    audit.record(scope, actor=by, action="choose channel", subject=channel)


def take_channel(deps: Deps, workspace_id: str, channel: str) -> None:
    """Post into the environment's channel, unless a person chose one. It starts at once: today's post goes too."""
    with deps.transaction(workspace_id) as scope:
        _required(scope)
        if workspaces.take_channel(scope, channel):
            _schedule_posts(scope, deps.outbox.types, scope.now)


def close_setup(deps: Deps, workspace_id: str) -> None:
    """Leave out the first steps: somebody has set it up who needs no list."""
    with deps.transaction(workspace_id) as scope:
        workspaces.close_setup(scope)


def chosen_channel(scope: Scope, delivery: Delivery) -> str | None:
    """Where the weekly posts of a delivery's workspace go; None while no channel is chosen."""
    return _required(scope).channel


def end_installation(deps: Deps, workspace_id: str, *, at: datetime | None) -> bool:
    """Slack tells that the app was uninstalled, or its token revoked, at that instant of Slack's clock,
    or just now.

    Nothing is posted any more until Slack takes a token again; nothing is deleted. False for what is older than the
    installation that stands, as after a quick one anew: the two events come late, and in either order.
    """
    with deps.transaction(workspace_id) as scope:
        return installations.end(scope, before=at + _SLACKS_SECOND if at is not None else None)


def has_ended(deps: Deps, workspace_id: str) -> bool:
    """Whether Slack has told that the app was uninstalled there, or its token revoked. Raises StorageAway."""
    with deps.reading(workspace_id) as scope:
        return installations.has_ended(scope)


def is_installed(scope: Scope) -> bool:
    """Whether we may still write there: the app was not uninstalled, nor its token revoked."""
    return not installations.has_ended(scope)


def every(deps: Deps) -> list[Workspace]:
    with deps.database.reading() as session:
        return workspaces.every(session)


def answer(deps: Deps) -> bool:
    """Whether the database answers, and knows a workspace. Raises StorageAway."""
    with deps.database.reading() as session:
        return workspaces.are_there(session)


def known(deps: Deps, workspace_id: str) -> Workspace:
    """The workspace with this id. Raises Unusable where there is none."""
    with deps.reading(workspace_id) as scope:
        return _required(scope)


def names(deps: Deps, workspace_id: str) -> dict[str, str]:
    with deps.reading(workspace_id) as scope:
        return members.names(scope)


def _required(scope: Scope) -> Workspace:
    workspace = workspaces.find(scope)
    if workspace is None:
        raise Unusable(f"there is no workspace {scope.workspace_id} here: start `touchbase serve` once with its token")
    return workspace


def _complete_schedules(scope: Scope, types: MessageTypes) -> None:
    """A channel that stands already gets a post that is new to it, from the next full week on."""
    workspace = _required(scope)
    if workspace.channel is not None:
        _schedule_posts(scope, types, schedule.start_of_next_week(scope.now, ZoneInfo(workspace.zone)))


def _schedule_posts(scope: Scope, types: MessageTypes, starts_at: datetime) -> None:
    """The weekly posts; those that are scheduled already stay as they are."""
    for each in types.values():
        if each.schedule is not None:
            weekly = Schedule(each.name, each.schedule.weekday, each.schedule.at, starts_at)
            schedules.add(scope, weekly)
