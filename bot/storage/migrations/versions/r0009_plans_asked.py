"""When to look whether somebody is to be asked about a plan, so that a round finds those alone where it is time."""

import sqlalchemy as sa
from alembic import op

from bot.storage.types import Instant

revision = "0009"
down_revision = "0008"

_conversations = sa.table("conversations", *map(sa.column, ("state", "trigger_id", "logged_at", "ask_at")))
_SET = sa.text("ask_at IS NOT NULL")


def upgrade() -> None:
    op.add_column("conversations", sa.Column("ask_at", Instant(), nullable=True))
    # Each is looked at once, in the next round, which finds out about which nobody is asked any more.
    plan = _conversations.c.state == "planned"
    typed_here = sa.func.coalesce(_conversations.c.trigger_id, "").not_like("import %")
    op.execute(sa.update(_conversations).where(plan, typed_here).values(ask_at=_conversations.c.logged_at))
    op.create_index("ix_conversations_ask_at", "conversations", ["ask_at"], sqlite_where=_SET, postgresql_where=_SET)
    op.drop_index("ix_conversations_planned", "conversations")
