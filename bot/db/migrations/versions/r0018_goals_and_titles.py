"""The share of the week that somebody means to spend with customers, and the titles that Slack tells of people."""

import sqlalchemy as sa
from alembic import op

from bot.db.types import Instant

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "goals",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("member_id", sa.String(length=32), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("chosen_at", Instant(), nullable=False),
        sa.CheckConstraint("percent BETWEEN 1 AND 100", name=op.f("ck_goals_percent")),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_goals_workspace_id_member_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "member_id", name=op.f("pk_goals")),
    )
    op.add_column("members", sa.Column("title", sa.Text(), nullable=True))
