"""Kept lines are deleted once their day is over or they are forgotten: an index tells where there are such."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_FORGOTTEN = sa.text("forgotten_at IS NOT NULL")


def upgrade() -> None:
    op.create_index("ix_drafts_expires_at", "drafts", ["expires_at"])
    op.create_index(
        "ix_drafts_forgotten", "drafts", ["forgotten_at"], sqlite_where=_FORGOTTEN, postgresql_where=_FORGOTTEN
    )
