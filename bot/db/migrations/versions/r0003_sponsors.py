"""Executive sponsors, roles, and accounts at rest."""

import sqlalchemy as sa
from alembic import op

from bot.db.types import Instant

revision = "0003"
down_revision = "0002"

_OPEN = sa.text("state IN ('proposed', 'accepted')")
_ACCEPTED = sa.text("state = 'accepted'")


def upgrade() -> None:
    op.add_column("accounts", sa.Column("added_at", Instant(), nullable=True))
    op.add_column("accounts", sa.Column("rested_on", sa.Date(), nullable=True))
    op.add_column("accounts", sa.Column("rested_from", sa.String(length=16), nullable=True))
    _create_roles()
    _create_sponsorships()


def _create_roles() -> None:
    op.create_table(
        "roles",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("member_id", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_roles_workspace_id_member_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "member_id", "role", name=op.f("pk_roles")),
    )


def _create_sponsorships() -> None:
    op.create_table(
        "sponsorships",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.String(length=32), nullable=False),
        sa.Column("member_id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("proposed_by", sa.String(length=32), nullable=False),
        sa.Column("proposed_at", Instant(), nullable=False),
        sa.Column("decided_by", sa.String(length=32), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("first_talk", sa.Date(), nullable=True),
        sa.Column("ended_by", sa.String(length=32), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "account_id"],
            ["accounts.workspace_id", "accounts.id"],
            name=op.f("fk_sponsorships_workspace_id_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["members.workspace_id", "members.id"],
            name=op.f("fk_sponsorships_workspace_id_member_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_sponsorships")),
    )
    op.create_index("ix_sponsorships_member", "sponsorships", ["workspace_id", "member_id"])
    op.create_index(
        "uq_sponsorships_open",
        "sponsorships",
        ["workspace_id", "account_id", "member_id"],
        unique=True,
        sqlite_where=_OPEN,
        postgresql_where=_OPEN,
    )
    op.create_index(
        "uq_sponsorships_accepted",
        "sponsorships",
        ["workspace_id", "account_id"],
        unique=True,
        sqlite_where=_ACCEPTED,
        postgresql_where=_ACCEPTED,
    )
