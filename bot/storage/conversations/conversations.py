"""Conversations with all that belongs to them: written in one go, read as frozen records."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, func, not_, select, update

from bot.db.engine import insert_once
from bot.db.ids import new_id
from bot.db.scope import Scope
from bot.domain.conversations.model import Conversation, Details, Kind, Source, State
from bot.storage.accounts.tables import accounts
from bot.storage.conversations import children, readers, revisions
from bot.storage.conversations.children import Children
from bot.storage.conversations.filters import counting, typed_by_a_member
from bot.storage.conversations.tables import conversations

_CHUNK = 500

_KEY = func.coalesce(conversations.c.idempotency_key, "")

# Statements that every line needs are built once, here and in the modules beside this one.
_SAME_AGAIN = select(conversations.c.line, conversations.c.logged_at).where(
    conversations.c.workspace_id == bindparam("workspace_id"),
    conversations.c.account_id == bindparam("account_id"),
    conversations.c.on_date == bindparam("on"),
    conversations.c.logged_by == bindparam("author"),
    conversations.c.note == bindparam("note"),
    conversations.c.logged_at > bindparam("since"),
    conversations.c.undone_at.is_(None),
    not_(and_(conversations.c.source == bindparam("source"), bindparam("key") == _KEY)),
)
_RECORD = (
    select(conversations, accounts.c.name.label("account_name"))
    .join(
        accounts,
        (accounts.c.workspace_id == conversations.c.workspace_id) & (accounts.c.id == conversations.c.account_id),
    )
    .where(conversations.c.workspace_id == bindparam("workspace_id"))
    .order_by(conversations.c.on_date, conversations.c.id)
)
_BY_ID = _RECORD.where(conversations.c.id == bindparam("id"))
_BY_KEY = _RECORD.where(
    conversations.c.source == bindparam("source"), conversations.c.idempotency_key == bindparam("key")
)
_COLUMNS = {"on": "on_date"} | {field.name: field.name for field in fields(Details) if field.name in conversations.c}
"""What of the details is a column of the conversation's own row; the rest has rows of its own, see `children`."""


@dataclass(frozen=True)
class NewConversation:
    """What is written for a new conversation. The same `idempotency_key` of a source twice is one conversation."""

    account_id: str
    details: Details
    logged_by: str
    line: str | None
    source: Source
    idempotency_key: str | None

    @property
    def has_note(self) -> bool:
        """Whether there are words by which another entry may be the same; two without any are not."""
        return bool(self.details.note)

    @property
    def columns(self) -> dict[str, Any]:
        """What the conversation's own row has of it."""
        return {
            "account_id": self.account_id,
            "logged_by": self.logged_by,
            "line": self.line,
            "source": self.source.value,
            "idempotency_key": self.idempotency_key,
            **_columns(self.details),
        }


@dataclass(frozen=True)
class Duplicate:
    """A standing conversation that another entry is like; `line` is what was typed for it."""

    line: str | None
    logged_at: datetime


@dataclass(frozen=True)
class Origin:
    """What made an entry: the line as its author typed it, where it was one, and the request's key."""

    logged_by: str
    logged_at: datetime
    line: str | None
    source: Source
    idempotency_key: str | None


def add(scope: Scope, entry: NewConversation, *, mentioned: Collection[str] = ()) -> str | None:
    """Insert the conversation; its id, or None when its key was used before. Of those `mentioned` there are rows."""
    conversation_id = new_id(scope.now)
    row = {"workspace_id": scope.workspace_id, "id": conversation_id, "logged_at": scope.now, **entry.columns}
    if insert_once(scope.session, conversations, [row]) == 0:
        return None
    children.add(scope, conversation_id, entry.account_id, entry.details, mentioned=mentioned)
    if entry.details.private:
        readers.keep(scope, [conversation_id])
    return conversation_id


def find(scope: Scope, conversation_id: str) -> Conversation | None:
    """One record, undone or not. The words of a private one are the caller's to withhold: `as_read_by` does."""
    found = _read(scope, _BY_ID, {"id": conversation_id})
    return found[0] if found else None


def by_key(scope: Scope, source: Source, idempotency_key: str) -> Conversation | None:
    """What a request made when it came before; undone or not."""
    found = _read(scope, _BY_KEY, {"source": source.value, "key": idempotency_key})
    return found[0] if found else None


def active(scope: Scope) -> list[Conversation]:
    """All that are not undone, by date, then id."""
    return _load(scope, conversations.c.undone_at.is_(None))


def of_account(scope: Scope, account_id: str, *, limit: int) -> list[Conversation]:
    """The latest of an account that members typed and nobody undid, latest first: at most `limit` that count as
    conversations, and `limit` others. However many mails came since, the last conversation is among them."""
    counts = and_(*counting())
    latest = [
        row.id
        for those_alone in (counts, not_(counts))
        for row in scope.session.execute(
            select(conversations.c.id)
            .where(
                conversations.c.workspace_id == scope.workspace_id,
                conversations.c.account_id == account_id,
                conversations.c.undone_at.is_(None),
                typed_by_a_member(),
                those_alone,
            )
            .order_by(conversations.c.on_date.desc(), conversations.c.id.desc())
            .limit(limit)
        )
    ]
    return those(scope, latest)[::-1]


def those(scope: Scope, ids: Sequence[str]) -> list[Conversation]:
    """The records with these ids, undone or not, by date, then id."""
    return _load(scope, conversations.c.id.in_(ids)) if ids else []


