"""The table of the numbers that people name on Monday."""

from sqlalchemy import CheckConstraint, Date, Integer, PrimaryKeyConstraint, Table

from bot.db.columns import key, metadata, refers, required, workspace
from bot.db.types import Instant

pledges = Table(
    "pledges",
    metadata,
    workspace(),
    key("member_id"),
    required("week", Date),  # its Monday, as the workspace's wall shows it
    required("number", Integer),
    required("given_at", Instant),
    PrimaryKeyConstraint("workspace_id", "week", "member_id"),
    CheckConstraint("number BETWEEN 0 AND 999", name="number"),
    refers("member_id", "members"),
)
