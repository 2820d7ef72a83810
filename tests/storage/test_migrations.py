"""Migrations: what they make is the schema, they lose no row, and they refuse what they do not know."""

import re
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine, inspect, select, text

from bot.db import migrations
from bot.db.columns import metadata
from bot.db.engine import Database
from bot.domain.errors import Unusable
from bot.domain.weekly.digests import ItemKind
from bot.storage.accounts import contacts
from bot.storage.conversations import conversations, follow_ups
from bot.storage.conversations import tables as conversation_tables
from bot.storage.weekly import digests
from tests.databases import as_engine_url, migrated_database
from tests.scopes import scope_of, scoped
from tests.storage.filled import ANA, BO, GLOBEX, HELD, INITECH, NOW, add_account, correct, fill, log
from tests.storage.old_rows import SEARCH_INDEX, OldDatabase

REBUILD_PARENTS = """
    for parent, column in (("accounts", "tier"), ("conversations", "kind"), ("workspaces", "zone")):
        with op.batch_alter_table(parent) as batch:  # SQLite cannot change a type: the table is made anew
            batch.alter_column(column, type_=sa.String(100))
            batch.add_column(sa.Column("region", sa.String(16), nullable=False, server_default="north"))
"""
ADD_COLUMN = 'op.add_column("members", sa.Column("motto", sa.Text()))'
LEAVE_DANGLING = """
    for table in ("aliases", "contacts", "conversations"):
        for key in sa.inspect(op.get_bind()).get_foreign_keys(table):
            if key["referred_table"] == "accounts":
                with op.batch_alter_table(table) as batch:
                    batch.drop_constraint(key["name"], type_="foreignkey")
    op.execute("DELETE FROM accounts")
    for table in ("aliases", "contacts", "conversations"):
        with op.batch_alter_table(table) as batch:
            batch.create_foreign_key(
                f"fk_{table}_back", "accounts", ["workspace_id", "account_id"], ["workspace_id", "id"]
            )
"""
FAIL_HALFWAY = """
    op.add_column("members", sa.Column("motto", sa.Text()))
    op.execute("DELETE FROM audit")
    op.execute("SELECT * FROM no_such_table")
"""


@pytest.fixture
def filled(own_database: Database) -> Database:
    """Two workspaces with a row in every table."""
    with own_database.transaction() as session:
        for workspace_id in (INITECH, GLOBEX):
            fill(scope_of(session, workspace_id))
    return own_database


@pytest.fixture
def empty(empty_url: str) -> Iterator[Database]:
    opened = Database(as_engine_url(empty_url))
    yield opened
    opened.close()


def revision(folder: Path, name: str, *, after: str, body: str) -> Path:
    """Write a revision of our own into `folder`, as the next program would bring it."""
    folder.mkdir(exist_ok=True)
    lines = [
        "import sqlalchemy as sa",
        "from alembic import op",
        f'revision = "{name}"',
        f'down_revision = "{after}"',
        "def upgrade():",
        indent(dedent(body).strip("\n"), "    "),
    ]
    (folder / f"{name}.py").write_text("\n".join(lines))
    return folder


def rows(database: Database) -> dict[str, list[Mapping[str, Any]]]:
    """Every row of every table, with the columns this program knows."""
    with database.reading() as session:
        return {
            name: sorted((dict(row) for row in session.execute(select(table)).mappings()), key=repr)
            for name, table in metadata.tables.items()
        }


def head(database: Database) -> str:
    found = migrations.revision(database)
    assert found is not None
    return found


def is_declared(_: object, name: str | None, *__: object) -> bool:
    return not (name or "").startswith((SEARCH_INDEX, "ix_passages_search", "uq_passages", "number"))


def test_the_migrated_schema_is_the_one_the_queries_use(database: Database) -> None:
    """But for the full-text index, for which neither database has a declaration: see test_passages."""
    options = {"compare_type": True, "compare_server_default": True, "include_object": is_declared}
    with database.reading() as session:
        context = MigrationContext.configure(session, opts=options)
        assert compare_metadata(context, metadata) == []


