"""The tables of what is found by its words, and of what members ask each other about it."""

from sqlalchemy import (
    BigInteger,
    Column,
    Identity,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from bot.db.columns import key, metadata, refers, required, workspace
from bot.db.types import Instant

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


# What a member asks whoever heard it, about a passage of a conversation.
quote_questions = Table(
    "quote_questions",
    metadata,
    workspace(),
    key(),
    key("conversation_id"),
    required("position", Integer),
    required("asked_by", String(32)),
    required("asked_of", String(32)),
    required("question", Text),
    required("asked_at", Instant),
    required("idempotency_key", String(128)),
    PrimaryKeyConstraint("workspace_id", "id"),
    UniqueConstraint("workspace_id", "idempotency_key"),
    refers("conversation_id", "conversations"),
)
