"""import, export, backup: what goes in and out as files."""

import csv
import sys
from pathlib import Path

import click

from bot import clock
from bot.cli.environment import settings as read_settings
from bot.domain.deliveries import Timings
from bot.domain.errors import Refusal, Unusable
from bot.services import exports, imports, workspaces
from bot.services.deps import Deps, NoSlack
from bot.services.directories import Directories
from bot.storage import migrations
from bot.storage.engine import Database

WAIT_SECONDS = 30.0
"""Nobody waits at a keyboard in Slack for these: they may wait longer for the database."""

_workspace = click.option("--workspace", "workspace_id", metavar="TEAM_ID", help="Which one, where there are several.")


@click.command("export")
@click.argument("what", type=click.Choice(["conversations", "accounts", "insights", "sponsorships"]))
@_workspace
@click.option("--include-private", is_flag=True, help="Also the words of private conversations.")
def export_(what: str, workspace_id: str | None, include_private: bool) -> None:
    """Write CSV to stdout."""
    if what not in ("conversations", "accounts"):
        raise Unusable(f"exporting {what} is not built yet: export conversations or accounts")
    deps = _deps()
    chosen = _choose(deps, workspace_id)
    if what == "accounts":
        rows = exports.export_accounts(deps, chosen)
    else:
        rows = exports.export_conversations(deps, chosen, include_private=include_private)
    sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
    csv.writer(sys.stdout, lineterminator="\n").writerows(rows)


@click.command("import")
@click.argument("what", type=click.Choice(["accounts", "conversations"]))
@click.argument("file", type=click.Path(path_type=Path))
@_workspace
def import_(what: str, file: Path, workspace_id: str | None) -> None:
    """Read accounts from a CSV file: a HubSpot, Salesforce or spreadsheet export, or our own."""
    if what != "accounts":
        raise Unusable("importing conversations is not built yet: import accounts")
    try:
        content = file.read_bytes()
    except OSError as error:
        raise Refusal(f"cannot read {file} ({error.strerror}): name a CSV file") from error
    deps = _deps()
    result = imports.import_accounts(deps, _choose(deps, workspace_id), content)
    told = [(row.line, row.reason) for row in result.bad] + [(cell.line, cell.reason) for cell in result.left_out]
    for line, reason in sorted(told):
        click.echo(f"{file}:{line}: {reason}", err=True)
    if result.unknown_headers:
        click.echo(f"columns not used: {', '.join(result.unknown_headers)}")
    click.echo(
        f"{result.added} added, {result.changed} changed, {result.same} as they were, {len(result.bad)} not read"
    )
    if result.bad and not (result.added or result.changed or result.same):
        raise Unusable(f"no row of {file} could be read: see the reasons above")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Copy a SQLite database to FILE while it is in use."""
    database = Database(read_settings().database_url, wait=WAIT_SECONDS)
    migrations.revision(database)
    database.back_up(file)
    click.echo(f"{file} is a whole copy")


COMMANDS = (export_, import_, backup)


def _deps() -> Deps:
    database = Database(read_settings().database_url, wait=WAIT_SECONDS)
    migrations.require_current(database)
    return Deps(database=database, now=clock.read, slack=NoSlack(), timings=Timings(), directories=Directories())


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