def test_conditions_are_in_the_migrated_schema_too(database: Database) -> None:
    with database.reading() as session:
        found = inspect(session)
        indexes = {str(index["name"]): index for index in found.get_indexes("deliveries")}
        assert indexes["uq_deliveries_in_flight"]["unique"]
        assert [check["name"] for check in found.get_check_constraints("conversations")] == ["ck_conversations_minutes"]
        where = {name: _words(index["dialect_options"]) for name, index in indexes.items()}
    assert where["uq_deliveries_in_flight"] == {"sending"}
    assert where["ix_deliveries_pending"] == {"pending"}


def test_an_empty_database_is_brought_to_the_head_once(empty: Database) -> None:
    before, after = migrations.migrate(empty)
    assert before is None and after is not None
    assert migrations.migrate(empty) == (after, after)
    migrations.require_current(empty)


def test_rebuilding_parent_tables_loses_no_row_of_theirs_or_their_childrens(filled: Database, tmp_path: Path) -> None:
    before = rows(filled)
    assert all(len(found) >= 2 for found in before.values())
    base = head(filled)
    folder = revision(tmp_path / "next", "next_1", after=base, body=REBUILD_PARENTS)
    revision(folder, "next_2", after="next_1", body=ADD_COLUMN)
    assert migrations.migrate(filled, versions=(folder,)) == (base, "next_2")
    assert rows(filled) == before
    with filled.reading() as session:
        assert set(session.execute(text("SELECT region FROM accounts")).scalars()) == {"north"}
        assert session.execute(text("SELECT motto FROM members")).scalars().all() == [None] * len(before["members"])


def test_only_whom_no_conversation_ever_named_is_taken_to_be_named_for_everybody(filled: Database) -> None:
    with scoped(filled.transaction(), INITECH) as scope:
        account = add_account(scope, "Hooli")
        for name, becomes in (("Jo Corrected", ("Somebody Else",)), ("Zed Undone", ("Zed Undone",))):
            kept = log(scope, account.id, details=replace(HELD, contacts=(name,), private=True)) or ""
            correct(scope, kept, contacts=becomes)
        conversations.set_undone(scope, kept, by=ANA, at=NOW)
        contacts.add(scope, account.id, "Sam Park")
        scope.session.execute(text("ALTER TABLE contacts DROP COLUMN named"))
        scope.session.execute(text("UPDATE alembic_version SET version_num = '0007'"))
    assert migrations.migrate(filled, to="0008") == ("0007", "0008")
    with scoped(filled.reading(), INITECH) as scope:
        assert contacts.named(scope, account.id) == ["Sam Park"]
        found = scope.session.execute(
            select(metadata.tables["contacts"].c.name).where(metadata.tables["contacts"].c.named)
        )
        assert sorted(found.scalars()) == ["Never Met", "Never Met", "Sam Park"]


def test_every_plan_that_was_typed_here_is_asked_about_once_more(empty: Database) -> None:
    old = OldDatabase(empty, "0008")
    old.add("workspaces", id=INITECH)
    old.add("accounts", workspace_id=INITECH, id="acme")
    for member in (ANA, BO):
        old.add("members", workspace_id=INITECH, id=member)
    plan = {"workspace_id": INITECH, "account_id": "acme", "state": "planned", "undone_at": None, "logged_at": NOW}
    plan |= {"held_by": BO, "logged_by": ANA}
    for trigger in (None, "import 7"):
        old.add("conversations", **plan, id=trigger or "typed", trigger_id=trigger)
    assert migrations.migrate(empty)[0] == "0008"
    with scoped(empty.reading(), INITECH) as scope:
        kept = (digests.untold(scope, member, NOW.date()) for member in (ANA, BO))
        assert [[(each.kind, each.subject) for each in items] for items in kept] == [
            [(ItemKind.PLAN_QUESTION, "typed")]
        ] * 2


