"""Merge one account into another, and delete one added by mistake: no word anybody told us is lost."""

import json

from sqlalchemy import delete, func, select, update

from bot.db.scope import Scope
from bot.domain.accounts.model import Account
from bot.domain.sponsors.model import SponsorState
from bot.storage.accounts import accounts as stored
from bot.storage.accounts.tables import accounts, aliases, contacts, conversation_contacts
from bot.storage.conversations.tables import conversations, revisions
from bot.storage.sponsors.tables import sponsorships
from bot.storage.workspace.tables import audit
from bot.storage.workspace.workspaces import renew_accounts_version

MERGE, GONE = "merge accounts", "gone"
"""In the audit log: the action, its subject the account that stays, and the detail that has the id of the other."""


def lock(scope: Scope, account_id: str) -> bool:
    """Wait for whatever is being written for an account; until this transaction ends nothing more is. Says whether it
    is there."""
    found = scope.session.execute(
        select(accounts.c.id)
        .where(accounts.c.workspace_id == scope.workspace_id, accounts.c.id == account_id)
        .with_for_update()
    )
    return found.first() is not None


def surviving(scope: Scope, account_id: str) -> Account | None:
    """The account with this id, or the one that it was merged into, and that one, and so on."""
    account = stored.find(scope, account_id)
    if account is not None:
        return account
    rows = scope.session.execute(
        select(audit.c.subject, audit.c.details)
        .where(audit.c.workspace_id == scope.workspace_id, audit.c.action == MERGE)
        .order_by(audit.c.at, audit.c.id)
    )
    into = {json.loads(row.details).get(GONE): row.subject for row in rows}
    remaining = account_id
    while remaining in into:
        remaining = into.pop(remaining)
    return stored.find(scope, remaining) if remaining != account_id else None


def conversations_of(scope: Scope, account_id: str) -> int:
    """How many conversations an account ever had, undone ones too, now or before they were moved elsewhere."""
    kept = [
        select(func.count()).where(table.c.workspace_id == scope.workspace_id, table.c.account_id == account_id)
        for table in (conversations, revisions)
    ]
    return sum(scope.session.execute(each).scalar_one() for each in kept)


def move(scope: Scope, account_id: str, into: str, *, by: str) -> None:
    """Let everything of an account belong to the account `into`. Sponsorships end or move with it."""
    _move_contacts(scope, account_id, into)
    for table in (conversations, revisions):
        scope.session.execute(
            update(table)
            .where(table.c.workspace_id == scope.workspace_id, table.c.account_id == account_id)
            .values(account_id=into)
        )
    _move_sponsorships(scope, account_id, into, by)


def remove(scope: Scope, account_id: str) -> None:
    """Delete an account nothing points to any more but its aliases and people nobody met. Raises Conflict else."""
    for table in (aliases, contacts, sponsorships):
        scope.session.execute(
            delete(table).where(table.c.workspace_id == scope.workspace_id, table.c.account_id == account_id)
        )
    scope.session.execute(
        delete(accounts).where(accounts.c.workspace_id == scope.workspace_id, accounts.c.id == account_id)
    )
    renew_accounts_version(scope)


def _move_contacts(scope: Scope, account_id: str, into: str) -> None:
    """Whom both know is one person: conversations point to the one that stays, who is named if either was."""
    own = scope.session.execute(
        select(contacts.c.id, contacts.c.name_key, contacts.c.named).where(
            contacts.c.workspace_id == scope.workspace_id, contacts.c.account_id == account_id
        )
    ).all()
    for person in own:
        same = scope.session.execute(
            select(contacts.c.id).where(
                contacts.c.workspace_id == scope.workspace_id,
                contacts.c.account_id == into,
                contacts.c.name_key == person.name_key,
            )
        ).scalar_one_or_none()
        if same is None:
            scope.session.execute(
                update(contacts)
                .where(contacts.c.workspace_id == scope.workspace_id, contacts.c.id == person.id)
                .values(account_id=into)
            )
        else:
            scope.session.execute(
                update(conversation_contacts)
                .where(
                    conversation_contacts.c.workspace_id == scope.workspace_id,
                    conversation_contacts.c.contact_id == person.id,
                )
                .values(contact_id=same)
            )
            if person.named:
                scope.session.execute(
                    update(contacts)
                    .where(contacts.c.workspace_id == scope.workspace_id, contacts.c.id == same)
                    .values(named=True)
                )


def _move_sponsorships(scope: Scope, account_id: str, into: str, by: str) -> None:
    """History moves. Of two sponsors that of `into` stays; an open question gives way to either."""
    standing = {each: _standing(scope, each) for each in (account_id, into)}
    has_sponsor = SponsorState.ACCEPTED.value in standing[into].values()
    brings_one = SponsorState.ACCEPTED.value in standing[account_id].values()
    over = [*standing[account_id]] if has_sponsor or (standing[into] and not brings_one) else []
    over += [each for each in standing[into] if brings_one and not has_sponsor]
    scope.session.execute(
        update(sponsorships)
        .where(sponsorships.c.workspace_id == scope.workspace_id, sponsorships.c.id.in_(over))
        .values(state=SponsorState.ENDED.value, ended_by=by, ended_at=scope.now)
    )
    scope.session.execute(
        update(sponsorships)
        .where(sponsorships.c.workspace_id == scope.workspace_id, sponsorships.c.account_id == account_id)
        .values(account_id=into)
    )


def _standing(scope: Scope, account_id: str) -> dict[str, str]:
    """What is asked or accepted for an account: its state, by id."""
    rows = scope.session.execute(
        select(sponsorships.c.id, sponsorships.c.state).where(
            sponsorships.c.workspace_id == scope.workspace_id,
            sponsorships.c.account_id == account_id,
            sponsorships.c.state.in_([SponsorState.PROPOSED.value, SponsorState.ACCEPTED.value]),
        )
    )
    return {row.id: row.state for row in rows}
