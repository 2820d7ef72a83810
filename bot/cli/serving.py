"""serve, tick, migrate, doctor, manifest: running against a workspace."""

import json
import logging
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import chain

import click
from starlette.types import ASGIApp

from bot import bootstrap, clock, logs
from bot.cli import doctor as examination
from bot.cli import sandboxing
from bot.cli.environment import settings as read_settings
from bot.cli.listening import ListeningServer, bound, port_of, server_config
from bot.config import PUBLIC_ADDRESS, Settings, is_public_address
from bot.db.engine import Database
from bot.domain.errors import Refusal, Unusable
from bot.services.workspace import write_probe
from bot.slack import manifest as app_manifest
from jobs import due_jobs, senders

TICK_WITHIN = 60.0
_AHEAD = timedelta(hours=1)
_FIRST_YEAR, _LAST_YEAR = 2000, 2200
_STANDS_FOR_YOURS = "stands for your address: name it by --url or TOUCHBASE_URL, or use --socket, which needs none"

_log = logging.getLogger("touchbase")


@click.command()
@click.pass_context
def run(context: click.Context) -> None:
    """Serve the workspace of .env, or open the sandbox where none is configured."""
    context.invoke(serve if read_settings().has_slack else sandboxing.sandbox)


@click.command()
def serve() -> None:
    """Serve Slack: commands over HTTP, or by Socket Mode with SLACK_APP_TOKEN; the weekly posts by the metronome."""
    settings = read_settings()
    _refuse_what_is_not_here(settings)
    logs.configure()
    with bound(settings.host, settings.port) as listener:
        database = Database(settings.database_url)
        database.claim_serving()
        bootstrap.prepare(database)
        runtime = bootstrap.build(settings, database, clock=clock.read)
        with running(runtime), bootstrap.receiving(runtime) as asgi:
            click.echo(f"Touchbase listens on http://{settings.host}:{port_of(listener)} (Ctrl-C stops it)")
            serve_asgi(asgi, listener, stopping=runtime.senders.stop_claiming)


@click.command()
@click.option("--now", "at", help="As of this instant, such as 2026-11-27T16:00:00Z.")
@click.option("--force", is_flag=True, help="Also more than an hour ahead of the clock, against Slack itself.")
def tick(at: str | None, force: bool) -> None:
    """Run one round of every job, send what is due, and say what was done."""
    settings = read_settings()
    _refuse_what_is_not_here(settings)
    logs.configure(logging.WARNING)
    now = _instant(at) if at else clock.read()
    if settings.is_slack_itself and now > clock.read() + _AHEAD and not force:
        raise Refusal(f"{at} is more than an hour ahead, and this is Slack itself: add --force if you mean it.")
    database = Database(settings.database_url)
    bootstrap.prepare(database)
    runtime = bootstrap.build(settings, database, clock=clock.fixed(now))
    try:
        runtime.set_up_workspace()
        lines, troubles = due_jobs.attempt(runtime.deps)
        for line in chain(lines, senders.send_all(runtime.deps.outbox, within=TICK_WITHIN)):
            click.echo(line)
        if troubles:
            raise troubles[0]
    finally:
        runtime.close()


@click.command()
def migrate() -> None:
    """Bring the database to this program's schema; on SQLite a copy is kept beside it."""
    database = Database(read_settings().database_url)
    bootstrap.prepare(database)
    database.close()
    click.echo("the database is ready")


@click.command()
def doctor() -> None:
    """Check the environment, the database and Slack, and say what to do about what is wrong."""
    settings = read_settings()
    findings = list(examination.examine(settings))
    for finding in findings:
        click.echo(f"{'ok     ' if finding.is_well else 'PROBLEM'}  {finding.text}")
    problems = sum(not finding.is_well for finding in findings)
    if problems:
        raise Unusable(f"{problems} of {len(findings)} checks failed: see above")


@click.command()
@click.option("--url", help="The public https address; default: TOUCHBASE_URL.")
@click.option("--socket", is_flag=True, help="For Socket Mode, which needs no address.")
def manifest(url: str | None, socket: bool) -> None:
    """Print the app manifest to paste at api.slack.com/apps → Create New App → From a manifest."""
    if url is not None and not is_public_address(url):
        raise Refusal(f"--url must be {PUBLIC_ADDRESS}")
    address = read_settings().public_url if url is None else url
    if address is None and not socket:
        click.echo(f"touchbase: {app_manifest.PLACEHOLDER} {_STANDS_FOR_YOURS}", err=True)
    fitted = app_manifest.fitted(url=address, socket=socket)
    click.echo(json.dumps(fitted, indent=2, ensure_ascii=False))


COMMANDS = (serve, tick, migrate, doctor, manifest)


@contextmanager
def running(runtime: bootstrap.Runtime) -> Iterator[None]:
    """The workspace is set up, the metronome beats and what is due is sent, while this lasts."""
    stopping = threading.Event()
    threading.Thread(target=runtime.set_up_workspace_until_done, args=(stopping,), daemon=True).start()
    threading.Thread(target=write_probe.watch, args=(runtime.deps.database, stopping), daemon=True).start()
    try:
        with bootstrap.running_jobs(runtime):
            yield
    finally:
        stopping.set()
        runtime.close()


def serve_asgi(asgi: ASGIApp, listener: socket.socket, *, stopping: Callable[[], None]) -> None:
    """Serve until SIGTERM or SIGINT; then `stopping` is called first."""
    ListeningServer(server_config(asgi), stopping=stopping).run(sockets=[listener])


def _refuse_what_is_not_here(settings: Settings) -> None:
    if settings.bot_token is None and settings.client_id is not None:
        raise Unusable("installing by OAuth is not built yet: set SLACK_BOT_TOKEN for one workspace")
    if settings.bot_token is None:
        raise Unusable("SLACK_BOT_TOKEN is missing: set it in .env (see .env.example), or try `touchbase sandbox`")


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refusal(f"--now must be an instant such as 2026-11-27T16:00:00Z, not {text}") from error
    if not _FIRST_YEAR <= instant.year <= _LAST_YEAR:
        raise Refusal(f"--now must lie between {_FIRST_YEAR} and {_LAST_YEAR}, not in {instant.year}")
    return instant if instant.tzinfo is not None else instant.replace(tzinfo=UTC)
