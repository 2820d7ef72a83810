"""The kinds of messages that leave through the outbox: each is drawn afresh from what is true at the claim."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain import schedule
from bot.domain.deliveries import Delivery
from bot.messages import complaints, fridays
from bot.messages.blocks import Message
from bot.services import coverage, leaderboard, plans, sharing, sponsors
from bot.services.outcomes import Not
from bot.services.receipts import COMPLAINT, concerned
from bot.services.workspaces import FRIDAY
from bot.storage import accounts, conversations, members, workspaces
from bot.storage.engine import Session

EVENT_LIFE = timedelta(days=7)


@dataclass(frozen=True)
class Kind:
    """One kind of message that leaves through the outbox.

    `draw` makes it afresh from what is true, or says why not; `life` is how late it may be.
    """

    draw: Callable[[Session, Delivery, datetime], Message | Not]
    life: timedelta
    to_channel: bool


def draw(session: Session, delivery: Delivery, now: datetime) -> Message | Not:
    """What is to be sent for `delivery` now, or why nothing is."""
    kind = KINDS[delivery.kind]
    if schedule.has_expired(delivery.due_at, now, kind.life):
        return Not.IN_TIME
    return kind.draw(session, delivery, now)


def _draw_friday(session: Session, delivery: Delivery, now: datetime) -> Message | Not:
    post = leaderboard.friday(session, delivery.workspace_id, delivery.subject)
    return fridays.friday(post, plain=delivery.plain)


def _draw_complaint(session: Session, delivery: Delivery, now: datetime) -> Message | Not:
    """To the owner or sponsor, once Slack has said that they and the author are members; not if it was taken back."""
    workspace_id = delivery.workspace_id
    conversation = conversations.find(session, workspace_id, delivery.subject.partition(":")[0])
    workspace = workspaces.find(session, workspace_id)
    if conversation is None or conversation.undone_at is not None or workspace is None:
        return Not.TRUE
    account = accounts.find(session, workspace_id, conversation.account_id)
    if account is None or delivery.target not in concerned(session, workspace_id, account, conversation.details):
        return Not.TRUE
    owner = members.find(session, workspace_id, delivery.target)
    author = members.find(session, workspace_id, conversation.logged_by)
    if owner is None or author is None or not (owner.is_known and author.is_known):
        return Not.YET
    if not (owner.may_take_part and author.may_take_part):
        return Not.TRUE
    today = schedule.local_date(now, ZoneInfo(owner.profile.zone or workspace.zone))
    names = members.names_of(session, workspace_id, conversation.details.people)
    return complaints.complaint(conversation, names, today=today)


KINDS = {
    FRIDAY: Kind(_draw_friday, schedule.WEEKLY_LIFE, to_channel=True),
    COMPLAINT: Kind(_draw_complaint, EVENT_LIFE, to_channel=False),
    plans.PLANS: Kind(plans.draw, schedule.NUDGE_LIFE, to_channel=False),
    sponsors.PROPOSAL: Kind(coverage.draw_proposal, EVENT_LIFE, to_channel=False),
    sponsors.ANSWER: Kind(coverage.draw_answer, EVENT_LIFE, to_channel=False),
    sharing.SHARE: Kind(sharing.draw, EVENT_LIFE, to_channel=False),
}
