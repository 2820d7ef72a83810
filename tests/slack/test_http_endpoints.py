"""The HTTP front: who is let in, and that everybody who is gets an answer in time."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from slack_bolt import BoltRequest, BoltResponse
from starlette.testclient import TestClient

from bot.slack.dispatch import Dispatch
from bot.slack.http.endpoints import BODY_LIMIT, HttpEndpoints
from bot.slack.http.health import Probes
from tests.app_fixture import SECRET, AppFixture
from tests.conftest import MONDAY_9AM
from tests.slack.wire import command, send, sign, words


class Recorder:
    """In Bolt's place: keeps what it is handed."""

    def __init__(self, answer: Callable[[BoltRequest], BoltResponse] = lambda _: BoltResponse(status=200)) -> None:
        self.requests: list[BoltRequest] = []
        self._answer = answer

    def dispatch(self, request: BoltRequest) -> BoltResponse:
        self.requests.append(request)
        return self._answer(request)


class EchoingErrorHandler:
    """In the door's place: says what it was told."""

    def answer(self, error: Exception, body: dict[str, Any], context: object) -> BoltResponse:
        return BoltResponse(status=200, body=f"failed: {error} {sorted(body)}")

    def too_late(self, body: dict[str, Any], *, commit_begun: bool, saved: bool) -> BoltResponse:
        return BoltResponse(status=200, body=json.dumps({"commit_begun": commit_begun, "saved": saved, "body": body}))

    def too_many(self, body: dict[str, Any]) -> BoltResponse:
        return BoltResponse(status=200, body="too many")


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()


@pytest.fixture
def client(recorder: Recorder) -> Iterator[TestClient]:
    yield from _client(recorder)


def _client(recorder: Recorder, ready: str | None = None) -> Iterator[TestClient]:
    probes = Probes(ready=lambda: ready, metrics=lambda: b"")
    dispatch = Dispatch(app=recorder, error_handler=EchoingErrorHandler())  # type: ignore[arg-type]
    front = HttpEndpoints(dispatch=dispatch, signing_secret=SECRET, probes=probes)
    with TestClient(front.asgi) as client:
        yield client
    front.close()


def post(client: TestClient, body: bytes, headers: dict[str, Any] | None = None) -> httpx.Response:
    answer: httpx.Response = client.post(
        "/slack/events", content=body, headers=sign(body) if headers is None else headers
    )
    return answer


@pytest.mark.parametrize("line", ["Acme 20m", "Acme 20m the payload was too large", "payload=x", "{}", "ü & <é>"])
def test_a_signed_request_goes_on_to_bolt_as_it_came(client: TestClient, recorder: Recorder, line: str) -> None:
    assert post(client, command(line)).status_code == 200
    assert recorder.requests[0].body["text"] == line
    assert recorder.requests[0].body["command"] == "/logcall"


BODY = command("Acme 20m")


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        pytest.param(BODY, {**sign(BODY), "x-slack-signature": "v0=" + "0" * 64}, id="another signature"),
        pytest.param(BODY, sign(BODY, secret="a guess"), id="another secret"),
        pytest.param(BODY + b"&x=1", sign(BODY), id="a body that was changed"),
        pytest.param(BODY, {**sign(BODY), "x-slack-request-timestamp": "1"}, id="a timestamp that was changed"),
        pytest.param(BODY, sign(BODY, timestamp=str(int(time.time()) - 301)), id="an old timestamp"),
        pytest.param(BODY, sign(BODY, timestamp=str(int(time.time()) + 100_000)), id="a timestamp ahead"),
        pytest.param(BODY, sign(BODY, timestamp="yesterday"), id="a timestamp that is no number"),
        pytest.param(BODY, sign(BODY, timestamp="inf"), id="a timestamp without end"),
        pytest.param(BODY, sign(BODY, timestamp="9" * 5000), id="a timestamp too long to read"),
        pytest.param(BODY, {**sign(BODY), "x-slack-signature": "v0=ümlaut".encode()}, id="a signature not in ASCII"),
        pytest.param(b"\xff\xfe\x80", sign(b"\xff\xfe\x80"), id="a body not in UTF-8"),
        pytest.param(BODY, {}, id="no headers"),
        pytest.param(BODY, {"x-slack-signature": "v0=0"}, id="no timestamp"),
        pytest.param(BODY, {"x-slack-request-timestamp": str(int(time.time()))}, id="no signature"),
        pytest.param(b"", {}, id="nothing at all"),
    ],
)
def test_what_slack_did_not_sign_is_refused_without_a_word(
    client: TestClient, recorder: Recorder, body: bytes, headers: dict[str, Any]
) -> None:
    answer = post(client, body, headers)
    assert (answer.status_code, answer.content) == (401, b"")
    assert recorder.requests == []


