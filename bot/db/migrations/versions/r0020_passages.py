"""What customers told us is found by its words: a row for each note, insight and promise that is not private.

The full-text index is the database's own. On SQLite an FTS5 table over the rows, kept by triggers; on PostgreSQL a GIN
index, and a text search configuration that stems as SQLite does and leaves no word out: no extension is needed.
Beside it stands what members ask whoever heard something.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.db.types import Instant

revision = "0020"
down_revision = "0019"

_CHUNK = 1000
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>|]*)?>")
_WORD = re.compile(r"[^\W_]+")
_IDEOGRAPH = re.compile(r"([\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])")

_conversations = sa.table(
    "conversations", *map(sa.column, ("workspace_id", "id", "note")), sa.column("private", sa.Boolean())
)
_insights = sa.table("insights", *map(sa.column, ("workspace_id", "conversation_id", "position", "kind", "text")))
_follow_ups = sa.table("follow_ups", *map(sa.column, ("workspace_id", "conversation_id", "text")))
_passages = sa.table("passages", *map(sa.column, ("workspace_id", "conversation_id", "position", "kind", "words")))


def upgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    _create_passages(is_sqlite)
    _create_questions()
    _fill()
    if is_sqlite:
        _index_on_sqlite()
    else:
        _index_on_postgresql()


def _create_passages(is_sqlite: bool) -> None:
    number = sa.Integer() if is_sqlite else sa.BigInteger()
    # On SQLite the number of the row is the primary key: only then does VACUUM leave it as it is.
    key = ["workspace_id", "conversation_id", "position"]
    keys: list[sa.Constraint] = (
        [sa.PrimaryKeyConstraint("number", name=op.f("pk_passages")), sa.UniqueConstraint(*key, name="uq_passages")]
        if is_sqlite
        else [sa.PrimaryKeyConstraint(*key, name=op.f("pk_passages"))]
    )
    op.create_table(
        "passages",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("number", number, *([] if is_sqlite else [sa.Identity()]), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "conversation_id"],
            ["conversations.workspace_id", "conversations.id"],
            name=op.f("fk_passages_workspace_id_conversation_id"),
        ),
        *keys,
    )


def _create_questions() -> None:
    op.create_table(
        "quote_questions",
        sa.Column("workspace_id", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.String(length=32), nullable=False),
        sa.Column("asked_of", sa.String(length=32), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("idempotency_key", sa.String(length=128), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "conversation_id"],
            ["conversations.workspace_id", "conversations.id"],
            name=op.f("fk_quote_questions_workspace_id_conversation_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_quote_questions")),
        sa.UniqueConstraint(
            "workspace_id", "idempotency_key", name=op.f("uq_quote_questions_workspace_id_idempotency_key")
        ),
    )


def _fill() -> None:
    """The same words as the program writes, in the same places."""
    for chunk in _chunks(op.get_bind().execute(_all_words(), execution_options={"stream_results": True})):
        op.get_bind().execute(_passages.insert(), chunk)


def _all_words() -> sa.CompoundSelect[Any]:
    """Every piece of words that is not private and not empty, in the order in which a conversation has them."""
    return sa.union_all(
        _pieces(sa.literal(0), sa.literal("note"), _conversations.c.note, _conversations),
        _pieces(sa.literal(1) + _insights.c.position, _insights.c.kind, _insights.c.text, _insights),
        _pieces(sa.literal(1_000_000), sa.literal("promise"), _follow_ups.c.text, _follow_ups),
    ).order_by("workspace_id", "conversation_id", "place")


def _pieces(place: Any, kind: Any, words: Any, table: Any) -> sa.Select[Any]:
    query = sa.select(
        _conversations.c.workspace_id,
        _conversations.c.id.label("conversation_id"),
        place.label("place"),
        kind.label("kind"),
        words.label("text"),
    ).where(_conversations.c.private.is_(False), words != "")
    if table is _conversations:
        return query
    return query.where(
        table.c.workspace_id == _conversations.c.workspace_id, table.c.conversation_id == _conversations.c.id
    )


def _chunks(rows: Iterable[Any]) -> Iterator[list[dict[str, Any]]]:
    numbered = _numbered(rows)
    while chunk := list(islice(numbered, _CHUNK)):
        yield chunk


def _numbered(rows: Iterable[Any]) -> Iterator[dict[str, Any]]:
    conversation, position = None, 0
    for row in rows:
        here = row.workspace_id, row.conversation_id
        position = position + 1 if here == conversation else 0
        conversation = here
        yield {
            "workspace_id": row.workspace_id,
            "conversation_id": row.conversation_id,
            "position": position,
            "kind": row.kind,
            "words": _search_words(row.text),
        }


def _search_words(text: str) -> str:
    folded = unicodedata.normalize("NFKD", _MENTION.sub(" ", text)).casefold()
    letters = "".join(character for character in folded if not unicodedata.combining(character))
    return " ".join(_WORD.findall(_IDEOGRAPH.sub(r" \1 ", letters)))


def _index_on_sqlite() -> None:
    op.execute(
        "CREATE VIRTUAL TABLE passages_index USING fts5(workspace_id, words, content='passages', "
        "content_rowid='number', tokenize='porter unicode61 remove_diacritics 2')"
    )
    op.execute("INSERT INTO passages_index(passages_index) VALUES ('rebuild')")
    add = "INSERT INTO passages_index(rowid, workspace_id, words) VALUES (new.number, new.workspace_id, new.words);"
    # FTS5 forgets a row only when it is told what stood in it.
    remove = (
        "INSERT INTO passages_index(passages_index, rowid, workspace_id, words) "
        "VALUES ('delete', old.number, old.workspace_id, old.words);"
    )
    for event, body in (("INSERT", add), ("DELETE", remove), ("UPDATE", f"{remove} {add}")):
        op.execute(f"CREATE TRIGGER passages_{event.lower()} AFTER {event} ON passages BEGIN {body} END")


def _index_on_postgresql() -> None:
    op.execute("CREATE TEXT SEARCH DICTIONARY touchbase_stem (TEMPLATE = snowball, LANGUAGE = porter)")
    op.execute("CREATE TEXT SEARCH CONFIGURATION touchbase (COPY = simple)")
    op.execute(
        "ALTER TEXT SEARCH CONFIGURATION touchbase ALTER MAPPING FOR asciiword, word, numword WITH touchbase_stem"
    )
    op.execute(
        "CREATE INDEX ix_passages_search ON passages USING gin "
        "((to_tsvector('simple', workspace_id) || to_tsvector('touchbase', words)))"
    )
