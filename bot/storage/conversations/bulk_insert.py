"""Bulk insert of imported conversations, and what is known of them already."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, case, insert, or_, select

from bot.db.scope import Scope
from bot.domain.conversations.model import Source
from bot.storage.conversations import children, readers
from bot.storage.conversations.children import ConversationDetails
from bot.storage.conversations.conversations import NewConversation
from bot.storage.conversations.tables import conversations
from bot.storage.workspace.members import mention


@dataclass(frozen=True)
class ImportedConversation:
    """A conversation with its id, and with when it was logged elsewhere: aware, UTC."""

    id: str
    logged_at: datetime
    entry: NewConversation

    @property
    def content(self) -> tuple[str, date, str, str]:
        """Where neither has an id, two are one conversation when these are equal: account, day, holder, note."""
        details = self.entry.details
        return self.entry.account_id, details.on, details.held_by, details.note


def known(scope: Scope, arrivals: Sequence[ImportedConversation]) -> frozenset[str]:
    """The ids of those that stand by their id or key, or did until somebody undid them."""
    own = conversations.c
    is_imported = own.source == Source.IMPORT.value
    is_known = or_(
        own.id.in_([arrival.id for arrival in arrivals]),
        and_(is_imported, own.idempotency_key.in_([arrival.entry.idempotency_key for arrival in arrivals])),
    )
    rows = scope.session.execute(
        select(own.id, case((is_imported, own.idempotency_key)).label("key")).where(
            own.workspace_id == scope.workspace_id, is_known
        )
    ).all()
    ids, keys = {row.id for row in rows}, {row.key for row in rows}
    return frozenset(arrival.id for arrival in arrivals if arrival.id in ids or arrival.entry.idempotency_key in keys)


def find_duplicates(scope: Scope, arrivals: Sequence[ImportedConversation]) -> frozenset[str]:
    """The ids of those whose content stands in another conversation, or did until somebody undid it."""
    days = [arrival.entry.details.on for arrival in arrivals]
    if not days:
        return frozenset()
    own = conversations.c
    rows = scope.session.execute(
        select(own.account_id, own.on_date, own.held_by, own.note).where(
            conversations.c.workspace_id == scope.workspace_id,
            conversations.c.on_date.between(min(days), max(days)),
            conversations.c.account_id.in_({arrival.entry.account_id for arrival in arrivals}),
        )
    )
    contents = {tuple(row) for row in rows}
    return frozenset(arrival.id for arrival in arrivals if arrival.content in contents)


def add(scope: Scope, arrivals: Sequence[ImportedConversation]) -> None:
    """Insert conversations of which none stands yet. Raises Conflict where one does."""
    if not arrivals:
        return
    mention(scope, [arrival.entry.logged_by for arrival in arrivals])
    rows = [
        {"workspace_id": scope.workspace_id, "id": arrival.id, "logged_at": arrival.logged_at, **arrival.entry.columns}
        for arrival in arrivals
    ]
    scope.session.execute(insert(conversations), rows)
    wholes = [ConversationDetails(arrival.id, arrival.entry.account_id, arrival.entry.details) for arrival in arrivals]
    children.add_all(scope, wholes)
    if private := [arrival.id for arrival in arrivals if arrival.entry.details.private]:
        readers.keep(scope, private)
