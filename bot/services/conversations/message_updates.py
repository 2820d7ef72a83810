"""Have the messages about a conversation edited when it is undone, restored or changed."""

from zoneinfo import ZoneInfo

from bot.db.scope import Scope
from bot.domain.conversations.model import Conversation, Source
from bot.domain.weekly import thursdays
from bot.domain.weekly.iso_weeks import week_subject
from bot.domain.weekly.posts import MONDAY
from bot.domain.workspace import schedule
from bot.domain.workspace.members import Workspace
from bot.domain.workspace.preferences import DIGEST
from bot.outbox import batching, edit_queue
from bot.services.alerts import COMPLAINT
from bot.services.weekly.follow_up_alerts import FOLLOW_UP
from bot.storage.conversations import conversations, follow_ups, revisions
from bot.storage.weekly import digests
from bot.storage.workspace import members

SHARE = "share"
QUOTE_QUESTION = "quote question"
_TOLD = (COMPLAINT, SHARE, QUOTE_QUESTION)


def entry_changed(scope: Scope, conversation_id: str) -> None:
    """Have every message about an entry drawn anew, in the transaction that changed it."""
    edit_queue.mark_about(scope, _TOLD, conversation_id)
    for member_id, day in digests.days_reported(scope, conversation_id):
        edit_queue.mark(scope, kind=DIGEST, subject=day.isoformat(), target=member_id)
    _mark_question(scope, conversation_id)
    given = follow_ups.find(scope, conversation_id)
    if given is not None:
        batching.mark(scope, kind=FOLLOW_UP, subject=conversation_id, target=given.step.assignee)


def _mark_question(scope: Scope, conversation_id: str) -> None:
    """Have Thursday's question drawn anew, under which a press logged the entry."""
    origin = conversations.origin_of(scope, conversation_id)
    if origin is not None and origin.source is Source.THURSDAY and origin.idempotency_key is not None:
        member_id, day = thursdays.digest_of_tap(origin.idempotency_key)
        edit_queue.mark(scope, kind=DIGEST, subject=day.isoformat(), target=member_id)


def quoted_words_changed(scope: Scope, workspace: Workspace, entry: Conversation) -> None:
    """Have this week's Monday post drawn anew if it may quote `entry`, as the entry was before it changed."""
    has_words = entry.details.note or entry.details.insights
    if has_words and not entry.details.private:
        week = week_subject(schedule.local_date(scope.now, ZoneInfo(workspace.zone)))
        edit_queue.mark(scope, kind=MONDAY, subject=week)


def whose(scope: Scope, entry: Conversation) -> str:
    """The name of who took an entry back, or else changed it last; "" where nobody knows it."""
    by = conversations.undone_by(scope, entry.id)
    by = by or revisions.last_changed_by(scope, entry.id) or entry.logged_by
    return members.names_of(scope, [by]).get(by, "")
