"""Composition root: from settings to database, Slack, Bolt app, HTTP endpoints, senders and scheduler."""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial

from slack_bolt import App
from starlette.types import ASGIApp

import handlers
import jobs
from bot.clock import Clock
from bot.config import Settings
from bot.db import migrations
from bot.db.engine import Database
from bot.domain.deliveries.model import Timings
from bot.domain.errors import SlackTrouble, StorageMoved, TouchbaseError, Unusable
from bot.domain.workspace.members import Identity
from bot.outbox import queue_metrics
from bot.outbox.message_types import MessageType, by_name
from bot.outbox.ports import Outbox
from bot.services.accounts import assignments, reassignment
from bot.services.conversations import access_requests, complaints, sharing
from bot.services.deps import Deps, Slack
from bot.services.insights import asking
from bot.services.setup import first_run
from bot.services.sponsors import coverage, proposals
from bot.services.weekly import digests, follow_up_alerts, leaderboard, monthly, pledges
from bot.services.workspace import greetings, members, workspaces, write_probe
from bot.services.workspace.write_probe import WriteProbe
from bot.slack import app as bolt
from bot.slack.api.gateway import Gateway
from bot.slack.api.user_replies import UserReplies
from bot.slack.dispatch import Dispatch
from bot.slack.error_handler import ErrorHandler
from bot.slack.http.endpoints import HttpEndpoints
from bot.slack.http.health import Probes
from bot.slack.installation import TokenInstallation
from bot.slack.socket_mode.client import SocketMode, address_opener
from bot.slack.socket_mode.connection import PING_SECONDS
from bot.transfer import transfers
from handlers.commands import would_save
from jobs.scheduler import TickScheduler
from jobs.senders import Senders
from jobs.ticks import Ticks

ANSWERING_THREADS = 32
"""For calls to Slack in answer to a person."""

MESSAGE_TYPES = (
    pledges.MONDAY_POST,
    leaderboard.FRIDAY_POST,
    monthly.MONTHLY_PAGE,
    complaints.COMPLAINT_ALERT,
    greetings.CHANNEL_GREETING,
    first_run.ADMINS_FIRST_RUN,
    reassignment.ORPHANED_ACCOUNTS,
    assignments.ASSIGNMENT_CHANGE,
    digests.DIGEST_MESSAGE,
    follow_up_alerts.FOLLOW_UP_ALERT,
    transfers.TRANSFER_RESULT,
    proposals.SPONSOR_PROPOSAL,
    access_requests.ACCESS_REQUEST,
    access_requests.ACCESS_ANSWER,
    coverage.SPONSOR_ANSWER,
    sharing.SHARED_CONVERSATION,
    asking.QUESTION_ABOUT_QUOTE,
)
"""Every type of message that leaves through the outbox."""

_RETRY_SECONDS = (1, 2, 5, 10, 30)

_log = logging.getLogger("touchbase")


@dataclass(frozen=True)
class Runtime:
    """Everything that runs, started and stopped together."""

    settings: Settings
    deps: Deps
    gateway: Gateway
    installation: TokenInstallation
    senders: Senders
    executor: ThreadPoolExecutor
    ticks: Ticks
    write_probe: WriteProbe

    def set_up_workspace(self) -> Identity:
        """Ask Slack who we are, and set the workspace up. Raises SlackTrouble, StorageAway."""
        identity = self.installation.authenticate(self.gateway)
        workspaces.set_up(self.deps, identity)
        if self.settings.channel is not None:
            workspaces.take_channel(self.deps, identity.workspace_id, self.settings.channel)
        return identity

    def set_up_workspace_until_done(self, stopping: threading.Event) -> None:
        """The same, again and again until Slack and the database answer. Meanwhile /readyz says so."""
        for attempt in range(1_000_000):
            try:
                identity = self.set_up_workspace()
                _log.info("serving %s (%s)", identity.workspace, identity.workspace_id)
                return
            except SlackTrouble as trouble:
                _log.error("Slack does not say which workspace this token is for: %s", trouble.error)
            except TouchbaseError as error:
                _log.error("the workspace could not be set up: %s", error)
            if stopping.wait(_RETRY_SECONDS[min(attempt, len(_RETRY_SECONDS) - 1)]):
                return

    def missing(self) -> str | None:
        """What keeps requests from being served, for /readyz; None when nothing does."""
        identity = self.installation.identity
        if identity is None:
            return "Slack has not said yet which workspace this token is for"
        try:
            is_set_up = workspaces.answer(self.deps)
            if workspaces.has_ended(self.deps, identity.workspace_id):
                return "the app was uninstalled or its token revoked: install it again, and start with the new token"
        except StorageMoved:
            return write_probe.MOVED
        except TouchbaseError:
            return "the database does not answer"
        return self.write_probe.trouble() if is_set_up else "the workspace is not set up yet"

    def close(self) -> None:
        self.executor.shutdown(wait=True, cancel_futures=True)
        self.deps.database.close()


def prepare(database: Database) -> None:
    """Bring the database to this program's schema and check its connections. Raises Unusable, StorageAway."""
    before, after = migrations.migrate(database)
    if before != after:
        _log.info("database migrated from %s to %s", before or "nothing", after)
    database.assert_readers_cannot_write()


