"""The tables of the numbers that people name on Monday, of what their digests tell, and of the goals some set."""

from sqlalchemy import CheckConstraint, Column, Date, Index, Integer, PrimaryKeyConstraint, String, Table

from bot.db.columns import key, metadata, refers, required, workspace
from bot.db.types import Instant, one_of
from bot.domain.weekly.digests import ItemKind

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


digests = Table(
    "digests",
    metadata,
    workspace(),
    key("member_id"),
    Column("next_at", Instant),  # when to look whether there is something to tell them; NULL: nothing is to come
    Column("looked_at", Instant),  # the instant of the last look: `tick` may be given any instant
    PrimaryKeyConstraint("workspace_id", "member_id"),
    refers("member_id", "members"),
    Index(None, "next_at"),
    Index(None, "looked_at"),
)


digest_items = Table(
    "digest_items",
    metadata,
    workspace(),
    key("member_id"),
    required("kind", one_of(ItemKind, 24)),
    required("subject", String(32)),  # the record it tells of: a conversation or an account
    required("on_day", Date),  # the first local day on which it may be told
    Column("reported_on", Date),  # the day of the digest that tells it; NULL: not yet
    PrimaryKeyConstraint("workspace_id", "member_id", "kind", "subject"),
    refers("member_id", "members"),
    Index("ix_digest_items_subject", "workspace_id", "subject"),
)


goals = Table(
    "goals",
    metadata,
    workspace(),
    key("member_id"),
    required("percent", Integer),  # of a 40-hour week
    required("chosen_at", Instant),
    PrimaryKeyConstraint("workspace_id", "member_id"),
    CheckConstraint("percent BETWEEN 1 AND 100", name="percent"),
    refers("member_id", "members"),
)
