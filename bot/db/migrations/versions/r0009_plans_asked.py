"""When to look whether somebody is to be asked about a plan, so that a round finds those alone where it is time."""

import sqlalchemy as sa
from alembic import op

from bot.db.types import Instant

revision = "0009"
down_revision = "0008"

_conversations = sa.table("conversations", *map(sa.column, ("state", "trigger_id", "logged_at", "ask_at")))


def upgrade() -> None:
    op.add_column("conversations", sa.Column("ask_at", Instant(), nullable=True))
    op.add_column("conversations", sa.Column("looked_at", Instant(), nullable=True))
    _create_partial("ix_conversations_ask_at", ["ask_at"], "ask_at IS NOT NULL")
    _create_partial("ix_conversations_to_ask", ["workspace_id", "ask_at"], "ask_at IS NOT NULL")
    _create_partial("ix_conversations_looked_at", ["looked_at"], "looked_at IS NOT NULL")
    # Each is looked at once, in the next round, which finds out about which nobody is asked any more.
    plan = _conversations.c.state == "planned"
    typed_here = sa.func.coalesce(_conversations.c.trigger_id, "").not_like("import %")
    op.execute(sa.update(_conversations).where(plan, typed_here).values(ask_at=_conversations.c.logged_at))
    op.drop_index("ix_conversations_planned", "conversations")


def _create_partial(name: str, columns: list[str], where: str) -> None:
    op.create_index(name, "conversations", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
