"""The tables of the outbox: what is to be sent once, and how fast we may write."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.db.columns import key, metadata, of_workspace, required, workspace
from bot.db.types import Instant

deliveries = Table(
    "deliveries",
    metadata,
    workspace(),
    key(),
    required("kind", String(32)),
    required("subject", String(64)),
    required("target", String(64)),
    required("state", String(16)),
    required("attempt", Integer),
    required("refusals", Integer),
    required("plain", Boolean),
    required("due_at", Instant),
    required("next_at", Instant),
    Column("lease_until", Instant),
    Column("owner", String(64)),
    Column("first_try_at", Instant),
    Column("last_try_at", Instant),
    Column("slack_channel", String(32)),
    Column("slack_ts", String(32)),
    Column("last_error", Text),
    Column("moved_from", Date),  # the closed day it was meant for
    required("dirty", Boolean),  # what it tells has changed since it was drawn
    Column("changes", Integer, nullable=False, server_default="0"),  # a stamp: it grows with every such change
    Column("next_edit_at", Instant),
    Column("edit_attempt", Integer, nullable=False, server_default="0"),
    Column("edit_refusals", Integer, nullable=False, server_default="0"),
    Column("edited_at", Instant),
    Column("edit_error", Text),  # why it is edited no more, or was not at the last try
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "kind", "subject", "target"),
    of_workspace(),
    Index("ix_deliveries_pending", "due_at",
          sqlite_where=text("state = 'pending'"), postgresql_where=text("state = 'pending'")),
    Index("ix_deliveries_dirty", "next_edit_at", sqlite_where=text("dirty = 1"), postgresql_where=text("dirty")),
    Index("ix_deliveries_verify", "next_at",
          sqlite_where=text("state = 'verify'"), postgresql_where=text("state = 'verify'")),
    Index("ix_deliveries_state", "state", "due_at"),
    Index("ix_deliveries_standing", "workspace_id", "state", "due_at"),
    Index("uq_deliveries_in_flight", "workspace_id", "slack_channel", unique=True,
          sqlite_where=text("state = 'sending'"), postgresql_where=text("state = 'sending'")),
)  # fmt: skip


pace = Table(
    "pace",
    metadata,
    workspace(),
    required("channel", String(32)),
    required("next_free_at", Instant),
    Column("per_minute", Float),  # of the workspace as a whole, as it was last halved; NULL: never
    Column("slowed_at", Instant),
    PrimaryKeyConstraint("workspace_id", "channel"),
    of_workspace(),
)
