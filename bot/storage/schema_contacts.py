"""The tables of people at customers, and of whom each conversation was with."""

from sqlalchemy import Boolean, Column, Integer, PrimaryKeyConstraint, Table, Text, UniqueConstraint, false

from bot.storage.columns import key, metadata, refers, required, workspace

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
)
