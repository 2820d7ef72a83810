"""SIGTERM while a message is on its way: it arrives, it is recorded, and only then the process ends."""

import threading
from pathlib import Path

from bot.db.engine import Database
from bot.domain.deliveries.model import DeliveryState
from tests.app_fixture import BO
from tests.databases import as_engine_url
from tests.deliveries import in_states
from tests.e2e.programs import Program
from tests.e2e.test_kill import add_account, command, free_port
from tests.scopes import scoped
from tests.signed import post_signed


def test_what_is_in_flight_is_finished_and_recorded(tmp_path: Path, database_url: str) -> None:
    with Program.installed(tmp_path, as_engine_url(database_url)) as program:
        port = free_port()
        url = f"http://127.0.0.1:{port}/slack/events"
        on_its_way = threading.Event()
        program.sandbox.delay("chat.postMessage", 1.0)
        with program.serving(port) as process:
            add_account(url, owner="<@U0ANA>")
            _, receipt = post_signed(url, command(BO, "Acme 20m #complaint exports time out"))
            assert "reads the complaint now" in receipt["text"]
            wait_for_call(program, on_its_way)
            process.terminate()
            assert process.wait(30) == 0
    (told,) = program.sandbox.posts("chat.postMessage")
    assert "Acme is unhappy" in told.text
    database = Database(as_engine_url(database_url))
    with scoped(database.reading(), "T0INITECH") as scope:
        assert [each.state for each in in_states(scope, tuple(DeliveryState))] == [DeliveryState.SENT]
    database.close()


def wait_for_call(program: Program, seen: threading.Event) -> None:
    """Until the bot has asked where the owner's direct message is: the post follows at once."""
    for _ in range(600):
        if any("conversations.open" in row["what"] for row in program.sandbox.wire.rows()):
            return
        seen.wait(0.05)
    raise AssertionError("the complaint was not sent")
