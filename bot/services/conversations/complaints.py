"""The alert about a complaint or a risk: rendered for whom it concerns, and again when the conversation changes."""

from zoneinfo import ZoneInfo

from bot.db.scope import Scope
from bot.domain.conversations.model import Conversation
from bot.domain.deliveries.model import Delivery
from bot.domain.workspace import schedule
from bot.domain.workspace.members import Member
from bot.messages.blocks import Message
from bot.messages.conversations import complaints
from bot.outbox.message_types import MessageType, Rerendered, Skip
from bot.services.conversations import message_updates
from bot.services.conversations.receipts import COMPLAINT, alarming, concerned
from bot.storage.accounts import accounts
from bot.storage.conversations import conversations
from bot.storage.workspace import members, workspaces


def render(scope: Scope, delivery: Delivery) -> Message | Skip:
    """To the owner or sponsor, once Slack has said that they and the author are members; not if it was taken back."""
    entry = _entry(scope, delivery)
    if entry is None or not _concerns(scope, delivery, entry):
        return Skip.STALE
    reader = members.find(scope, delivery.target)
    author = members.find(scope, entry.logged_by)
    if reader is None or author is None or not (reader.is_known and author.is_known):
        return Skip.NOT_READY
    if not (reader.may_take_part and author.may_take_part):
        return Skip.STALE
    return _told(scope, entry, reader)


def rerender(scope: Scope, delivery: Delivery) -> Rerendered | Skip:
    """As it is now; where it was taken back or concerns them no more, by whom, and none of its words."""
    entry, reader = _entry(scope, delivery), members.find(scope, delivery.target)
    if entry is None or reader is None:
        return Skip.STALE
    if _concerns(scope, delivery, entry):
        if not reader.may_take_part:
            return Skip.STALE  # what a guest was told as a member stays, and nothing is added to it
        return Rerendered(_told(scope, entry, reader))
    by = message_updates.whose(scope, entry)
    is_withdrawn = entry.undone_at is not None or not alarming(entry.details)
    shown = complaints.withdrawn(entry.account_name, by) if is_withdrawn else complaints.no_longer_yours()
    return Rerendered(shown, redacts=True)


def _entry(scope: Scope, delivery: Delivery) -> Conversation | None:
    # Behind the id may stand the version with which the complaint came.
    return conversations.find(scope, delivery.subject.partition(":")[0])


def _concerns(scope: Scope, delivery: Delivery, entry: Conversation) -> bool:
    """Whether the entry stands and tells whoever was written to of a complaint or a risk that is theirs to hear.

    Of a private one that is who reads it: whoever owns the account only since then hears that it is there, no more.
    """
    account = accounts.find(scope, entry.account_id)
    if account is None or entry.undone_at is not None or not entry.may_be_read_by(delivery.target):
        return False
    return delivery.target in concerned(scope, account, entry.details)


def _told(scope: Scope, entry: Conversation, reader: Member) -> Message:
    workspace = workspaces.find(scope)
    zone = reader.profile.zone or (workspace.zone if workspace else "UTC")
    names = members.names_of(scope, entry.details.people)
    return complaints.complaint(entry, names, today=schedule.local_date(scope.now, ZoneInfo(zone)))


COMPLAINT_ALERT = MessageType(COMPLAINT, "A complaint or a risk", render, rerender)