def find_duplicates(scope: Scope, entry: NewConversation, *, since: datetime) -> list[Duplicate]:
    """Standing ones by the same author for the same account, day and note, logged after `since`, in that order.

    What the entry's own request made is not another one.
    """
    own = {
        "workspace_id": scope.workspace_id,
        "account_id": entry.account_id,
        "on": entry.details.on,
        "author": entry.logged_by,
        "note": entry.details.note,
        "since": since,
        "source": entry.source.value if entry.idempotency_key is not None else "",
        "key": entry.idempotency_key or "",
    }
    # Sorted here: ordered in SQL, the planner may walk the index of days through the whole workspace.
    twins = [Duplicate(row.line, row.logged_at) for row in scope.session.execute(_SAME_AGAIN, own)]
    return sorted(twins, key=lambda twin: twin.logged_at)


def any_held(scope: Scope, kinds: Iterable[Kind], first: date, last: date) -> bool:
    """Whether one of these kinds stands, and was held, from `first` to `last`."""
    held = select(conversations.c.id).where(
        conversations.c.workspace_id == scope.workspace_id,
        conversations.c.on_date.between(first, last),
        conversations.c.state == State.HELD.value,
        conversations.c.kind.in_([kind.value for kind in kinds]),
        conversations.c.undone_at.is_(None),
    )
    return scope.session.execute(held.limit(1)).first() is not None


def origin_of(scope: Scope, conversation_id: str) -> Origin | None:
    """What made an entry; None where there is none of this id."""
    row = scope.session.execute(
        select(*(conversations.c[field.name] for field in fields(Origin))).where(
            conversations.c.workspace_id == scope.workspace_id, conversations.c.id == conversation_id
        )
    ).one_or_none()
    return None if row is None else Origin(**{**row._mapping, "source": Source(row.source)})


def set_undone(scope: Scope, conversation_id: str, *, by: str, at: datetime | None) -> bool:
    """Undo (or, with `at` None, put back). Says whether that changed anything."""
    stands = conversations.c.undone_at.is_(None) if at is not None else conversations.c.undone_at.is_not(None)
    changed = scope.session.execute(
        update(conversations)
        .where(conversations.c.workspace_id == scope.workspace_id, conversations.c.id == conversation_id, stands)
        .values(undone_at=at, undone_by=by if at is not None else None)
    )
    return changed.rowcount == 1


def undone_by(scope: Scope, conversation_id: str) -> str | None:
    """Who undid an entry; None where it stands."""
    return scope.session.execute(
        select(conversations.c.undone_by).where(
            conversations.c.workspace_id == scope.workspace_id, conversations.c.id == conversation_id
        )
    ).scalar_one_or_none()


def lock(scope: Scope, conversation_id: str) -> Conversation | None:
    """The record, which nobody else changes until this transaction ends."""
    scope.session.execute(
        select(conversations.c.id)
        .where(conversations.c.workspace_id == scope.workspace_id, conversations.c.id == conversation_id)
        .with_for_update()  # dropped on SQLite, where a transaction holds the write lock
    )
    return find(scope, conversation_id)


def change(scope: Scope, held: Conversation, account_id: str, details: Details, *, by: str) -> None:
    """Write `account_id` and `details` over a record that is held; how it stood is kept as a revision.

    Made private, or moved to another account, it is read by whoever owns and sponsors the account at this moment.
    """
    revisions.keep(scope, held, by=by)
    scope.session.execute(
        update(conversations)
        .where(conversations.c.workspace_id == scope.workspace_id, conversations.c.id == held.id)
        .values(account_id=account_id, version=held.version + 1, **_columns(details))
    )
    promised = held.details.follow_up
    children.replace(scope, held.id, account_id, details, follow_up_before=promised, by=by)
    if (account_id, details.private) != (held.account_id, held.details.private):
        readers.forget(scope, held.id)
        if details.private:
            readers.keep(scope, [held.id])


def _columns(details: Details) -> dict[str, Any]:
    own = {column: getattr(details, name) for name, column in _COLUMNS.items()}
    return {**own, "has_insights": bool(details.insights)}


def _load(scope: Scope, *conditions: Any) -> list[Conversation]:
    return _read(scope, _RECORD.where(*conditions), {})


def _read(scope: Scope, query: Select[Any], values: dict[str, Any]) -> list[Conversation]:
    rows = scope.session.execute(query, {"workspace_id": scope.workspace_id, **values}).all()
    found: list[Conversation] = []
    for start in range(0, len(rows), _CHUNK):
        found += _with_parts(scope, rows[start : start + _CHUNK])
    return found


def _with_parts(scope: Scope, rows: Iterable[Row[Any]]) -> list[Conversation]:
    rows = list(rows)
    ids = [row.id for row in rows]
    found = children.of(scope, ids)
    private = [row.id for row in rows if row.private]
    read_by = readers.of(scope, private) if private else {}
    return [_as_conversation(row, found[row.id], read_by.get(row.id, frozenset())) for row in rows]


def _as_conversation(row: Row[Any], belonging: Children, read_by: frozenset[str]) -> Conversation:
    own: dict[str, Any] = {name: getattr(row, column) for name, column in _COLUMNS.items()}
    details = Details(
        colleagues=belonging.colleagues,
        contacts=belonging.contacts,
        insights=belonging.insights,
        follow_up=belonging.follow_up,
        named=belonging.named,
        **own,
    )
    return Conversation(
        id=row.id,
        account_id=row.account_id,
        account_name=row.account_name,
        logged_by=row.logged_by,
        logged_at=row.logged_at,
        details=details,
        undone_at=row.undone_at,
        version=row.version,
        readers=read_by,
    )
