"""sandbox: a local Slack and the bot in one process, on a fresh temporary database."""

import logging
import signal
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from bot import bootstrap, clock, logs
from bot.cli.environment import settings as read_settings
from bot.cli.listening import bound, port_of, serving
from bot.config import Settings
from bot.db.engine import Database
from bot.domain.errors import Refusal, Unusable
from bot.domain.weekly import iso_weeks
from bot.domain.workspace import schedule
from bot.sandbox import AppSettings, Sandbox, Team
from bot.sandbox.seed.seed_history import HISTORY, Line
from bot.sandbox.seed.seed_team import SEEDED
from bot.services.weekly import digests, occurrences
from bot.services.workspace import workspaces
from bot.slack import manifest
from jobs import due_jobs, senders

_TOKEN = "xoxb-sandbox"
_SECRET = "the sandbox's signing secret"
_CUSTOMERS = "customers"
_START_WEEKDAY, _START_HOUR = schedule.WEDNESDAY, 10
_SEND_WITHIN = 30.0

_log = logging.getLogger("touchbase")


@click.command()
@click.option("--empty", is_flag=True, help="Without the seeded accounts and conversations.")
@click.option("--now", "at", help="Where the shown time starts; default: Wednesday 10:00 of this week.")
@click.option("--port", type=int, help="The page's port; default: TOUCHBASE_PORT, 3000.")
def sandbox(empty: bool, at: str | None, port: int | None) -> None:
    """Open a local Slack with the bot in it, to try everything without a workspace."""
    settings = read_settings()
    logs.configure(logging.WARNING)
    asked_to_stop = _listen_for_signals()
    with tempfile.TemporaryDirectory(prefix="touchbase-sandbox-") as folder:
        start = _start(at)
        with opened(settings, Path(folder), start=start, seeded=not empty, port=port) as local:
            click.echo(f"The sandbox is open: {local.url} (Ctrl-C closes it; nothing in it is kept)")
            asked_to_stop.wait()


COMMANDS = (sandbox,)


@contextmanager
def opened(
    settings: Settings, folder: Path, *, start: datetime, seeded: bool, port: int | None = None
) -> Iterator[Sandbox]:
    """The sandbox with the bot connected to it and its page served; everything stops at the end."""
    team = SEEDED
    turning = _Turning()
    local = Sandbox(team, now=_first(start, seeded), on_clock=turning.turn)
    _start_page(local, settings.port if port is None else port)
    with bound("127.0.0.1", 0) as listener:
        app = AppSettings(manifest.read(), f"http://127.0.0.1:{port_of(listener)}/slack/events", _SECRET, _TOKEN)
        local.connect(app)
        runtime = _runtime(local, folder)
        front = bootstrap.build_http_endpoints(runtime)
        with closing(front), serving(front.asgi, listener), _closing(local, runtime):
            identity = runtime.set_up_workspace()
            if seeded:
                _replay(local, team, start)
            workspaces.take_channel(runtime.deps, identity.workspace_id, _channel_id(team))
            turning.begin(local, runtime, identity.workspace_id)
            with bootstrap.running_jobs(runtime):
                yield local


class _Turning:
    """What happens when somebody turns the sandbox's clock: every due instant on the way, one after the other."""

    def __init__(self) -> None:
        self._runtime: bootstrap.Runtime | None = None
        self._local: Sandbox | None = None
        self._workspace_id = ""

    def begin(self, local: Sandbox, runtime: bootstrap.Runtime, workspace_id: str) -> None:
        self._local, self._runtime, self._workspace_id = local, runtime, workspace_id

    def turn(self, to: datetime) -> None:
        if self._runtime is None or self._local is None:
            return
        deps, workspace_id = self._runtime.deps, self._workspace_id
        rules = [*occurrences.rules(deps, workspace_id), *digests.mornings(deps, workspace_id)]
        closed = occurrences.closed_on(deps, workspace_id)
        for instant in [*schedule.due_between(rules, self._local.now, to, closed=closed), to]:
            self._local.advance(instant)
            due_jobs.run_safely(self._runtime.deps)
            for line in senders.send_all(self._runtime.deps.outbox, within=_SEND_WITHIN):
                _log.info(line)


def _start(at: str | None) -> datetime:
    if at is None:
        zone = ZoneInfo(SEEDED.zone)
        monday = iso_weeks.monday_of(schedule.local_date(clock.read(), zone))
        start = datetime.combine(monday + timedelta(days=_START_WEEKDAY), datetime.min.time(), zone)
        return start.replace(hour=_START_HOUR).astimezone(UTC)
    try:
        given = datetime.fromisoformat(at)
    except ValueError as error:
        raise Refusal(f"--now must be an instant such as 2026-11-25T10:00:00+01:00, not {at}") from error
    return given if given.tzinfo is not None else given.replace(tzinfo=ZoneInfo(SEEDED.zone))


def _first(start: datetime, seeded: bool) -> datetime:
    """The shown time before the story is replayed: it only ever moves forward."""
    return min(instant for instant, _ in _instants(start)) - timedelta(hours=1) if seeded else start


def _instants(start: datetime) -> list[tuple[datetime, Line]]:
    """The story's lines up to `start`, each with its instant, in order."""
    today = schedule.local_date(start, ZoneInfo(SEEDED.zone))
    told = [(line.instant(today), line) for line in HISTORY]
    return sorted((each for each in told if each[0] < start), key=lambda each: each[0])


def _replay(local: Sandbox, team: Team, start: datetime) -> None:
    """Type the story, each line at its instant; the weekly posts of that time are not sent."""
    channel = _channel_id(team)
    people = {person.name: person.id for person in team.people}
    for instant, line in _instants(start):
        if instant > local.now:
            local.advance(instant)
        result = local.command(people[line.person], channel, line.text)
        if result.error is not None:
            raise Unusable(f"the sandbox's story stopped at {line.text!r}: {result.error}")
    local.advance(start)
    local.clear_messages()


def _runtime(local: Sandbox, folder: Path) -> bootstrap.Runtime:
    settings = Settings.from_env(
        {
            "SLACK_BOT_TOKEN": _TOKEN,
            "SLACK_SIGNING_SECRET": _SECRET,
            "SLACK_API_URL": f"{local.url}/api/",
            "DATABASE_URL": "sqlite:///sandbox.db",
        },
        base=folder,
    )
    database = Database(settings.database_url)
    bootstrap.prepare(database)
    return bootstrap.build(settings, database, clock=lambda: local.now.astimezone(UTC))


def _start_page(local: Sandbox, port: int) -> None:
    try:
        local.start(port=port)
    except OSError as error:
        raise Unusable(
            f"cannot listen on 127.0.0.1:{port} ({error.strerror}): stop what uses it, or set TOUCHBASE_PORT"
        ) from error


@contextmanager
def _closing(local: Sandbox, runtime: bootstrap.Runtime) -> Iterator[None]:
    try:
        yield
    finally:
        local.stop()
        runtime.close()


def _channel_id(team: Team) -> str:
    return next(channel.id for channel in team.channels if channel.name == _CUSTOMERS)


def _listen_for_signals() -> threading.Event:
    asked = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: asked.set())
    return asked
