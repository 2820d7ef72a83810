"""Socket Mode at the bot's end: every envelope is answered in time, and a connection always stands, or is missed."""

import json
import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from slack_bolt import BoltRequest, BoltResponse

from bot.sandbox import AppSettings, Sandbox
from bot.slack import manifest
from bot.slack.dispatch import Dispatch
from bot.slack.http.health import Probes
from bot.slack.socket_mode import connection
from bot.slack.socket_mode.client import PAUSES, SocketMode, address_opener
from tests.app_fixture import ANA, APP_TOKEN, CUSTOMERS, INITECH, SECRET, TOKEN, AppFixture
from tests.conftest import MONDAY_9AM
from tests.slack.test_http_endpoints import EchoingErrorHandler, Recorder, blocked

WITHIN = 10.0
"""Seconds a test waits for what must come, however loaded the machine is."""

JSON = {"content-type": "application/json;charset=utf-8"}


class Line:
    """A sandbox and a receiver, with `recorder` in Bolt's place."""

    def __init__(self, recorder: Recorder, *, answer_seconds: float = WITHIN, **options: Any) -> None:
        fitted = manifest.fitted(url=None, socket=True)
        fitted["settings"]["event_subscriptions"] = {"bot_events": ["message.im"]}
        slack_app = AppSettings(fitted, "http://127.0.0.1:9/", SECRET, TOKEN, app_token=APP_TOKEN)
        self.sandbox = Sandbox(INITECH, slack_app, rate_limits=False, answer_seconds=answer_seconds, retries=(0,))
        self.sandbox.start()
        self.receiver = SocketMode(
            dispatch=Dispatch(app=recorder, error_handler=EchoingErrorHandler()),  # type: ignore[arg-type]
            open_address=address_opener(api_url=f"{self.sandbox.url}/api/", app_token=APP_TOKEN),
            probes=Probes(ready=lambda: None, metrics=lambda: b""),
            **options,
        )

    def start(self) -> "Line":
        self.receiver.start()
        assert self.sandbox.sockets.wait_until_joined(1, within=WITHIN)
        return self

    def type(self, text: str = "/logcall Acme 20m") -> Any:
        return self.sandbox.command(ANA, CUSTOMERS, text)

    def close(self) -> None:
        self.receiver.close()
        self.sandbox.stop()


@pytest.fixture
def line() -> Iterator[Callable[..., Line]]:
    """Lines with an answer and options of their own."""
    opened: list[Line] = []

    def open_one(answer: Callable[[BoltRequest], BoltResponse] | None = None, **options: Any) -> Line:
        opened.append(Line(Recorder(answer) if answer else Recorder(), **options))
        return opened[-1]

    yield open_one
    for each in opened:
        each.close()


@pytest.fixture
def people() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(2) as pool:
        yield pool


