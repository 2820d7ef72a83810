"""What one line costs after so many conversations of the same author with the same customer in the running week.

`python -m tests.benchmarks.growth [--database sqlite|postgresql|both] [--plain]`: PostgreSQL knows how full its tables
are, or with `--plain` still believes them to be empty, as in the first minute of a new workspace.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, event

from bot import bootstrap
from bot.db.engine import Database
from bot.db.ids import new_id
from bot.domain.accounts.model import Account, Stage, Tier
from bot.domain.conversations.model import Details, Kind, Source, State
from bot.domain.conversations.receipts import Receipt
from bot.domain.workspace.members import Profile
from bot.services.conversations import log_conversation
from bot.services.deps import Guard, NoSlack
from bot.services.workspace.members import recognise
from bot.storage import statistics as believed
from bot.storage.accounts import accounts
from bot.storage.conversations import bulk_insert
from bot.storage.conversations.bulk_insert import ImportedConversation
from bot.storage.conversations.conversations import NewConversation
from bot.storage.workspace import members, workspaces
from handlers.conversations.logcall import render
from tests.benchmarks.overload import database_url
from tests.scopes import scoped

TEAM, AUTHOR, ACCOUNT = "T0LOAD", "U0ANA", "Acme"
SIZES = (0, 500, 2_000, 10_000)
LINES = 30


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--database", default="both")
    parser.add_argument("--plain", action="store_true")
    arguments = parser.parse_args()
    for name in ("sqlite", "postgresql") if arguments.database == "both" else (arguments.database,):
        with (
            tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
            database_url(name, Path(folder)) as url,
            closing(Database(url)) as database,
        ):
            measure(name, Author(database), is_plain=arguments.plain)


def measure(name: str, author: "Author", *, is_plain: bool) -> None:
    for _ in range(LINES):
        author.log()
    for size in SIZES:
        author.reach(size)
        if name == "postgresql" and not is_plain:
            author.let_the_database_look()
        with counted() as statements:
            seconds, computed = zip(*(author.timed() for _ in range(LINES)), strict=True)
        print(
            f"{name:10} after {size:6,}: {1000 * statistics.median(seconds):5.1f} ms a line, "
            f"{1000 * statistics.median(computed):5.1f} ms of it computing, {len(statements) / LINES:.0f} statements",
            flush=True,
        )


class Author:
    """One person in a workspace with one customer."""

    def __init__(self, database: Database) -> None:
        bootstrap.prepare(database)
        self._database = database
        self._deps = bootstrap.build_deps(database, _now, NoSlack())
        self._logged = 0
        with scoped(database.transaction(), TEAM, _now()) as scope:
            workspaces.create(scope, name="Load")
            members.remember(scope, Profile(AUTHOR, "Ana", "UTC"))
            customer = Account("", ACCOUNT, Stage.CUSTOMER, Tier.STANDARD, _now().date())
            added = accounts.add(scope, customer, by=AUTHOR)
        assert added is not None
        self._account_id = added.id

    def log(self) -> None:
        """A line, from its author to the message they get."""
        self._logged += 1
        caller = recognise(self._deps, TEAM, AUTHOR)
        text, key = f"{ACCOUNT} 20m: words {self._logged}", f"{self._logged}.1"
        told = log_conversation.log(
            self._deps, caller, text, source=Source.COMMAND, idempotency_key=key, channel="C0", guard=_Unhurried()
        )
        assert isinstance(told, Receipt), told
        render(told)

    def timed(self) -> tuple[float, float]:
        """The seconds of a line, and those that were spent computing."""
        began, computed = time.perf_counter(), time.process_time()
        self.log()
        return time.perf_counter() - began, time.process_time() - computed

    def reach(self, size: int) -> None:
        """Fill in what is missing to so many, a second apart each."""
        missing, now = size - self._logged, _now()
        if missing <= 0:
            return
        self._logged = size
        with scoped(self._database.transaction(), TEAM, now) as scope:
            bulk_insert.add(scope, [self._earlier(now - timedelta(seconds=each)) for each in range(missing)])

    def let_the_database_look(self) -> None:
        with self._database.transaction() as session:
            believed.renew(session)

    def _earlier(self, at: datetime) -> ImportedConversation:
        details = Details(
            state=State.HELD, kind=Kind.CALL, minutes=20, on=_now().date(), held_by=AUTHOR, note=f"at {at}"
        )
        line = f"{ACCOUNT} 20m: at {at}"
        entry = NewConversation(self._account_id, details, AUTHOR, line, Source.COMMAND, f"{at}")
        return ImportedConversation(new_id(at), at, entry)


class _Unhurried:
    def on_commit(self, what: str) -> Guard:
        return self

    def before_commit(self) -> None: ...

    def after_commit(self) -> None: ...


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that are executed meanwhile."""
    found: list[str] = []

    def ask(*call: object) -> None:
        found.append(str(call[2]))

    event.listen(Engine, "before_cursor_execute", ask)
    yield found
    event.remove(Engine, "before_cursor_execute", ask)


def _now() -> datetime:
    return datetime.now(UTC)


if __name__ == "__main__":
    main()
