"""The tables of the outbox: deliveries and rate limits. README.md tells what each column is for."""

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
    required("error_count", Integer),
    required("text_only", Boolean),
    required("due_at", Instant),
    required("next_at", Instant),
    Column("lease_until", Instant),
    Column("owner", String(64)),
    Column("first_try_at", Instant),
    Column("last_try_at", Instant),
    Column("slack_channel", String(32)),
    Column("slack_ts", String(32)),
    Column("last_error", Text),
    Column("moved_from", Date),  # the day it was meant for, which is closed or its reader's off
    Column("batch_leader_id", String(32)),  # the delivery that tells this one too; its expiry_reason is batched
    Column("expiry_reason", String(32)),
    Column("revision", Integer, nullable=False, server_default="0"),  # grows with every change of what it tells
    Column("rendered_revision", Integer, nullable=False, server_default="0"),  # what was last sent or edited
    Column("next_edit_at", Instant),
    Column("edit_attempt", Integer, nullable=False, server_default="0"),
    Column("edit_error_count", Integer, nullable=False, server_default="0"),
    Column("edited_at", Instant),
    Column("edit_error", Text),  # why it is edited no more, or was not at the last try
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "kind", "subject", "target"),
    of_workspace(),
    Index("ix_deliveries_pending", "due_at",
          sqlite_where=text("state = 'pending'"), postgresql_where=text("state = 'pending'")),
    Index("ix_deliveries_outdated", "next_edit_at", sqlite_where=text("rendered_revision < revision"),
          postgresql_where=text("rendered_revision < revision")),
    Index("ix_deliveries_batched", "workspace_id", "batch_leader_id",
          sqlite_where=text("batch_leader_id IS NOT NULL"), postgresql_where=text("batch_leader_id IS NOT NULL")),
    Index("ix_deliveries_verify", "next_at",
          sqlite_where=text("state = 'verify'"), postgresql_where=text("state = 'verify'")),
    Index("ix_deliveries_state", "state", "due_at"),
    Index("ix_deliveries_standing", "workspace_id", "state", "due_at"),
    Index("uq_deliveries_in_flight", "workspace_id", "slack_channel", unique=True,
          sqlite_where=text("state = 'sending'"), postgresql_where=text("state = 'sending'")),
)  # fmt: skip


is_outdated = deliveries.c.rendered_revision < deliveries.c.revision
"""Whether what a delivery tells has changed since it was rendered: as the index of those has it, to the letter."""


rate_limits = Table(
    "rate_limits",
    metadata,
    workspace(),
    required("channel", String(32)),
    required("next_free_at", Instant),
    Column("per_minute", Float),  # of the workspace as a whole, as it was last halved; NULL: never
    Column("throttled_at", Instant),
    PrimaryKeyConstraint("workspace_id", "channel"),
    of_workspace(),
)
