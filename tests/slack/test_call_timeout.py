"""A call that nobody waits for any more sends nothing: over TLS, with a server that is slow to shake hands."""

import socket
import ssl
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from http.client import parse_headers
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.domain.deliveries.model import NotTried, Outcome, Sent, Unknown
from bot.domain.errors import SlackTrouble
from bot.messages.blocks import Message
from bot.slack.api.call_timeout import CallTimeout, DeadlineSSLContext
from bot.slack.api.gateway import Gateway
from tests.app_fixture import BO, TOKEN

ANSWER = b'{"ok":true,"ts":"1.2","channel":{"id":"D0BO"}}'
REPLY = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"


class SlowSlack:
    """A server that shakes hands when `opened` is set; `heard` has the first line of each request."""

    def __init__(self, certificate: Path) -> None:
        self.opened = threading.Event()
        self.opened.set()
        self.heard: list[str] = []
        self.done = threading.Semaphore(0)
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._tls.load_cert_chain(certificate)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"https://127.0.0.1:{self._listener.getsockname()[1]}/"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self.opened.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(10)

    def _serve(self) -> None:
        with suppress(OSError), ThreadPoolExecutor(4) as pool:
            while True:
                pool.submit(self._answer, self._listener.accept()[0])

    def _answer(self, connection: socket.socket) -> None:
        self.opened.wait(30)
        with suppress(OSError), connection, self._tls.wrap_socket(connection, server_side=True) as caller:
            self._hear(caller)
        self.done.release()

    def _hear(self, caller: ssl.SSLSocket) -> None:
        with caller.makefile("rb") as request:
            if first := request.readline().decode().strip():
                self.heard.append(first)
                request.read(int(parse_headers(request).get("Content-Length", 0)))
                caller.sendall(REPLY % (len(ANSWER), ANSWER))


@pytest.fixture
def slack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowSlack]:
    certificate = tmp_path / "slack.pem"
    certificate.write_bytes(self_signed())
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    server = SlowSlack(certificate)
    yield server
    server.close()


def self_signed() -> bytes:
    """Key and certificate of 127.0.0.1, in PEM."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private + certificate.public_bytes(serialization.Encoding.PEM)


def connect(slack: SlowSlack, tls: DeadlineSSLContext) -> None:
    """Connect as the SDK does, with a socket that is patient itself, and send a line."""
    host, port = slack.url.removeprefix("https://").rstrip("/").split(":")
    plain = socket.create_connection((host, int(port)), timeout=30)
    with tls.wrap_socket(plain, server_hostname=host) as caller:
        caller.sendall(b"POST /late HTTP/1.1\r\n\r\n")


def post(slack: SlowSlack) -> Outcome:
    gateway = Gateway(api_url=slack.url, token_of=lambda _: TOKEN, send_timeout=5.0)
    return gateway.post("T1", BO, Message("hello"), delivery_id="d-1")


def test_a_call_in_time_is_sent_over_tls(slack: SlowSlack) -> None:
    assert post(slack) == Sent("1.2")
    assert slack.heard == ["POST /conversations.open HTTP/1.1", "POST /chat.postMessage HTTP/1.1"]


def test_a_server_that_nobody_vouches_for_hears_nothing(slack: SlowSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    assert isinstance(post(slack), NotTried | Unknown)
    assert slack.heard == []


def test_a_call_given_up_while_it_connects_sends_nothing_later(slack: SlowSlack) -> None:
    patience, ended = CallTimeout(), threading.Event()
    tls = DeadlineSSLContext.to_servers(patience.is_over)

    def call() -> None:
        try:
            connect(slack, tls)
        finally:
            ended.set()

    slack.opened.clear()
    with pytest.raises(SlackTrouble, match="timeout"):
        patience.within(0.1, call)
    slack.opened.set()
    assert ended.wait(30) and slack.done.acquire(timeout=30)
    assert slack.heard == []


def test_a_call_that_waited_in_line_too_long_is_not_made() -> None:
    patience, made, gate = CallTimeout(threads=1), [], threading.Event()
    for call in (gate.wait, lambda: made.append("late")):
        with pytest.raises(SlackTrouble, match="timeout"):
            patience.within(0.1, call)
    gate.set()
    assert patience.within(30, lambda: made.append("in time")) is None
    assert made == ["in time"]
