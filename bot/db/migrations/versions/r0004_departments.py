"""Departments, and since when somebody is deactivated."""

import sqlalchemy as sa
from alembic import op

from bot.db.types import Instant

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("members", sa.Column("deactivated_at", Instant(), nullable=True))
    op.add_column("workspaces", sa.Column("roster_at", Instant(), nullable=True))
    op.add_column("workspaces", sa.Column("roster_cursor", sa.Text(), nullable=True))
    _create_departments()
    _create_department_members()


def _create_departments() -> None:
    op.create_table(
        "departments",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("ask_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_departments_workspace_id")),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_departments")),
    )


def _create_department_members() -> None:
    op.create_table(
        "department_members",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("group_id", sa.String(length=32), nullable=False),
        sa.Column("member_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "group_id"],
            ["departments.workspace_id", "departments.id"],
            name=op.f("fk_department_members_workspace_id_group_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "group_id", "member_id", name=op.f("pk_department_members")),
    )