@pytest.mark.parametrize(("size", "status"), [(BODY_LIMIT, 200), (BODY_LIMIT + 1, 413)])
def test_reading_stops_where_slacks_own_requests_would_have_ended(
    client: TestClient, recorder: Recorder, size: int, status: int
) -> None:
    begun = command("Acme 20m")
    body = begun + b"&more=" + b"x" * (size - len(begun) - 6)
    assert post(client, body).status_code == status
    assert len(recorder.requests) == (status == 200)


def test_a_caller_cannot_steer_bolt_by_its_own_headers(client: TestClient, recorder: Recorder) -> None:
    steering = {"X-Slack-Bolt-Lazy-Only": "1", "x-slack-bolt-lazy-function-name": "f", "x-slack-retry-num": "1"}
    post(client, BODY, {**sign(BODY), **steering})
    seen = {name.lower() for name in recorder.requests[0].headers}
    assert "x-slack-retry-num" in seen
    assert not [name for name in seen if name.startswith("x-slack-bolt-")]


@pytest.mark.parametrize("body", [b"payload=%7Bno+json", b"payload=%5B1%5D", b"payload=12"])
def test_a_signed_payload_that_cannot_be_read_is_refused_as_such(
    client: TestClient, recorder: Recorder, body: bytes
) -> None:
    assert post(client, body).status_code == 400
    assert recorder.requests == []


def test_an_event_that_is_no_json_is_refused_as_such(client: TestClient, recorder: Recorder) -> None:
    body = b"{no json"
    assert post(client, body, {**sign(body), "content-type": "application/json"}).status_code == 400
    assert recorder.requests == []


def test_an_error_that_even_bolt_lets_through_reaches_the_door() -> None:
    def fail(request: BoltRequest) -> BoltResponse:
        raise ZeroDivisionError("by bolt")

    for client in _client(Recorder(fail)):
        answer = post(client, BODY)
    assert answer.status_code == 200 and answer.text.startswith("failed: by bolt")


def test_a_get_of_the_events_address_is_no_request() -> None:
    for client in _client(Recorder()):
        assert client.get("/slack/events").status_code == 405


@pytest.mark.parametrize(("missing", "status", "text"), [(None, 200, "ready"), ("no database", 503, "no database")])
def test_readiness_says_what_is_missing(missing: str | None, status: int, text: str) -> None:
    for client in _client(Recorder(), missing):
        answer = client.get("/readyz")
        assert (answer.status_code, answer.text) == (status, text)
        assert client.get("/healthz").status_code == 200


def blocked(
    until: threading.Event, *, commit: bool = False, saved: bool = False
) -> Callable[[BoltRequest], BoltResponse]:
    """A request whose thread goes on longer than anybody waits."""

    def answer(request: BoltRequest) -> BoltResponse:
        if commit:
            request.context["deadline"].check()
        if saved:
            request.context["saved"] = True
        until.wait(10)
        return BoltResponse(status=500, body="nobody hears this")

    return answer


@pytest.mark.parametrize("how", [{}, {"commit": True}, {"commit": True, "saved": True}])
def test_a_thread_that_is_stuck_is_not_waited_for(how: dict[str, bool]) -> None:
    answered = threading.Event()
    for client in _client(Recorder(blocked(answered, **how))):
        told = json.loads(post(client, BODY).text)
        answered.set()
    assert (told["commit_begun"], told["saved"]) == (how.get("commit", False), how.get("saved", False))
    assert told["body"]["text"] == "Acme 20m"


OLD_BUTTON = {
    "type": "actions",
    "elements": [
        {"type": "button", "action_id": "of_an_older_version", "text": {"type": "plain_text", "text": "Press"}}
    ],
}


