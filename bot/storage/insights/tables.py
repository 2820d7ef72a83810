"""The tables of what is found by its words, ."""

from sqlalchemy import (
    BigInteger,
    Column,
    Identity,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

from bot.db.columns import key, metadata, refers, required, workspace

# What is not private alone stands here. The full-text index over it is the database's own: see bot.db.full_text.
passages = Table(
    "passages",
    metadata,
    workspace(),
    key("conversation_id"),
    required("position", Integer),
    required("kind", String(16)),
    required("words", Text),  # as they are searched for, with a space between
    # By it SQLite's index knows the row; there it is the primary key, since VACUUM changes any other row number.
    Column("number", BigInteger().with_variant(Integer, "sqlite"), Identity(), nullable=False),
    PrimaryKeyConstraint("workspace_id", "conversation_id", "position"),
    refers("conversation_id", "conversations"),
)
