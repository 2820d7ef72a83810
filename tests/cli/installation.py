"""Touchbase installed in a folder of its own, and its command line in processes of their own."""

import multiprocessing
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.db import migrations
from bot.db.engine import Database
from bot.storage.workspace import workspaces
from tests.scopes import scope_of

COULD_NOT, ASKED_WRONGLY = 1, 2

_processes = multiprocessing.get_context("forkserver")
# The imports are made once: each process begins where `python -m bot` has read its modules.
_processes.set_forkserver_preload(["bot.cli"])


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
        process = _processes.Process(target=_run, args=(self.folder, arguments, clean))
        process.start()
        process.join(90)
        out, error = ((self.folder / name).read_text() for name in (_OUT, _ERROR))
        return Run(process.exitcode, out, error)

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


_OUT, _ERROR = ".out", ".error"


def _run(folder: Path, arguments: Sequence[str], env: Mapping[str, str]) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(env)
    for descriptor, name in ((1, _OUT), (2, _ERROR)):
        os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), descriptor)
    sys.argv = ["touchbase", *arguments]
    from bot.cli import main

    main()
