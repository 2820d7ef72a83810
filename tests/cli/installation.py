"""Touchbase installed in a folder of its own, and its command line in processes of their own."""

import os
from dataclasses import dataclass
from pathlib import Path

from bot.db import migrations
from bot.db.engine import Database
from bot.storage.workspace import workspaces
from tests.cli.processes import Process
from tests.scopes import scope_of

COULD_NOT, ASKED_WRONGLY = 1, 2


@dataclass(frozen=True)
class Run:
    """How a process ended, and what it wrote."""

    code: int | None
    out: str
    error: str


@dataclass(frozen=True)
class Installation:
    """A folder with nothing in it, and an environment with nothing in it."""

    folder: Path

    def touchbase(self, *arguments: str, **env: str) -> Run:
        clean = {"PATH": os.environ["PATH"], "HOME": str(self.folder), **env}
        process = Process(self.folder, arguments, clean)
        out, error = process.communicate()
        return Run(process.returncode, out, error)

    def succeeds(self, *arguments: str, **env: str) -> str:
        """What it writes to stdout, where it exits 0."""
        done = self.touchbase(*arguments, **env)
        assert done.code == 0, done
        return done.out

    def fails(self, code: int, *arguments: str, **env: str) -> str:
        """The one line that it says."""
        done = self.touchbase(*arguments, **env)
        assert done.code == code, done
        assert done.out == ""
        lines = done.error.splitlines()
        assert len(lines) == 1, done.error
        assert lines[0].startswith("touchbase: ")
        return lines[0]

    @property
    def file(self) -> Path:
        return self.folder / "touchbase.db"

    def migrated(self, *workspace_ids: str) -> Database:
        database = Database(f"sqlite:///{self.file}")
        migrations.migrate(database)
        with database.transaction() as session:
            for workspace_id in workspace_ids:
                workspaces.create(scope_of(session, workspace_id), name=workspace_id)
        return database
