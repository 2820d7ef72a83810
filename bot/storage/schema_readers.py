"""The tables of who reads private conversations beside author and holder, and of who asks to."""

from sqlalchemy import Column, Index, PrimaryKeyConstraint, String, Table, UniqueConstraint

from bot.storage.columns import key, metadata, refers, required, workspace
from bot.storage.types import Instant

conversation_readers = Table(
    "conversation_readers",
    metadata,
    workspace(),
    key("conversation_id"),
    key("member_id"),
    Column("granted_by", String(32)),  # NULL: they owned or sponsored the account when it became private
    Column("granted_at", Instant),
    PrimaryKeyConstraint("workspace_id", "conversation_id", "member_id"),
    refers("conversation_id", "conversations"),
    Index("ix_conversation_readers_member", "workspace_id", "member_id"),
)

access_requests = Table(
    "access_requests",
    metadata,
    workspace(),
    key(),
    key("conversation_id"),
    required("asked_by", String(32)),
    required("asked_of", String(32)),
    required("state", String(16)),
    required("asked_at", Instant),
    Column("decided_by", String(32)),
    Column("decided_at", Instant),
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "conversation_id", "asked_by"),
    refers("conversation_id", "conversations"),
)
