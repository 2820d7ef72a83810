"""A typed command reaches the app as Slack would send it, and the person sees what Slack would show."""

import hashlib
import hmac
import socket
import threading
import time

import pytest

from bot.sandbox import Sandbox
from tests.sandbox.conftest import ANA, CHEN, CUSTOMERS, SECRET, TEAM, App, settings


def test_a_command_carries_every_field_slack_sends(served: Sandbox, app: App) -> None:
    served.command(ANA, CUSTOMERS, "/logcall Acme 20m renewal chat")
    form = app.next().form
    assert form.pop("token") and form.pop("trigger_id")
    assert form.pop("response_url").startswith(served.url + "/response/")
    assert form == {
        "team_id": "T0INITECH",
        "team_domain": "initech",
        "channel_id": CUSTOMERS,
        "channel_name": "customers",
        "user_id": ANA,
        "user_name": "ana",
        "command": "/logcall",
        "text": "Acme 20m renewal chat",
        "api_app_id": "A0SANDBOX",
        "is_enterprise_install": "false",
    }


@pytest.mark.parametrize(
    ("user", "channel", "name"),
    [(ANA, "D0ANA", "directmessage"), (CHEN, "G0BOARD", "privategroup"), (ANA, "C0RAND", "random")],
)
def test_the_channel_is_named_as_slack_names_it(sandbox: Sandbox, app: App, user: str, channel: str, name: str) -> None:
    sandbox.command(user, channel, "/logcall")
    assert app.next().form["channel_name"] == name


def test_the_signature_is_the_v0_hmac_of_time_and_body(sandbox: Sandbox, app: App) -> None:
    sandbox.command(ANA, CUSTOMERS, "/logcall Zoë & Łukasz")
    delivery = app.next()
    stamp = delivery.headers["x-slack-request-timestamp"]
    base = f"v0:{stamp}:".encode() + delivery.body
    assert delivery.headers["x-slack-signature"] == "v0=" + hmac.new(SECRET.encode(), base, hashlib.sha256).hexdigest()
    assert abs(time.time() - int(stamp)) < 60
    assert delivery.headers["content-type"] == "application/x-www-form-urlencoded"


def test_every_trigger_is_new_unless_a_test_sends_one_again(sandbox: Sandbox, app: App) -> None:
    results = [sandbox.command(ANA, CUSTOMERS, "/logcall x") for _ in range(3)]
    again = sandbox.command(ANA, CUSTOMERS, "/logcall x", trigger_id=results[0].trigger_id)
    assert len({each.trigger_id for each in results}) == 3
    assert [each.form["trigger_id"] for each in app.deliveries] == [
        *(each.trigger_id for each in results),
        again.trigger_id,
    ]
    assert again.trigger_id == results[0].trigger_id


def test_deliveries_share_one_connection(sandbox: Sandbox, app: App) -> None:
    ports = set()
    for _ in range(5):
        sandbox.command(ANA, CUSTOMERS, "/logcall x")
        ports.add(sandbox._link._courier._idle[0].connection.sock.getsockname())  # type: ignore[union-attr]
    assert len(ports) == 1


def test_an_answer_in_json_is_shown_to_its_author_only(sandbox: Sandbox, app: App) -> None:
    app.says({"text": "Acme, 20 min", "blocks": [{"type": "divider"}]})
    result = sandbox.command(ANA, CUSTOMERS, "/logcall Acme 20m")
    assert (result.status, result.error, result.body) == (
        200,
        None,
        {"text": "Acme, 20 min", "blocks": [{"type": "divider"}]},
    )
    [shown] = sandbox.ephemerals(ANA)
    assert (shown.text, shown.to, shown.kind) == ("Acme, 20 min", ANA, "message")
    assert [block["type"] for block in shown.blocks or ()] == ["divider"]
    assert sandbox.ephemerals("U0BO") == [] and sandbox.messages(CUSTOMERS) == []


def test_a_plain_text_answer_is_shown_too(sandbox: Sandbox, app: App) -> None:
    app.answer = (200, "text/plain; charset=utf-8", "Noted.")
    sandbox.command(ANA, CUSTOMERS, "/logcall Acme")
    assert [each.text for each in sandbox.ephemerals(ANA)] == ["Noted."]


def test_an_empty_answer_shows_nothing(sandbox: Sandbox) -> None:
    assert sandbox.command(ANA, CUSTOMERS, "/logcall Acme").error is None
    assert sandbox.ephemerals(ANA) == [] and sandbox.posts() == []


