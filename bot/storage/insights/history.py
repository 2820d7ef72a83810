"""The history of an account, or of somebody there: every entry, undone ones too."""

from sqlalchemy import ColumnElement, exists, select

from bot.db.scope import Scope
from bot.domain.conversations.model import Conversation
from bot.storage.accounts.tables import conversation_contacts
from bot.storage.conversations import conversations as records
from bot.storage.conversations.filters import belongs_to, typed_by_a_member
from bot.storage.conversations.readers import may_read
from bot.storage.conversations.tables import conversations


def of_account(scope: Scope, account_id: str, *, skip: int, limit: int) -> list[Conversation]:
    """What members typed of an account, undone or not, the latest first. The words are the caller's to withhold."""
    return _latest(scope, account_id, skip, limit)


def of_contact(
    scope: Scope, account_id: str, contact_id: str, *, reader: str, skip: int, limit: int
) -> list[Conversation]:
    """Those with somebody of an account that stand, as far as `reader` may know of it."""
    was_there = exists().where(belongs_to(conversation_contacts), conversation_contacts.c.contact_id == contact_id)
    return _latest(scope, account_id, skip, limit, was_there, may_read(reader), conversations.c.undone_at.is_(None))


def _latest(
    scope: Scope, account_id: str, skip: int, limit: int, *conditions: ColumnElement[bool]
) -> list[Conversation]:
    rows = scope.session.execute(
        select(conversations.c.id)
        .where(
            conversations.c.workspace_id == scope.workspace_id,
            conversations.c.account_id == account_id,
            typed_by_a_member(),
            *conditions,
        )
        .order_by(conversations.c.on_date.desc(), conversations.c.id.desc())
        .offset(skip)
        .limit(limit)
    )
    return records.those(scope, [row.id for row in rows])[::-1]
