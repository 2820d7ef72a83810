"""Accounts, their aliases, and the names by which they are found."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, delete, func, insert, literal, select, union_all, update

from bot.db.engine import insert_once
from bot.db.ids import instant_of, new_id
from bot.db.scope import Scope
from bot.domain.accounts.model import Account
from bot.storage.accounts.tables import accounts, aliases
from bot.storage.workspace.tables import workspaces
from bot.storage.workspace.workspaces import renew_accounts_version

_COLUMNS = {field.name for field in fields(Account) if field.name in accounts.c} - {"id", "added_on"}
"""What of an account is a column and can be changed; its other names have rows of their own."""


# What a line or a command asks is built once.
_ACCOUNT = select(accounts).where(accounts.c.workspace_id == bindparam("workspace_id")).order_by(accounts.c.id)
_BY_ID = _ACCOUNT.where(accounts.c.id == bindparam("id"))
_LINKED = _ACCOUNT.where(accounts.c.channel == bindparam("channel"))
_ALIASES = select(aliases).where(aliases.c.workspace_id == bindparam("workspace_id")).order_by(aliases.c.name_key)
_ALIASES_OF = _ALIASES.where(aliases.c.account_id.in_(bindparam("ids", expanding=True)))


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


def find(scope: Scope, account_id: str) -> Account | None:
    found = _read(scope, _BY_ID, {"id": account_id})
    return found[0] if found else None


def lock(scope: Scope, account_id: str) -> Account | None:
    """The account, which nobody else changes until this transaction ends."""
    lock_names(scope)
    return find(scope, account_id)


def every(scope: Scope) -> list[Account]:
    """All accounts, in the order they were added."""
    return _select(scope)


def count(scope: Scope) -> int:
    return scope.session.execute(
        select(func.count()).select_from(accounts).where(accounts.c.workspace_id == scope.workspace_id)
    ).scalar_one()


def of_owners(scope: Scope, owners: Collection[str]) -> list[Account]:
    """What these members own, in the order it was added."""
    return _select(scope, accounts.c.owner.in_(sorted(owners)))


def those(scope: Scope, account_ids: Collection[str]) -> list[Account]:
    """The accounts with these ids, in the order they were added."""
    return _select(scope, accounts.c.id.in_(sorted(account_ids)))


def owned(scope: Scope) -> dict[str, int]:
    """How many accounts each member owns who owns any."""
    rows = scope.session.execute(
        select(accounts.c.owner, func.count().label("number"))
        .where(accounts.c.workspace_id == scope.workspace_id, accounts.c.owner.is_not(None))
        .group_by(accounts.c.owner)
    )
    return {row.owner: row.number for row in rows}


def linked_to(scope: Scope, channel: str) -> Account | None:
    """The account a channel is linked to, if it is exactly one."""
    found = _read(scope, _LINKED, {"channel": channel})
    return found[0] if len(found) == 1 else None


def names(scope: Scope) -> list[NameRow]:
    """Every account name and alias of the workspace."""
    account, key = accounts.c.name.label("account"), literal("").label("key")
    own = select(accounts.c.id, account, accounts.c.name, key).where(accounts.c.workspace_id == scope.workspace_id)
    others = (
        select(aliases.c.account_id, account, aliases.c.name, aliases.c.name_key)
        .join(
            accounts,
            (accounts.c.workspace_id == aliases.c.workspace_id) & (accounts.c.id == aliases.c.account_id),
        )
        .where(aliases.c.workspace_id == scope.workspace_id)
    )
    # One statement: between two, a merge would make the name of one account the alias of another, and the same word
    # would be two.
    both = union_all(own, others).subquery()
    rows = scope.session.execute(select(both).order_by(both.c.key != "", both.c.id, both.c.key))
    return [NameRow(row.id, row.account, row.name, bool(row.key)) for row in rows]


def lock_names(scope: Scope) -> int:
    """The stamp of the names as they are now; until this transaction ends nobody else changes one."""
    held: int = scope.session.execute(
        select(workspaces.c.accounts_version)
        .where(workspaces.c.id == scope.workspace_id)
        .with_for_update(key_share=True)
    ).scalar_one()
    return held


def added(scope: Scope, account_id: str) -> tuple[str, datetime | None]:
    """Who added an account, and when; None for one that was added before that was kept."""
    row = scope.session.execute(
        select(accounts.c.added_by, accounts.c.added_at).where(
            accounts.c.workspace_id == scope.workspace_id, accounts.c.id == account_id
        )
    ).one()
    return row.added_by, row.added_at


def add(scope: Scope, account: Account, *, by: str) -> Account | None:
    """Insert `account` (its id is given here); None when one of that name and external id stands already."""
    lock_names(scope)
    added = _with_id(account, new_id(scope.now))
    if insert_once(scope.session, accounts, [_row(scope.workspace_id, added, by, scope.now)]) == 0:
        return None
    _insert_aliases(scope, [added])
    renew_accounts_version(scope)
    return added


def add_all(scope: Scope, new: Sequence[Account], *, by: str, announce: bool = True) -> list[Account]:
    """Insert accounts of which none stands yet; as they are now, with their ids. Raises Conflict where one does.

    An account that has an id of ours keeps it. Without `announce` caches of names stay as they are: more are to come.
    """
    ids = sorted(new_id(scope.now) for _ in new)  # in one instant they are random: these keep the order given
    added = [
        _with_id(account, account.id if instant_of(account.id) else account_id)
        for account, account_id in zip(new, ids, strict=True)
    ]
    if added:
        scope.session.execute(insert(accounts), [_row(scope.workspace_id, account, by, scope.now) for account in added])
        _insert_aliases(scope, added)
        if announce:
            renew_accounts_version(scope)
    return added


def named(scope: Scope, name: str, external_id: str | None) -> Account | None:
    """The account with this very name (case aside) and external id."""
    found = _select(scope, (accounts.c.name_key == key_of(name)) & (accounts.c.external_id == (external_id or "")))
    return found[0] if found else None


def change(scope: Scope, account: Account) -> None:
    """Write all of `account` over the row with its id. Raises Conflict where another has that name."""
    change_all(scope, [account])


def change_all(scope: Scope, changed: Sequence[Account]) -> None:
    """Write accounts over the rows with their ids. Raises Conflict where another has the name of one."""
    if not changed:
        return
    lock_names(scope)
    with_the_id = accounts.c.id == bindparam("changed_id")
    scope.session.execute(
        update(accounts).where(accounts.c.workspace_id == scope.workspace_id, with_the_id),
        [{"changed_id": account.id, **_columns(account)} for account in changed],
    )
    ids = [account.id for account in changed]
    scope.session.execute(
        delete(aliases).where(aliases.c.workspace_id == scope.workspace_id, aliases.c.account_id.in_(ids))
    )
    _insert_aliases(scope, changed)
    renew_accounts_version(scope)


def _with_id(account: Account, account_id: str) -> Account:
    kept = tuple(_by_key(account.aliases).values())
    return replace(account, id=account_id, external_id=account.external_id or None, aliases=kept)


def _by_key(names: Iterable[str]) -> dict[str, str]:
    return {key_of(name): name for name in names if key_of(name)}


def _row(workspace_id: str, account: Account, by: str, now: datetime) -> dict[str, Any]:
    return {
        **_columns(account),
        "workspace_id": workspace_id,
        "id": account.id,
        "added_by": by,
        "added_on": account.added_on,
        "added_at": now,
    }


def _insert_aliases(scope: Scope, of: Sequence[Account]) -> None:
    rows = [
        {"workspace_id": scope.workspace_id, "account_id": account.id, "name": name, "name_key": key}
        for account in of
        for key, name in _by_key(account.aliases).items()
    ]
    if rows:
        scope.session.execute(insert(aliases), rows)


def _select(scope: Scope, *conditions: Any) -> list[Account]:
    return _read(scope, _ACCOUNT.where(*conditions), {})


def _read(scope: Scope, query: Select[Any], values: dict[str, Any]) -> list[Account]:
    rows = scope.session.execute(query, {"workspace_id": scope.workspace_id, **values}).all()
    also = _aliases_of(scope, [row.id for row in rows]) if rows else {}
    return [_as_account(row, also.get(row.id, ())) for row in rows]


def _aliases_of(scope: Scope, account_ids: list[str]) -> dict[str, tuple[str, ...]]:
    of_few = {"ids": account_ids} if len(account_ids) <= 50 else {}
    query = _ALIASES_OF if of_few else _ALIASES
    found: dict[str, tuple[str, ...]] = {}
    for row in scope.session.execute(query, {"workspace_id": scope.workspace_id, **of_few}):
        found[row.account_id] = (*found.get(row.account_id, ()), row.name)
    return found


def _columns(account: Account) -> dict[str, Any]:
    own = {name: getattr(account, name) for name in _COLUMNS}
    return own | {"external_id": account.external_id or "", "name_key": key_of(account.name)}


def _as_account(row: Row[Any], also: tuple[str, ...]) -> Account:
    own = {name: getattr(row, name) for name in ("id", "added_on", *_COLUMNS)}
    return Account(**own | {"external_id": row.external_id or None, "aliases": also})
