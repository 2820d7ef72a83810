"""Socket Mode as Slack speaks it: who may connect, what an envelope holds, and which acks count."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from bot.sandbox import Sandbox
from bot.sandbox.socket_mode.sockets import MOST_CONNECTIONS
from tests.sandbox.conftest import ANA, CUSTOMERS, MANIFEST, TEAM, TOKEN, App, settings

APP_TOKEN = "xapp-test"
ANSWER_SECONDS = 0.3
"""Seconds the app has to acknowledge where a test lets them pass."""

SOCKET_MODE = {"settings": {**MANIFEST["settings"], "socket_mode_enabled": True}}


class Client:
    """An app's end of one connection, which says only what it is told to."""

    def __init__(self, sandbox: Sandbox, address: str | None = None) -> None:
        opening = connect(address or address_of(sandbox), ping_interval=None, proxy=None)
        self.websocket = ExitStack().enter_context(opening)  # closed with the sandbox

    def next(self) -> dict[str, Any]:
        heard: dict[str, Any] = json.loads(self.websocket.recv(timeout=10))
        return heard

    def envelope(self) -> dict[str, Any]:
        """The next message that is no greeting."""
        heard = self.next()
        return self.next() if heard["type"] == "hello" else heard

    def ack(self, envelope: dict[str, Any], **more: Any) -> None:
        self.say(json.dumps({"envelope_id": envelope["envelope_id"], **more}))

    def say(self, words: str) -> None:
        self.websocket.send(words)


def address_of(sandbox: Sandbox) -> str:
    return str(sandbox.api.answer("apps.connections.open", {}, APP_TOKEN).body["url"])


@pytest.fixture
def open_sandbox(app: App) -> Iterator[Callable[..., Sandbox]]:
    """Sandboxes that listen, their app allowed to connect."""
    opened: list[Sandbox] = []

    def open_one(manifest: dict[str, Any] | None = None, **options: Any) -> Sandbox:
        installed = replace(settings(app.url, **(manifest or SOCKET_MODE)), app_token=APP_TOKEN)
        opened.append(Sandbox(TEAM, installed, rate_limits=False, **options))
        opened[-1].start()
        return opened[-1]

    yield open_one
    for each in opened:
        each.stop()


@pytest.fixture
def sandbox(open_sandbox: Callable[..., Sandbox]) -> Sandbox:
    return open_sandbox()


@pytest.fixture
def hasty(open_sandbox: Callable[..., Sandbox]) -> Sandbox:
    """A sandbox that does not wait long for an ack, and sends events again at once."""
    return open_sandbox(answer_seconds=ANSWER_SECONDS, retries=(0, 0, 0))


@pytest.fixture
def people() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as pool:
        yield pool


Typing = Callable[..., "Future[Any]"]


@pytest.fixture
def types(people: ThreadPoolExecutor) -> Typing:
    """Somebody types a command; what comes of it is known later."""
    return lambda sandbox, text="/logcall Acme": people.submit(sandbox.command, ANA, CUSTOMERS, text)


def noted(sandbox: Sandbox) -> list[tuple[str, Any, str | None]]:
    """What the wire shows of deliveries and acks."""
    return [(row["what"], row["status"], row["error"]) for row in sandbox.wire.rows()]


