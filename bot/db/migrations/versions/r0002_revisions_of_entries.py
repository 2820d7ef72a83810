"""Entries that can be changed: a version each, and every earlier state kept."""

import sqlalchemy as sa
from alembic import op

from bot.db.types import Instant

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("conversations", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.create_table(
        "revisions",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.String(length=32), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "conversation_id"],
            ["conversations.workspace_id", "conversations.id"],
            name=op.f("fk_revisions_workspace_id_conversation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "account_id"],
            ["accounts.workspace_id", "accounts.id"],
            name=op.f("fk_revisions_workspace_id_account_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "conversation_id", "version", name=op.f("pk_revisions")),
    )
    op.create_index(op.f("ix_conversations_workspace_id_logged_by"), "conversations", ["workspace_id", "logged_by"])
    op.create_index(op.f("ix_drafts_workspace_id_author"), "drafts", ["workspace_id", "author"])
