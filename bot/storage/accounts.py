"""Accounts, their aliases, and the names by which they are found."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update

from bot.domain.accounts import Account, Stage, Tier
from bot.storage.engine import Session, insert_once
from bot.storage.ids import new_id
from bot.storage.schema import accounts, aliases
from bot.storage.workspaces import renew_accounts_version


@dataclass(frozen=True)
class NameRow:
    """One name by which an account can be found."""

    account_id: str
    account: str
    name: str
    is_alias: bool


def key_of(name: str) -> str:
    """What makes two names the same account: case and white space aside, they are equal to the letter."""
    return " ".join(name.casefold().split())


def find(session: Session, workspace_id: str, account_id: str) -> Account | None:
    found = _select(session, workspace_id, accounts.c.id == account_id)
    return found[0] if found else None


def every(session: Session, workspace_id: str) -> list[Account]:
    """All accounts, in the order they were added."""
    return _select(session, workspace_id)


def count(session: Session, workspace_id: str) -> int:
    return session.execute(
        select(func.count()).select_from(accounts).where(accounts.c.workspace_id == workspace_id)
    ).scalar_one()


def linked_to(session: Session, workspace_id: str, channel: str) -> Account | None:
    """The account a channel is linked to, if it is exactly one."""
    found = _select(session, workspace_id, accounts.c.channel == channel)
    return found[0] if len(found) == 1 else None


def names(session: Session, workspace_id: str) -> list[NameRow]:
    """Every account name and alias of the workspace."""
    own = session.execute(
        select(accounts.c.id, accounts.c.name).where(accounts.c.workspace_id == workspace_id).order_by(accounts.c.id)
    )
    rows = [NameRow(row.id, row.name, row.name, False) for row in own]
    others = session.execute(
        select(aliases.c.account_id, accounts.c.name.label("account"), aliases.c.name)
        .join(
            accounts,
            (accounts.c.workspace_id == aliases.c.workspace_id) & (accounts.c.id == aliases.c.account_id),
        )
        .where(aliases.c.workspace_id == workspace_id)
        .order_by(aliases.c.account_id, aliases.c.name_key)
    )
    return rows + [NameRow(row.account_id, row.account, row.name, True) for row in others]


def add(session: Session, workspace_id: str, account: Account, *, by: str, now: datetime) -> Account | None:
    """Insert `account` (its id is given here); None when one of that name and external id stands already."""
    row = {
        **_columns(account),
        "workspace_id": workspace_id,
        "id": new_id(now),
        "added_by": by,
        "added_on": account.added_on,
    }
    if insert_once(session, accounts, [row]) == 0:
        return None
    set_aliases(session, workspace_id, str(row["id"]), account.aliases)
    renew_accounts_version(session, workspace_id)
    return find(session, workspace_id, str(row["id"]))


def named(session: Session, workspace_id: str, name: str, external_id: str | None) -> Account | None:
    """The account with this very name (case aside) and external id."""
    found = _select(
        session,
        workspace_id,
        (accounts.c.name_key == key_of(name)) & (accounts.c.external_id == (external_id or "")),
    )
    return found[0] if found else None


def change(session: Session, workspace_id: str, account: Account) -> None:
    """Write all of `account` over the row with its id. Raises Conflict where another has that name."""
    session.execute(
        update(accounts)
        .where(accounts.c.workspace_id == workspace_id, accounts.c.id == account.id)
        .values(_columns(account))
    )
    set_aliases(session, workspace_id, account.id, account.aliases)
    renew_accounts_version(session, workspace_id)


def set_aliases(session: Session, workspace_id: str, account_id: str, names: Iterable[str]) -> None:
    session.execute(delete(aliases).where(aliases.c.workspace_id == workspace_id, aliases.c.account_id == account_id))
    by_key = {key_of(name): name for name in names if key_of(name)}
    rows = [
        {"workspace_id": workspace_id, "account_id": account_id, "name": name, "name_key": key}
        for key, name in by_key.items()
    ]
    if rows:
        session.execute(insert(aliases), rows)


def _select(session: Session, workspace_id: str, *conditions: Any) -> list[Account]:
    rows = session.execute(
        select(accounts).where(accounts.c.workspace_id == workspace_id, *conditions).order_by(accounts.c.id)
    ).all()
    also = _aliases_of(session, workspace_id, [row.id for row in rows])
    return [_as_account(row, also.get(row.id, ())) for row in rows]


def _aliases_of(session: Session, workspace_id: str, account_ids: list[str]) -> dict[str, tuple[str, ...]]:
    query = select(aliases).where(aliases.c.workspace_id == workspace_id).order_by(aliases.c.name_key)
    if len(account_ids) <= 50:
        query = query.where(aliases.c.account_id.in_(account_ids))
    found: dict[str, tuple[str, ...]] = {}
    for row in session.execute(query):
        found[row.account_id] = (*found.get(row.account_id, ()), row.name)
    return found


def _columns(account: Account) -> dict[str, str | int | date | None]:
    return {
        "external_id": account.external_id or "",
        "name": account.name,
        "name_key": key_of(account.name),
        "stage": account.stage.value,
        "tier": account.tier.value,
        "cadence": account.cadence,
        "value": account.value,
        "customer_since": account.customer_since,
        "last_activity": account.last_activity,
        "channel": account.channel,
        "owner": account.owner,
    }


def _as_account(row: Row[Any], also: tuple[str, ...]) -> Account:
    return Account(
        id=row.id,
        name=row.name,
        stage=Stage(row.stage),
        tier=Tier(row.tier),
        added_on=row.added_on,
        external_id=row.external_id or None,
        aliases=also,
        cadence=row.cadence,
        value=row.value,
        customer_since=row.customer_since,
        last_activity=row.last_activity,
        channel=row.channel,
        owner=row.owner,
    )
