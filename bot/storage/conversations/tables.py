"""The tables of conversations, of what belongs to them, of lines kept as drafts, and of who reads private ones."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from bot.db.columns import key, metadata, of_workspace, refers, required, workspace
from bot.db.types import Instant, one_of
from bot.domain.conversations.follow_ups import FollowUpState
from bot.domain.conversations.model import Kind, State

conversations = Table(
    "conversations",
    metadata,
    workspace(),
    key(),
    key("account_id"),
    required("state", one_of(State, 8)),
    required("kind", one_of(Kind, 16)),
    Column("minutes", Integer),
    required("on_date", Date),
    required("held_by", String(32)),
    required("logged_by", String(32)),
    required("logged_at", Instant),
    required("note", Text),
    required("private", Boolean),
    Column("line", Text),  # what was typed, to the letter
    required("source", String(16)),
    Column("idempotency_key", String(128)),  # the same within its source is the same request
    Column("undone_at", Instant),
    Column("undone_by", String(32)),
    Column("version", Integer, nullable=False, server_default="1"),  # grows with every change; see revisions
    Column("has_insights", Boolean, nullable=False, server_default=false()),  # so that those are found among many
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "source", "idempotency_key"),
    CheckConstraint("minutes BETWEEN 1 AND 720", name="minutes"),
    refers("account_id", "accounts"),
    Index(None, "workspace_id", "on_date"),
    Index(None, "workspace_id", "account_id", "on_date"),
    Index("ix_conversations_author", "workspace_id", "logged_by", "account_id", "logged_at"),
    # All that somebody's week is counted by: no row of the table itself is read.
    Index("ix_conversations_held",
          "workspace_id", "held_by", "on_date", "account_id", "logged_by", "id", "state", "kind", "undone_at"),
    Index("ix_conversations_with_insights", "workspace_id", "on_date", "id",
          sqlite_where=text("has_insights = 1"), postgresql_where=text("has_insights")),
)  # fmt: skip


revisions = Table(
    "revisions",
    metadata,
    workspace(),
    key("conversation_id"),
    required("version", Integer),  # as it stood with this version, before the change
    key("account_id"),
    required("details", Text),
    required("changed_by", String(32)),
    required("changed_at", Instant),
    PrimaryKeyConstraint("workspace_id", "conversation_id", "version"),
    refers("conversation_id", "conversations"),
    refers("account_id", "accounts"),
)


participants = Table(
    "participants",
    metadata,
    workspace(),
    key("conversation_id"),
    key("member_id"),
    required("role", String(16)),  # holder and colleague took part; named was only mentioned
    required("position", Integer),
    PrimaryKeyConstraint("workspace_id", "conversation_id", "member_id"),
    refers("conversation_id", "conversations"),
    refers("member_id", "members"),
    Index("ix_participants_member", "workspace_id", "member_id", "role", "conversation_id"),
)


insights = Table(
    "insights",
    metadata,
    workspace(),
    key("conversation_id"),
    required("position", Integer),
    required("kind", String(16)),
    required("text", Text),
    PrimaryKeyConstraint("workspace_id", "conversation_id", "position"),
    refers("conversation_id", "conversations"),
)


follow_ups = Table(
    "follow_ups",
    metadata,
    workspace(),
    key("conversation_id"),
    required("text", Text),
    Column("due", Date),
    required("assignee", String(32)),
    Column("given_by", String(32)),  # who wrote it down; NULL: whoever logged the conversation
    Column("state", one_of(FollowUpState, 8), nullable=False, server_default=FollowUpState.OPEN.value),
    Column("ended_by", String(32)),
    Column("ended_at", Instant),
    PrimaryKeyConstraint("workspace_id", "conversation_id"),
    refers("conversation_id", "conversations"),
    Index("ix_follow_ups_open", "workspace_id", "assignee",
          sqlite_where=text("state = 'open'"), postgresql_where=text("state = 'open'")),
)  # fmt: skip


drafts = Table(
    "drafts",
    metadata,
    workspace(),
    key(),
    required("author", String(32)),
    required("line", Text),
    required("today", Date),  # the author's day when it was typed: "yesterday" keeps its meaning
    Column("channel", String(32)),
    required("source", String(16)),
    Column("idempotency_key", String(128)),
    required("created_at", Instant),
    required("expires_at", Instant),
    Column("conversation_id", String(32)),  # what became of it
    Column("forgotten_at", Instant),
    Column("awaits_member", Boolean, nullable=False, server_default=false()),  # until Slack says who its author is
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "source", "idempotency_key"),
    of_workspace(),
    Index(None, "workspace_id", "author"),
    Index(None, "expires_at"),
    Index("ix_drafts_forgotten", "forgotten_at",
          sqlite_where=text("forgotten_at IS NOT NULL"), postgresql_where=text("forgotten_at IS NOT NULL")),
    Index("ix_drafts_awaiting", "workspace_id", "author",
          sqlite_where=text("awaits_member = 1"), postgresql_where=text("awaits_member")),
)  # fmt: skip


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
