"""SIGTERM while a message is on its way: it arrives, it is recorded, and only then the process ends."""

import json
import threading
from pathlib import Path

from bot.db.engine import Database
from bot.domain.deliveries.model import DeliveryState
from tests.app_fixture import CUSTOMERS, INITECH
from tests.databases import as_engine_url
from tests.deliveries import in_states
from tests.e2e.programs import Program
from tests.e2e.test_kill import free_port
from tests.scopes import scoped
from tests.signed import post_signed


def test_what_is_in_flight_is_finished_and_recorded(tmp_path: Path, database_url: str) -> None:
    with Program.installed(tmp_path, as_engine_url(database_url)) as program:
        port = free_port()
        url = f"http://127.0.0.1:{port}/slack/events"
        on_its_way = threading.Event()
        program.sandbox.delay("chat.postMessage", 1.0)
        with program.serving(port) as process:
            assert post_signed(url, invited(program))[0] == 200
            wait_for_call(program, on_its_way)
            process.terminate()
            assert process.wait(30) == 0
    (told,) = program.sandbox.posts("chat.postMessage")
    assert "how many customers you will speak to" in told.text
    database = Database(as_engine_url(database_url))
    with scoped(database.reading(), INITECH.id) as scope:
        assert [each.state for each in in_states(scope, tuple(DeliveryState))] == [DeliveryState.SENT]
    database.close()


def invited(program: Program) -> bytes:
    """The event of an invitation to a channel, which is greeted at any hour."""
    bot = program.sandbox.workspace.bot_user_id
    event = {"type": "member_joined_channel", "user": bot, "channel": CUSTOMERS, "channel_type": "C"}
    body = {"type": "event_callback", "event_id": "EvInvited", "team_id": INITECH.id, "event": event}
    return json.dumps(body).encode()


def wait_for_call(program: Program, seen: threading.Event) -> None:
    """Until the post has reached Slack, which takes its time to answer."""
    for _ in range(600):
        if program.sandbox.faults_of("chat.postMessage"):
            return
        seen.wait(0.05)
    raise AssertionError("the channel was not greeted")
