"""The greeting in a channel that the bot was invited to: said once, with what it will post and when."""

from datetime import date
from zoneinfo import ZoneInfo

from bot.db.scope import Scope
from bot.domain.deliveries.model import Delivery
from bot.domain.setup.posting import PostTime
from bot.domain.weekly.posts import FRIDAY, FRIDAY_SCHEDULE, MONDAY, MONDAY_SCHEDULE
from bot.domain.workspace import schedule
from bot.domain.workspace.greetings import GREETING, Greeting
from bot.domain.workspace.members import Workspace
from bot.domain.workspace.schedule import Weekly
from bot.messages.blocks import Message
from bot.messages.workspace import greetings
from bot.outbox import queue
from bot.outbox.message_types import MessageType, Rerendered, Skip
from bot.services.deps import Deps
from bot.storage.workspace import closed_days, schedules, workspaces
from bot.storage.workspace.schedules import Schedule

_USUAL = {MONDAY: MONDAY_SCHEDULE, FRIDAY: FRIDAY_SCHEDULE}


def greet(deps: Deps, workspace_id: str, channel: str) -> None:
    """Let the channel be greeted, unless it was before."""
    with deps.transaction(workspace_id) as scope:
        queue.enqueue(scope, kind=GREETING, subject=channel, target=channel, due_at=scope.now)
    deps.outbox.wake()


def render(scope: Scope, delivery: Delivery) -> Message | Skip:
    workspace = workspaces.find(scope)
    return Skip.STALE if workspace is None else greetings.greeting(_greeting(scope, workspace, delivery.target))


def rerender(scope: Scope, delivery: Delivery) -> Rerendered | Skip:
    """As it is since the channel was chosen, or another one."""
    workspace = workspaces.find(scope)
    if workspace is None:
        return Skip.STALE
    return Rerendered(greetings.greeting(_greeting(scope, workspace, delivery.target)))


def _greeting(scope: Scope, workspace: Workspace, channel: str) -> Greeting:
    standing = [each for each in schedules.of(scope) if each.kind in _USUAL]
    times = {each.kind: PostTime(each.weekday, each.at) for each in standing if not each.is_off}
    if not standing and workspace.channel is None:
        times = {kind: PostTime(usual.weekday, usual.at) for kind, usual in _USUAL.items()}
    return Greeting(
        is_chosen=workspace.channel == channel,
        has_other=workspace.channel not in (None, channel),
        today=schedule.local_date(scope.now, ZoneInfo(workspace.zone)),
        monday=times.get(MONDAY),
        friday=times.get(FRIDAY),
        first_on=_first_on(scope, workspace, [each for each in standing if not each.is_off]),
        pause=workspace.pause,
    )


def _first_on(scope: Scope, workspace: Workspace, running: list[Schedule]) -> date | None:
    """The day of the first post of all, while none has begun."""
    zone, closed = ZoneInfo(workspace.zone), closed_days.of(scope)
    if any(each.starts_at <= scope.now for each in running):
        return None
    rules = [(Weekly(each.weekday, each.at, _USUAL[each.kind].moves), each.starts_at) for each in running]
    found = [schedule.next_occurrence(rule, zone, scope.now, starts_at, closed=closed) for rule, starts_at in rules]
    return min((each.on for each in found if each is not None), default=None)


CHANNEL_GREETING = MessageType(GREETING, "What I post, said in a channel I was invited to", render, rerender)
