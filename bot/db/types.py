"""Column types and the database's own clock."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, DateTime, Enum, String, case, literal
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant, to the millisecond; on SQLite text of fixed width, so that it sorts as it runs."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String(23))
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant must be aware")
        milliseconds = value.microsecond // 1000
        instant = value.astimezone(UTC).replace(microsecond=milliseconds * 1000)
        return f"{instant:%Y-%m-%d %H:%M:%S}.{milliseconds:03d}" if dialect.name == "sqlite" else instant

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if dialect.name == "sqlite":
            return datetime.fromisoformat(value).replace(tzinfo=UTC)
        found: datetime = value.astimezone(UTC)
        return found


def one_of(values: type[StrEnum], length: int) -> Enum:
    """Text that is one of `values`, and comes back as such."""
    return Enum(values, native_enum=False, length=length, values_callable=lambda kinds: [kind.value for kind in kinds])


class WireTime(FunctionElement[datetime]):
    """The database's clock, `plus` seconds from now: for leases, retries and rate limits, so that replicas agree.

    The seconds are a bound value, so that a statement is compiled once, whatever they are.
    """

    inherit_cache = True
    type = Instant()

    def __init__(self, plus: float = 0.0) -> None:
        super().__init__(literal(f"{plus:+.3f} seconds", String))


def earlier_and_later(there: datetime | None) -> tuple[ColumnElement[datetime], ColumnElement[datetime]]:
    """Of the database's clock and one that shows `there`; of the database's alone where the other is not known."""
    here = WireTime()
    if there is None:
        return here, here
    other = literal(there, Instant())
    return case((here < other, here), else_=other), case((here < other, other), else_=here)


@compiles(WireTime, "sqlite")
def _on_sqlite(element: WireTime, compiler: Any, **options: Any) -> str:
    # In SQLite %f is seconds with milliseconds, not microseconds.
    return f"strftime('%Y-%m-%d %H:%M:%f', 'now', {compiler.process(element.clauses, **options)})"


@compiles(WireTime, "postgresql")
def _on_postgresql(element: WireTime, compiler: Any, **options: Any) -> str:
    # To the millisecond, as an Instant is: what is written so is what is read.
    plus = compiler.process(element.clauses, **options)
    return f"(date_trunc('milliseconds', clock_timestamp()) + CAST({plus} AS interval))"
