"""What lets a round find where something is due, and an admin what stands still, without asking every row."""

import sqlalchemy as sa
from alembic import op

from bot.db.types import Instant

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("schedules", sa.Column("next_at", Instant(), nullable=True))
    op.add_column("schedules", sa.Column("looked_at", Instant(), nullable=True))
    op.add_column("schedules", sa.Column("changed_at", Instant(), nullable=True))
    op.create_index("ix_schedules_next_at", "schedules", ["next_at"])
    op.create_index("ix_schedules_looked_at", "schedules", ["looked_at"])
    op.create_index("ix_workspaces_roster_at", "workspaces", ["roster_at"])
    op.create_index("ix_departments_ask_at", "departments", ["ask_at"])
    op.create_index("ix_deliveries_state", "deliveries", ["state", "due_at"])
    op.create_index("ix_deliveries_standing", "deliveries", ["workspace_id", "state", "due_at"])
    _create_partial("ix_deliveries_verify", "deliveries", "next_at", "state = 'verify'")
    _create_partial("ix_conversations_planned", "conversations", "on_date", "state = 'planned'")
    _create_partial("ix_members_unknown", "members", "workspace_id", "known_at IS NULL")


def _create_partial(name: str, table: str, column: str, where: str) -> None:
    op.create_index(name, table, [column], sqlite_where=sa.text(where), postgresql_where=sa.text(where))
