"""The wire of files: sent in three steps, fetched from Slack alone, and the token goes nowhere else."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bot.domain.deliveries.model import NotTried, Outcome, RateLimited, Refused, Unknown
from bot.domain.errors import SlackTrouble
from bot.domain.transfers import FILE_GONE, FILE_TOO_LARGE, NO_FILE_SCOPE, Attachment
from bot.sandbox import AppSettings, Sandbox
from bot.sandbox.api import faults
from bot.sandbox.api.faults import Fault
from bot.slack import manifest
from bot.slack.api.files import is_address_of_slack
from bot.slack.api.gateway import Gateway
from tests.app_fixture import ANA, INITECH, SECRET, TOKEN

FILE = Attachment("all.csv", "Name\nÄcme\n".encode(), "*Accounts*, as you asked.")
COMPLETE = "files.completeUploadExternal"


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    slack_app = AppSettings(manifest.read(), "http://127.0.0.1:9/slack/events", SECRET, TOKEN)
    sandbox = Sandbox(INITECH, slack_app, rate_limits=False)
    sandbox.start()
    yield sandbox
    sandbox.stop()


@pytest.fixture
def gateway(sandbox: Sandbox) -> Gateway:
    return Gateway(api_url=f"{sandbox.url}/api/", token_of=lambda _: TOKEN)


@contextmanager
def elsewhere(status: int, headers: dict[str, str], body: bytes = b"") -> Iterator[tuple[str, list[str | None]]]:
    """A server's address, and the tokens it was sent."""
    tokens: list[str | None] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            tokens.append(self.headers.get("authorization"))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", tokens
    finally:
        server.shutdown()
        server.server_close()


def trouble_of(fetch: Callable[[], bytes]) -> str:
    with pytest.raises(SlackTrouble) as raised:
        fetch()
    return raised.value.error


def test_a_file_reaches_a_persons_direct_messages_under_its_comment(sandbox: Sandbox, gateway: Gateway) -> None:
    assert gateway.send_file(INITECH.id, ANA, FILE) is None
    (message,) = sandbox.messages(sandbox.workspace.dm_of(ANA))
    (file,) = message.files or ()
    assert (message.text, file["name"], file["size"]) == (FILE.comment, FILE.name, len(FILE.content))
    assert sandbox.workspace.files.find(file["id"]).content == FILE.content


@pytest.mark.parametrize(
    ("method", "fault", "outcome"),
    [
        ("conversations.open", faults.refused("user_not_found"), NotTried("user_not_found")),
        ("files.getUploadURLExternal", faults.refused("missing_scope"), NotTried("missing_scope")),
        ("files.getUploadURLExternal", faults.rate_limited(7), RateLimited(7)),
        ("file upload", faults.ERROR_BEFORE, NotTried("HTTP 500")),
        (COMPLETE, faults.refused("missing_scope"), Refused("missing_scope")),
        (COMPLETE, faults.rate_limited(7), RateLimited(7)),
        (COMPLETE, faults.ERROR_AFTER, Unknown("internal_error")),
    ],
)
def test_what_stands_against_a_file_says_whether_it_may_have_arrived(
    sandbox: Sandbox, gateway: Gateway, method: str, fault: Fault, outcome: Outcome
) -> None:
    sandbox.fail(method, fault)
    assert gateway.send_file(INITECH.id, ANA, FILE) == outcome
    assert len(sandbox.messages(sandbox.workspace.dm_of(ANA))) == isinstance(outcome, Unknown)


def test_a_reply_that_is_lost_at_the_end_leaves_it_unknown(sandbox: Sandbox, gateway: Gateway) -> None:
    sandbox.fail(COMPLETE, faults.LOST_AFTER)
    assert isinstance(gateway.send_file(INITECH.id, ANA, FILE), Unknown)


def test_a_file_from_a_form_is_fetched_whole_or_not_at_all(sandbox: Sandbox, gateway: Gateway) -> None:
    content = b"Name\n" + b"Acme\n" * 50_000
    file = sandbox.choose_file(ANA, "all.csv", content)
    address = file["url_private_download"]
    assert gateway.fetch_file(INITECH.id, address, most=len(content)) == content
    assert trouble_of(lambda: gateway.fetch_file(INITECH.id, address, most=len(content) - 1)) == FILE_TOO_LARGE
    stranger = Gateway(api_url=f"{sandbox.url}/api/", token_of=lambda _: "xoxb-other")
    assert trouble_of(lambda: stranger.fetch_file(INITECH.id, address, most=10)) == NO_FILE_SCOPE
    sandbox.fail("file download", faults.ERROR_BEFORE)
    assert trouble_of(lambda: gateway.fetch_file(INITECH.id, address, most=10)) == "HTTP 500"
    sandbox.workspace.files.delete(file["id"])
    assert trouble_of(lambda: gateway.fetch_file(INITECH.id, address, most=10)) == FILE_GONE


def test_the_token_follows_no_redirect_and_goes_to_no_other_host() -> None:
    with elsewhere(200, {}, b"stolen") as (thief, stolen), elsewhere(302, {"Location": f"{thief}/x"}) as (own, seen):
        gateway = Gateway(api_url=f"{own}/api/", token_of=lambda _: TOKEN)
        assert trouble_of(lambda: gateway.fetch_file(INITECH.id, f"{own}/f.csv", most=10)) == NO_FILE_SCOPE
        assert trouble_of(lambda: gateway.fetch_file(INITECH.id, f"{thief}/f.csv", most=10)).startswith(
            "not an address"
        )
        assert (seen, stolen) == ([f"Bearer {TOKEN}"], [])


def test_a_page_to_sign_in_is_no_file() -> None:
    with elsewhere(200, {"Content-Type": "text/html; charset=utf-8"}, b"<html>Sign in</html>") as (own, _):
        gateway = Gateway(api_url=f"{own}/api/", token_of=lambda _: TOKEN)
        assert trouble_of(lambda: gateway.fetch_file(INITECH.id, f"{own}/f.csv", most=99)) == NO_FILE_SCOPE


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("https://files.slack.com/files-pri/T0-F0/download/a.csv", True),
        ("https://slack.com/a.csv", True),
        ("https://files.slack.com:443/a.csv", True),
        ("https://files.slack-gov.com/a.csv", True),
        ("http://127.0.0.1:4000/a.csv", True),
        ("http://files.slack.com/a.csv", False),
        ("https://files.slack.com:8443/a.csv", False),
        ("https://files.slack.com.evil.example/a.csv", False),
        ("https://evilslack.com/a.csv", False),
        ("https://files.slack.com@evil.example/a.csv", False),
        ("https://evil@files.slack.com/a.csv", False),
        ("http://127.0.0.1:4001/a.csv", False),
        ("https://127.0.0.1:4000/a.csv", False),
        ("file:///etc/passwd", False),
        ("https://[broken/a.csv", False),
        ("", False),
    ],
)
def test_only_slacks_own_hosts_and_that_of_the_web_api_are_asked(address: str, allowed: bool) -> None:
    assert is_address_of_slack(address, "http://127.0.0.1:4000/api/") is allowed
