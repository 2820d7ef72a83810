"""What every post of the calendar has in common: where it goes, how late it may be, and that a pause and its switch
hold it."""

from collections.abc import Callable
from functools import partial

from bot.db.scope import Scope
from bot.domain.deliveries.model import Delivery
from bot.domain.workspace import schedule
from bot.domain.workspace.schedule import PostRule
from bot.messages.blocks import Message
from bot.outbox.message_types import MessageType, Rerendered, Skip
from bot.services.weekly import occurrences
from bot.services.workspace.workspaces import chosen_channel
from bot.storage.workspace import schedules, workspaces

Render = Callable[[Scope, Delivery], Message | Skip]


def weekly_post(
    name: str,
    label: str,
    render: Render,
    rule: PostRule,
    *,
    rerender: Callable[[Scope, Delivery], Rerendered | Skip] | None = None,
    target: Callable[[Scope, Delivery], str | None] = chosen_channel,
) -> MessageType:
    """The message type of a post that goes out whenever `rule` is due: into the workspace's channel, unless to another
    `target`."""
    return MessageType(
        name,
        label,
        partial(render_unless_held, render),
        rerender,
        lifetime=schedule.life_of(rule),
        schedule=rule,
        target=target,
    )


def render_unless_held(render: Render, scope: Scope, delivery: Delivery) -> Message | Skip:
    """The post as it is now; none while posts are paused, or once somebody switched it off."""
    workspace = workspaces.find(scope)
    if workspace is None:
        return Skip.STALE
    if occurrences.is_paused(workspace, scope.now):
        return Skip.PAUSED
    if any(schedule.is_off for schedule in schedules.of(scope) if schedule.kind == delivery.kind):
        return Skip.STALE
    return render(scope, delivery)
