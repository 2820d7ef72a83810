"""Engines of one kind of database share what they have compiled: a test opens a database of its own, and would else
compile every statement anew, which took a third of its time."""

from typing import Any

from sqlalchemy import Engine, create_engine

_first: dict[str, Engine] = {}


def sharing(address: str, **options: Any) -> Engine:
    """`create_engine`, with the dialect and the cache of the first engine of that kind: the dialect is part of a
    statement's key there."""
    engine = create_engine(address, **options)
    first = _first.setdefault(engine.dialect.name, engine)
    engine.dialect = engine.pool._dialect = first.dialect
    engine._compiled_cache = first._compiled_cache
    return engine
