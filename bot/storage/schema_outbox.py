"""The tables of what is due and what was sent: schedules, the outbox, and the pace of each channel."""

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.storage.columns import key, metadata, of_workspace, required, workspace
from bot.storage.types import Instant

schedules = Table(
    "schedules",
    metadata,
    workspace(),
    required("kind", String(32)),
    required("weekday", Integer),  # 0 is Monday
    required("at", String(5)),  # wall time, "16:00", in the workspace's zone
    required("starts_at", Instant),  # occurrences before it are not enqueued
    PrimaryKeyConstraint("workspace_id", "kind"),
    of_workspace(),
)

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
    required("dirty", Boolean),
    Column("last_error", Text),
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "kind", "subject", "target"),
    of_workspace(),
    Index("ix_deliveries_pending", "due_at",
          sqlite_where=text("state = 'pending'"), postgresql_where=text("state = 'pending'")),
    Index("uq_deliveries_in_flight", "workspace_id", "slack_channel", unique=True,
          sqlite_where=text("state = 'sending'"), postgresql_where=text("state = 'sending'")),
)  # fmt: skip

pace = Table(
    "pace",
    metadata,
    workspace(),
    required("channel", String(32)),
    required("next_free_at", Instant),
    PrimaryKeyConstraint("workspace_id", "channel"),
    of_workspace(),
)
