"""Logging a line reads the same few rows however much its author logged before: indices for what a receipt asks."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

_conversations = sa.table(
    "conversations", *map(sa.column, ("workspace_id", "id")), sa.column("has_insights", sa.Boolean())
)
_insights = sa.table("insights", *map(sa.column, ("workspace_id", "conversation_id")))


def upgrade() -> None:
    _add_has_insights()
    op.drop_index("ix_conversations_workspace_id_logged_by", "conversations")
    op.create_index(
        "ix_conversations_author", "conversations", ["workspace_id", "logged_by", "account_id", "logged_at"]
    )
    week = ["workspace_id", "held_by", "on_date", "account_id", "logged_by", "id", "state", "kind", "undone_at"]
    op.create_index("ix_conversations_held", "conversations", week)
    op.drop_index("ix_participants_member", "participants")
    op.create_index("ix_participants_member", "participants", ["workspace_id", "member_id", "role", "conversation_id"])


def _add_has_insights() -> None:
    has_insights = sa.Column[bool]("has_insights", sa.Boolean(), server_default=sa.false(), nullable=False)
    op.add_column("conversations", has_insights)
    told = sa.exists().where(
        _insights.c.workspace_id == _conversations.c.workspace_id, _insights.c.conversation_id == _conversations.c.id
    )
    op.execute(_conversations.update().where(told).values(has_insights=True))
    op.create_index(
        "ix_conversations_with_insights",
        "conversations",
        ["workspace_id", "on_date", "id"],
        sqlite_where=sa.text("has_insights = 1"),
        postgresql_where=sa.text("has_insights"),
    )
