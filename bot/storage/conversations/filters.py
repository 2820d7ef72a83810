"""Conditions that say which conversations count: written once, used wherever something is counted."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, exists

from bot.domain.conversations.model import Kind, Source, State
from bot.storage.conversations.tables import conversations
from bot.storage.workspace.tables import members

_COUNTED = [kind.value for kind in Kind if kind.is_conversation]


def counting() -> list[ColumnElement[bool]]:
    return [
        conversations.c.undone_at.is_(None),
        conversations.c.state == State.HELD.value,
        conversations.c.kind.in_(_COUNTED),
    ]


def same(table: Any, column: str) -> ColumnElement[bool]:
    return and_(table.c.workspace_id == conversations.c.workspace_id, table.c.id == conversations.c[column])


def belongs_to(table: Any) -> ColumnElement[bool]:
    return and_(table.c.workspace_id == conversations.c.workspace_id, table.c.conversation_id == conversations.c.id)


def is_member(column: ColumnElement[str]) -> ColumnElement[bool]:
    return and_(members.c.workspace_id == conversations.c.workspace_id, members.c.id == column)


def typed_by_a_member() -> ColumnElement[bool]:
    author = members.alias("author")
    return exists().where(
        author.c.workspace_id == conversations.c.workspace_id,
        author.c.id == conversations.c.logged_by,
        takes_part(author),
    )


def typed_here() -> ColumnElement[bool]:
    return conversations.c.source != Source.IMPORT.value


def takes_part(person: FromClause = members) -> ColumnElement[bool]:
    return and_(person.c.known_at.is_not(None), person.c.is_guest.is_(False))
