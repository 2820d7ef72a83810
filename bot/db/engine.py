"""Every difference between SQLite and PostgreSQL, and the one way into a transaction.

SQLite has two engines: one writes, under a lock that holds across processes, one can only read. With that lock only
writers write or checkpoint, so the WAL-reset corruption of SQLite before 3.51.3 cannot happen, and nobody
busy-polls.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import ClauseElement, Connection, Engine, Insert, Select, Table, create_engine, text
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from bot.db import sqlite
from bot.db.disk import Disk, claim, create
from bot.db.locks import refuse_network_file_system
from bot.domain.errors import Conflict, NotSaved, Outrun, StorageAway, Unusable

Session = Connection
"""What services hold: an open transaction, and nothing else of SQLAlchemy."""

WAIT_SECONDS = 1.0
CONNECTIONS, KEPT = 40, 16  # at most, and kept open: 16 requests, 16 senders, ticks, answers and probes at once
_IS_READ_ONLY = "SELECT current_setting('transaction_read_only')"


class Guard(Protocol):
    """Stands around a COMMIT in answer to a person."""

    def before_commit(self) -> None:
        """Raises when the time for an answer is over; then nothing is committed."""
        ...

    def after_commit(self) -> None:
        """From now on nobody may be told that it was not saved."""
        ...


class Database:
    """A database that is there: `transaction()` writes, `reading()` cannot."""

    def __init__(self, url: str, *, wait: float = WAIT_SECONDS) -> None:
        self.url = _read_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        # Where a link leads: there SQLite puts the files beside it, and there the locks must be.
        self.path = Path(self.url.database or "").resolve() if self.is_sqlite else None
        self._wait = wait
        self._disk: Disk | None = None
        if self.path is not None:
            _check_folder(self.path)
            self._disk = Disk(self.path)
            self._writer = sqlite.writer(self._disk, wait)
            self._reader = sqlite.reader(self._disk, wait, size=CONNECTIONS, kept=KEPT)
        else:
            self._writer = self._reader = _postgres_engine(url, wait)

    @contextmanager
    def transaction(self, guard: Guard | None = None) -> Iterator[Session]:
        """One unit of work; commits at the end, rolls back on any error.

        `guard` is asked directly before COMMIT and told directly after it. Raises StorageAway when the database
        does not answer within its waits, Conflict when a constraint refuses a row, Outrun when the database ended it
        for the sake of another one.
        """
        # The lock first: under it BEGIN IMMEDIATE finds no other writer, and SQLite never polls for its own lock.
        with self._write_lock(), _translated(), self._writer.begin() as session:
            yield session
            if self._disk is not None:
                sqlite.check_before_commit(session, self._disk)
            if guard is not None:
                guard.before_commit()
        # Outside the block: only here has COMMIT returned, and it may fail.
        if guard is not None:
            guard.after_commit()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A consistent view. On SQLite a write here is refused by the file itself. Raises StorageAway."""
        with _translated(), self._reader.begin() as session:
            if self._disk is not None:
                sqlite.check(session, self._disk)
            yield session

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """A connection of its own for migrations: foreign keys off before BEGIN, under the write lock."""
        engine = (
            sqlite.writer(self._disk, 30.0, foreign_keys=False)
            if self._disk is not None
            else _postgres_engine(self.url.render_as_string(hide_password=False), 30.0, statements_end=False)
        )
        # Closing may write a checkpoint: the lock is held until then.
        with self._write_lock(30.0):
            try:
                with _translated(), engine.connect() as connection:
                    yield connection
            finally:
                engine.dispose()

    def assert_readers_cannot_write(self) -> None:
        """Start-up check: raises Unusable if the read-only engine accepts a write."""
        if not self.is_sqlite:
            return
        try:
            with self._reader.begin() as session:
                session.execute(text("CREATE TABLE proof_that_readers_write (id INTEGER)"))
        except SQLAlchemyError:
            return
        raise Unusable("the read-only connections can write: this SQLite does not honour mode=ro")

    def back_up(self, copy: Path) -> None:
        """Write a whole, consistent copy of a SQLite database; nobody waits for it. Raises Unusable."""
        if self.path is None:
            raise Unusable("this is PostgreSQL: use pg_dump")
        # From a read-only connection: nobody's writing waits for it.
        with _translated(), self._reader.connect() as connection:
            sqlite.back_up(connection, copy)

    def claim_serving(self) -> None:
        """Hold, until the process ends, the right to be the one `serve` on this SQLite file. Raises Unusable."""
        if self.path is None or self._disk is None:
            return
        create(self.path)
        claim(self.path)
        self._disk.serves = True

    def check_writing(self) -> None:
        """Write something, to see whether it can be written. Raises StorageAway."""
        with self.transaction() as session:
            if self.is_sqlite:
                sqlite.write_something(session)
            elif session.exec_driver_sql(_IS_READ_ONLY).scalar_one() == "on":
                raise StorageAway("PostgreSQL takes no writes here: it is a standby, or set to read only")
            else:
                session.exec_driver_sql("SELECT pg_current_xact_id()")

    def check_place(self) -> None:
        """See whether the path still names what is open, where nobody writes or reads. Raises StorageAway."""
        with self.reading(), self._write_lock():
            pass

    def close(self) -> None:
        """Close every connection that is not in use."""
        self._reader.dispose()
        # The last connection of a SQLite file checkpoints as it closes. Where somebody writes, ours is not the last:
        # it may stay until the process ends.
        with suppress(StorageAway, Unusable), self._write_lock():
            self._writer.dispose()

    def _write_lock(self, wait: float | None = None) -> AbstractContextManager[None]:
        return nullcontext() if self._disk is None else self._disk.hold(self._wait if wait is None else wait)


