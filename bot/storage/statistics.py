"""What PostgreSQL believes of how full tables are: while rows pour into empty ones it goes on to read them whole.

Plans of its foreign key checks are made for tables as they were believed to be, and kept: without this, ten times as
many accounts took thirty times as long.
"""

from sqlalchemy import text

from bot.storage import schema
from bot.storage.engine import Session

_PARENTS = (schema.accounts, schema.contacts, schema.conversations, schema.members)
"""What other tables point to."""


def renew(session: Session) -> None:
    """Let PostgreSQL look again, and plan anew."""
    session.execute(text(f"ANALYZE {', '.join(table.name for table in _PARENTS)}"))
