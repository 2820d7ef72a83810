"""The table of executive sponsors: who was asked for which account, and what came of it."""

from sqlalchemy import Column, Date, Index, PrimaryKeyConstraint, String, Table, Text, text

from bot.db.columns import key, metadata, refers, required, workspace
from bot.db.types import Instant

sponsorships = Table(
    "sponsorships",
    metadata,
    workspace(),
    key(),
    key("account_id"),
    key("member_id"),
    required("state", String(16)),
    required("proposed_by", String(32)),
    required("proposed_at", Instant),
    Column("decided_by", String(32)),  # another than the member: confirmed on their behalf
    Column("decided_at", Instant),
    Column("reason", Text),  # why not
    Column("first_talk", Date),  # when they mean to speak to it first
    Column("ended_by", String(32)),
    Column("ended_at", Instant),
    PrimaryKeyConstraint("workspace_id", "id"),
    refers("account_id", "accounts"),
    refers("member_id", "members"),
    Index("ix_sponsorships_member", "workspace_id", "member_id"),
    Index("uq_sponsorships_open", "workspace_id", "account_id", "member_id", unique=True,
          sqlite_where=text("state IN ('proposed', 'accepted')"),
          postgresql_where=text("state IN ('proposed', 'accepted')")),
    Index("uq_sponsorships_accepted", "workspace_id", "account_id", unique=True,
          sqlite_where=text("state = 'accepted'"), postgresql_where=text("state = 'accepted'")),
)  # fmt: skip