@pytest.fixture
def trouble() -> Iterator[threading.Event]:
    """Set once the log says that a connection could not be had."""
    logged = threading.Event()

    class Listening(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.levelno == logging.ERROR:
                logged.set()

    handler = Listening()
    logger = logging.getLogger("touchbase.socket")
    logger.addHandler(handler)
    yield logged
    logger.removeHandler(handler)


def says(status: int, body: str, headers: dict[str, Any] | None = None) -> Callable[[BoltRequest], BoltResponse]:
    return lambda _: BoltResponse(status=status, body=body, headers=headers or {})


class TestAnswers:
    def test_an_envelope_goes_to_bolt_as_its_payload(self, line: Callable[..., Line]) -> None:
        heard: list[BoltRequest] = []

        def keep(request: BoltRequest) -> BoltResponse:
            heard.append(request)
            return BoltResponse(status=200)

        assert line(keep).start().type().error is None
        [request] = heard
        assert (request.mode, request.body["command"], request.body["text"]) == ("socket_mode", "/logcall", "Acme 20m")
        assert request.context.team_id == INITECH.id and request.context.user_id == ANA
        assert 0 < request.context["deadline"].seconds_left <= 2.5

    @pytest.mark.parametrize(
        ("answer", "body"),
        [
            (says(200, ""), None),
            (says(200, json.dumps({"text": "Noted"}), JSON), {"text": "Noted"}),
            (says(200, "Noted"), {"text": "Noted"}),
        ],
    )
    def test_what_bolt_answers_goes_back_in_the_ack(
        self, line: Callable[..., Line], answer: Callable[[BoltRequest], BoltResponse], body: Any
    ) -> None:
        result = line(answer).start().type()
        assert (result.error, result.body) == (None, body)

    def test_a_large_answer_arrives_whole(self, line: Callable[..., Line]) -> None:
        words = "é" * 100_000
        sent = {"type": "view_submission", "team": {"id": "T0INITECH"}, "user": {"id": ANA}, "view": {"id": "V1"}}
        body = urlencode({"payload": json.dumps(sent)}).encode()
        reply = line(says(200, json.dumps({"words": words}), JSON)).start().sandbox.deliver(body)
        assert json.loads(reply.body) == {"words": words}

    def test_what_is_not_taken_is_not_acknowledged_so_that_an_event_comes_again(
        self, line: Callable[..., Line]
    ) -> None:
        tries: list[list[Any]] = []
        twice = threading.Semaphore(0)

        def refuse(request: BoltRequest) -> BoltResponse:
            tries.append([request.headers.get(f"x-slack-retry-{name}") for name in ("num", "reason")])
            twice.release()
            return BoltResponse(status=503)

        line(refuse, answer_seconds=0.3).start().sandbox.message(ANA, "D0ANA", "hello")
        assert twice.acquire(timeout=WITHIN) and twice.acquire(timeout=WITHIN)
        assert tries == [[None, None], [["1"], ["timeout"]]]

    def test_a_thread_that_is_stuck_is_not_waited_for(self, line: Callable[..., Line]) -> None:
        answered = threading.Event()
        result = line(blocked(answered, commit=True)).start().type()
        answered.set()
        assert result.body["commit_begun"] is True

    @pytest.mark.parametrize(
        "words",
        ["no json", "[]", "{}", '{"envelope_id": "x"}', '{"envelope_id": "x", "payload": [1]}', '{"type": "news"}'],
    )
    def test_what_cannot_be_read_does_no_harm(self, line: Callable[..., Line], words: str) -> None:
        opened = line(says(200, "")).start()
        opened.sandbox.sockets.say(words)
        assert opened.type().error is None
        assert opened.receiver.replaced == 0


class TestSilentDeath:
    @pytest.mark.parametrize("pings_first", [True, False])
    def test_a_connection_that_dies_silently_is_noticed_and_replaced(
        self, line: Callable[..., Line], pings_first: bool, caplog: pytest.LogCaptureFixture
    ) -> None:
        opened = line(says(200, "Noted"), ping_seconds=0.2).start()
        assert not pings_first or opened.type().error is None
        opened.sandbox.freeze_socket()
        assert opened.sandbox.sockets.wait_until_joined(2)
        assert opened.sandbox.sockets.wait_until_left(1)
        assert opened.type().body == {"text": "Noted"}
        assert opened.receiver.replaced == 1 and opened.receiver.missing() is None
        assert "is replaced: nothing was heard from it" in caplog.text

    def test_a_connection_that_answers_pings_stays_however_little_is_said(self, line: Callable[..., Line]) -> None:
        opened = line(says(200, ""), ping_seconds=0.5).start()
        assert not opened.sandbox.sockets.wait_until_joined(2, within=2.5)
        assert opened.receiver.replaced == 0 and opened.type().error is None

    def test_it_is_noticed_after_ten_seconds(self) -> None:
        assert connection.PING_SECONDS * connection.SILENT_PINGS == 10.0


class TestRenewal:
    @pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
    def test_the_new_connection_stands_before_the_old_one_closes(
        self, line: Callable[..., Line], reason: str, people: ThreadPoolExecutor
    ) -> None:
        begun, go_on = threading.Event(), threading.Event()

        def wait(request: BoltRequest) -> BoltResponse:
            if request.body["text"] == "slow":
                begun.set()
                go_on.wait(WITHIN)
            return BoltResponse(status=200, body="Noted")

        opened = line(wait).start()
        under_way = people.submit(opened.type, "/logcall slow")
        assert begun.wait(WITHIN)
        opened.sandbox.sockets.disconnect(reason, after=60)
        assert opened.sandbox.sockets.wait_until_joined(2)
        assert opened.type().body == {"text": "Noted"}
        go_on.set()
        assert under_way.result(WITHIN).body == {"text": "Noted"}
        assert opened.receiver.missing() is None and opened.receiver.replaced == 1

    def test_the_old_connection_serves_while_a_new_one_cannot_be_had(
        self, line: Callable[..., Line], trouble: threading.Event
    ) -> None:
        opened = line(says(200, "Noted"), pauses=(0.0, 3600.0)).start()
        opened.sandbox.refuse("apps.connections.open", "internal_error", times=2)
        opened.sandbox.sockets.disconnect("refresh_requested", after=60)
        assert trouble.wait(WITHIN)
        assert opened.type().body == {"text": "Noted"}
        assert opened.receiver.missing() is None

    def test_an_answer_whose_connection_has_gone_goes_by_the_next(
        self, line: Callable[..., Line], people: ThreadPoolExecutor
    ) -> None:
        begun, go_on = threading.Event(), threading.Event()

        def wait(request: BoltRequest) -> BoltResponse:
            begun.set()
            go_on.wait(WITHIN)
            return BoltResponse(status=200, body="Noted")

        opened = line(wait, pauses=(0.0,)).start()
        under_way = people.submit(opened.type)
        assert begun.wait(WITHIN)
        opened.sandbox.sockets.disconnect("warning", after=0)
        assert opened.sandbox.sockets.wait_until_joined(2)
        go_on.set()
        assert under_way.result(WITHIN).body == {"text": "Noted"}


class TestTrouble:
    @pytest.mark.parametrize("error", ["internal_error", "invalid_auth", "ratelimited"])
    def test_it_connects_as_soon_as_slack_lets_it(self, line: Callable[..., Line], error: str) -> None:
        opened = line(says(200, ""), pauses=(0.0,))
        opened.sandbox.refuse("apps.connections.open", error)
        assert opened.start().type().error is None
        assert opened.receiver.missing() is None

    def test_readiness_says_why_no_connection_stands(self, line: Callable[..., Line], trouble: threading.Event) -> None:
        opened = line(pauses=(3600.0,))
        assert opened.receiver.missing() == "no Socket Mode connection to Slack stands: connecting"
        opened.sandbox.refuse("apps.connections.open", "invalid_auth")
        opened.receiver.start()
        assert trouble.wait(WITHIN)
        assert opened.receiver.missing() == (
            "no Socket Mode connection to Slack stands: apps.connections.open: invalid_auth"
        )

    def test_a_link_that_was_switched_off_is_not_hammered(
        self, line: Callable[..., Line], trouble: threading.Event
    ) -> None:
        opened = line(pauses=(0.0, 3600.0)).start()
        opened.sandbox.sockets.disconnect("link_disabled", after=0)
        assert trouble.wait(WITHIN)
        assert opened.receiver.missing() == "no Socket Mode connection to Slack stands: link_disabled"
        assert opened.sandbox.sockets.wait_until_left()

    def test_the_pauses_grow(self) -> None:
        assert list(PAUSES) == sorted(PAUSES) and PAUSES[-1] == 30.0


class TestEnd:
    def test_what_is_under_way_is_answered_before_it_ends(
        self, line: Callable[..., Line], people: ThreadPoolExecutor
    ) -> None:
        begun, go_on = threading.Event(), threading.Event()

        def wait(request: BoltRequest) -> BoltResponse:
            begun.set()
            go_on.wait(WITHIN)
            return BoltResponse(status=200, body="Noted")

        opened = line(wait).start()
        under_way = people.submit(opened.type)
        assert begun.wait(WITHIN)
        ending = people.submit(opened.receiver.close)
        go_on.set()
        ending.result(WITHIN)
        assert under_way.result(WITHIN).body == {"text": "Noted"}
        assert opened.sandbox.sockets.wait_until_left()

    def test_it_ends_while_slack_lets_nobody_in(self, line: Callable[..., Line]) -> None:
        opened = line(pauses=(3600.0,))
        opened.sandbox.refuse("apps.connections.open", "internal_error")
        opened.receiver.start()
        opened.receiver.close()
        assert opened.receiver.missing() is not None


class SocketFixture:
    """The whole bot over Socket Mode."""

    @pytest.fixture
    def app(self, open_app: Callable[..., AppFixture]) -> AppFixture:
        return open_app(now=MONDAY_9AM, socket=True)

    def test_the_probes_are_served_and_nothing_else(self, app: AppFixture) -> None:
        base = app.events_url.removesuffix("/slack/events")
        assert httpx.get(f"{base}/healthz").text == "ok"
        assert httpx.get(f"{base}/readyz").text == "ready"
        assert httpx.post(app.events_url, content=b"command=/logcall").status_code == 404

    def test_without_a_connection_it_is_not_ready(self, app: AppFixture, trouble: threading.Event) -> None:
        app.sandbox.sockets.disconnect("link_disabled", after=0)
        assert trouble.wait(WITHIN)
        answer = httpx.get(app.events_url.replace("/slack/events", "/readyz"))
        assert (answer.status_code, answer.text) == (503, "no Socket Mode connection to Slack stands: link_disabled")

    def test_a_line_is_given_back_in_time_while_the_database_is_away(self, app: AppFixture) -> None:
        app.reads(ANA, "/account add Acme")
        path = app.runtime.deps.database.path
        shell = sqlite3.connect(str(path), isolation_level=None)
        shell.execute("BEGIN IMMEDIATE")
        told = app.reads(ANA, "/logcall Acme 20m renewal")
        shell.execute("ROLLBACK")
        shell.close()
        assert "NOT saved" in told and "/logcall Acme 20m renewal" in told
        assert app.kept == []

    def test_a_command_nobody_knows_is_answered_in_words(self, app: AppFixture) -> None:
        assert "I do not know /frobnicate" in app.deliver(ANA, "x", command="/frobnicate")[1]["text"]
