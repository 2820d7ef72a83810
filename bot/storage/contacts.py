"""People at an account: whom we met there, and whom somebody named."""

from datetime import datetime

from sqlalchemy import delete, exists, select

from bot.storage.accounts import key_of
from bot.storage.engine import Session, insert_once
from bot.storage.ids import new_id
from bot.storage.schema import contacts, conversation_contacts


def add(session: Session, workspace_id: str, account_id: str, name: str, *, now: datetime) -> str:
    """Keep somebody of an account; their id, also where they are known already."""
    row = {
        "workspace_id": workspace_id,
        "id": new_id(now),
        "account_id": account_id,
        "name": name,
        "name_key": key_of(name),
    }
    insert_once(session, contacts, [row])
    found: str = session.execute(
        select(contacts.c.id).where(
            contacts.c.workspace_id == workspace_id,
            contacts.c.account_id == account_id,
            contacts.c.name_key == key_of(name),
        )
    ).scalar_one()
    return found


def remove(session: Session, workspace_id: str, account_id: str, name: str) -> bool:
    """Forget somebody who stands in no conversation. Says whether there was such a one."""
    met = exists().where(
        conversation_contacts.c.workspace_id == contacts.c.workspace_id,
        conversation_contacts.c.contact_id == contacts.c.id,
    )
    removed = session.execute(
        delete(contacts).where(
            contacts.c.workspace_id == workspace_id,
            contacts.c.account_id == account_id,
            contacts.c.name_key == key_of(name),
            ~met,
        )
    )
    return removed.rowcount == 1


def names(session: Session, workspace_id: str, account_id: str) -> list[str]:
    """Everybody of an account, in the order they were named."""
    rows = session.execute(
        select(contacts.c.name)
        .where(contacts.c.workspace_id == workspace_id, contacts.c.account_id == account_id)
        .order_by(contacts.c.id)
    )
    return [row.name for row in rows]


def accounts_of(session: Session, workspace_id: str, name: str) -> list[str]:
    """The ids of the accounts where somebody of this name is known."""
    rows = session.execute(
        select(contacts.c.account_id)
        .where(contacts.c.workspace_id == workspace_id, contacts.c.name_key == key_of(name))
        .order_by(contacts.c.account_id)
    )
    return [row.account_id for row in rows]