def test_what_was_promised_before_is_open_and_only_what_is_to_come_is_told(empty: Database) -> None:
    old = OldDatabase(empty, "0015")
    old.add("workspaces", id=INITECH)
    old.add("accounts", workspace_id=INITECH, id="acme")
    for member in (ANA, BO):
        old.add("members", workspace_id=INITECH, id=member)
    entry = {"workspace_id": INITECH, "account_id": "acme", "state": "held", "kind": "call", "minutes": None}
    entry |= {"undone_at": None, "held_by": ANA, "logged_by": ANA, "ask_at": None, "looked_at": None}
    past, ahead = date(2020, 3, 2), date(2199, 3, 1)
    for name, source, due in (("past", "chat", past), ("ahead", "chat", ahead), ("imported", "import", ahead)):
        old.add("conversations", **entry, id=name, source=source, idempotency_key=name)
        old.add("follow_ups", workspace_id=INITECH, conversation_id=name, assignee=BO, due=due)
    assert migrations.migrate(empty)[0] == "0015"
    with scoped(empty.reading(), INITECH) as scope:
        promised = follow_ups.open_of_member(scope, BO, limit=9)
        assert {(each.id, each.given_by) for each in promised} == {
            (name, ANA) for name in ("past", "ahead", "imported")
        }
        told = digests.untold(scope, BO, NOW.date())
        assert [(each.kind, each.subject, each.on) for each in told] == [
            (ItemKind.FOLLOW_UP_DUE, "ahead", ahead),
            (ItemKind.FOLLOW_UP_LATE, "ahead", date(2199, 3, 6)),
        ]
    with scoped(empty.transaction(), INITECH) as scope:
        assert digests.lock_due(scope, limit=9) == [ANA, BO]


def test_what_was_told_before_insights_had_an_index_is_found_by_it(empty: Database) -> None:
    old = OldDatabase(empty, "0012")
    old.add("workspaces", id=INITECH)
    old.add("accounts", workspace_id=INITECH, id="acme")
    for each in ("with", "without"):
        old.add("conversations", workspace_id=INITECH, account_id="acme", id=each, trigger_id=each)
    old.add("insights", workspace_id=INITECH, conversation_id="with")
    assert migrations.migrate(empty)[0] == "0012"
    with empty.reading() as session:
        entries = conversation_tables.conversations.c
        rows = session.execute(select(entries.id, entries.has_insights))
        assert {row.id: row.has_insights for row in rows} == {"with": True, "without": False}


def test_foreign_keys_still_hold_after_their_parents_were_rebuilt(filled: Database, tmp_path: Path) -> None:
    folder = revision(tmp_path / "next", "next_1", after=head(filled), body=REBUILD_PARENTS)
    with filled.reading() as session:
        before = _foreign_keys(session)
    migrations.migrate(filled, versions=(folder,))
    with filled.reading() as session:
        assert _foreign_keys(session) == before


def test_a_step_that_fails_halfway_changes_nothing(filled: Database, tmp_path: Path) -> None:
    before, base = rows(filled), head(filled)
    folder = revision(tmp_path / "next", "next_1", after=base, body=FAIL_HALFWAY)
    with pytest.raises(Exception, match="no_such_table"):
        migrations.migrate(filled, versions=(folder,))
    assert head(filled) == base
    assert rows(filled) == before
    with filled.reading() as session:
        assert "motto" not in {column["name"] for column in inspect(session).get_columns("members")}


def test_rows_that_would_point_nowhere_undo_the_whole_migration(filled: Database, tmp_path: Path) -> None:
    before, base = rows(filled), head(filled)
    folder = revision(tmp_path / "next", "next_1", after=base, body=LEAVE_DANGLING)
    with pytest.raises(Exception, match=r"pointing nowhere|fk_(aliases_back|revisions_workspace_id_account_id)"):
        migrations.migrate(filled, versions=(folder,))
    assert head(filled) == base
    assert rows(filled) == before


def test_a_database_newer_than_the_program_is_refused_and_left_alone(filled: Database, tmp_path: Path) -> None:
    folder = revision(tmp_path / "next", "next_1", after=head(filled), body=ADD_COLUMN)
    migrations.migrate(filled, versions=(folder,))
    before = rows(filled)
    for refused in (migrations.migrate, migrations.require_current):
        with pytest.raises(Unusable, match=r"newer than this program \(its schema is next_1\)"):
            refused(filled)
    assert rows(filled) == before


