"""The table of imports and exports that somebody asked for in chat."""

from sqlalchemy import Column, PrimaryKeyConstraint, String, Table, Text, UniqueConstraint

from bot.db.columns import key, metadata, of_workspace, required, workspace
from bot.db.types import Instant

transfers = Table(
    "transfers",
    metadata,
    workspace(),
    key(),
    required("idempotency_key", String(128)),  # the form it was asked for with: submitted twice it is one
    required("direction", String(16)),
    required("dataset", String(32)),
    required("name", Text),
    required("asked_by", String(32)),
    required("asked_at", Instant),
    Column("ended_at", Instant),  # NULL: under way, or broken off
    Column("result", Text),  # of an import that went well, as JSON
    Column("problem", Text),  # why it did not, in words for who asked
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "idempotency_key"),
    of_workspace(),
)
