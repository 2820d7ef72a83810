"""Accounts are found by the channel they are linked to, which every line asks for, and by who owns them."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    for column in ("channel", "owner"):
        is_there = sa.text(f"{column} IS NOT NULL")
        op.create_index(
            f"ix_accounts_{column}",
            "accounts",
            ["workspace_id", column, "id"],
            sqlite_where=is_there,
            postgresql_where=is_there,
        )
