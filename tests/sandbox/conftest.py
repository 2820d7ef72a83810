"""The cast: a small workspace, an app that answers as told, and a clock that stands until it is moved."""

import contextlib
import copy
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest

from bot.sandbox import AppSettings, Sandbox, Team, TeamChannel, TeamPerson, TeamUserGroup
from bot.sandbox.api.method import MethodResult

SECRET, TOKEN = "a signing secret", "xoxb-test"
REQUEST_URL = "https://touchbase.example.com/slack/events"
SCOPES = (
    "commands chat:write users:read users.profile:read im:write im:read im:history channels:read "
    "groups:read channels:history groups:history channels:join usergroups:read dnd:read"
)
MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Touchbase"},
    "features": {
        "bot_user": {"display_name": "Touchbase"},
        "slash_commands": [
            {"command": "/logcall", "description": "Log it", "usage_hint": "[account]", "should_escape": True},
            {"command": "/plain", "description": "Unescaped", "should_escape": False},
        ],
    },
    "oauth_config": {"scopes": {"bot": SCOPES.split()}},
    "settings": {"event_subscriptions": {"bot_events": ["message.im", "member_joined_channel", "user_change"]}},
}
TEAM = Team(
    id="T0INITECH",
    name="Initech",
    domain="initech",
    people=(
        TeamPerson("U0ANA", "ana", "Ana Ruiz", is_admin=True, is_owner=True, title="Sales"),
        TeamPerson("U0BO", "bo", "Bo Lindqvist", tz="America/New_York"),
        TeamPerson("U0CHEN", "chen", "Chen Wei"),
        TeamPerson("U0GONE", "gone", "Gil Gone", deleted=True),
        TeamPerson("U0FAR", "far", "Fay Far", team_id="T0GLOBEX"),
    ),
    channels=(
        TeamChannel("C0CUST", "customers", members=("U0ANA", "U0BO")),
        TeamChannel("C0RAND", "random", members=("U0ANA",), bot_is_member=False),
        TeamChannel("C0OLD", "old-times", is_archived=True, members=("U0ANA",)),
        TeamChannel("C0JOINT", "acme-joint", is_ext_shared=True, members=("U0ANA", "U0FAR")),
        TeamChannel("G0BOARD", "board", is_private=True, members=("U0CHEN",), bot_is_member=False),
        TeamChannel("G0SALES", "sales-only", is_private=True, members=("U0ANA",)),
    ),
    usergroups=(TeamUserGroup("S0SALES", "sales", "Sales", ("U0ANA",)),),
)
ANA, BO, CHEN, BOT = "U0ANA", "U0BO", "U0CHEN", "U0SANDBOXBOT"
CUSTOMERS, RANDOM = "C0CUST", "C0RAND"


@dataclass
class Real:
    """The wire's time, in seconds."""

    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass(frozen=True)
class Delivery:
    headers: dict[str, str]
    body: bytes

    @property
    def form(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(self.body.decode(), True).items()}

    @property
    def payload(self) -> Any:
        """The JSON of an interaction, or of an event."""
        return json.loads(self.form["payload"] if b"payload=" in self.body[:8] else self.body)


@dataclass
class App:
    """The bot's end: keeps what it is sent, answers with `answer`, and waits for `gate` before it does."""

    url: str = ""
    answer: tuple[int, str, str] = (200, "text/plain", "")
    deliveries: list[Delivery] = field(default_factory=list)
    taken: int = 0
    arrived: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    gate: threading.Event = field(default_factory=threading.Event)

    def says(self, body: Any) -> None:
        self.answer = (200, "application/json", json.dumps(body))

    def next(self) -> Delivery:
        """The delivery that came, or comes, after those already taken."""
        assert self.arrived.acquire(timeout=10), "nothing was delivered"
        self.taken += 1
        return self.deliveries[self.taken - 1]


def _handler(app: App) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            app.deliveries.append(Delivery({k.lower(): v for k, v in self.headers.items()}, body))
            app.arrived.release()
            app.gate.wait(10)
            status, kind, words = app.answer
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(words.encode())))
            with contextlib.suppress(ConnectionError):  # whoever waited may have gone
                self.end_headers()
                self.wfile.write(words.encode())

        def log_message(self, *args: Any) -> None:
            """Silent."""

    return Handler


@pytest.fixture
def app() -> Iterator[App]:
    app = App()
    app.gate.set()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(app))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    app.url = f"http://127.0.0.1:{server.server_port}/slack/events"
    yield app
    app.gate.set()
    server.shutdown()
    server.server_close()


def settings(url: str = "http://127.0.0.1:9/slack/events", **manifest: Any) -> AppSettings:
    """The app with its manifest, in which these parts are others; deliveries go to `url`."""
    return AppSettings(addressed({**MANIFEST, **manifest}), url, SECRET, TOKEN)


def addressed(manifest: dict[str, Any]) -> dict[str, Any]:
    """With a request URL wherever Slack wants one."""
    with_urls = copy.deepcopy(manifest)
    for command in with_urls["features"].get("slash_commands", ()):
        command.setdefault("url", REQUEST_URL)
    if "event_subscriptions" in with_urls.get("settings", {}):
        with_urls["settings"]["event_subscriptions"].setdefault("request_url", REQUEST_URL)
    return with_urls


@pytest.fixture
def real() -> Real:
    return Real()


@pytest.fixture
def sandbox(app: App, real: Real) -> Iterator[Sandbox]:
    """A workspace with the app installed, not listening; nobody has to wait for rate limits."""
    sandbox = Sandbox(TEAM, settings(app.url), rate_limits=False, real=real)
    yield sandbox
    sandbox.stop()


@pytest.fixture
def served(sandbox: Sandbox) -> Sandbox:
    sandbox.start()
    return sandbox


Calls = Callable[..., MethodResult]


@pytest.fixture
def call(sandbox: Sandbox) -> Calls:
    """One Web API call with the right token."""
    return lambda method, **arguments: sandbox.api.answer(method, arguments, TOKEN)
