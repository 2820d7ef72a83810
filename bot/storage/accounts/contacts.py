"""People at an account: whom we met there, and whom somebody named."""

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, delete, exists, or_, select, update

from bot.db.engine import insert_once
from bot.db.ids import new_id
from bot.db.scope import Scope
from bot.storage.accounts.accounts import key_of
from bot.storage.accounts.tables import accounts, contacts, conversation_contacts
from bot.storage.conversations.filters import typed_by_a_member
from bot.storage.conversations.readers import may_read
from bot.storage.conversations.tables import conversations


def add(scope: Scope, account_id: str, name: str) -> bool:
    """Name somebody of an account for everybody to read. Says whether nobody had."""
    add_all(scope, [(account_id, name)])
    return _set_named(scope, account_id, name, to=True)


def add_all(scope: Scope, people: Collection[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Keep whom conversations name, each an account's id and a name; their ids by account and the key of the name."""
    spelled: dict[tuple[str, str], str] = {}
    for account_id, name in people:
        spelled.setdefault((account_id, key_of(name)), name)
    # In one order for everybody: two who name the same new people would wait for each other for ever.
    rows = [
        {
            "workspace_id": scope.workspace_id,
            "id": new_id(scope.now),
            "account_id": account_id,
            "name": spelled[account_id, key],
            "name_key": key,
        }
        for account_id, key in sorted(spelled)
    ]
    insert_once(scope.session, contacts, rows)
    found = scope.session.execute(
        select(contacts.c.id, contacts.c.account_id, contacts.c.name_key).where(
            contacts.c.workspace_id == scope.workspace_id,
            contacts.c.account_id.in_({account_id for account_id, _ in spelled}),
        )
    )
    return {(row.account_id, row.name_key): row.id for row in found}


def remove(scope: Scope, account_id: str, name: str) -> bool:
    """Name somebody no longer; who stands in no conversation is forgotten. Says whether anybody had named them."""
    was_named = _set_named(scope, account_id, name, to=False)
    if was_named:
        scope.session.execute(delete(contacts).where(*_is(scope.workspace_id, account_id, name), ~_stands_in()))
    return was_named


def named(scope: Scope, account_id: str) -> list[str]:
    """Who was named for everybody to read, spoken to or not, in the order they were kept."""
    rows = scope.session.execute(
        select(contacts.c.name)
        .where(contacts.c.workspace_id == scope.workspace_id, contacts.c.account_id == account_id, contacts.c.named)
        .order_by(contacts.c.id)
    )
    return [row.name for row in rows]


def known_at(scope: Scope, account_id: str, *, reader: str) -> dict[str, str]:
    """Whom `reader` may know at an account: names by the contacts' ids, in the order of the names."""
    rows = scope.session.execute(
        select(contacts.c.id, contacts.c.name).where(
            contacts.c.workspace_id == scope.workspace_id, contacts.c.account_id == account_id, _known_to(reader)
        )
    )
    return {row.id: row.name for row in sorted(rows, key=lambda row: (row.name.casefold(), row.id))}


def accounts_of(scope: Scope, name: str, *, reader: str) -> list[str]:
    """The ids of the accounts where `reader` may know somebody of this name.

    Whom nobody named for everybody is known to the readers of the conversations they stand in alone.
    """
    rows = scope.session.execute(
        select(contacts.c.account_id)
        .join(accounts, (accounts.c.workspace_id == scope.workspace_id) & (accounts.c.id == contacts.c.account_id))
        .where(
            contacts.c.workspace_id == scope.workspace_id,
            contacts.c.name_key == key_of(name),
            _known_to(reader),
        )
    )
    return sorted(row.account_id for row in rows)  # not there: see `beginning_with`


def beginning_with(scope: Scope, words: Collection[str], *, reader: str | None) -> list[tuple[str, str]]:
    """People whose names are, or begin with, one of these words (lower case): each an account's id and a name.

    Those alone whom `reader` may know, as with `accounts_of`; without a reader, whom every member may know.
    """
    if not words:
        return []
    asked = {"workspace_id": scope.workspace_id, **({} if reader is None else {"reader": reader})}
    for number, word in enumerate(words):
        asked |= {f"word{number}": word, f"end{number}": f"{word}!"}
    rows = scope.session.execute(_beginning_with(len(words), is_for_reader=reader is not None), asked)
    # Sorted here, not there: or SQLite walks through everybody known.
    found = sorted((row.account_id, row.name_key, row.name) for row in rows)
    return [(account_id, name) for account_id, name_key, name in found if name_key.split()[0] in words]


def _set_named(scope: Scope, account_id: str, name: str, *, to: bool) -> bool:
    """Says whether that changed anything."""
    changed = scope.session.execute(
        update(contacts)
        .where(*_is(scope.workspace_id, account_id, name), contacts.c.named.is_(not to))
        .values(named=to)
    )
    return changed.rowcount == 1


def _is(workspace_id: str, account_id: str, name: str) -> tuple[ColumnElement[bool], ...]:
    return (
        contacts.c.workspace_id == workspace_id,
        contacts.c.account_id == account_id,
        contacts.c.name_key == key_of(name),
    )


def _stands_in(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the contact stands in a conversation, or in one of which the conditions hold."""
    return exists().where(
        conversation_contacts.c.workspace_id == contacts.c.workspace_id,
        conversation_contacts.c.contact_id == contacts.c.id,
        conversations.c.workspace_id == conversation_contacts.c.workspace_id,
        conversations.c.id == conversation_contacts.c.conversation_id,
        *conditions,
    )


@cache
def _beginning_with(words: int, *, is_for_reader: bool) -> Select[Any]:
    """The question for so many words, of which a line has a few dozen at most: every line asks one."""
    own: BindParameter[str] = bindparam("workspace_id")
    # The workspace with each word: or SQLite walks through everybody known.
    begins = [
        and_(
            contacts.c.workspace_id == own,
            contacts.c.name_key >= bindparam(f"word{number}"),
            contacts.c.name_key < bindparam(f"end{number}"),
        )
        for number in range(words)
    ]
    reader: BindParameter[str] | None = bindparam("reader") if is_for_reader else None
    return select(contacts.c.account_id, contacts.c.name_key, contacts.c.name).where(or_(*begins), _known_to(reader))


def _known_to(reader: str | BindParameter[str] | None) -> ColumnElement[bool]:
    """Whether the contact was named for everybody, or stands in a conversation that counts and is for `reader`."""
    is_for_reader = may_read(reader) if reader is not None else conversations.c.private.is_(False)
    return or_(contacts.c.named, _stands_in(conversations.c.undone_at.is_(None), typed_by_a_member(), is_for_reader))
