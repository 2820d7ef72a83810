"""Kill -9 in the middle of the work: each conversation that was answered with a receipt is there exactly once."""

import csv
import io
import socket
import threading
from pathlib import Path
from urllib.parse import urlencode

from tests.app_fixture import ANA, BO, CHEN, CUSTOMERS, DEE
from tests.databases import as_engine_url
from tests.e2e.programs import Program
from tests.signed import post_signed

CLIENTS = 8
RECEIPTS_BEFORE_THE_KILL = 80


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


class Clients:
    """Eight people who log as fast as they can until the server is gone."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.enough = threading.Event()
        self.receipts: list[str] = []
        self._threads = [threading.Thread(target=self._log, args=(number,)) for number in range(CLIENTS)]
        for thread in self._threads:
            thread.start()

    def join(self) -> None:
        for thread in self._threads:
            thread.join(30)

    def _log(self, number: int) -> None:
        person = (ANA, BO, CHEN, DEE)[number % 4]
        for turn in range(100_000):
            note = f"said {number} {turn}"
            try:
                status, answer = post_signed(self.url, command(person, f"Acme 20m: {note}"))
            except OSError:
                return
            if status == 200 and note in str(answer.get("text")) and "NOT saved" not in str(answer.get("text")):
                self.receipts.append(note)
            if len(self.receipts) >= RECEIPTS_BEFORE_THE_KILL:
                self.enough.set()


def add_account(url: str, owner: str = "") -> None:
    """A busy machine may say NOT saved at first: then it is sent again, as people do."""
    for _ in range(20):
        _, answer = post_signed(url, command(ANA, f"add Acme {owner}", "/account"))
        if "*Acme* is here" in answer["text"] or "*Acme* was here" in answer["text"]:
            return
    raise AssertionError(answer)


def command(person: str, text: str, name: str = "/logcall") -> bytes:
    trigger = f"{person}.{text}"
    fields = {
        "team_id": "T0INITECH",
        "user_id": person,
        "channel_id": CUSTOMERS,
        "command": name,
        "text": text,
        "trigger_id": trigger,
        "response_url": "http://127.0.0.1:1/",
    }
    return urlencode(fields).encode()


def test_what_was_answered_with_a_receipt_is_there_exactly_once(tmp_path: Path, database_url: str) -> None:
    with Program.installed(tmp_path, as_engine_url(database_url)) as program:
        port = free_port()
        url = f"http://127.0.0.1:{port}/slack/events"
        with program.serving(port) as process:
            add_account(url)
            clients = Clients(url)
            assert clients.enough.wait(60)
            process.kill()
            clients.join()
        with program.serving(port):
            rows = list(csv.DictReader(io.StringIO(program.run("export", "conversations"))))
    notes = [row["note"] for row in rows]
    assert len(clients.receipts) >= RECEIPTS_BEFORE_THE_KILL
    assert len(notes) == len(set(notes)), "a conversation is there twice"
    assert set(clients.receipts) <= set(notes), "a conversation that was answered with a receipt is lost"
