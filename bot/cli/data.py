"""import, export, backup, restore: what goes in and out as files; parse: how a line is read."""

import sys
from contextlib import closing
from pathlib import Path

import click

from bot import bootstrap, clock
from bot.cli.environment import settings as read_settings
from bot.db import migrations, sqlite_restore
from bot.db.engine import Database
from bot.domain.errors import Refusal, Unusable
from bot.domain.transfers import Dataset
from bot.services import line_reading
from bot.services.deps import Deps, NoSlack
from bot.services.workspace import workspaces
from bot.transfer import exports, import_file
from bot.transfer.import_file import ImportResult

WAIT_SECONDS = 30.0
"""Nobody waits at a keyboard in Slack for these: they may wait longer for the database."""

_workspace = click.option("--workspace", "workspace_id", metavar="TEAM_ID", help="Which one, where there are several.")


@click.command("export")
@click.argument("what", type=click.Choice([dataset.value for dataset in Dataset]))
@_workspace
@click.option("--include-private", is_flag=True, help="Also the words of private conversations.")
def export_(what: str, workspace_id: str | None, include_private: bool) -> None:
    """Write CSV to stdout."""
    deps = _deps()
    rows = exports.rows_of(deps, _choose(deps, workspace_id), what, include_private=include_private)
    sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
    exports.write(sys.stdout, rows)


@click.command("import")
@click.argument("what", type=click.Choice([Dataset.ACCOUNTS.value, Dataset.CONVERSATIONS.value]))
@click.argument("file", type=click.Path(path_type=Path))
@_workspace
def import_(what: str, file: Path, workspace_id: str | None) -> None:
    """Read accounts or past conversations from a CSV file: a HubSpot, Salesforce or spreadsheet export, or our own."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise Refusal(f"cannot read {file} ({error.strerror}): name a CSV file") from error
    deps = _deps()
    bring = import_file.accounts if what == Dataset.ACCOUNTS else import_file.conversations
    with closing(deps.database):  # else the last of its connections would write as the process ends, without the lock
        result = bring(deps, _choose(deps, workspace_id), content, by=None)
    _tell(result, file)
    if result.bad and not (result.added or result.changed or result.same):
        raise Unusable(f"no row of {file} could be read: see the reasons above")


def _tell(result: ImportResult, file: Path) -> None:
    """Rows that somebody must look at go to stderr, by line; the counts to stdout."""
    told = [(row.line, row.reason) for row in result.bad] + [(row.line, row.reason) for row in result.noted]
    for line, reason in sorted(told):
        click.echo(f"{file}:{line}: {reason}", err=True)
    if result.unknown_headers:
        click.echo(f"columns not used: {', '.join(result.unknown_headers)}")
    counts = f"{result.added} added, {result.changed} changed, {result.same} as they were"
    click.echo(f"{counts}, {len(result.bad)} not read")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Copy a SQLite database to FILE while it is in use."""
    database = Database(read_settings().database_url, wait=WAIT_SECONDS)
    migrations.revision(database)
    database.back_up(file)
    click.echo(f"{file} is a whole copy")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def restore(file: Path) -> None:
    """Put a backup in the place of the SQLite database, with the server stopped; what was there is kept beside it."""
    path = Database(read_settings().database_url).path
    if path is None:
        raise Unusable(f"this is PostgreSQL: use pg_restore, such as pg_restore --clean --dbname=NAME {file}")
    kept = sqlite_restore.restore(path, file, wait=WAIT_SECONDS, now=clock.read())
    click.echo(f"{path} is what {file} was" + (f"; what was there is kept as {kept}" if kept else ""))


@click.command()
@click.argument("line")
@_workspace
def parse(line: str, workspace_id: str | None) -> None:
    """Say how LINE would be read behind /logcall, and why; nothing is kept of it."""
    deps = _deps()
    with closing(deps.database):
        click.echo(line_reading.explain(deps, _choose(deps, workspace_id), line))


COMMANDS = (export_, import_, backup, restore, parse)


def _deps() -> Deps:
    database = Database(read_settings().database_url, wait=WAIT_SECONDS)
    migrations.require_current(database)
    return bootstrap.build_deps(database, clock.read, NoSlack())


def _choose(deps: Deps, workspace_id: str | None) -> str:
    known = [workspace.id for workspace in workspaces.every(deps)]
    if workspace_id is not None:
        if workspace_id not in known:
            raise Refusal(f"there is no workspace {workspace_id} here; there is: {', '.join(known) or 'none'}")
        return workspace_id
    if not known:
        raise Unusable("there is no workspace here yet: start `touchbase serve` once with its token")
    if len(known) > 1:
        raise Refusal(f"several workspaces are here: add --workspace with one of {', '.join(known)}")
    return known[0]
