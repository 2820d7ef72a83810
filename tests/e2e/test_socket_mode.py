"""`touchbase serve` by Socket Mode: no address, no signing secret, and the same answers."""

import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox import AppSettings, Sandbox
from bot.slack import manifest
from tests.app_fixture import ANA, APP_TOKEN, CUSTOMERS, INITECH, TOKEN
from tests.e2e.programs import Program


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    slack_app = AppSettings(manifest.fitted(url=None, socket=True), "", "", TOKEN, app_token=APP_TOKEN)
    sandbox = Sandbox(INITECH, slack_app, rate_limits=False)
    sandbox.start()
    yield sandbox
    sandbox.stop()


def test_serve_takes_commands_by_socket_mode_and_says_goodbye(sandbox: Sandbox, tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'touchbase.db'}"
    program = Program(sandbox, tmp_path, database, SLACK_APP_TOKEN=APP_TOKEN, SLACK_SIGNING_SECRET="")
    with program.serving(_free_port()) as process:
        answer = sandbox.command(ANA, CUSTOMERS, "/account add Acme").body
        assert answer is not None and "*Acme* is here" in answer["text"]
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    assert sandbox.sockets.wait_until_left()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