class TestWhoMayConnect:
    @pytest.mark.parametrize(
        ("method", "token", "error"),
        [
            ("apps.connections.open", None, "not_authed"),
            ("apps.connections.open", "xapp-another", "invalid_auth"),
            ("apps.connections.open", TOKEN, "not_allowed_token_type"),
            ("auth.test", APP_TOKEN, "not_allowed_token_type"),
        ],
    )
    def test_a_token_of_another_kind_is_refused(
        self, sandbox: Sandbox, method: str, token: str | None, error: str
    ) -> None:
        assert sandbox.api.answer(method, {}, token).error == error

    def test_an_app_that_has_no_app_level_token_cannot_ask(self) -> None:
        sandbox = Sandbox(TEAM, settings())
        assert sandbox.api.answer("apps.connections.open", {}, APP_TOKEN).error == "invalid_auth"

    def test_an_address_is_good_once(self, sandbox: Sandbox) -> None:
        address = address_of(sandbox)
        assert Client(sandbox, address).next()["type"] == "hello"
        with pytest.raises(InvalidStatus) as refused:
            Client(sandbox, address)
        assert refused.value.response.status_code == 403

    @pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}])
    def test_a_page_somewhere_cannot_connect(self, sandbox: Sandbox, headers: dict[str, str]) -> None:
        with (
            pytest.raises(InvalidStatus) as refused,
            connect(address_of(sandbox), additional_headers=headers, proxy=None),
        ):
            raise AssertionError("connected")
        assert refused.value.response.status_code == 403
        assert sandbox.sockets.count == 0

    def test_the_greeting_says_how_many_connections_there_are(self, sandbox: Sandbox) -> None:
        hello = Client(sandbox).next()
        assert set(hello) == {"type", "num_connections", "debug_info", "connection_info"}
        assert (hello["num_connections"], hello["connection_info"]) == (1, {"app_id": "A0SANDBOX"})
        assert set(hello["debug_info"]) == {"host", "started", "build_number", "approximate_connection_time"}
        assert Client(sandbox).next()["num_connections"] == 2

    def test_the_eleventh_connection_is_sent_away(self, sandbox: Sandbox) -> None:
        standing = [Client(sandbox) for _ in range(MOST_CONNECTIONS)]
        assert standing[-1].next()["num_connections"] == MOST_CONNECTIONS
        eleventh = Client(sandbox)
        assert (said := eleventh.next()) and (said["type"], said["reason"]) == ("disconnect", "too_many_websockets")
        with pytest.raises(ConnectionClosed):
            eleventh.next()
        assert sandbox.sockets.count == MOST_CONNECTIONS


def interaction(**payload: Any) -> bytes:
    return urlencode({"payload": json.dumps(payload)}).encode()


class TestEnvelopes:
    @pytest.mark.parametrize(
        ("body", "kind", "accepts"),
        [
            (urlencode({"command": "/logcall", "text": "a&b=c", "empty": ""}).encode(), "slash_commands", True),
            (interaction(type="view_submission", x="é"), "interactive", True),
            (interaction(type="block_suggestion"), "interactive", True),
            (interaction(type="block_actions"), "interactive", False),
            (interaction(type="shortcut"), "interactive", False),
            (interaction(type="view_closed"), "interactive", False),
        ],
    )
    def test_a_delivery_says_what_it_is_and_whether_its_ack_may_answer(
        self, sandbox: Sandbox, people: ThreadPoolExecutor, body: bytes, kind: str, accepts: bool
    ) -> None:
        client = Client(sandbox)
        reply = people.submit(sandbox.deliver, body)
        envelope = client.envelope()
        client.ack(envelope)
        assert reply.result(10).error is None
        assert (envelope["type"], envelope["accepts_response_payload"]) == (kind, accepts)
        assert set(envelope) == {"envelope_id", "type", "accepts_response_payload", "payload"}

    def test_a_command_carries_the_same_fields_as_over_http(
        self, sandbox: Sandbox, app: App, types: Typing, open_sandbox: Callable[..., Sandbox]
    ) -> None:
        open_sandbox(MANIFEST).command(ANA, CUSTOMERS, "/logcall Acme & @bo")
        posted = app.next().form
        client = Client(sandbox)
        typed = types(sandbox, "/logcall Acme & @bo")
        envelope = client.envelope()
        client.ack(envelope)
        assert typed.result(10).error is None
        assert envelope["payload"].keys() == posted.keys()
        assert envelope["payload"]["text"] == posted["text"] == "Acme &amp; <@U0BO|bo>"

    def test_nothing_is_posted_while_the_app_is_connected(self, sandbox: Sandbox, app: App, types: Typing) -> None:
        client = Client(sandbox)
        typed = types(sandbox)
        client.ack(client.envelope())
        assert typed.result(10).status == 200
        assert app.deliveries == [] and noted(sandbox) == [("SOCKET /logcall", 200, None)]

    def test_an_event_that_is_not_taken_comes_three_times_more_with_the_same_id(self, hasty: Sandbox) -> None:
        client = Client(hasty)
        hasty.message(ANA, "D0ANA", "hello")
        tries = [client.envelope(), client.next(), client.next(), client.next()]
        assert [(each["retry_attempt"], each["retry_reason"]) for each in tries] == [
            (0, ""),
            (1, "timeout"),
            (2, "timeout"),
            (3, "timeout"),
        ]
        assert {each["type"] for each in tries} == {"events_api"}
        assert len({each["payload"]["event_id"] for each in tries}) == 1
        assert len({each["envelope_id"] for each in tries}) == 4

    def test_each_envelope_goes_to_one_of_the_connections(self, sandbox: Sandbox, types: Typing) -> None:
        clients = [Client(sandbox), Client(sandbox)]
        for client in clients:
            assert client.next()["type"] == "hello"
        results = [types(sandbox, f"/logcall {number}") for number in range(4)]
        heard = []
        for client in clients:
            for _ in range(2):
                envelope = client.next()
                heard.append(envelope["payload"]["text"])
                client.ack(envelope)
        assert [result.result(10).error for result in results] == [None] * 4
        assert sorted(heard) == ["0", "1", "2", "3"]


