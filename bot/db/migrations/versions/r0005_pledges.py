"""Numbers that people name on Monday, edits of what was sent, the pace of a workspace, and closed days."""

import sqlalchemy as sa
from alembic import op

from bot.db.types import Instant

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    _create_pledges()
    _create_closed_days()
    for column in (
        sa.Column("changes", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("next_edit_at", Instant(), nullable=True),
        sa.Column("edit_attempt", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("edit_refusals", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("edited_at", Instant(), nullable=True),
        sa.Column("edit_error", sa.Text(), nullable=True),
        sa.Column("moved_from", sa.Date(), nullable=True),
    ):
        op.add_column("deliveries", column)
    op.create_index(
        "ix_deliveries_dirty",
        "deliveries",
        ["next_edit_at"],
        sqlite_where=sa.text("dirty = 1"),
        postgresql_where=sa.text("dirty"),
    )
    op.add_column("pace", sa.Column("per_minute", sa.Float(), nullable=True))
    op.add_column("pace", sa.Column("slowed_at", Instant(), nullable=True))


def _create_pledges() -> None:
    op.create_table(
        "pledges",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("member_id", sa.String(length=32), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("given_at", Instant(), nullable=False),
        sa.CheckConstraint("number BETWEEN 0 AND 999", name=op.f("ck_pledges_number")),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_pledges_workspace_id_member_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "week", "member_id", name=op.f("pk_pledges")),
    )


def _create_closed_days() -> None:
    op.create_table(
        "closed_days",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_closed_days_workspace_id")),
        sa.PrimaryKeyConstraint("workspace_id", "day", name=op.f("pk_closed_days")),
    )
