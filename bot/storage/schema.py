"""The tables. Every one carries `workspace_id`; keys and foreign keys are composite, so that no row can point into
another workspace. A workspace's id is Slack's team id; people are Slack user ids."""

from sqlalchemy import (
    BigInteger,
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

from bot.storage.columns import key, of_workspace, refers, required, workspace
from bot.storage.columns import metadata as metadata
from bot.storage.schema_contacts import contacts as contacts
from bot.storage.schema_contacts import conversation_contacts as conversation_contacts
from bot.storage.schema_outbox import closed_days as closed_days
from bot.storage.schema_outbox import deliveries as deliveries
from bot.storage.schema_outbox import pace as pace
from bot.storage.schema_outbox import schedules as schedules
from bot.storage.schema_pledges import pledges as pledges
from bot.storage.schema_readers import access_requests as access_requests
from bot.storage.schema_readers import conversation_readers as conversation_readers
from bot.storage.schema_settings import department_members as department_members
from bot.storage.schema_settings import departments as departments
from bot.storage.schema_settings import roles as roles
from bot.storage.schema_transfers import transfers as transfers
from bot.storage.types import Instant

workspaces = Table(
    "workspaces",
    metadata,
    key(),
    Column("enterprise_id", String(32)),
    required("name", Text),
    required("zone", String(64)),
    Column("zone_of", String(32)),  # the member whose zone it is; NULL while it is UTC for want of one
    Column("channel", String(32)),
    Column("channel_of", String(32)),  # who chose it; NULL: TOUCHBASE_CHANNEL
    Column("roster_at", Instant),  # when Slack is to be asked next who is in it; NULL: at once
    Column("roster_cursor", Text),  # where that list goes on
    required("accounts_version", Integer),  # a stamp, not a count: caches of account names compare it
    required("created_at", Instant),
    PrimaryKeyConstraint("id"),
    Index(None, "roster_at"),
)

installations = Table(
    "installations",
    metadata,
    workspace(),
    key(),
    required("app_id", String(32)),
    required("bot_id", String(32)),
    required("bot_user_id", String(32)),
    Column("token", Text),  # encrypted (Fernet); NULL where the token comes from the environment
    required("scopes", Text),
    Column("installed_by", String(32)),
    required("installed_at", Instant),
    Column("revoked_at", Instant),
    PrimaryKeyConstraint("workspace_id", "id"),
    of_workspace(),
)

members = Table(
    "members",
    metadata,
    workspace(),
    key(),
    required("name", Text),
    Column("zone", String(64)),
    required("is_admin", Boolean),
    required("is_guest", Boolean),  # restricted, a bot, or of another company: may do nothing
    required("is_deactivated", Boolean),
    Column("deactivated_at", Instant),  # when we heard of it
    Column("known_at", Instant),  # when Slack told who this is; NULL: not yet
    required("opted_out", Boolean),
    PrimaryKeyConstraint("workspace_id", "id"),
    of_workspace(),
    Index(
        "ix_members_unknown",
        "workspace_id",
        sqlite_where=text("known_at IS NULL"),
        postgresql_where=text("known_at IS NULL"),
    ),
)

accounts = Table(
    "accounts",
    metadata,
    workspace(),
    key(),
    required("external_id", String(128)),  # "" where it has none, so that the unique key below holds
    required("name", Text),
    required("name_key", Text),
    required("stage", String(16)),
    required("tier", String(16)),
    Column("cadence", Integer),
    Column("value", BigInteger),
    Column("customer_since", Date),
    Column("last_activity", Date),  # as another system told it when the account was imported
    Column("channel", String(32)),
    Column("owner", String(32)),
    required("added_by", String(32)),
    required("added_on", Date),
    Column("added_at", Instant),  # NULL for those added before it was kept
    Column("rested_on", Date),  # since when nobody is reminded, and what it was before: its stage is dormant
    Column("rested_from", String(16)),
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "name_key", "external_id"),
    of_workspace(),
)

aliases = Table(
    "aliases",
    metadata,
    workspace(),
    key("account_id"),
    required("name", Text),
    required("name_key", Text),
    PrimaryKeyConstraint("workspace_id", "account_id", "name_key"),
    refers("account_id", "accounts"),
)

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

conversations = Table(
    "conversations",
    metadata,
    workspace(),
    key(),
    key("account_id"),
    required("state", String(8)),
    required("kind", String(16)),
    Column("minutes", Integer),
    required("on_date", Date),
    required("held_by", String(32)),
    required("logged_by", String(32)),
    required("logged_at", Instant),
    required("note", Text),
    required("private", Boolean),
    Column("line", Text),  # what was typed, to the letter
    Column("trigger_id", String(128)),
    Column("undone_at", Instant),
    Column("undone_by", String(32)),
    Column("version", Integer, nullable=False, server_default="1"),  # grows with every change; see revisions
    Column("ask_at", Instant),  # of a plan: when to look whether somebody is to be asked about it; NULL: no more
    Column("looked_at", Instant),  # and when that was last done
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "trigger_id"),
    CheckConstraint("minutes BETWEEN 1 AND 720", name="minutes"),
    refers("account_id", "accounts"),
    Index(None, "workspace_id", "on_date"),
    Index(None, "workspace_id", "logged_by"),
    Index(None, "workspace_id", "account_id", "on_date"),
    Index("ix_conversations_ask_at", "ask_at",
          sqlite_where=text("ask_at IS NOT NULL"), postgresql_where=text("ask_at IS NOT NULL")),
    Index("ix_conversations_to_ask", "workspace_id", "ask_at",
          sqlite_where=text("ask_at IS NOT NULL"), postgresql_where=text("ask_at IS NOT NULL")),
    Index("ix_conversations_looked_at", "looked_at",
          sqlite_where=text("looked_at IS NOT NULL"), postgresql_where=text("looked_at IS NOT NULL")),
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
    Index("ix_participants_member", "workspace_id", "member_id"),
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
    PrimaryKeyConstraint("workspace_id", "conversation_id"),
    refers("conversation_id", "conversations"),
)

drafts = Table(
    "drafts",
    metadata,
    workspace(),
    key(),
    required("author", String(32)),
    required("line", Text),
    required("today", Date),  # the author's day when it was typed: "yesterday" keeps its meaning
    Column("channel", String(32)),
    Column("trigger_id", String(128)),
    required("created_at", Instant),
    required("expires_at", Instant),
    Column("conversation_id", String(32)),  # what became of it
    Column("forgotten_at", Instant),
    Column("awaits_member", Boolean, nullable=False, server_default=false()),  # until Slack says who its author is
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "trigger_id"),
    of_workspace(),
    Index(None, "workspace_id", "author"),
    Index(None, "expires_at"),
    Index("ix_drafts_forgotten", "forgotten_at",
          sqlite_where=text("forgotten_at IS NOT NULL"), postgresql_where=text("forgotten_at IS NOT NULL")),
    Index("ix_drafts_awaiting", "workspace_id", "author",
          sqlite_where=text("awaits_member = 1"), postgresql_where=text("awaits_member")),
)  # fmt: skip

audit = Table(
    "audit",
    metadata,
    workspace(),
    key(),
    required("at", Instant),
    required("actor", String(32)),
    required("action", String(32)),
    required("subject", String(64)),
    required("details", Text),
    PrimaryKeyConstraint("workspace_id", "id"),
    of_workspace(),
)
