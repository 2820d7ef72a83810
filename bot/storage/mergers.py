"""Two accounts that are one, and an account that was added by mistake: no word anybody told us is lost."""

from sqlalchemy import delete, exists, func, select, update

from bot.domain.sponsors import SponsorState
from bot.storage.engine import Session
from bot.storage.schema import (
    accounts,
    aliases,
    contacts,
    conversation_contacts,
    conversations,
    revisions,
    sponsorships,
)
from bot.storage.workspaces import renew_accounts_version


def conversations_of(session: Session, workspace_id: str, account_id: str) -> int:
    """How many conversations an account ever had, undone ones too, now or before they were moved elsewhere."""
    kept = [
        select(func.count()).where(table.c.workspace_id == workspace_id, table.c.account_id == account_id)
        for table in (conversations, revisions)
    ]
    return sum(session.execute(each).scalar_one() for each in kept)


def move(session: Session, workspace_id: str, account_id: str, into: str) -> None:
    """Let everything of an account belong to the account `into`. Sponsorships end or move with it."""
    _move_contacts(session, workspace_id, account_id, into)
    for table in (conversations, revisions):
        session.execute(
            update(table)
            .where(table.c.workspace_id == workspace_id, table.c.account_id == account_id)
            .values(account_id=into)
        )
    _move_sponsorships(session, workspace_id, account_id, into)


def remove(session: Session, workspace_id: str, account_id: str) -> None:
    """Delete an account nothing points to any more but its aliases and people nobody met. Raises Conflict else."""
    for table in (aliases, contacts, sponsorships):
        session.execute(delete(table).where(table.c.workspace_id == workspace_id, table.c.account_id == account_id))
    session.execute(delete(accounts).where(accounts.c.workspace_id == workspace_id, accounts.c.id == account_id))
    renew_accounts_version(session, workspace_id)


def _move_contacts(session: Session, workspace_id: str, account_id: str, into: str) -> None:
    """Whom both know is one person: conversations point to the one that stays."""
    own = session.execute(
        select(contacts.c.id, contacts.c.name_key).where(
            contacts.c.workspace_id == workspace_id, contacts.c.account_id == account_id
        )
    ).all()
    for person in own:
        same = session.execute(
            select(contacts.c.id).where(
                contacts.c.workspace_id == workspace_id,
                contacts.c.account_id == into,
                contacts.c.name_key == person.name_key,
            )
        ).scalar_one_or_none()
        if same is None:
            session.execute(
                update(contacts)
                .where(contacts.c.workspace_id == workspace_id, contacts.c.id == person.id)
                .values(account_id=into)
            )
        else:
            session.execute(
                update(conversation_contacts)
                .where(
                    conversation_contacts.c.workspace_id == workspace_id,
                    conversation_contacts.c.contact_id == person.id,
                )
                .values(contact_id=same)
            )


def _move_sponsorships(session: Session, workspace_id: str, account_id: str, into: str) -> None:
    """History moves; what stands ends where the other account has something standing already."""
    standing = [SponsorState.PROPOSED.value, SponsorState.ACCEPTED.value]
    other = sponsorships.alias("other")
    taken = exists().where(
        other.c.workspace_id == sponsorships.c.workspace_id, other.c.account_id == into, other.c.state.in_(standing)
    )
    own = (sponsorships.c.workspace_id == workspace_id, sponsorships.c.account_id == account_id)
    session.execute(
        update(sponsorships)
        .where(*own, sponsorships.c.state.in_(standing), taken)
        .values(state=SponsorState.ENDED.value)
    )
    session.execute(update(sponsorships).where(*own).values(account_id=into))
