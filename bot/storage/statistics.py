"""Refresh what PostgreSQL believes of how full tables are, while an import fills empty ones.

Plans of its foreign key checks are made for tables as they were believed to be, and kept: without this, ten times as
many accounts took thirty times as long.
"""

from sqlalchemy import text

from bot.db.engine import Session
from bot.storage.accounts import tables as account_tables
from bot.storage.conversations import tables as conversation_tables
from bot.storage.workspace import tables as workspace_tables

_PARENTS = (
    account_tables.accounts,
    account_tables.contacts,
    conversation_tables.conversations,
    workspace_tables.members,
)
"""What other tables point to."""


def renew(session: Session) -> None:
    """Let PostgreSQL look again, and plan anew."""
    session.execute(text(f"ANALYZE {', '.join(table.name for table in _PARENTS)}"))
