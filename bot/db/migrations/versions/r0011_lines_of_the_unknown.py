"""Which kept lines wait until Slack has said who their author is."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    awaits = sa.Column[bool]("awaits_member", sa.Boolean(), server_default=sa.false(), nullable=False)
    op.add_column("drafts", awaits)
    op.create_index(
        "ix_drafts_awaiting",
        "drafts",
        ["workspace_id", "author"],
        sqlite_where=sa.text("awaits_member = 1"),
        postgresql_where=sa.text("awaits_member"),
    )
