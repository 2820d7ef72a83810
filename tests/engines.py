"""Engines of one kind of database share what they have compiled: a test opens a database of its own, and would else
compile every statement anew, which took a third of its time."""

from typing import Any, ClassVar

from sqlalchemy import Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite


class _Sharing:
    """A dialect like every other of its class: what was compiled by one is what another would compile.

    A dialect is part of a statement's key in the cache. All databases of the tests are of one version a kind.
    """

    compiled: ClassVar[dict[Any, Any]]

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        engine.update_execution_options(compiled_cache=cls.compiled)


class SharingSQLite(_Sharing, SQLiteDialect_pysqlite):
    supports_statement_cache = True
    compiled: ClassVar[dict[Any, Any]] = {}


class SharingPostgres(_Sharing, PGDialect_psycopg):
    supports_statement_cache = True
    compiled: ClassVar[dict[Any, Any]] = {}


def share_what_is_compiled() -> None:
    """Let every engine that is made from now on take part."""
    registry.register("sqlite", __name__, SharingSQLite.__name__)
    registry.register("postgresql.psycopg", __name__, SharingPostgres.__name__)
