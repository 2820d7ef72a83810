"""Who reads a private conversation beside author and holder is kept with it, and who came later asks.

Those logged before keep whoever owns and sponsors the account now: nobody wrote down who did when they were logged.
"""

import sqlalchemy as sa
from alembic import op

from bot.db.types import Instant

revision = "0012"
down_revision = "0011"

_conversations = sa.table(
    "conversations", *map(sa.column, ("workspace_id", "id", "account_id")), sa.column("private", sa.Boolean())
)
_accounts = sa.table("accounts", *map(sa.column, ("workspace_id", "id", "owner")))
_sponsorships = sa.table("sponsorships", *map(sa.column, ("workspace_id", "account_id", "member_id", "state")))
_readers = sa.table("conversation_readers", *map(sa.column, ("workspace_id", "conversation_id", "member_id")))


def upgrade() -> None:
    _create_readers()
    _create_requests()
    columns = ["workspace_id", "conversation_id", "member_id"]
    # A union leaves out who is both.
    op.execute(_readers.insert().from_select(columns, sa.union(_owners(), _sponsors())))


def _owners() -> sa.Select[tuple[str, str, str]]:
    own = (_accounts.c.workspace_id == _conversations.c.workspace_id) & (_accounts.c.id == _conversations.c.account_id)
    return (
        sa.select(_conversations.c.workspace_id, _conversations.c.id, _accounts.c.owner)
        .join(_accounts, own)
        .where(_conversations.c.private.is_(True), _accounts.c.owner.is_not(None))
    )


def _sponsors() -> sa.Select[tuple[str, str, str]]:
    own = (_sponsorships.c.workspace_id == _conversations.c.workspace_id) & (
        _sponsorships.c.account_id == _conversations.c.account_id
    )
    return (
        sa.select(_conversations.c.workspace_id, _conversations.c.id, _sponsorships.c.member_id)
        .join(_sponsorships, own)
        .where(_conversations.c.private.is_(True), _sponsorships.c.state == "accepted")
    )


def _create_readers() -> None:
    op.create_table(
        "conversation_readers",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("member_id", sa.String(length=32), nullable=False),
        sa.Column("granted_by", sa.String(length=32), nullable=True),
        sa.Column("granted_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "conversation_id"],
            ["conversations.workspace_id", "conversations.id"],
            name=op.f("fk_conversation_readers_workspace_id_conversation_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "conversation_id", "member_id", name=op.f("pk_conversation_readers")),
    )
    op.create_index("ix_conversation_readers_member", "conversation_readers", ["workspace_id", "member_id"])


def _create_requests() -> None:
    op.create_table(
        "access_requests",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("asked_by", sa.String(length=32), nullable=False),
        sa.Column("asked_of", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("decided_by", sa.String(length=32), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "conversation_id"],
            ["conversations.workspace_id", "conversations.id"],
            name=op.f("fk_access_requests_workspace_id_conversation_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_access_requests")),
        sa.UniqueConstraint(
            "workspace_id",
            "conversation_id",
            "asked_by",
            name=op.f("uq_access_requests_workspace_id_conversation_id_asked_by"),
        ),
    )
