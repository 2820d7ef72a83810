"""Have the messages about a conversation edited when it is undone, restored or changed."""

from bot.db.scope import Scope
from bot.domain.conversations.model import Conversation
from bot.outbox import edit_queue
from bot.services.conversations.receipts import COMPLAINT
from bot.storage.conversations import conversations, revisions
from bot.storage.workspace import members

SHARE = "share"
_TOLD = (COMPLAINT, SHARE)


def entry_changed(scope: Scope, conversation_id: str) -> None:
    """Have every message about an entry drawn anew, in the transaction that changed it."""
    edit_queue.mark_about(scope, _TOLD, conversation_id)


def whose(scope: Scope, entry: Conversation) -> str:
    """The name of who took an entry back, or else changed it last; "" where nobody knows it."""
    by = conversations.undone_by(scope, entry.id)
    by = by or revisions.last_changed_by(scope, entry.id) or entry.logged_by
    return members.names_of(scope, [by]).get(by, "")
