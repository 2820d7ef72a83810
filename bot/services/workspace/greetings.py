"""The greeting in a channel that the bot was invited to: said once, with what it will post and when."""

from bot.db.scope import Scope
from bot.domain.deliveries.model import Delivery
from bot.domain.weekly.posts import FRIDAY, FRIDAY_SCHEDULE, MONDAY, MONDAY_SCHEDULE
from bot.domain.workspace.greetings import Greeting
from bot.messages.blocks import Message
from bot.messages.workspace import greetings
from bot.outbox import queue
from bot.outbox.message_types import MessageType, Skip
from bot.services.deps import Deps
from bot.storage.workspace import schedules, workspaces

GREETING = "greeting"
"""Kind of the delivery; its subject and its target are the channel, so that it is said once in each."""


def greet(deps: Deps, workspace_id: str, channel: str) -> None:
    """Let the channel be greeted, unless it was before."""
    with deps.transaction(workspace_id) as scope:
        queue.enqueue(scope, kind=GREETING, subject=channel, target=channel, due_at=scope.now)
    deps.outbox.wake()


def render(scope: Scope, delivery: Delivery) -> Message | Skip:
    workspace = workspaces.find(scope)
    if workspace is None:
        return Skip.STALE
    chosen = workspace.channel
    times = {each.kind: each.at for each in schedules.of(scope)}
    if chosen is None:
        times = {MONDAY: MONDAY_SCHEDULE.at, FRIDAY: FRIDAY_SCHEDULE.at, **times}
    return greetings.greeting(
        Greeting(
            is_chosen=chosen == delivery.target,
            has_other=chosen not in (None, delivery.target),
            monday_at=times.get(MONDAY),
            friday_at=times.get(FRIDAY),
        )
    )


CHANNEL_GREETING = MessageType(GREETING, "What I post, said in a channel I was invited to", render)
