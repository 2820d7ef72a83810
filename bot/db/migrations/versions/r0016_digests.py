"""Follow-ups end, and what somebody is to be told stands in rows with its day, instead of plans that are looked at.

What was promised before stands open. Whoever has something to do in the days to come is told of it; of what is past
nobody is told now.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.db.types import Instant

revision = "0016"
down_revision = "0015"

_AT_ONCE = datetime(2000, 1, 1, tzinfo=UTC)
_SATURDAY = 5
_LATE_WORKING_DAYS = 3
_LAST_DAY = date.max - timedelta(days=30)

_conversations = sa.table(
    "conversations",
    *map(sa.column, ("workspace_id", "id", "state", "source", "held_by", "logged_by", "undone_at")),
    sa.column("on_date", sa.Date()),
    sa.column("ask_at", Instant()),
)
_follow_ups = sa.table(
    "follow_ups", *map(sa.column, ("workspace_id", "conversation_id", "assignee")), sa.column("due", sa.Date())
)
_members = sa.table("members", *map(sa.column, ("workspace_id", "id")))
_pledges = sa.table("pledges", *map(sa.column, ("workspace_id", "member_id")))
_deliveries = sa.table("deliveries", *map(sa.column, ("kind", "state", "expiry_reason", "last_error")))


def upgrade() -> None:
    _add_follow_up_columns()
    _create_preferences()
    digests, items = _create_digests()
    _enrol(digests)
    _add_follow_ups(digests, items)
    _add_plan_questions(digests, items)
    _end_plan_messages()
    for name in ("ask_at", "to_ask", "looked_at"):
        op.drop_index(f"ix_conversations_{name}", "conversations")
    for name in ("ask_at", "looked_at"):
        op.execute(f"ALTER TABLE conversations DROP COLUMN {name}")


def _add_follow_up_columns() -> None:
    op.add_column("follow_ups", sa.Column("given_by", sa.String(32), nullable=True))
    op.add_column("follow_ups", sa.Column("state", sa.String(8), server_default="open", nullable=False))
    op.add_column("follow_ups", sa.Column("ended_by", sa.String(32), nullable=True))
    op.add_column("follow_ups", sa.Column("ended_at", Instant(), nullable=True))
    is_open = sa.text("state = 'open'")
    columns = ["workspace_id", "assignee"]
    op.create_index("ix_follow_ups_open", "follow_ups", columns, sqlite_where=is_open, postgresql_where=is_open)


def _create_preferences() -> None:
    _create_of_member(
        "message_switches",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("mode", sa.String(length=16), nullable=False),
        sa.Column("snoozed_until", sa.Date(), nullable=True),
        sa.Column("changed_at", Instant(), nullable=False),
        key=("kind",),
    )
    _create_of_member(
        "absences",
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        key=("first_day",),
    )


def _create_digests() -> tuple[sa.Table, sa.Table]:
    digests = _create_of_member(
        "digests",
        sa.Column("next_at", Instant(), nullable=True),
        sa.Column("looked_at", Instant(), nullable=True),
    )
    op.create_index("ix_digests_next_at", "digests", ["next_at"])
    op.create_index("ix_digests_looked_at", "digests", ["looked_at"])
    items = _create_of_member(
        "digest_items",
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("subject", sa.String(length=32), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=True),
        key=("kind", "subject"),
    )
    op.create_index("ix_digest_items_subject", "digest_items", ["workspace_id", "subject"])
    return digests, items


def _create_of_member(name: str, *columns: sa.Column[Any], key: tuple[str, ...] = ()) -> sa.Table:
    return op.create_table(
        name,
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("member_id", sa.String(length=32), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"],
            ["members.workspace_id", "members.id"],
            name=op.f(f"fk_{name}_workspace_id_member_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "member_id", *key, name=op.f(f"pk_{name}")),
    )


def _enrol(digests: sa.Table) -> None:
    """Whoever logged something here or named a number is looked at in the next round."""
    nothing = sa.literal(None, Instant())
    members = sa.union(
        sa.select(_conversations.c.workspace_id, _conversations.c.logged_by.label("member_id")).where(
            _conversations.c.source != "import"
        ),
        sa.select(_pledges.c.workspace_id, _pledges.c.member_id),
    ).subquery()
    rows = sa.select(members.c.workspace_id, members.c.member_id, sa.literal(_AT_ONCE, Instant()), nothing)
    is_there = sa.exists().where(
        _members.c.workspace_id == members.c.workspace_id, _members.c.id == members.c.member_id
    )
    columns = ["workspace_id", "member_id", "next_at", "looked_at"]
    op.execute(digests.insert().from_select(columns, rows.where(is_there)))


def _add_follow_ups(digests: sa.Table, items: sa.Table) -> None:
    """What is due from tomorrow on, of what was typed here."""
    today = op.get_bind().execute(sa.select(sa.type_coerce(sa.func.current_date(), sa.Date()))).scalar_one()
    own = (_follow_ups.c.workspace_id == _conversations.c.workspace_id) & (
        _follow_ups.c.conversation_id == _conversations.c.id
    )
    due = (
        sa.select(_follow_ups)
        .join(_conversations, own)
        .where(_follow_ups.c.due > today, _conversations.c.undone_at.is_(None), _conversations.c.source != "import")
    )
    for row in op.get_bind().execute(due).all():
        late = _working_days_after(row.due)
        for kind, on in (("follow_up_due", row.due), ("follow_up_late", late)):
            _add(digests, items, row.workspace_id, row.assignee, kind, row.conversation_id, on)


def _add_plan_questions(digests: sa.Table, items: sa.Table) -> None:
    """Plans about which nobody was asked yet, for whoever is to hold them and whoever typed them: in the morning it is
    seen who of the two is asked."""
    waiting = sa.select(_conversations).where(
        _conversations.c.state == "planned", _conversations.c.ask_at.is_not(None), _conversations.c.undone_at.is_(None)
    )
    for row in op.get_bind().execute(waiting).all():
        asked_on = min(row.on_date, _LAST_DAY) + timedelta(days=1)
        for member in sorted({row.held_by, row.logged_by}):
            _add(digests, items, row.workspace_id, member, "plan_question", row.id, asked_on)


def _add(
    digests: sa.Table, items: sa.Table, workspace_id: str, member_id: str, kind: str, subject: str, on: date
) -> None:
    bind = op.get_bind()
    this = {"workspace_id": workspace_id, "member_id": member_id}
    is_member = sa.select(_members.c.id).where(_members.c.workspace_id == workspace_id, _members.c.id == member_id)
    if bind.execute(is_member).first() is None:
        return
    is_there = sa.select(digests.c.member_id).where(*(digests.c[name] == value for name, value in this.items()))
    if bind.execute(is_there).first() is None:
        bind.execute(digests.insert().values(**this, next_at=_AT_ONCE))
    bind.execute(items.insert().values(**this, kind=kind, subject=subject, on_day=on))


def _working_days_after(day: date) -> date:
    day = min(day, _LAST_DAY)
    for _ in range(_LATE_WORKING_DAYS):
        day += timedelta(days=1)
        while day.weekday() >= _SATURDAY:
            day += timedelta(days=1)
    return day


def _end_plan_messages() -> None:
    """Those of their own are sent no more: what was not asked yet stands on the Home tab."""
    ended = _deliveries.c.state.in_(["pending", "blocked", "unknown"]) & (_deliveries.c.kind == "plans")
    values = {"state": "expired", "expiry_reason": "no_longer_true", "last_error": None}
    op.execute(_deliveries.update().where(ended).values(values))
