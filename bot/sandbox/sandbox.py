"""The sandbox as a whole: a Slack workspace with one installed app, on this machine."""

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware

from bot.sandbox.answers import ResponseUrls, Triggers
from bot.sandbox.api import METHODS, WebApi, faults
from bot.sandbox.api.faults import Fault
from bot.sandbox.api.method import Method
from bot.sandbox.clock import ShownClock
from bot.sandbox.deliveries.app_connection import AppConnection, NotConnectedError
from bot.sandbox.deliveries.client import Client
from bot.sandbox.deliveries.commands import CommandResult, Commands
from bot.sandbox.deliveries.events import RETRIES, Events
from bot.sandbox.deliveries.http_sender import FORM, JSON, AppReply
from bot.sandbox.deliveries.interactions import Interactions
from bot.sandbox.deliveries.shortcuts import Shortcuts
from bot.sandbox.deliveries.submissions import Submissions
from bot.sandbox.http.files import FileEndpoints
from bot.sandbox.http.guard import LocalRequestsOnly
from bot.sandbox.http.page import PageEndpoints, refuse
from bot.sandbox.http.server import Server
from bot.sandbox.http.socket_endpoint import SocketEndpoint
from bot.sandbox.http.web_api import WebApiEndpoints
from bot.sandbox.manifest import refuse_invalid
from bot.sandbox.messages import Accepted, PostedMessage
from bot.sandbox.replies import Replies
from bot.sandbox.socket_mode.sockets import CONNECTIONS_PER_MINUTE, Sockets
from bot.sandbox.team import AppSettings, Team, TeamPerson
from bot.sandbox.views import View, Views
from bot.sandbox.wire import Hub, Wire
from bot.sandbox.workspace import SandboxWorkspace

ANSWER_SECONDS = 3.0
WAITING_THREADS = 32


