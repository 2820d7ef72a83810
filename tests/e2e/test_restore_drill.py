"""The drill: a backup under load, kill -9, restore, doctor, serve. What the backup had is there again, nothing else."""

import csv
import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.db.columns import metadata
from tests.app_fixture import ANA
from tests.e2e.programs import Program
from tests.e2e.test_kill import Clients, add_account, command, free_port
from tests.signed import post_signed

Rows = dict[str, int]


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    with Program.installed(tmp_path, f"sqlite:///{tmp_path / 'touchbase.db'}") as installed:
        yield installed


@contextmanager
def logging_people(program: Program) -> Iterator[Clients]:
    """A server with eight people who log as fast as they can; killed at the end."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/slack/events"
    with program.serving(port) as process:
        add_account(url)
        clients = Clients(url)
        assert clients.enough.wait(60)
        yield clients
        process.kill()
        clients.join()


def rows(file: Path) -> Rows:
    """How many each table has."""
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
        return {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
            for name in metadata.tables
            if name != "deliveries"  # a server that starts has some of its own to add
        }


def notes(program: Program) -> list[str]:
    exported = csv.DictReader(io.StringIO(program.run("export", "conversations")))
    return sorted(row["note"] for row in exported)


def test_a_backup_made_under_load_is_restored_after_a_kill(program: Program) -> None:
    with logging_people(program) as clients:
        program.run("backup", "backup.db")
        confirmed = set(clients.receipts)
        program.run("backup", "later.db")
    backup = rows(program.folder / "backup.db")
    said = program.run("restore", "backup.db")
    (kept,) = program.folder.glob("touchbase.db.before-restore-*Z")
    assert f"what was there is kept as {kept}" in said
    assert {path.name for path in program.folder.glob("touchbase.db*")} == {
        "touchbase.db", "touchbase.db-lock", "touchbase.db-serve", kept.name,
    }  # fmt: skip
    assert rows(program.folder / "touchbase.db") == backup
    assert "PROBLEM" not in program.run("doctor")
    port = free_port()
    with program.serving(port):
        restored = notes(program)
        answer = post_signed(f"http://127.0.0.1:{port}/slack/events", command(ANA, "Acme 20m: after the drill"))[1]
        assert "> after the drill" in answer["text"]
        assert notes(program) == sorted([*restored, "after the drill"])
    assert len(restored) == len(set(restored)) == backup["conversations"]
    assert set(restored) <= set(notes_of(kept))
    assert set(clients.receipts) <= set(notes_of(kept)), "what was confirmed up to the kill is in what is kept"
    assert confirmed - set(restored) <= set(clients.receipts)
    assert rows(program.folder / "later.db")["conversations"] >= backup["conversations"]


def test_a_running_server_is_not_restored_over(program: Program) -> None:
    with logging_people(program):
        program.run("backup", "backup.db")
        refused = program.start("restore", "backup.db")
        assert "another `touchbase serve` already uses" in refused.communicate(timeout=60)[1]
        assert refused.returncode == 1


def test_a_backup_that_was_copied_beside_an_old_wal_is_refused_and_restored_right(program: Program) -> None:
    with logging_people(program):
        program.run("backup", "backup.db")
    (program.folder / "backup.db").with_name("copy.db").write_bytes((program.folder / "backup.db").read_bytes())
    (program.folder / "copy.db").replace(program.folder / "touchbase.db")
    refused = program.start("serve", TOUCHBASE_PORT="0")
    assert "beside a -wal that is not its own" in refused.communicate(timeout=60)[1]
    program.run("restore", "backup.db")
    assert rows(program.folder / "touchbase.db") == rows(program.folder / "backup.db")
    assert "PROBLEM" not in program.run("doctor")


def notes_of(file: Path) -> list[str]:
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
        return [note for (note,) in connection.execute("SELECT note FROM conversations")]