def test_an_answer_in_the_channel_shows_the_command_before_it(sandbox: Sandbox, app: App) -> None:
    app.says({"response_type": "in_channel", "text": "For all"})
    sandbox.command(ANA, CUSTOMERS, "/logcall Acme")
    assert [(each.kind, each.user, each.text) for each in sandbox.messages(CUSTOMERS)] == [
        ("command_echo", ANA, "/logcall Acme"),
        ("message", "U0SANDBOXBOT", "For all"),
    ]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (
            (200, "application/json", '{"blocks":[{"type":"header"}]}'),
            "invalid_blocks; missing required field: text [json-pointer:/blocks/0]",
        ),
        ((200, "application/json", '{"response_type":"ephemeral"}'), "no_text"),
        ((200, "application/json", "not json"), "invalid_json"),
        ((200, "application/json", "[1]"), "invalid_json"),
    ],
)
def test_an_answer_slack_would_refuse_fails_for_the_user_and_says_why_on_the_wire(
    sandbox: Sandbox, app: App, answer: tuple[int, str, str], reason: str
) -> None:
    app.answer = answer
    assert sandbox.command(ANA, CUSTOMERS, "/logcall Acme").error == "invalid_command_response"
    [shown] = sandbox.ephemerals(ANA)
    assert (shown.kind, shown.text) == ("error", '/logcall failed with the error "invalid_command_response"')
    row = sandbox.wire.rows()[-1]
    assert (row["status"], row["error"]) == ("invalid_command_response", reason)
    assert sandbox.posts() == []


def test_an_app_that_is_too_slow_is_an_operation_timeout(app: App) -> None:
    app.gate.clear()
    sandbox = Sandbox(TEAM, settings(app.url), answer_seconds=0.05)
    result = sandbox.command(ANA, CUSTOMERS, "/logcall Acme")
    assert (result.status, result.error) == (None, "operation_timeout")
    assert [each.text for each in sandbox.ephemerals(ANA)] == ['/logcall failed with the error "operation_timeout"']
    assert sandbox.wire.rows()[-1]["status"] == "operation_timeout"
    assert len(app.deliveries) == 1


@pytest.mark.parametrize("status", [500, 401, 302, 204])
def test_any_status_but_200_is_dispatch_failed(sandbox: Sandbox, app: App, status: int) -> None:
    app.answer = (status, "text/plain", "")
    result = sandbox.command(ANA, CUSTOMERS, "/logcall Acme")
    assert (result.status, result.error) == (status, "http_error")
    assert [each.text for each in sandbox.ephemerals(ANA)] == ['/logcall failed with the error "dispatch_failed"']


def test_an_app_that_is_not_there_is_dispatch_failed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    sandbox = Sandbox(TEAM, settings(f"http://127.0.0.1:{port}/slack/events"))
    assert sandbox.command(ANA, CUSTOMERS, "/logcall Acme").error == "unreachable"
    assert sandbox.ephemerals(ANA)[0].text == '/logcall failed with the error "dispatch_failed"'


def test_a_command_of_nobody_stays_with_slack(sandbox: Sandbox, app: App) -> None:
    assert sandbox.command(ANA, CUSTOMERS, "/foo bar").error == "unknown_command"
    [shown] = sandbox.ephemerals(ANA)
    assert shown.text.startswith("/foo is not a valid command.") and shown.kind == "error"
    assert "Only you can see this" in shown.text and app.deliveries == []


def test_inviting_the_bot_makes_it_a_member_and_tells_it(sandbox: Sandbox, app: App) -> None:
    sandbox.command(ANA, "C0RAND", "/invite @touchbase")
    assert app.next().payload["event"]["type"] == "member_joined_channel"
    assert sandbox.workspace.is_member("C0RAND", "U0SANDBOXBOT")


def test_a_command_may_go_on_after_a_line_break(sandbox: Sandbox, app: App) -> None:
    sandbox.command(ANA, CUSTOMERS, "/logcall\nAcme 20m\n  second line ")
    form = app.next().form
    assert (form["command"], form["text"]) == ("/logcall", "Acme 20m\n  second line")


def test_a_connection_that_the_app_dropped_costs_no_delivery_and_doubles_none() -> None:
    taken: list[bytes] = []
    dropped = threading.Semaphore(0)
    listening = socket.create_server(("127.0.0.1", 0))

    def answer_two_and_hang_up() -> None:
        for _ in range(2):
            connection, _ = listening.accept()
            with connection:
                taken.append(_body(connection))
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            dropped.release()

    app = threading.Thread(target=answer_two_and_hang_up, daemon=True)
    app.start()
    sandbox = Sandbox(TEAM, settings(f"http://127.0.0.1:{listening.getsockname()[1]}/slack/events"))
    first = sandbox.command(ANA, CUSTOMERS, "/logcall one")
    assert dropped.acquire(timeout=10)
    second = sandbox.command(ANA, CUSTOMERS, "/logcall two")
    app.join(10)
    listening.close()
    assert (first.error, second.error) == (None, None)
    assert [b"text=one" in taken[0], b"text=two" in taken[1], len(taken)] == [True, True, 2]


def _body(connection: socket.socket) -> bytes:
    stream = connection.makefile("rb")
    lines = list(iter(stream.readline, b"\r\n"))
    length = next(int(line.split(b":")[1]) for line in lines if line.lower().startswith(b"content-length"))
    return stream.read(length)
