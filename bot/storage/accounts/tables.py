"""The tables of accounts, their aliases, and the people we know there."""

from sqlalchemy import (
    BigInteger,
    Boolean,
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
from bot.domain.accounts.model import Stage, Tier

accounts = Table(
    "accounts",
    metadata,
    workspace(),
    key(),
    required("external_id", String(128)),  # "" where it has none, so that the unique key below holds
    required("name", Text),
    required("name_key", Text),
    required("stage", one_of(Stage, 16)),
    required("tier", one_of(Tier, 16)),
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
    Column("rested_from", one_of(Stage, 16)),
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "name_key", "external_id"),
    of_workspace(),
    Index("ix_accounts_channel", "workspace_id", "channel", "id",
          sqlite_where=text("channel IS NOT NULL"), postgresql_where=text("channel IS NOT NULL")),
    Index("ix_accounts_owner", "workspace_id", "owner", "id",
          sqlite_where=text("owner IS NOT NULL"), postgresql_where=text("owner IS NOT NULL")),
)  # fmt: skip


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


contacts = Table(
    "contacts",
    metadata,
    workspace(),
    key(),
    key("account_id"),
    required("name", Text),
    required("name_key", Text),
    Column("named", Boolean, nullable=False, server_default=false()),  # by `/account`, for everybody to read
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "account_id", "name_key"),
    refers("account_id", "accounts"),
    Index("ix_contacts_name", "workspace_id", "name_key"),
)


conversation_contacts = Table(
    "conversation_contacts",
    metadata,
    workspace(),
    key("conversation_id"),
    key("contact_id"),
    required("position", Integer),
    PrimaryKeyConstraint("workspace_id", "conversation_id", "contact_id"),
    refers("conversation_id", "conversations"),
    refers("contact_id", "contacts"),
    Index("ix_conversation_contacts_contact", "workspace_id", "contact_id", "conversation_id"),
)
