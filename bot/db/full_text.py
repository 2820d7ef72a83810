"""Full-text search as SQLite (FTS5) and PostgreSQL (tsvector, GIN) have it: both by word stems, after Porter.

Neither index can begin with a column. So the workspace is a word of each row in it, and what a search walks through is
no longer than the workspace is. The condition on the column itself is the query's, as everywhere.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Table, and_, text

from bot.db.engine import Session


def matches(session: Session, table: Table, workspace_id: str, words: Sequence[str]) -> ColumnElement[bool]:
    """The condition on rows of `table` that they are of the workspace, and all of `words` stand in their column
    `words`, in any of their forms.

    The words are of letters and digits alone. ValueError where there are none.
    """
    if not words:
        raise ValueError("a search needs a word")
    if session.dialect.name == "sqlite":
        return _on_sqlite(table.name, workspace_id, words)
    document = f"to_tsvector('simple', {table.name}.workspace_id) || to_tsvector('touchbase', {table.name}.words)"
    query = "plainto_tsquery('simple', :workspace) && plainto_tsquery('touchbase', :words)"
    found = text(f"({document}) @@ ({query})").bindparams(workspace=workspace_id, words=" ".join(words))
    return and_(table.c.workspace_id == workspace_id, found)


def _on_sqlite(table: str, workspace_id: str, words: Sequence[str]) -> ColumnElement[bool]:
    terms = [f'workspace_id : "{workspace_id}"', *(f'words : "{word}"' for word in words)]
    numbers = f"SELECT rowid FROM {table}_index WHERE {table}_index MATCH :terms"
    # With a plus no index is used: or SQLite walks through the workspace, looking for each row among those found.
    found = text(f"{table}.number IN ({numbers}) AND +{table}.workspace_id = :workspace")
    return and_(found.bindparams(terms=" AND ".join(terms), workspace=workspace_id))