class TestHealth:
    def test_it_is_ready_when_slack_and_the_database_have_answered(self, app: AppFixture) -> None:
        assert httpx.get(f"{_base(app)}/healthz").text == "ok"
        assert httpx.get(f"{_base(app)}/readyz").status_code == 200

    def test_before_slack_has_said_who_we_are_it_is_not_ready(self, open_app: Callable[..., AppFixture]) -> None:
        app = open_app(now=MONDAY_9AM)
        app.runtime.installation._identity = None
        answer = httpx.get(f"{_base(app)}/readyz")
        assert (answer.status_code, answer.text) == (503, "Slack has not said yet which workspace this token is for")
        told = words(send(app.events_url, command("Acme 20m")))
        assert "NOT saved" in told and "/logcall Acme 20m" in told and "starting up" in told


class TestWhoIsAnswered:
    def test_slack_checking_the_certificate_is_answered(self, app: AppFixture) -> None:
        assert send(app.events_url, b"ssl_check=1&token=x").status_code == 200

    def test_slack_checking_the_address_gets_its_challenge_back(self, app: AppFixture) -> None:
        body = json.dumps({"type": "url_verification", "token": "x", "challenge": "c-1"}).encode()
        answer = send(app.events_url, body, {**sign(body), "content-type": "application/json"})
        assert answer.status_code == 200 and answer.json() == {"challenge": "c-1"}

    def test_another_workspace_is_told_so(self, app: AppFixture) -> None:
        told = words(send(app.events_url, command("Acme 20m", team_id="T0GLOBEX")))
        assert "serves another workspace" in told and "NOT saved" not in told

    @pytest.mark.parametrize("stranger", ["U0GUS", "U0FAY"])
    def test_a_guest_or_a_person_of_another_company_is_told_so_and_nothing_is_logged(
        self, app: AppFixture, stranger: str
    ) -> None:
        for _ in range(2):  # looked up the first time, known the second
            assert "guests cannot use it" in app.reads(stranger, "/logcall Acme 20m")
        assert _stored(app) == []
        assert "guests cannot use it" in app.reads(stranger, "/account add Acme")
        assert "guests cannot use it" in app.reads(stranger, "/leaderboard")

    def test_a_command_nobody_knows_is_answered_in_words(self, app: AppFixture) -> None:
        told = words(send(app.events_url, command("hello", command="/frobnicate")))
        assert "I do not know /frobnicate" in told and "/touchbase help" in told

    def test_a_button_nobody_knows_is_answered_in_words(self, app: AppFixture) -> None:
        seen = len(app.sandbox.ephemerals("U0ANA"))
        app.reads("U0ANA", "/logcall Zyxwv 20m hello")
        asked = app.last_seen("U0ANA")
        app.sandbox.workspace.change(asked, blocks=[OLD_BUTTON])
        app.sandbox.press("U0ANA", app.last_seen("U0ANA"), "of_an_older_version")
        app.settle()
        assert "I do not know that button" in app.last_seen("U0ANA").text
        assert len(app.sandbox.ephemerals("U0ANA")) == seen + 2

    def test_an_event_nobody_listens_to_is_not_sent_again(self, app: AppFixture) -> None:
        event = {"type": "event_callback", "team_id": "T0INITECH", "event": {"type": "team_join", "user": "U0ANA"}}
        body = json.dumps(event).encode()
        answer = send(app.events_url, body, {**sign(body), "content-type": "application/json"})
        assert answer.status_code == 200


class TestOnce:
    def test_the_same_trigger_twice_is_one_conversation(self, app: AppFixture) -> None:
        app.reads("U0ANA", "/account add Acme")
        first = app.reads("U0ANA", "/logcall Acme 20m renewal", trigger_id="t-1")
        assert "Acme" in first
        app.reads("U0ANA", "/logcall Acme 20m renewal", trigger_id="t-1")
        assert len(_stored(app)) == 1

    def test_the_same_trigger_eight_times_at_once_is_one_conversation(self, app: AppFixture) -> None:
        app.reads("U0ANA", "/account add Acme")
        body = command("Acme 20m renewal", trigger_id="t-1")
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: send(app.events_url, body), range(8)))
        assert all(answer.status_code == 200 for answer in answers)
        assert len(_stored(app)) == 1


def _stored(app: AppFixture) -> list[Any]:
    from bot.storage.conversations import conversations

    with app.runtime.deps.reading("T0INITECH") as scope:
        return conversations.active(scope)


def _base(app: AppFixture) -> str:
    return app.events_url.removesuffix("/slack/events")