class TestAcks:
    @pytest.mark.parametrize(
        ("more", "shown"),
        [
            ({}, []),
            ({"payload": {}}, []),
            ({"payload": {"text": "Acme, 20 min"}}, ["Acme, 20 min"]),
        ],
    )
    def test_a_command_is_answered_by_the_payload_of_its_ack(
        self, sandbox: Sandbox, types: Typing, more: dict[str, Any], shown: list[str]
    ) -> None:
        client = Client(sandbox)
        typed = types(sandbox)
        client.ack(client.envelope(), **more)
        assert typed.result(10).error is None
        assert [each.text for each in sandbox.ephemerals(ANA)] == shown

    @pytest.mark.parametrize(
        ("words", "problem"),
        [
            ("no json", "invalid_ack"),
            ("[]", "invalid_ack"),
            ("{}", "invalid_ack"),
            ('{"envelope_id": 7}', "invalid_ack"),
            ('{"envelope_id": "ID", "payload": "words"}', "invalid_ack"),
            ('{"envelope_id": "ID", "payload": null}', "invalid_ack"),
            ('{"envelope_id": "another"}', "unknown_envelope"),
        ],
    )
    def test_what_is_no_ack_does_not_count(self, hasty: Sandbox, types: Typing, words: str, problem: str) -> None:
        client = Client(hasty)
        typed = types(hasty)
        client.say(words.replace("ID", client.envelope()["envelope_id"]))
        assert typed.result(10).error == "operation_timeout"
        assert "operation_timeout" in hasty.ephemerals(ANA)[-1].text
        assert sorted(noted(hasty)) == [
            ("SOCKET /logcall", "operation_timeout", "operation_timeout"),
            ("ack", "ignored", problem),
        ]

    def test_an_ack_that_comes_too_late_or_twice_does_not_count(self, hasty: Sandbox, types: Typing) -> None:
        client = Client(hasty)
        late = types(hasty)
        envelope = client.envelope()
        assert late.result(10).error == "operation_timeout"
        client.ack(envelope, payload={"text": "late"})
        typed = types(hasty)
        client.ack(client.envelope(), payload={"text": "in time"})
        assert typed.result(10).error is None
        assert ("ack", "ignored", "unknown_envelope") in noted(hasty)
        assert "late" not in [each.text for each in hasty.ephemerals(ANA)]

    def test_a_payload_where_none_is_accepted_is_dropped(self, sandbox: Sandbox, people: ThreadPoolExecutor) -> None:
        client = Client(sandbox)
        reply = people.submit(sandbox.deliver, interaction(type="block_actions"))
        client.ack(client.envelope(), payload={"text": "ignored"})
        assert (reply.result(10).error, reply.result().body) == (None, b"")
        assert ("ack", "ignored", "payload_not_accepted") in noted(sandbox)

    def test_an_answer_may_come_by_another_connection(self, sandbox: Sandbox, types: Typing) -> None:
        first = Client(sandbox)
        assert first.next()["type"] == "hello"
        typed = types(sandbox)
        envelope = first.next()
        Client(sandbox).ack(envelope, payload={"text": "from the other"})
        assert typed.result(10).body == {"text": "from the other"}


