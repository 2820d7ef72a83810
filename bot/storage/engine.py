"""Every difference between SQLite and PostgreSQL, and the one way into a transaction.

SQLite has two engines: one writes, under a lock that holds across processes, one can only read. With that lock only
writers write or checkpoint, so the WAL-reset corruption of SQLite before 3.51.3 cannot happen, and nobody
busy-polls (DESIGN, "Measured facts").
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, Select, Table, create_engine, event, text
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import QueuePool

from bot.domain.errors import Conflict, NotSaved, StorageAway, Unusable
from bot.storage.locks import FileLock, refuse_network_file_system

Session = Connection
"""What services hold: an open transaction, and nothing else of SQLAlchemy."""

WAIT_SECONDS = 1.0
CONNECTIONS, KEPT = 40, 16  # at most, and kept open: 16 requests, 16 senders, ticks, answers and probes at once


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
        self.path = Path(self.url.database or "") if self.is_sqlite else None
        self._wait = wait
        self._lock: FileLock | None = None
        if self.path is not None:
            _check_folder(self.path)
            self._lock = FileLock(_beside(self.path, "-lock"))
            self._writer = _sqlite_engine(self.path, wait, "rwc", "BEGIN IMMEDIATE", size=1)
            self._reader = _sqlite_engine(self.path, wait, "ro", "BEGIN", size=CONNECTIONS)
        else:
            self._writer = self._reader = _postgres_engine(url, wait)

    @contextmanager
    def transaction(self, guard: Guard | None = None) -> Iterator[Session]:
        """One unit of work; commits at the end, rolls back on any error.

        `guard` is asked directly before COMMIT and told directly after it. Raises StorageAway when the database
        does not answer within its waits, Conflict when a constraint refuses a row.
        """
        with self._write_lock(), _translated(), self._writer.begin() as session:
            yield session
            if guard is not None:
                guard.before_commit()
        if guard is not None:
            guard.after_commit()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A consistent view. On SQLite a write here is refused by the file itself. Raises StorageAway."""
        with _translated(), self._reader.begin() as session:
            yield session

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """A connection of its own for migrations: foreign keys off before BEGIN, under the write lock."""
        engine = (
            _sqlite_engine(self.path, 30.0, "rwc", "BEGIN IMMEDIATE", size=1, foreign_keys=False)
            if self.path is not None
            else _postgres_engine(self.url.render_as_string(hide_password=False), 30.0, statements_end=False)
        )
        try:
            with self._write_lock(30.0), _translated(), engine.connect() as connection:
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
        if copy.exists():
            raise Unusable(f"{copy} exists already: name another file")
        try:
            # From a read-only connection: nobody's writing waits for it.
            with self._reader.connect() as connection:
                copy_into(connection, copy)
        except (SQLAlchemyError, sqlite3.Error, OSError) as error:
            raise Unusable(f"the copy could not be written to {copy} ({error}): name another place") from error

    def claim_serving(self) -> None:
        """Hold, until the process ends, the right to be the one `serve` on this SQLite file. Raises Unusable."""
        if self.path is None:
            return
        self._serving = FileLock(_beside(self.path, "-serve"))
        if not self._serving.acquire(0):
            raise Unusable(
                f"another `touchbase serve` already uses {self.path}: stop it, or use PostgreSQL for several"
            )

    def close(self) -> None:
        """Close every connection that is not in use."""
        self._reader.dispose()
        # The last connection of a SQLite file checkpoints as it closes. Where somebody writes, ours is not the last:
        # it may stay until the process ends.
        with suppress(StorageAway), self._write_lock():
            self._writer.dispose()

    @contextmanager
    def _write_lock(self, wait: float | None = None) -> Iterator[None]:
        if self._lock is None:
            yield
            return
        if not self._lock.acquire(self._wait if wait is None else wait):
            raise StorageAway("the write lock is held by another process or a long write")
        try:
            yield
        finally:
            self._lock.release()


def copy_into(connection: Connection, copy: Path) -> None:
    """VACUUM INTO, which may not run inside a transaction."""
    driver = connection.connection.driver_connection
    if driver is None:
        raise Unusable("the database closed the connection: try again")
    _create_for_us_alone(copy)
    driver.execute("VACUUM INTO ?", (str(copy),))


def _read_url(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError) as error:
        raise Unusable("DATABASE_URL cannot be read: write postgresql://user:password@host:5432/name") from error


def _check_folder(path: Path) -> None:
    if not path.parent.is_dir():
        raise Unusable(f"there is no folder {path.parent} for the database: create it or change DATABASE_URL")
    if path.is_dir():
        raise Unusable(f"{path} is a folder: DATABASE_URL must name a file")
    refuse_network_file_system(path.parent)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _create_for_us_alone(path: Path) -> None:
    """A new database, or a copy, is nobody else's to read; SQLite gives its side files the same mode."""
    if not path.exists():
        path.touch(mode=0o600)


def _sqlite_engine(path: Path, wait: float, mode: str, begin: str, *, size: int, foreign_keys: bool = True) -> Engine:
    address = f"{path.absolute().as_uri()}?mode={mode}"

    def connect() -> sqlite3.Connection:
        if mode == "rwc":
            _create_for_us_alone(path)
        connection = sqlite3.connect(address, uri=True, timeout=wait, check_same_thread=False, isolation_level=None)
        if mode != "ro":
            connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        return connection

    engine = create_engine(
        "sqlite://",
        hide_parameters=True,
        creator=connect,
        poolclass=QueuePool,
        pool_size=min(size, KEPT),
        max_overflow=max(0, size - KEPT),
        pool_timeout=wait,
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


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
            "tcp_user_timeout": 2000,
        },
    )


def insert_once(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> int:
    """INSERT … ON CONFLICT DO NOTHING; returns how many rows are new. The unique keys of `table` are "once"."""
    if not rows:
        return 0
    insert = sqlite_insert(table) if session.dialect.name == "sqlite" else postgresql_insert(table)
    # Without the option SQLAlchemy keeps the row count of an INSERT on SQLite alone.
    once = insert.on_conflict_do_nothing().execution_options(preserve_rowcount=True)
    if len(rows) == 1:  # one row may hold an expression, such as the database's clock
        return session.execute(once.values(rows[0])).rowcount
    return session.execute(once, list(rows)).rowcount


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
        if _is_away(error):
            raise StorageAway(str(error.orig)) from error
        raise
    except sqlite3.OperationalError as error:
        raise StorageAway(str(error)) from error


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
    # psycopg's family of operational errors: connections, locks, deadlocks, timeouts, resources. An error without
    # a statement comes from connecting, an option in the address that libpq does not know, for one.
    is_operational = isinstance(error, OperationalError) or error.statement is None
    return error.connection_invalidated or is_operational or type(error.orig).__name__ in _POSTGRES_AWAY


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

_POSTGRES_AWAY = {"ReadOnlySqlTransaction", "IdleInTransactionSessionTimeout"}

__all__ = ["Database", "NotSaved", "Session"]