def build(settings: Settings, database: Database, *, clock: Clock, timings: Timings | None = None) -> Runtime:
    """Put the parts together; nothing runs yet. Raises Unusable for what is not here yet."""
    if settings.bot_token is None:
        raise Unusable("SLACK_BOT_TOKEN is missing: set it in .env (touchbase manifest makes the app to get it from)")
    installation = TokenInstallation(settings.bot_token)
    chosen = timings or Timings()
    gateway = Gateway(api_url=settings.api_url, token_of=installation.token_of, send_timeout=chosen.send_timeout)
    awake = threading.Event()
    deps = build_deps(database, clock, gateway, timings=chosen, wake=awake.set)
    return Runtime(
        settings=settings,
        deps=deps,
        gateway=gateway,
        installation=installation,
        senders=Senders(deps.outbox, awake=awake),
        executor=ThreadPoolExecutor(ANSWERING_THREADS, thread_name_prefix="answer"),
        ticks=Ticks(settings.metronome_seconds),
        write_probe=WriteProbe(database),
    )


def build_deps(
    database: Database,
    clock: Clock,
    slack: Slack,
    *,
    timings: Timings | None = None,
    wake: Callable[[], None] = lambda: None,
    message_types: Iterable[MessageType] = MESSAGE_TYPES,
) -> Deps:
    """What use cases need, around one database and one way to Slack; `wake` is called when something is due."""
    outbox = Outbox(
        database=database,
        now=clock,
        transport=slack,
        types=by_name(message_types),
        is_installed=workspaces.is_installed,
        timings=timings or Timings(),
        wake=wake,
    )
    return Deps(database=database, now=clock, slack=slack, outbox=outbox)


@contextmanager
def receiving(runtime: Runtime) -> Iterator[ASGIApp]:
    """Slack's requests are taken while this lasts: by Socket Mode where there is an app-level token, else over HTTP.

    Gives the application to serve, which in Socket Mode answers only the probes. Raises Unusable.
    """
    app_token = runtime.settings.app_token
    if app_token is None:
        with closing(build_http_endpoints(runtime)) as endpoints:
            yield endpoints.asgi
        return
    with closing(build_socket_mode(runtime, app_token)) as socket_mode:
        socket_mode.start()
        yield socket_mode.asgi


def build_socket_mode(runtime: Runtime, app_token: str, *, ping_seconds: float = PING_SECONDS) -> SocketMode:
    """The Socket Mode receiver with the Bolt app behind it."""
    return SocketMode(
        dispatch=build_dispatch(runtime),
        open_address=address_opener(api_url=runtime.settings.api_url, app_token=app_token),
        probes=_probes(runtime),
        ping_seconds=ping_seconds,
    )


def build_http_endpoints(runtime: Runtime) -> HttpEndpoints:
    """The HTTP endpoints with the Bolt app behind them. Raises Unusable without a signing secret."""
    secret = runtime.settings.signing_secret
    if secret is None:
        raise Unusable("SLACK_SIGNING_SECRET is missing: copy it from the app's Basic Information page into .env")
    return HttpEndpoints(dispatch=build_dispatch(runtime), signing_secret=secret, probes=_probes(runtime))


def build_dispatch(runtime: Runtime) -> Dispatch:
    """The Bolt app behind a bounded pool, with the error handler beside it."""
    error_handler = build_error_handler(runtime)
    return Dispatch(app=build_app(runtime, error_handler), error_handler=error_handler)


def build_app(runtime: Runtime, error_handler: ErrorHandler) -> App:
    """The Bolt app with every listener."""
    app = bolt.build(
        authorizer=runtime.installation.authorize,
        recognise=partial(members.recognise, runtime.deps),
        answer_error=error_handler.answer,
        executor=runtime.executor,
    )
    replies = build_user_replies(runtime)
    handlers.register(app, runtime.deps, run_later=error_handler.run_later, user_replies=replies)
    return app


@contextmanager
def running_jobs(runtime: Runtime) -> Iterator[None]:
    """Scheduler and senders run while this lasts; then claims stop and what is in flight finishes."""
    scheduler = build_scheduler(runtime)
    if scheduler is None:
        yield
        return
    scheduler.start()
    runtime.senders.start()
    try:
        yield
    finally:
        scheduler.stop()
        runtime.senders.stop()


def build_scheduler(runtime: Runtime) -> TickScheduler | None:
    """The ticks that run the jobs; None where TOUCHBASE_METRONOME is 0 and `touchbase tick` does it alone."""
    if runtime.settings.metronome_seconds == 0:
        return None
    seconds = runtime.settings.metronome_seconds
    return jobs.scheduler(runtime.deps, seconds=seconds, ticks=runtime.ticks, after=runtime.senders.wake)


def _probes(runtime: Runtime) -> Probes:
    return Probes(
        ready=lambda: runtime.missing() or runtime.ticks.overdue(),
        last_tick=runtime.ticks.description,
        metrics=lambda: queue_metrics.exposition(runtime.deps.outbox),
        token=runtime.settings.metrics_token,
    )


def build_user_replies(runtime: Runtime) -> UserReplies:
    return UserReplies(runtime.gateway.submit, api_url=runtime.settings.api_url)


def build_error_handler(runtime: Runtime) -> ErrorHandler:
    return ErrorHandler(
        now=runtime.deps.now, user_replies=build_user_replies(runtime), executor=runtime.executor, would_save=would_save
    )