def _read_url(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError):
        raise Unusable("DATABASE_URL cannot be read: write postgresql://user:password@host:5432/name") from None


def _check_folder(path: Path) -> None:
    if not path.parent.is_dir():
        raise Unusable(f"there is no folder {path.parent} for the database: create it or change DATABASE_URL")
    if path.is_dir():
        raise Unusable(f"{path} is a folder: DATABASE_URL must name a file")
    refuse_network_file_system(path.parent)


def _postgres_engine(url: str, wait: float, *, statements_end: bool = True) -> Engine:
    """`wait` is for a connection and for each lock, in seconds; a statement may take twice as long."""
    milliseconds = int(wait * 1000)
    statement_timeout = 2 * milliseconds if statements_end else 0
    return create_engine(
        url,
        hide_parameters=True,
        pool_size=KEPT,
        max_overflow=CONNECTIONS - KEPT,
        pool_timeout=wait,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": max(1, round(wait)),
            "options": f"-c timezone=UTC -c statement_timeout={statement_timeout} -c lock_timeout={milliseconds}",
            # statement_timeout and lock_timeout run on the server; this notices, in milliseconds, that it is gone.
            "tcp_user_timeout": 2000,
        },
    )


def insert_once(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> int:
    """INSERT … ON CONFLICT DO NOTHING; returns how many rows are new. The unique keys of `table` are "once"."""
    if not rows:
        return 0
    once = _insert_once(table, session.dialect.name)
    if len(rows) == 1 and any(isinstance(value, ClauseElement) for value in rows[0].values()):
        return session.execute(once.values(rows[0])).rowcount  # an expression, such as the database's clock
    return session.execute(once, list(rows)).rowcount


@cache
def _insert_once(table: Table, dialect: str) -> Insert:
    insert = sqlite_insert(table) if dialect == "sqlite" else postgresql_insert(table)
    # Without the option SQLAlchemy keeps the row count of an INSERT on SQLite alone.
    return insert.on_conflict_do_nothing().execution_options(preserve_rowcount=True)


def for_update(session: Session, query: Select[Any]) -> Select[Any]:
    """Lock the rows read, skipping those another worker holds. On SQLite the write lock already excludes others."""
    return query if session.dialect.name == "sqlite" else query.with_for_update(skip_locked=True)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        # Not "from error": PostgreSQL's has the whole row in it, and what is raised comes to stand in the log.
        raise Conflict(_constraint(error)).with_traceback(error.__traceback__) from None
    except PoolTimeout as error:
        raise StorageAway(str(error)) from error
    except DBAPIError as error:
        if _is_no_database(error):
            raise Unusable("DATABASE_URL names a file that is no SQLite database: name another") from error
        if getattr(error.orig, "sqlstate", None) in _MAY_RUN_AGAIN:
            raise Outrun(str(error.orig).splitlines()[0]) from error
        if _is_away(error):
            raise StorageAway(sqlite.with_advice(error.orig)) from error
        raise
    except sqlite3.OperationalError as error:
        raise StorageAway(sqlite.with_advice(error)) from error


def _is_no_database(error: DBAPIError) -> bool:
    """Whether connecting found another kind of file; one that turns bad later is StorageAway."""
    return error.statement is None and getattr(error.orig, "sqlite_errorcode", 0) == sqlite3.SQLITE_NOTADB


def _constraint(error: IntegrityError) -> str:
    """Which rule was broken, without the values that broke it: they may be somebody's words."""
    diagnosis = getattr(error.orig, "diag", None)
    return str(getattr(diagnosis, "constraint_name", None) or error.orig).split(": DETAIL")[0].splitlines()[0]


def _is_away(error: DBAPIError) -> bool:
    """Whether the database is gone, busy, full or unreachable, rather than the SQL being wrong."""
    if isinstance(error.orig, sqlite3.Error):
        return getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in _SQLITE_AWAY
    # psycopg's family of operational errors: connections, locks, timeouts, resources. An error without
    # a statement comes from connecting, an option in the address that libpq does not know, for one.
    is_operational = isinstance(error, OperationalError) or error.statement is None
    return error.connection_invalidated or is_operational or type(error.orig).__name__ in _POSTGRES_AWAY


_MAY_RUN_AGAIN = {"40001", "40P01"}
"""PostgreSQL's serialization_failure and deadlock_detected."""

_SQLITE_AWAY = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_NOTADB,
}

# Without its tables it is another database than the one that was opened: dropped, and created anew under its name.
_POSTGRES_AWAY = {"ReadOnlySqlTransaction", "IdleInTransactionSessionTimeout", "UndefinedTable"}

__all__ = ["Database", "NotSaved", "Session"]
