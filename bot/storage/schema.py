"""The tables. Every one carries `workspace_id`; keys and foreign keys are composite, so that no row can point into
another workspace. A workspace's id is Slack's team id; people are Slack user ids."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from bot.storage.types import Instant

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _workspace() -> Column[str]:
    return Column("workspace_id", String(32), nullable=False)


def _key(name: str = "id") -> Column[str]:
    return Column(name, String(32), nullable=False)


def _required(name: str, kind: Any) -> Column[Any]:
    return Column(name, kind, nullable=False)


def _of_workspace() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["workspace_id"], ["workspaces.id"])


def _refers(column: str, table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["workspace_id", column], [f"{table}.workspace_id", f"{table}.id"])


workspaces = Table(
    "workspaces",
    metadata,
    _key(),
    Column("enterprise_id", String(32)),
    _required("name", Text),
    _required("zone", String(64)),
    Column("zone_of", String(32)),  # the member whose zone it is; NULL while it is UTC for want of one
    Column("channel", String(32)),
    Column("channel_of", String(32)),  # who chose it; NULL: TOUCHBASE_CHANNEL
    _required("accounts_version", Integer),  # a stamp, not a count: caches of account names compare it
    _required("created_at", Instant),
    PrimaryKeyConstraint("id"),
)

installations = Table(
    "installations",
    metadata,
    _workspace(),
    _key(),
    _required("app_id", String(32)),
    _required("bot_id", String(32)),
    _required("bot_user_id", String(32)),
    Column("token", Text),  # encrypted (Fernet); NULL where the token comes from the environment
    _required("scopes", Text),
    Column("installed_by", String(32)),
    _required("installed_at", Instant),
    Column("revoked_at", Instant),
    PrimaryKeyConstraint("workspace_id", "id"),
    _of_workspace(),
)

members = Table(
    "members",
    metadata,
    _workspace(),
    _key(),
    _required("name", Text),
    Column("zone", String(64)),
    _required("is_admin", Boolean),
    _required("is_guest", Boolean),  # restricted, a bot, or of another company: may do nothing
    _required("is_deactivated", Boolean),
    Column("known_at", Instant),  # when Slack told who this is; NULL: not yet
    _required("opted_out", Boolean),
    PrimaryKeyConstraint("workspace_id", "id"),
    _of_workspace(),
)

accounts = Table(
    "accounts",
    metadata,
    _workspace(),
    _key(),
    _required("external_id", String(128)),  # "" where it has none, so that the unique key below holds
    _required("name", Text),
    _required("name_key", Text),
    _required("stage", String(16)),
    _required("tier", String(16)),
    Column("cadence", Integer),
    Column("value", BigInteger),
    Column("customer_since", Date),
    Column("last_activity", Date),  # as another system told it when the account was imported
    Column("channel", String(32)),
    Column("owner", String(32)),
    _required("added_by", String(32)),
    _required("added_on", Date),
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "name_key", "external_id"),
    _of_workspace(),
)

aliases = Table(
    "aliases",
    metadata,
    _workspace(),
    _key("account_id"),
    _required("name", Text),
    _required("name_key", Text),
    PrimaryKeyConstraint("workspace_id", "account_id", "name_key"),
    _refers("account_id", "accounts"),
)

contacts = Table(
    "contacts",
    metadata,
    _workspace(),
    _key(),
    _key("account_id"),
    _required("name", Text),
    _required("name_key", Text),
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "account_id", "name_key"),
    _refers("account_id", "accounts"),
)

conversations = Table(
    "conversations",
    metadata,
    _workspace(),
    _key(),
    _key("account_id"),
    _required("state", String(8)),
    _required("kind", String(16)),
    Column("minutes", Integer),
    _required("on_date", Date),
    _required("held_by", String(32)),
    _required("logged_by", String(32)),
    _required("logged_at", Instant),
    _required("note", Text),
    _required("private", Boolean),
    Column("line", Text),  # what was typed, to the letter
    Column("trigger_id", String(128)),
    Column("undone_at", Instant),
    Column("undone_by", String(32)),
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "trigger_id"),
    CheckConstraint("minutes BETWEEN 1 AND 720", name="minutes"),
    _refers("account_id", "accounts"),
    Index(None, "workspace_id", "on_date"),
    Index(None, "workspace_id", "account_id", "on_date"),
)

participants = Table(
    "participants",
    metadata,
    _workspace(),
    _key("conversation_id"),
    _key("member_id"),
    _required("role", String(16)),  # holder and colleague took part; named was only mentioned
    _required("position", Integer),
    PrimaryKeyConstraint("workspace_id", "conversation_id", "member_id"),
    _refers("conversation_id", "conversations"),
    _refers("member_id", "members"),
)

conversation_contacts = Table(
    "conversation_contacts",
    metadata,
    _workspace(),
    _key("conversation_id"),
    _key("contact_id"),
    _required("position", Integer),
    PrimaryKeyConstraint("workspace_id", "conversation_id", "contact_id"),
    _refers("conversation_id", "conversations"),
    _refers("contact_id", "contacts"),
)

insights = Table(
    "insights",
    metadata,
    _workspace(),
    _key("conversation_id"),
    _required("position", Integer),
    _required("kind", String(16)),
    _required("text", Text),
    PrimaryKeyConstraint("workspace_id", "conversation_id", "position"),
    _refers("conversation_id", "conversations"),
)

follow_ups = Table(
    "follow_ups",
    metadata,
    _workspace(),
    _key("conversation_id"),
    _required("text", Text),
    Column("due", Date),
    _required("assignee", String(32)),
    PrimaryKeyConstraint("workspace_id", "conversation_id"),
    _refers("conversation_id", "conversations"),
)

drafts = Table(
    "drafts",
    metadata,
    _workspace(),
    _key(),
    _required("author", String(32)),
    _required("line", Text),
    _required("today", Date),  # the author's day when it was typed: "yesterday" keeps its meaning
    Column("channel", String(32)),
    Column("trigger_id", String(128)),
    _required("created_at", Instant),
    _required("expires_at", Instant),
    Column("conversation_id", String(32)),  # what became of it
    Column("forgotten_at", Instant),
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "trigger_id"),
    _of_workspace(),
)

schedules = Table(
    "schedules",
    metadata,
    _workspace(),
    _required("kind", String(32)),
    _required("weekday", Integer),  # 0 is Monday
    _required("at", String(5)),  # wall time, "16:00", in the workspace's zone
    _required("starts_at", Instant),  # occurrences before it are not enqueued
    PrimaryKeyConstraint("workspace_id", "kind"),
    _of_workspace(),
)

deliveries = Table(
    "deliveries",
    metadata,
    _workspace(),
    _key(),
    _required("kind", String(32)),
    _required("subject", String(64)),
    _required("target", String(64)),
    _required("state", String(16)),
    _required("attempt", Integer),
    _required("refusals", Integer),
    _required("plain", Boolean),
    _required("due_at", Instant),
    _required("next_at", Instant),
    Column("lease_until", Instant),
    Column("owner", String(64)),
    Column("first_try_at", Instant),
    Column("last_try_at", Instant),
    Column("slack_channel", String(32)),
    Column("slack_ts", String(32)),
    _required("dirty", Boolean),
    Column("last_error", Text),
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "kind", "subject", "target"),
    _of_workspace(),
    Index("ix_deliveries_next", "next_at", sqlite_where=text("state IN ('pending', 'verify', 'sending')"),
          postgresql_where=text("state IN ('pending', 'verify', 'sending')")),
    Index("uq_deliveries_in_flight", "workspace_id", "slack_channel", unique=True,
          sqlite_where=text("state = 'sending'"), postgresql_where=text("state = 'sending'")),
)  # fmt: skip

pace = Table(
    "pace",
    metadata,
    _workspace(),
    _required("channel", String(32)),
    _required("next_free_at", Instant),
    PrimaryKeyConstraint("workspace_id", "channel"),
    _of_workspace(),
)

audit = Table(
    "audit",
    metadata,
    _workspace(),
    _key(),
    _required("at", Instant),
    _required("actor", String(32)),
    _required("action", String(32)),
    _required("subject", String(64)),
    _required("details", Text),
    PrimaryKeyConstraint("workspace_id", "id"),
    _of_workspace(),
)
