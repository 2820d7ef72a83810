"""Who at a customer was named for everybody to read, told apart from whom only conversations name."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_contacts = sa.table(
    "contacts", *map(sa.column, ("workspace_id", "id", "account_id", "name_key")), sa.column("named", sa.Boolean())
)
_met = sa.table("conversation_contacts", sa.column("workspace_id"), sa.column("contact_id"))
_revisions = sa.table("revisions", *map(sa.column, ("workspace_id", "account_id", "details")))


def upgrade() -> None:
    op.add_column("contacts", sa.Column("named", sa.Boolean(), server_default=sa.false(), nullable=False))
    connection = op.get_bind()
    stood = _stood_before(connection)
    named = [
        {"of_workspace": row.workspace_id, "of_id": row.id}
        for row in connection.execute(sa.select(_contacts).where(~_stands_in_one()))
        if (row.workspace_id, row.account_id, row.name_key) not in stood
    ]
    this = (_contacts.c.workspace_id == sa.bindparam("of_workspace")) & (_contacts.c.id == sa.bindparam("of_id"))
    if named:
        connection.execute(sa.update(_contacts).where(this).values(named=True), named)


def _stands_in_one() -> sa.ColumnElement[bool]:
    """Undone ones included: who stands there may have been named in private."""
    same = (_met.c.workspace_id == _contacts.c.workspace_id) & (_met.c.contact_id == _contacts.c.id)
    return sa.exists().where(same)


def _stood_before(connection: sa.Connection) -> set[tuple[str, str, str]]:
    """Whom a conversation named before it was changed: workspace, account and the key of the name."""
    return {
        (row.workspace_id, row.account_id, " ".join(name.casefold().split()))
        for row in connection.execute(sa.select(_revisions))
        for name in json.loads(row.details)["contacts"]
    }
