"""Migrate a database to this program's schema, without losing a row.

On SQLite a copy is made first, foreign keys are off before BEGIN (a batch ALTER rebuilds tables, and a cascade would
empty others), and `foreign_key_check` must be clean before COMMIT. A database newer than the program is refused.
"""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from bot.db import disk
from bot.db.engine import Database
from bot.db.sqlite import copy_into
from bot.domain.errors import Unusable

_HERE = Path(__file__).parent
_ADVISORY_LOCK = 7_866_211


def migrate(database: Database, *, to: str = "head", versions: tuple[Path, ...] = ()) -> tuple[str | None, str | None]:
    """Upgrade to revision `to`; returns the revisions before and after.

    `versions` are further folders of revisions (tests bring their own). Raises Unusable when the database is newer
    than this program or a check fails; then nothing was changed. Where nothing is to do, no lock is waited for.
    """
    config = _config(versions)
    scripts = _scripts(versions)
    wanted = _resolve(scripts, to)
    if _stands(database, at=wanted):
        return wanted, wanted
    with database.migrating() as connection:
        before = _current(connection)
        connection.rollback()  # reading has begun a transaction, in which VACUUM INTO may not run
        _refuse_newer(before, scripts)
        if before is not None and before != wanted:
            _copy_first(database, connection, before)
        with connection.begin():
            _take_turns(connection, database)
            config.attributes["connection"] = connection
            command.upgrade(config, to)
            _check_foreign_keys(connection, database)
            after = _current(connection)
    return before, after


def require_current(database: Database) -> None:
    """Raise Unusable, with the next step, unless the database has exactly this program's schema."""
    found = revision(database)
    if found is None:
        raise Unusable(f"{_name(database)} has no Touchbase tables yet: run `touchbase migrate`")
    scripts = _scripts(())
    _refuse_newer(found, scripts)
    if found != _resolve(scripts, "head"):
        raise Unusable(f"{_name(database)} is older than this program: run `touchbase migrate`")


def refuse_newer(found: str) -> None:
    """Raise Unusable where no migration of this program leads to this revision."""
    _refuse_newer(found, _scripts(()))


def revision(database: Database) -> str | None:
    """The revision the database is at; None where there is none. Raises Unusable for a file that is no database."""
    if database.path is not None and not database.path.exists():
        disk.refuse_gone(database.path)
        raise Unusable(f"there is no database at {database.path} yet: run `touchbase migrate`")
    with database.reading() as session:
        return _current(session)


def _stands(database: Database, *, at: str) -> bool:
    is_there = database.path is None or database.path.exists()
    return is_there and revision(database) == at


def _config(versions: tuple[Path, ...]) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    places = [_HERE / "versions", *versions]
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(str(place).replace("%", "%%") for place in places))
    return config


@cache
def _scripts(versions: tuple[Path, ...]) -> ScriptDirectory:
    """Every revision there is, loaded once: that costs more than the question at which of them a database is."""
    return ScriptDirectory.from_config(_config(versions))


def _resolve(scripts: ScriptDirectory, to: str) -> str:
    script = scripts.get_revision(to)
    if script is None:
        raise Unusable(f"there is no migration {to}")
    return script.revision


def _current(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _refuse_newer(found: str | None, scripts: ScriptDirectory) -> None:
    known = {script.revision for script in scripts.walk_revisions()}
    if found is not None and found not in known:
        raise Unusable(
            f"the database is newer than this program (its schema is {found}): install the version that wrote it"
        )


def _copy_first(database: Database, connection: Connection, before: str) -> None:
    if database.path is None:
        return
    copy = database.path.with_name(f"{database.path.name}.before-upgrade-from-{before}")
    copy.unlink(missing_ok=True)
    copy_into(connection, copy)


def _take_turns(connection: Connection, database: Database) -> None:
    """Several replicas may start at once; on SQLite the write lock already lets in one."""
    if not database.is_sqlite:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})


def _check_foreign_keys(connection: Connection, database: Database) -> None:
    if not database.is_sqlite:
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise Unusable(f"the migration would leave {len(broken)} rows pointing nowhere: nothing was changed")


def _name(database: Database) -> str:
    return str(database.path) if database.path is not None else "the database"
