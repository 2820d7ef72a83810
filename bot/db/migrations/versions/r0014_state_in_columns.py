"""What the program reads back of a delivery or an entry stands in columns of its own, no longer in words or prefixes.

A delivery's `last_error` said that it was too late, or which other one tells what it is about; the key of a request
said by a prefix what had made it. How often a message changed, and up to which change it is rendered, are two numbers.
"""

import sqlalchemy as sa
from alembic import op

from bot.db.types import Instant

revision = "0014"
down_revision = "0013"

_BATCHED = "goes with "
_EXPIRY_REASONS = {
    "too late": "too_late",
    "no longer true": "no_longer_true",
    "left out by an admin": "left_out_by_an_admin",
    "goes to another: who was to read it left": "its_reader_left",
}
_SOURCES = {
    "import ": "import",
    "view:": "form",
    "line:": "chat",
    "draft:": "draft",
    "entry:": "entry",
    "first talk:": "plan",
}
"""What made an entry or a draft, by the prefix of its key; one without any came by a command."""

_deliveries = sa.table(
    "deliveries",
    *map(sa.column, ("workspace_id", "id", "kind", "subject", "target", "state", "last_error")),
    *map(sa.column, ("changes", "rendered_revision", "expiry_reason", "batch_leader_id")),
    sa.column("dirty", sa.Boolean()),
)
_pace = sa.table("pace", *map(sa.column, ("workspace_id", "channel", "next_free_at", "per_minute", "slowed_at")))


def upgrade() -> None:
    _add_delivery_columns()
    _read_expiry_reasons()
    _number_revisions()
    _rename_delivery_columns()
    _split_keys("conversations")
    _split_keys("drafts")
    _rename_transfer_key()
    _rename_pace()


def _add_delivery_columns() -> None:
    op.add_column("deliveries", sa.Column("batch_leader_id", sa.String(32), nullable=True))
    op.add_column("deliveries", sa.Column("expiry_reason", sa.String(32), nullable=True))
    rendered = sa.Column[int]("rendered_revision", sa.Integer(), server_default="0", nullable=False)
    op.add_column("deliveries", rendered)


def _read_expiry_reasons() -> None:
    own, leader = _deliveries.c, _deliveries.alias("leader")
    is_expired = own.state == "expired"
    for words, reason in _EXPIRY_REASONS.items():
        told = is_expired & (own.last_error == words)
        op.execute(_deliveries.update().where(told).values(expiry_reason=reason, last_error=None))
    leader_id = sa.select(leader.c.id).where(
        leader.c.workspace_id == own.workspace_id,
        leader.c.kind == own.kind,
        leader.c.target == own.target,
        leader.c.subject == sa.func.substr(own.last_error, len(_BATCHED) + 1),
    )
    batched = is_expired & own.last_error.like(f"{_BATCHED}%")
    values = {"batch_leader_id": leader_id.scalar_subquery(), "expiry_reason": "batched", "last_error": None}
    op.execute(_deliveries.update().where(batched).values(values))


def _number_revisions() -> None:
    """What had changed since it was rendered is one revision behind."""
    own = _deliveries.c
    behind = sa.case((own.dirty, 1), else_=0)
    op.execute(_deliveries.update().values(rendered_revision=own.changes, changes=own.changes + behind))


def _rename_delivery_columns() -> None:
    op.drop_index("ix_deliveries_dirty", "deliveries")
    renamed = {
        "refusals": "error_count",
        "plain": "text_only",
        "changes": "revision",
        "edit_refusals": "edit_error_count",
    }
    for before, after in renamed.items():
        _rename_column("deliveries", before, after)
    op.execute("ALTER TABLE deliveries DROP COLUMN dirty")
    _create_partial("ix_deliveries_outdated", ["next_edit_at"], "rendered_revision < revision")
    _create_partial("ix_deliveries_batched", ["workspace_id", "batch_leader_id"], "batch_leader_id IS NOT NULL")


def _create_partial(name: str, columns: list[str], where: str) -> None:
    op.create_index(name, "deliveries", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def _split_keys(name: str) -> None:
    """The prefix of a key becomes the source."""
    op.add_column(name, sa.Column("source", sa.String(16), nullable=False, server_default=""))
    table = sa.table(name, sa.column("source"), sa.column("trigger_id"), sa.column("idempotency_key"))
    sources = [(table.c.trigger_id.like(f"{prefix}%"), source) for prefix, source in _SOURCES.items()]
    op.execute(table.update().values(source=sa.case(*sources, else_="command")))
    _rename_key(name, "workspace_id", "source")
    # Only now: without their prefixes, keys of different sources may be the same.
    for prefix, source in _SOURCES.items():
        key = sa.func.substr(table.c.idempotency_key, len(prefix) + 1)
        op.execute(table.update().where(table.c.source == source).values(idempotency_key=key))


def _rename_transfer_key() -> None:
    """A transfer is asked for in a form, always."""
    table = sa.table("transfers", sa.column("trigger_id"))
    prefix = "view:"
    key = sa.func.substr(table.c.trigger_id, len(prefix) + 1)
    op.execute(table.update().where(table.c.trigger_id.like(f"{prefix}%")).values(trigger_id=key))
    _rename_key("transfers", "workspace_id")


def _rename_key(name: str, *scope: str) -> None:
    """The key is unique within `scope`, under its new name."""
    with op.batch_alter_table(name) as batch:
        batch.drop_constraint(f"uq_{name}_workspace_id_trigger_id", type_="unique")
        unique = "_".join(("uq", name, *scope, "idempotency_key"))
        batch.create_unique_constraint(unique, [*scope, "trigger_id"])
        if "source" in scope:
            batch.alter_column("source", existing_type=sa.String(16), server_default=None)
    # Not within the batch, which would drop a constraint on a column that it renames.
    _rename_column(name, "trigger_id", "idempotency_key")


def _rename_column(table: str, before: str, after: str) -> None:
    """Both databases can, without a copy of the table."""
    op.execute(f"ALTER TABLE {table} RENAME COLUMN {before} TO {after}")


def _rename_pace() -> None:
    """Made anew, so that its keys bear its name."""
    rate_limits = op.create_table(
        "rate_limits",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("next_free_at", Instant(), nullable=False),
        sa.Column("per_minute", sa.Float(), nullable=True),
        sa.Column("throttled_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_rate_limits_workspace_id")),
        sa.PrimaryKeyConstraint("workspace_id", "channel", name=op.f("pk_rate_limits")),
    )
    columns = ["workspace_id", "channel", "next_free_at", "per_minute", "throttled_at"]
    op.execute(rate_limits.insert().from_select(columns, sa.select(_pace)))
    op.drop_table("pace")