class Sandbox:
    """`now` is the time shown at first (real time if None); `on_clock(to)` is called when somebody turns the
    clock, and returns when everything due until `to` is done, calling `advance` for instants on the way.

    `answer_seconds` is how long the app may take, `retries` the waits before an event is sent again, and
    `real` the wire's clock (ts, triggers, response_urls, rate limits).
    """

    def __init__(
        self,
        team: Team,
        app: AppSettings | None = None,
        *,
        rate_limits: bool = True,
        on_clock: Callable[[datetime], None] | None = None,
        now: datetime | None = None,
        answer_seconds: float = ANSWER_SECONDS,
        retries: Sequence[float] = RETRIES,
        real: Callable[[], float] = time.time,
    ) -> None:
        self.hub = Hub()
        self.wire = Wire(self.hub)
        self.clock = ShownClock(team.zone, real, now, ring=on_clock, changed=self._publish_clock)
        triggers = Triggers(real)
        self.workspace = SandboxWorkspace(team, self.hub, Views(self.hub, triggers), real, lambda: self.clock.now)
        self.sockets = Sockets(self.wire, answer_seconds, address=lambda: self.url)
        connect = Method(self.sockets.invite, (), CONNECTIONS_PER_MINUTE, app_level=True)
        methods = {**METHODS, "apps.connections.open": connect}
        self.api = WebApi(self.workspace, real, rate_limits=rate_limits, methods=methods)
        urls = ResponseUrls(real)
        self._link = AppConnection(self.workspace, self.wire, urls, triggers, self.sockets, answer_seconds)
        self._events = Events(self._link, retries)
        self._replies = Replies(self.workspace, urls)
        self.desk = Client(
            self.workspace,
            Commands(self._link, self._replies),
            Interactions(self._link),
            Submissions(self._link),
            Shortcuts(self._link, self._events),
            self._events,
        )
        self._threads = ThreadPoolExecutor(WAITING_THREADS, thread_name_prefix="sandbox-desk")
        self._page = PageEndpoints(self.workspace, self.clock, self.desk, self.hub, self.wire, self._threads)
        self._doors = WebApiEndpoints(self.workspace, self.api, self._replies, self.wire)
        self._file_doors = FileEndpoints(self.workspace, self.api.faults, self.wire)
        self.asgi = self._application()
        self._server = Server(self.asgi)
        self.url = ""
        if app is not None:
            self.connect(app)

    def connect(self, app: AppSettings) -> None:
        """Install the app, or move it to another address. Raises InvalidManifestError where Slack would refuse it."""
        refuse_invalid(app.manifest)
        self.workspace.install(app)
        self._link.connect(app)

    def start(self, *, host: str = "127.0.0.1", port: int = 0) -> int:
        """Serve in a background thread; the port. Raises OSError when it is in use."""
        bound = self._server.start(host, port)
        self.url = self._link.base_url = self.workspace.files.base_url = f"http://{host}:{bound}"
        return bound

    def begin_to_stop(self) -> None:
        """Close while other things are closed, too; `stop` waits for the end."""
        self._server.begin_to_stop()

    def stop(self) -> None:
        self._events.close()
        self._page.close()
        self._server.stop()
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._link.close()

    @property
    def now(self) -> datetime:
        """The shown time, in the team's zone."""
        return self.clock.now

    def advance(self, to: datetime) -> None:
        """Turn the shown time forward to `to`; from within `on_clock`, a step on the way."""
        self.clock.advance(to)

    def command(self, user_id: str, channel_id: str, text: str, *, trigger_id: str | None = None) -> CommandResult:
        """Type `text`, e.g. `/logcall Acme 20m`, and wait for the app's answer."""
        return self.desk.command(user_id, channel_id, text, trigger_id)

    def message(self, user_id: str, channel_id: str, text: str, **more: Any) -> PostedMessage:
        """Write a message; `more` are its `thread_ts`, `files` or `subtype`."""
        return self.desk.message(user_id, channel_id, text, **more)

    def share_channel(self, channel_id: str, *, is_shared: bool) -> None:
        """Share a channel with another company, or end that; the app hears of it."""
        self.desk.share_channel(channel_id, is_shared=is_shared)

    def uninstall(self) -> None:
        """Take the app away: its token is good for nothing any more, and it hears of that."""
        self.api.revoked.set()
        self.desk.uninstall()

    def action(
        self,
        user_id: str,
        container: Mapping[str, Any],
        action: Mapping[str, Any],
        state: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Press or choose; `container` and `action` as in the page's protocol."""
        return self.desk.action(user_id, container, action, state)

    def press(self, user_id: str, message: PostedMessage, action_id: str) -> dict[str, Any]:
        """Press the button of that action_id in a message."""
        block_id, element = _element(message, action_id)
        container = {
            "type": "message",
            "channel": message.channel,
            "ts": message.ts,
            "is_ephemeral": message.is_ephemeral,
        }
        pressed = {name: element[name] for name in ("action_id", "type", "value", "text") if name in element}
        return self.desk.action(user_id, container, {**pressed, "block_id": block_id}, None)

    def suggest(
        self, user_id: str, container: Mapping[str, Any], action_id: str, block_id: str, value: str
    ) -> dict[str, Any]:
        return self.desk.suggest(user_id, container, action_id, block_id, value)

    def submit(self, user_id: str, view_id: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """Press the submit button of a modal; `values` as in Slack's `view.state.values`."""
        return self.desk.submit(user_id, view_id, {"values": values})

    def close(self, user_id: str, view_id: str) -> dict[str, Any]:
        return self.desk.close(user_id, view_id)

    def choose_file(self, user_id: str, name: str, content: bytes) -> dict[str, Any]:
        """Choose a file in a form's file_input; what stands in `files` of the field's state then."""
        files = self.workspace.files
        return files.as_json(files.put(user_id, name, content))

    def shortcut(
        self, user_id: str, callback_id: str, channel: str | None = None, ts: str | None = None
    ) -> dict[str, Any]:
        return self.desk.shortcut(user_id, callback_id, channel, ts)

    def trigger(self, user_id: str) -> str:
        """A trigger_id as an interaction of this person gives one: good for one modal, within 3 s."""
        return self._link.trigger(user_id)

    def change_person(self, person: TeamPerson) -> None:
        """Change what Slack says of somebody, e.g. deactivate them."""
        self.desk.change_person(person)

    def open_home(self, user_id: str) -> None:
        self.desk.open_home(user_id)

    def views(self, user_id: str) -> list[View]:
        """The modals this person has open, the lowest first."""
        return self.workspace.views.stack(user_id)

    def home(self, user_id: str) -> View | None:
        return self.workspace.views.home(user_id)

    def posts(self, method: str | None = None, channel: str | None = None) -> list[Accepted]:
        """What was accepted from the app, in order."""
        return [
            each
            for each in self.workspace.accepted()
            if method in (None, each.method) and channel in (None, each.channel)
        ]

    def ephemerals(self, user_id: str) -> list[PostedMessage]:
        """What only this person sees, everywhere, oldest first."""
        found = [message for id in self.workspace.everywhere() for message in self.workspace.messages(id)]
        return sorted((each for each in found if each.to == user_id), key=lambda each: float(each.ts))

    def messages(self, channel_id: str) -> list[PostedMessage]:
        """What everybody in the conversation sees, oldest first."""
        return [message for message in self.workspace.messages(channel_id) if not message.is_ephemeral]

    def clear_messages(self, *, only_ephemeral: bool = False) -> None:
        """Empty every channel, or take away what single people see there; the log of what was accepted stays."""
        self.workspace.clear_messages(only_ephemeral=only_ephemeral)

    def refuse(self, method: str, error: str, times: int = 1) -> None:
        """Answer the next `times` calls of a Web API method with `error`."""
        self.fail(method, *[faults.refused(error)] * times)

    def lose_reply(self, method: str, times: int = 1) -> None:
        """Accept the next `times` calls of a Web API method, and answer them with a 500 all the same."""
        self.fail(method, *[faults.ERROR_AFTER] * times)

    def fail(self, method: str, *script: Fault) -> None:
        """Let the next calls of a Web API method go wrong as given, one after the other (bot.sandbox.api.faults)."""
        self.api.faults.script(method, *script)

    def fail_at_random(self, method: str, odds: Mapping[Fault, float], *, seed: int) -> None:
        """Let each call of a Web API method go wrong with these probabilities; {} ends it."""
        self.api.faults.chance(method, odds, seed=seed)

    def faults_of(self, method: str) -> Counter[str]:
        """How many calls of a Web API method met which fault; those that met none count as `all well`."""
        return self.api.faults.seen(method)

    @property
    def calls_under_way(self) -> int:
        """Calls of the Web API that are neither accepted nor refused yet."""
        return self._doors.calls_under_way

    def delay(self, method: str, seconds: float) -> None:
        """Let every call of a method wait; 0 ends it."""
        self.api.faults.delay(method, seconds)

    def double_deliveries(self, times: int = 1) -> None:
        """Send the app each of the next `times` requests twice; people see what came of the first."""
        self._link.mishaps.double(times)

    def overtake_delivery(self) -> None:
        """Hold the next request to the app back until the one behind it was answered."""
        self._link.mishaps.overtake()

    @property
    def deliveries_held_back(self) -> int:
        """Requests to the app that wait to be overtaken."""
        return self._link.mishaps.held_back

    def deliver(self, body: bytes) -> AppReply:
        """Send the app a body as given, JSON for an event: what no client would let a person do."""
        return self._link.deliver(body, "as given", content_type=JSON if body.startswith(b"{") else FORM)

    def freeze_socket(self) -> None:
        """Let the Socket Mode connections that stand die silently: TCP stays open, nothing is heard or said."""
        self.sockets.freeze()

    def _application(self) -> Starlette:
        return Starlette(
            routes=[
                *self._doors.routes(),
                *self._file_doors.routes(),
                *SocketEndpoint(self.sockets).routes(),
                *self._page.routes(),
            ],
            middleware=[Middleware(LocalRequestsOnly)],
            exception_handlers={HTTPException: refuse, NotConnectedError: refuse},
        )

    def _publish_clock(self, now: datetime, moving: bool) -> None:
        self.hub.publish({"type": "clock", "now": now.isoformat(), "moving": moving})


def _element(message: PostedMessage, action_id: str) -> tuple[str, Mapping[str, Any]]:
    for block in message.blocks or ():
        for element in [*block.get("elements", ()), block.get("accessory", {})]:
            if element.get("action_id") == action_id:
                return str(block.get("block_id", "")), element
    raise LookupError(f"no element {action_id!r} in the message {message.ts}")
