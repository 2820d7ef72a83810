"""What the front takes from anybody: heads, bodies, time and connections, each with its limit."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager

import pytest
import uvicorn
from slack_bolt import BoltRequest, BoltResponse

from bot.cli.listening import server_config
from bot.slack.deadline import ANSWER_WITHIN
from bot.slack.dispatch import Dispatch
from bot.slack.http.endpoints import BODY_LIMIT, LARGE_TOGETHER, HttpEndpoints
from bot.slack.http.health import Probes
from bot.slack.http.limits import HEAD_LIMIT, LimitedProtocol, connections_at_most
from tests.app_fixture import SECRET
from tests.slack.test_http_endpoints import EchoingErrorHandler, Recorder
from tests.slack.wire import command, sign

Raw = Callable[[], socket.socket]
EVENTS = b"POST /slack/events HTTP/1.1\r\n"
GUESS = b"X-Slack-Signature: v0=0\r\nX-Slack-Request-Timestamp: %d\r\n"


class Short(LimitedProtocol):
    """No patience."""

    silent_seconds = read_seconds = answer_seconds = 0.2


class Small(LimitedProtocol):
    """Room for few."""

    most_connections = 3


@contextmanager
def served(recorder: Recorder, protocol: type[LimitedProtocol] = LimitedProtocol) -> Iterator[Raw]:
    """A front on a socket of its own; gives what connects to it."""
    probes = Probes(ready=lambda: None, metrics=lambda: b"")
    dispatch = Dispatch(app=recorder, error_handler=EchoingErrorHandler())  # type: ignore[arg-type]
    front = HttpEndpoints(dispatch=dispatch, signing_secret=SECRET, probes=probes)
    config = server_config(front.asgi)
    config.http = protocol
    with ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        stack.callback(thread.join, 20)
        stack.callback(setattr, server, "should_exit", True)
        stack.enter_context(closing(front))
        yield lambda: stack.enter_context(socket.create_connection(listener.getsockname(), timeout=20))


@pytest.fixture
def connect() -> Iterator[Raw]:
    with served(Recorder()) as connect:
        yield connect


def answer_to(connection: socket.socket, sent: bytes) -> bytes:
    """The first of what comes back; b"" where the connection is closed without a word."""
    try:
        connection.sendall(sent)
        return connection.recv(65536)
    except ConnectionError:
        return b""


def status(answer: bytes) -> int:
    return int(answer[9:12]) if answer else 0


def signed(body: bytes) -> bytes:
    given = "".join(f"{name}: {value}\r\n" for name, value in sign(body).items())
    return EVENTS + given.encode() + b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


def guessed(size: int) -> bytes:
    return EVENTS + GUESS % time.time() + b"Content-Length: %d\r\n\r\n" % size


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(b"GET /healthz HTTP/1.1\r\nX: " + b"x" * HEAD_LIMIT, id="a header without end"),
        pytest.param(b"GET /healthz HTTP/1.1\r\n" + b"X: y\r\n" * HEAD_LIMIT, id="headers without end"),
        pytest.param(b"GET /" + b"x" * HEAD_LIMIT + b" HTTP/1.1\r\n\r\n", id="an address"),
        pytest.param(b"GET /" + b"x" * 2 * HEAD_LIMIT, id="an address without end"),
        pytest.param(b"GET /healthz HTTP/1.1\r\nX: " + b"x" * HEAD_LIMIT + b"\r\n\r\n", id="a header"),
    ],
)
def test_a_head_that_is_too_large_is_refused(connect: Raw, head: bytes) -> None:
    assert status(answer_to(connect(), head)) in (400, 0)


@pytest.mark.parametrize("trailer", [b"X: " + b"x" * 9 * HEAD_LIMIT, b"X: y\r\n" * HEAD_LIMIT], ids=["one", "many"])
def test_so_are_trailers(connect: Raw, trailer: bytes) -> None:
    head = EVENTS + GUESS % time.time() + b"Transfer-Encoding: chunked\r\n\r\n"
    assert status(answer_to(connect(), head + b"1\r\nx\r\n0\r\n" + trailer)) in (400, 0)


def test_what_declares_too_much_is_refused_before_it_is_sent(connect: Raw) -> None:
    assert status(answer_to(connect(), guessed(BODY_LIMIT + 1))) == 413


@pytest.mark.parametrize(
    "headers",
    [
        b"",
        b"X-Slack-Signature: v0=0\r\n",
        b"X-Slack-Request-Timestamp: %d\r\n" % time.time(),
        GUESS % 1_000_000_000,
        b"X-Slack-Signature: v0=0\r\nX-Slack-Request-Timestamp: soon\r\n",
    ],
    ids=["nothing", "no time", "no signature", "an old time", "no number"],
)
def test_what_cannot_be_signed_is_refused_before_it_is_sent(connect: Raw, headers: bytes) -> None:
    answer = answer_to(connect(), EVENTS + headers + b"Content-Length: 1000\r\n\r\n")
    assert status(answer) == 401 and answer.endswith(b"\r\n\r\n")


def test_large_bodies_share_their_room_and_take_none_from_a_person() -> None:
    recorder = Recorder()
    with served(recorder) as connect:
        for _ in range(LARGE_TOGETHER // BODY_LIMIT):
            connect().sendall(guessed(BODY_LIMIT) + b"x")
        refused = [status(answer_to(connect(), guessed(BODY_LIMIT) + b"x")) for _ in range(2)]
        assert 503 in refused
        assert status(answer_to(connect(), signed(command("Acme 20m")))) == 200
    assert len(recorder.requests) == 1


def test_room_is_given_back(connect: Raw) -> None:
    body = b"x" * (BODY_LIMIT - 100)
    for _ in range(2 * LARGE_TOGETHER // BODY_LIMIT):
        assert status(answer_to(connect(), guessed(len(body)) + body)) == 401


@pytest.mark.parametrize(
    "begun", [b"", b"\r\n", b"POST /sl", EVENTS + b"X-Sla", b"GET /healthz HTTP/1.1\r\nContent-Length: 9\r\n\r\nx"]
)
def test_whoever_says_nothing_more_is_not_waited_for(begun: bytes) -> None:
    with served(Recorder(), Short) as connect:
        connection = connect()
        connection.sendall(begun)
        while connection.recv(65536):
            pass


def test_a_body_that_does_not_end_is_not_waited_for() -> None:
    with served(Recorder(), Short) as connect:
        assert answer_to(connect(), guessed(10) + b"x") == b""


def test_many_requests_at_once_on_one_connection_are_refused(connect: Raw) -> None:
    connection = connect()
    with pytest.raises(ConnectionError):
        for _ in range(10_000):
            connection.sendall(b"GET /healthz HTTP/1.1\r\n\r\n" * 1000)


def test_whoever_waits_longest_makes_room_for_a_new_connection() -> None:
    with served(Recorder(), Small) as connect:
        silent = [connect() for _ in range(Small.most_connections)]
        assert status(answer_to(connect(), b"GET /healthz HTTP/1.1\r\n\r\n")) == 200
        assert silent[0].recv(1) == b""


def test_connections_leave_files_for_the_rest() -> None:
    assert 16 <= connections_at_most(1000) <= 1000
    assert connections_at_most(3) == 3


def test_the_deadline_counts_from_the_first_byte() -> None:
    begun: list[float] = []

    def note(request: BoltRequest) -> BoltResponse:
        begun.append(time.monotonic() - (ANSWER_WITHIN - request.context["deadline"].seconds_left))
        return BoltResponse(status=200)

    with served(Recorder(note)) as connect:
        slow, whole = connect(), signed(command("Acme 20m"))
        before = time.monotonic()
        slow.sendall(whole[:20])
        assert status(answer_to(connect(), b"GET /healthz HTTP/1.1\r\n\r\n")) == 200
        after = time.monotonic()
        assert status(answer_to(slow, whole[20:])) == 200
    assert before - 0.01 <= begun[0] <= after  # the kernel tells whole milliseconds