def test_an_older_database_is_not_worked_on(empty: Database, tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="run `touchbase migrate`"):
        migrations.require_current(empty)
    migrations.migrate(empty)
    with empty.transaction() as session:
        session.execute(text("DELETE FROM alembic_version"))
    with pytest.raises(Unusable, match="run `touchbase migrate`"):
        migrations.require_current(empty)


def test_several_who_start_at_once_migrate_once(empty_url: str) -> None:
    opened = [Database(as_engine_url(empty_url)) for _ in range(4)]
    together = threading.Barrier(len(opened))

    def start(database: Database) -> tuple[str | None, str | None]:
        together.wait(10)
        return migrations.migrate(database)

    with ThreadPoolExecutor(len(opened)) as pool:
        done = list(pool.map(start, opened))
    assert len({after for _, after in done}) == 1
    migrations.require_current(opened[0])
    for each in opened:
        each.close()


class TestOnSqlite:
    @pytest.fixture
    def empty_url(self, tmp_path: Path) -> str:
        return f"sqlite:///{tmp_path / 'touchbase.db'}"

    @pytest.fixture
    def database_url(self, request: pytest.FixtureRequest, tmp_path: Path) -> str:
        return migrated_database("sqlite", request, tmp_path)

    def test_a_copy_of_what_was_there_is_kept_beside_it(self, filled: Database, tmp_path: Path) -> None:
        before, base = rows(filled), head(filled)
        migrations.migrate(filled, versions=(revision(tmp_path / "next", "next_1", after=base, body=REBUILD_PARENTS),))
        copy = Database(f"sqlite:///{tmp_path / f'touchbase.db.before-upgrade-from-{base}'}")
        assert rows(copy) == before
        assert head(copy) == base
        copy.close()

    def test_a_new_database_and_one_that_is_current_are_not_copied(self, empty: Database, tmp_path: Path) -> None:
        migrations.migrate(empty)
        migrations.migrate(empty)
        assert not list(tmp_path.glob("*before-upgrade*"))

    def test_a_migration_waits_for_nobody_where_nothing_is_to_do(self, filled: Database) -> None:
        with filled.transaction():
            base = head(filled)
            assert migrations.migrate(Database(str(filled.url))) == (base, base)

    def test_the_row_is_there_and_a_cascade_could_not_have_taken_it(self, filled: Database, tmp_path: Path) -> None:
        """With foreign keys on, rebuilding a parent whose children cascade would empty the children."""
        body = """
            op.execute("CREATE TABLE pets (workspace_id TEXT, account_id TEXT, FOREIGN KEY (workspace_id, account_id)"
                       " REFERENCES accounts (workspace_id, id) ON DELETE CASCADE)")
            op.execute("INSERT INTO pets SELECT workspace_id, id FROM accounts")
        """
        folder = revision(tmp_path / "next", "next_1", after=head(filled), body=body)
        revision(folder, "next_2", after="next_1", body=REBUILD_PARENTS)
        migrations.migrate(filled, versions=(folder,))
        with filled.reading() as session:
            assert session.execute(text("SELECT count(*) FROM pets")).scalar_one() == 2

    def test_a_database_of_somebody_else_is_not_written_over(self, tmp_path: Path) -> None:
        """Tables that are not ours stay as they are, and ours stand beside them."""
        file = tmp_path / "other.db"
        engine = create_engine(f"sqlite:///{file}")
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE letters (words TEXT)"))
            connection.execute(text("INSERT INTO letters VALUES ('dear customer')"))
        engine.dispose()
        opened = Database(f"sqlite:///{file}")
        migrations.migrate(opened)
        with opened.reading() as session:
            assert session.execute(text("SELECT words FROM letters")).scalar_one() == "dear customer"
        opened.close()


def _foreign_keys(session: Any) -> dict[str, list[tuple[Any, ...]]]:
    found = inspect(session)
    return {
        name: sorted(
            (key["referred_table"], *key["constrained_columns"], *key["referred_columns"])
            for key in found.get_foreign_keys(name)
        )
        for name in metadata.tables
    }


def _words(options: Mapping[str, Any]) -> set[str]:
    """The quoted words of a partial index's condition."""
    condition = "".join(str(value) for name, value in options.items() if name.endswith("_where"))
    return set(re.findall(r"'(\w+)'", condition))
