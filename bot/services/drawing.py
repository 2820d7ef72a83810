"""The kinds of messages that leave through the outbox: each is drawn afresh from what is true at the claim."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.db.engine import Session
from bot.domain.deliveries.model import Delivery
from bot.domain.workspace import schedule
from bot.messages.blocks import Message
from bot.messages.weekly import fridays
from bot.outbox.message_types import Not, Redrawn
from bot.services.accounts import offboarding, reassignment
from bot.services.conversations import access_requests, complaints, message_updates, plans, sharing
from bot.services.conversations.receipts import COMPLAINT
from bot.services.sponsors import coverage, proposals, sponsors
from bot.services.weekly import leaderboard, pledges
from bot.services.workspace import greetings
from bot.services.workspace.workspaces import FRIDAY, MONDAY
from bot.transfer import transfers

EVENT_LIFE = timedelta(days=7)


@dataclass(frozen=True)
class Kind:
    """One kind of message that leaves through the outbox.

    `draw` makes it afresh from what is true, or says why not; `life` is how late it may be; `redraw` says what it is to
    read once that changed after it was sent, and is None for what stays as it was told.
    """

    draw: Callable[[Session, Delivery, datetime], Message | Not]
    life: timedelta
    to_channel: bool
    redraw: Callable[[Session, Delivery, datetime], Redrawn | Not] | None = None


def draw(session: Session, delivery: Delivery, now: datetime) -> Message | Not:
    """What is to be sent for `delivery` now, or why nothing is."""
    kind = KINDS[delivery.kind]
    if schedule.has_expired(delivery.due_at, now, kind.life):
        return Not.IN_TIME
    return kind.draw(session, delivery, now)


def caused_by_events() -> tuple[str, ...]:
    """The kinds that the calendar does not cause."""
    return tuple(name for name, kind in KINDS.items() if kind.life == EVENT_LIFE)


def redraw(session: Session, delivery: Delivery, now: datetime) -> Redrawn | Not:
    """What the sent `delivery` is to read now, or why it stays as it is."""
    change = KINDS[delivery.kind].redraw
    return Not.TRUE if change is None else change(session, delivery, now)


def _draw_friday(session: Session, delivery: Delivery, now: datetime) -> Message | Not:
    post = leaderboard.friday(session, delivery.workspace_id, delivery.subject)
    return fridays.friday(post, plain=delivery.plain)


KINDS = {
    MONDAY: Kind(pledges.draw, schedule.WEEKLY_LIFE, to_channel=True, redraw=pledges.redraw),
    FRIDAY: Kind(_draw_friday, schedule.WEEKLY_LIFE, to_channel=True),
    COMPLAINT: Kind(complaints.draw, EVENT_LIFE, to_channel=False, redraw=complaints.redraw),
    greetings.GREETING: Kind(greetings.draw, EVENT_LIFE, to_channel=False),
    offboarding.HAND_OVER: Kind(reassignment.draw, EVENT_LIFE, to_channel=False),
    plans.PLANS: Kind(plans.draw, schedule.NUDGE_LIFE, to_channel=False),
    transfers.TRANSFER: Kind(transfers.draw, EVENT_LIFE, to_channel=False),
    proposals.PROPOSAL: Kind(proposals.draw, EVENT_LIFE, to_channel=False),
    access_requests.REQUEST: Kind(access_requests.draw, EVENT_LIFE, to_channel=False),
    access_requests.ANSWER: Kind(access_requests.draw_answer, EVENT_LIFE, to_channel=False),
    sponsors.ANSWER: Kind(coverage.draw_answer, EVENT_LIFE, to_channel=False),
    message_updates.SHARE: Kind(sharing.draw, EVENT_LIFE, to_channel=False, redraw=sharing.redraw),
}