class TestEnds:
    @pytest.mark.parametrize("reason", ["warning", "refresh_requested", "link_disabled"])
    def test_a_connection_is_told_why_it_ends_before_it_does(self, sandbox: Sandbox, reason: str) -> None:
        client = Client(sandbox)
        assert client.next()["type"] == "hello"
        sandbox.sockets.disconnect(reason, after=0)
        said = client.next()
        assert (said["type"], said["reason"], set(said["debug_info"])) == ("disconnect", reason, {"host"})
        with pytest.raises(ConnectionClosed):
            client.next()
        assert sandbox.sockets.wait_until_left()

    def test_a_connection_that_was_warned_gets_envelopes_only_until_another_comes(
        self, sandbox: Sandbox, types: Typing
    ) -> None:
        old = Client(sandbox)
        assert old.next()["type"] == "hello"
        sandbox.sockets.disconnect("warning")
        assert old.next()["type"] == "disconnect"
        typed = types(sandbox, "/logcall before")
        old.ack(old.next())
        assert typed.result(10).error is None
        new = Client(sandbox)
        assert new.next()["type"] == "hello"
        for _ in range(3):
            typed = types(sandbox, "/logcall after")
            new.ack(new.next())
            assert typed.result(10).error is None

    def test_without_a_connection_the_person_sees_that_it_failed(self, sandbox: Sandbox, app: App) -> None:
        assert sandbox.command(ANA, CUSTOMERS, "/logcall Acme").error == "unreachable"
        assert "dispatch_failed" in sandbox.ephemerals(ANA)[-1].text
        assert app.deliveries == []

    def test_where_the_manifest_does_not_ask_for_socket_mode_http_serves_whenever_nobody_is_connected(
        self, open_sandbox: Callable[..., Sandbox], app: App, types: Typing
    ) -> None:
        sandbox = open_sandbox(MANIFEST)
        client = Client(sandbox)
        typed = types(sandbox)
        client.ack(client.envelope())
        assert typed.result(10).error is None
        client.websocket.close()
        assert sandbox.sockets.wait_until_left()
        assert sandbox.command(ANA, CUSTOMERS, "/logcall Acme").error is None
        assert len(app.deliveries) == 1


class TestSilentDeath:
    def test_a_ping_is_answered(self, sandbox: Sandbox) -> None:
        assert Client(sandbox).websocket.ping().wait(10)

    def test_a_frozen_connection_hears_and_says_nothing_and_stays_open(self, hasty: Sandbox, types: Typing) -> None:
        client = Client(hasty)
        assert client.next()["type"] == "hello"
        hasty.freeze_socket()
        pong = client.websocket.ping()
        assert types(hasty).result(10).error == "operation_timeout"
        assert not pong.is_set()
        with pytest.raises(TimeoutError):
            client.websocket.recv(timeout=0)
        client.say("still writable")
        assert hasty.sockets.count == 1

    def test_the_next_connection_lives(self, hasty: Sandbox, types: Typing) -> None:
        dead = Client(hasty)
        assert dead.next()["type"] == "hello"
        hasty.freeze_socket()
        dead.websocket.socket.close()
        living = Client(hasty)
        assert living.next()["type"] == "hello" and living.websocket.ping().wait(10)
