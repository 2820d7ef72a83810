"""What a private entry leaves where nobody types a command: exports, logs, metadata, the outbox, the audit log."""

import csv
import io
import signal
import sqlite3
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import select

from bot.messages.conversations import receipts
from bot.outbox.tables import deliveries
from bot.storage.workspace.tables import audit
from tests.app_fixture import BO
from tests.cli.installation import Installation
from tests.databases import as_engine_url
from tests.e2e.privacy_fixture import AUTHOR, CANARY, WORDS, PrivacyFixture
from tests.e2e.programs import Program
from tests.e2e.test_kill import add_account, command, free_port
from tests.signed import post_signed


@pytest.fixture
def privacy(database_url: str) -> Iterator[PrivacyFixture]:
    with PrivacyFixture.open(as_engine_url(database_url), socket=False) as opened:
        yield opened


def test_an_export_has_its_words_only_when_it_is_asked_for_them(privacy: PrivacyFixture, tmp_path: Path) -> None:
    url = privacy.app.runtime.settings.database_url
    export = partial(Installation(tmp_path).succeeds, "export", DATABASE_URL=url)
    privacy.log(f"private {WORDS}")
    (row,) = csv.DictReader(io.StringIO(export("conversations")))
    assert (row["account"], row["minutes"], row["held_by"], row["private"]) == ("Acme", "20", "U0DEE", "true")
    assert CANARY not in str(row).casefold()
    assert [row[name] for name in ("note", "insights", "contacts", "follow_up", "follow_up_due")] == [""] * 5
    assert CANARY not in export("accounts").casefold()
    (row,) = csv.DictReader(io.StringIO(export("conversations", "--include-private")))
    assert all(CANARY in row[name].casefold() for name in ("note", "insights", "contacts", "follow_up"))


def test_metadata_outbox_and_audit_log_hold_ids_alone(
    privacy: PrivacyFixture, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    receipt = privacy.log(f"private {WORDS}")
    privacy.save(receipt, note="another canary")
    privacy.app.press(AUTHOR, receipts.PUT_BACK, privacy.app.press(AUTHOR, receipts.UNDO, receipt))
    privacy.app.sandbox.refuse("chat.postMessage", "invalid_blocks")
    lines = privacy.app.pass_time()
    assert any("complaint" in line for line in lines) and CANARY not in str(lines).casefold()
    with privacy.app.runtime.deps.database.reading() as session:
        rows = [tuple(row) for table in (audit, deliveries) for row in session.execute(select(table))]
    assert len(rows) >= 5 and CANARY not in str(rows).casefold()
    posted = [post.metadata for post in privacy.app.sandbox.posts("chat.postMessage")]
    assert posted and CANARY not in str(posted).casefold()
    ours = [each for each in caplog.records if not each.name.startswith(("slack_sdk", "slack_bolt"))]
    assert CANARY not in "".join(each.getMessage() for each in ours).casefold()


def test_a_process_logs_none_of_its_words_whatever_goes_wrong(tmp_path: Path, database_url: str) -> None:
    with Program.installed(tmp_path, as_engine_url(database_url)) as program:
        port = free_port()
        url = f"http://127.0.0.1:{port}/slack/events"
        with program.serving(port) as process:
            add_account(url, owner="<@U0ANA>")
            line = "Acme private 20m with Jo Canary: the canary"
            assert "the canary" in post_signed(url, command(BO, line))[1]["text"]
            for typed in ("Zebra private: the canary", f"Acme private {'canary ' * 600}", "private: canary"):
                post_signed(url, command(BO, typed))
            post_signed(url, command(BO, "canary", "/canary"))
            refuse_rows(database_url)
            assert "*NOT saved." in post_signed(url, command(BO, f"{line} of another day"))[1]["text"]
            process.send_signal(signal.SIGTERM)
            _, logged = process.communicate(timeout=30)
    assert "request failed, id" in logged
    assert CANARY not in logged.casefold()


def refuse_rows(database_url: str) -> None:
    """Let the database take no further conversation; PostgreSQL says so with the whole row."""
    if database_url.startswith("sqlite"):
        with sqlite3.connect(database_url.removeprefix("sqlite:///")) as shell:
            shell.execute(
                "CREATE TRIGGER full BEFORE INSERT ON conversations BEGIN SELECT RAISE(ABORT, 'no more rows'); END"
            )
        shell.close()
        return
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("ALTER TABLE conversations ADD CONSTRAINT no_more_rows CHECK (note = '') NOT VALID")
