"""Engines of one kind of database share what they have compiled: a test opens a database of its own, and would else
compile every statement anew, which took a third of its time."""

from typing import Any

from sqlalchemy import Engine, create_engine

_shared: dict[str, Engine] = {}


def sharing(address: str, **options: Any) -> Engine:
    """`create_engine`, with the dialect and the cache of an earlier engine of that kind: the dialect is part of a
    statement's key there, and knows its database once it was connected."""
    engine = create_engine(address, **options)
    earlier = _shared.get(engine.dialect.name)
    if earlier is None or earlier.dialect.server_version_info is None:
        _shared[engine.dialect.name] = engine
        return engine
    engine.dialect = engine.pool._dialect = earlier.dialect
    engine._compiled_cache = earlier._compiled_cache
    return engine
