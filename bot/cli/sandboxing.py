"""sandbox: a local Slack and the bot in one process, on a fresh temporary database."""

import logging
import signal
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import partial
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
from bot.messages.weekly import mondays
from bot.sandbox import AppSettings, Sandbox
from bot.sandbox.http.server import Server
from bot.sandbox.seed.seed_history import HISTORY, NUMBERS, PROPOSAL, Line
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
_HINT = f"Type {SEEDED.first_line} there; then press Fri 16:00 at the top."
_HINT_EMPTY = "Nothing is in it, as on the first day: open Touchbase under Apps, and its Home tab."

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
        with opened(settings, Path(folder), start=start, seeded=not empty, is_new=empty, port=port) as local:
            click.echo(f"The sandbox is open: {local.url} (Ctrl-C closes it; nothing in it is kept)")
            click.echo(_HINT_EMPTY if empty else _HINT)
            asked_to_stop.wait()


COMMANDS = (sandbox,)


@contextmanager
def opened(
    settings: Settings, folder: Path, *, start: datetime, seeded: bool, is_new: bool = False, port: int | None = None
) -> Iterator[Sandbox]:
    """The sandbox with the bot connected to it; its page answers once all is there. Everything stops at the end.

    Where it `is_new` nobody has chosen a channel yet, nor read a word of the bot.
    """
    turning = _Turning()
    team = SEEDED if seeded or not is_new else replace(SEEDED, first_line="")
    local = Sandbox(team, now=_first(start, seeded), on_clock=turning.turn)
    page = Server(local.asgi)
    with _reserved(settings.port if port is None else port) as reserved, bound("127.0.0.1", 0) as listener:
        local.start()
        app = AppSettings(manifest.read(), f"http://127.0.0.1:{port_of(listener)}/slack/events", _SECRET, _TOKEN)
        local.connect(app)
        runtime = _runtime(local, folder)
        front = bootstrap.build_http_endpoints(runtime)
        with closing(front), serving(front.asgi, listener), _closing(local, page, runtime):
            identity = runtime.set_up_workspace()
            if not is_new:
                workspaces.close_setup(runtime.deps, identity.workspace_id)
            if seeded:
                _replay(local, runtime, turning, start)
            elif not is_new:
                workspaces.take_channel(runtime.deps, identity.workspace_id, _channel_id())
            turning.begin(local, runtime, identity.workspace_id)
            with bootstrap.running_jobs(runtime):
                local.url = f"http://127.0.0.1:{page.serve(reserved)}"
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


_Act = tuple[datetime, Line | Callable[[], None]]
"""What happens at an instant of the story: a line that is typed, or something else."""


def _replay(local: Sandbox, runtime: bootstrap.Runtime, turning: _Turning, start: datetime) -> None:
    """Type the story, each line at its instant. Of the posts of that time the channel keeps the last Friday's and what
    came after it, with the numbers that people named on Mondays."""
    people = {person.name: person.id for person in SEEDED.people}
    for instant, act in _acts(local, runtime, turning, start):
        if instant > local.now:
            local.advance(instant)
        if not isinstance(act, Line):
            act()
            continue
        result = local.command(people[act.person], _channel_id(), act.text)
        if result.error is not None:
            raise Unusable(f"the sandbox's story stopped at {act.text!r}: {result.error}")
    local.advance(start)
    local.clear_messages(only_ephemeral=True)


def _acts(local: Sandbox, runtime: bootstrap.Runtime, turning: _Turning, start: datetime) -> list[_Act]:
    """The story's lines, and what happens between them in its last two weeks, in order."""
    zone = ZoneInfo(SEEDED.zone)
    monday = iso_weeks.monday_of(schedule.local_date(start, zone))

    def at(weeks: int, weekday: int, clock: time) -> datetime:
        return datetime.combine(monday + timedelta(weeks=weeks, days=weekday), clock, zone)

    acts: list[_Act] = [*_instants(start)]
    channel = _channel_id()
    acts += [
        (at(-1, schedule.MONDAY, time(8, 58)), partial(turning.begin, local, runtime, SEEDED.id)),
        (at(-1, schedule.MONDAY, time(8, 59)), partial(workspaces.take_channel, runtime.deps, SEEDED.id, channel)),
        *((at(week, schedule.MONDAY, time(9, 5)), partial(_name_numbers, local, week)) for week in (-1, 0)),
        (at(-1, schedule.FRIDAY, time(15, 58)), local.clear_messages),
        (PROPOSAL.instant(monday), PROPOSAL),
    ]
    return sorted((act for act in acts if act[0] < start), key=lambda each: each[0])


def _name_numbers(local: Sandbox, week: int) -> None:
    """People press a number under Monday's post."""
    post = next(message for message in reversed(local.messages(_channel_id())) if message.blocks)
    for person, number in NUMBERS[week].items():
        local.press(person, post, f"{mondays.NUMBER}:{number}")


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


@contextmanager
def _reserved(port: int) -> Iterator[socket.socket]:
    """The page's port, which is ours from now on and refuses connections until it listens."""
    with closing(socket.socket()) as reserved:
        reserved.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            reserved.bind(("127.0.0.1", port))
        except OSError as error:
            raise Unusable(
                f"cannot listen on 127.0.0.1:{port} ({error.strerror}): stop what uses it, or set TOUCHBASE_PORT"
            ) from error
        yield reserved


@contextmanager
def _closing(local: Sandbox, page: Server, runtime: bootstrap.Runtime) -> Iterator[None]:
    try:
        yield
    finally:
        page.begin_to_stop()
        local.stop()
        page.stop()
        runtime.close()


def _channel_id() -> str:
    return next(channel.id for channel in SEEDED.channels if channel.name == _CUSTOMERS)


def _listen_for_signals() -> threading.Event:
    asked = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: asked.set())
    return asked
