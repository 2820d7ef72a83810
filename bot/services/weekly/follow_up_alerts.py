"""The word to somebody who is to do something today or tomorrow, at once: a colleague wrote it down for them."""

from datetime import timedelta

from bot.db.scope import Scope
from bot.domain.conversations.follow_ups import FollowUpState
from bot.domain.conversations.model import Conversation, FollowUp
from bot.domain.deliveries.model import Delivery
from bot.domain.weekly.digests import ItemKind
from bot.domain.workspace.members import Caller, Member, Workspace
from bot.messages.blocks import Message
from bot.messages.weekly import digests as messages
from bot.messages.weekly.digests import Line, Reader
from bot.outbox import batching
from bot.outbox.message_types import MessageType, Rerendered, Skip
from bot.services.weekly import quiet_hours
from bot.storage.conversations import follow_ups
from bot.storage.workspace import members, workspaces

FOLLOW_UP = "follow up"
"""A kind of deliveries; the subject is a conversation's id: of the only one it tells of, or of the first."""

_A_DAY = timedelta(days=1)


def enqueue(scope: Scope, caller: Caller, entry: Conversation, before: FollowUp | None) -> None:
    """Tell whoever is to do something today or tomorrow of it now, unless it is night or a day off where they are: then
    their next digest does."""
    step, now = entry.details.follow_up, scope.now
    if step is None or step.due is None or step.assignee == caller.member.id:
        return
    if before is not None and before.assignee == step.assignee:
        return
    member = members.find(scope, step.assignee)
    if member is None or not member.may_take_part or not entry.may_be_read_by(member.id):
        return
    today = quiet_hours.local_time(caller.workspace, member, now).on
    if step.due <= today + _A_DAY and quiet_hours.may_be_written_to(scope, caller.workspace, member):
        batching.enqueue(scope, kind=FOLLOW_UP, subject=entry.id, target=step.assignee)


def render(scope: Scope, delivery: Delivery) -> Message | Skip:
    """What is still theirs to do, to somebody Slack has said is a member, when they may be written to."""
    workspace = workspaces.find(scope)
    member = members.find(scope, delivery.target)
    if workspace is None or member is None or not member.is_known:
        return Skip.NOT_READY
    if not member.may_take_part or not quiet_hours.may_be_written_to(scope, workspace, member):
        return Skip.STALE
    news = [line for line in _lines(scope, delivery, workspace, member) if line.is_news]
    return messages.several(news) if news else Skip.STALE


def rerender(scope: Scope, delivery: Delivery) -> Rerendered | Skip:
    """With what was done since, and nothing of what was withdrawn."""
    workspace = workspaces.find(scope)
    member = members.find(scope, delivery.target)
    if workspace is None or member is None or not member.may_take_part:
        return Skip.STALE
    lines = _lines(scope, delivery, workspace, member)
    return Rerendered(messages.several(lines)) if lines else Rerendered(messages.nothing_left(), redacts=True)


def _lines(scope: Scope, delivery: Delivery, workspace: Workspace, member: Member) -> list[Line]:
    key = {"kind": delivery.kind, "subject": delivery.subject, "target": delivery.target}
    found = [
        follow_up
        for follow_up in follow_ups.those(scope, batching.batched_subjects(scope, **key))
        if follow_up.entry.undone_at is None
        and follow_up.step.assignee == member.id
        and follow_up.state is not FollowUpState.DROPPED
        and follow_up.entry.may_be_read_by(member.id)
    ]
    people = [person for each in found for person in (each.given_by, *each.entry.details.people)]
    today = quiet_hours.local_time(workspace, member, scope.now).on
    reader = Reader(member.id, today, members.names_of(scope, people))
    return [messages.follow_up(ItemKind.FOLLOW_UP_GIVEN, each, reader) for each in found]


FOLLOW_UP_ALERT = MessageType(FOLLOW_UP, "What somebody is to do today or tomorrow", render, rerender)
