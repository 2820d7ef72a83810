"""What an admin sets on the Home tab: times and switches of the posts, a pause, the zone, the days of each tier; and
who has read the first words. Whoever logged something or named a number before needs none."""

import sqlalchemy as sa
from alembic import op

from bot.db.types import Instant

revision = "0017"
down_revision = "0016"

_workspaces = sa.table("workspaces", *map(sa.column, ("id", "created_at", "setup_closed_at")))
_accounts = sa.table("accounts", sa.column("workspace_id"))
_conversations = sa.table("conversations", *map(sa.column, ("workspace_id", "logged_by", "logged_at")))
_pledges = sa.table("pledges", *map(sa.column, ("workspace_id", "member_id", "given_at")))
_first_words = sa.table("first_words", *map(sa.column, ("workspace_id", "member_id", "said_at")))


def upgrade() -> None:
    for column in (
        sa.Column("zone_chosen_by", sa.String(length=32), nullable=True),
        sa.Column("env_channel", sa.String(length=32), nullable=True),
        sa.Column("paused_at", Instant(), nullable=True),
        sa.Column("paused_by", sa.String(length=32), nullable=True),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.Column("first_admin", sa.String(length=32), nullable=True),
        sa.Column("setup_closed_at", Instant(), nullable=True),
        sa.Column("headcount", sa.Integer(), nullable=True),
        sa.Column("roster_count", sa.Integer(), nullable=True),
    ):
        op.add_column("workspaces", column)
    op.add_column("schedules", sa.Column("is_off", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("schedules", sa.Column("changed_by_hand_at", Instant(), nullable=True))
    _create_tier_cadences()
    _create_first_words()
    _spare_those_who_know_it()


def _create_tier_cadences() -> None:
    op.create_table(
        "tier_cadences",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("tier", sa.String(length=16), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_tier_cadences_workspace_id")),
        sa.PrimaryKeyConstraint("workspace_id", "tier", name=op.f("pk_tier_cadences")),
    )


def _create_first_words() -> None:
    op.create_table(
        "first_words",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("member_id", sa.String(length=32), nullable=False),
        sa.Column("said_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_first_words_workspace_id")),
        sa.PrimaryKeyConstraint("workspace_id", "member_id", name=op.f("pk_first_words")),
    )


def _spare_those_who_know_it() -> None:
    logged = sa.select(
        _conversations.c.workspace_id, _conversations.c.logged_by, sa.func.min(_conversations.c.logged_at)
    ).group_by(_conversations.c.workspace_id, _conversations.c.logged_by)
    op.execute(_first_words.insert().from_select(["workspace_id", "member_id", "said_at"], logged))
    known = sa.select(_first_words.c.member_id).where(
        _first_words.c.workspace_id == _pledges.c.workspace_id, _first_words.c.member_id == _pledges.c.member_id
    )
    named = (
        sa.select(_pledges.c.workspace_id, _pledges.c.member_id, sa.func.min(_pledges.c.given_at))
        .where(~known.exists())
        .group_by(_pledges.c.workspace_id, _pledges.c.member_id)
    )
    op.execute(_first_words.insert().from_select(["workspace_id", "member_id", "said_at"], named))
    has_accounts = sa.select(_accounts.c.workspace_id).where(_accounts.c.workspace_id == _workspaces.c.id)
    op.execute(sa.update(_workspaces).where(has_accounts.exists()).values(setup_closed_at=_workspaces.c.created_at))
