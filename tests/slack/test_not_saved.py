"""When the database or Slack does not answer: the person hears the truth within three seconds."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import psycopg
import pytest

from bot.domain.errors import DeadlinePassed, StorageAway
from bot.messages.conversations.receipts import UNDO
from bot.sandbox.blockkit import check_blocks
from bot.slack.deadline import ANSWER_WITHIN, COMMIT_WITHIN, Deadline
from bot.storage.conversations import conversations
from bot.storage.workspace import workspaces
from tests.app_fixture import ANA, BO, CHEN, AppFixture
from tests.slack.wire import command, send, words

LINE = 'Acme 20m "renewal" <@U0BO|bo> &lt;soon&gt; &amp; so on'
AS_TYPED = '/logcall Acme 20m "renewal" @bo &lt;soon&gt; &amp; so on'


@pytest.fixture
def ready(app: AppFixture) -> AppFixture:
    """An app that knows ana and has an account."""
    app.reads(ANA, "/account add Acme")
    return app


@contextmanager
def database_away(app: AppFixture) -> Iterator[None]:
    """Somebody else holds what a write needs."""
    database = app.runtime.deps.database
    if database.path is not None:
        shell = sqlite3.connect(str(database.path), isolation_level=None)
        shell.execute("BEGIN IMMEDIATE")
        yield
        shell.execute("ROLLBACK")
        shell.close()
        return
    with psycopg.connect(_libpq(app)) as other:
        other.execute("LOCK TABLE conversations, drafts, members IN ACCESS EXCLUSIVE MODE")
        yield


def test_a_line_is_given_back_as_typed_and_nothing_appears_later(ready: AppFixture) -> None:
    with database_away(ready):
        told = words(send(ready.events_url, command(LINE)))
    assert "*NOT saved. Send this again in a minute:*" in told
    assert AS_TYPED in told
    assert "The database did not answer. " in told and ", id " in told
    assert stored(ready) == ([], 0)
    assert "Acme" in ready.reads(ANA, "/logcall Acme 20m renewal")
    assert len(stored(ready)[0]) == 1


def test_a_whole_line_of_whatever_was_typed_comes_back(ready: AppFixture) -> None:
    for typed in ("<", "&", "x", "`", "é", "🎈"):
        line = f"Acme 20m {typed * 2990}"
        escaped = line.replace("&", "&amp;").replace("<", "&lt;")
        with database_away(ready):
            answer = send(ready.events_url, command(escaped)).json()
        assert "*NOT saved." in answer["text"]
        (block,) = [block for block in answer["blocks"] if block["type"] == "rich_text"]
        assert block["elements"][0]["elements"] == [{"type": "text", "text": f"/logcall {line}"}]
        assert sum(len(str(part)) for part in answer["blocks"]) < 12_000
        assert check_blocks(answer["blocks"]).problems == []


@pytest.mark.parametrize(("person", "time"), [(ANA, "09:00"), (CHEN, "16:00")])
def test_the_time_is_the_one_where_the_person_is(
    ready: AppFixture, monkeypatch: pytest.MonkeyPatch, person: str, time: str
) -> None:
    def away(*_: object, **__: object) -> Any:
        raise StorageAway("gone")

    monkeypatch.setattr(conversations, "add", away)
    told = words(send(ready.events_url, command("Acme 20m renewal", user_id=person)))
    assert "*NOT saved." in told and f" {time}, id " in told


def test_the_time_is_utc_and_said_so_while_nobody_knows_where_the_person_is(
    ready: AppFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> Any:
        raise StorageAway("gone")

    monkeypatch.setattr(workspaces, "find", away)
    told = words(send(ready.events_url, command(LINE)))
    assert "*NOT saved." in told and " 08:00 UTC, id " in told


def test_the_id_a_person_is_given_is_in_the_log_too(ready: AppFixture, caplog: pytest.LogCaptureFixture) -> None:
    with database_away(ready):
        told = words(send(ready.events_url, command(LINE)))
    error_id = told.rsplit(", id ", 1)[1].split(",")[0]
    assert error_id in caplog.text
    assert "renewal" not in caplog.text  # a note is never logged


def test_a_press_is_answered_too_and_can_be_made_again(ready: AppFixture) -> None:
    ready.reads(ANA, "/logcall Acme 20m renewal")
    receipt = ready.last_seen(ANA)
    with database_away(ready):
        ready.sandbox.press(ANA, receipt, UNDO)
        ready.settle()
    assert "NOT done: press it again in a minute." in ready.last_seen(ANA).text
    assert len(stored(ready)[0]) == 1
    ready.press(ANA, UNDO, receipt)
    assert stored(ready) == ([], 0)


def test_many_who_type_while_the_database_is_away_are_all_told_in_time(ready: AppFixture) -> None:
    told: list[str] = []

    def type_one(number: int) -> None:
        told.append(words(send(ready.events_url, command(f"Acme 20m number {number}"))))

    with database_away(ready):
        typing = [threading.Thread(target=type_one, args=(number,)) for number in range(30)]
        for each in typing:
            each.start()
        for each in typing:
            each.join(30)
    assert len(told) == 30 and all("NOT saved" in each for each in told)
    assert stored(ready) == ([], 0)


def test_slack_being_slow_never_costs_a_conversation(ready: AppFixture) -> None:
    ready.sandbox.delay("users.info", 1.5)
    assert "Acme" in words(send(ready.events_url, command("Acme 20m renewal", user_id=BO)))
    assert [each.logged_by for each in stored(ready)[0]] == [BO]


def test_an_error_after_the_commit_never_says_not_saved(ready: AppFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    from handlers.conversations import logcall

    def cannot_render(answer: object) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(logcall, "render", cannot_render)
    told = words(send(ready.events_url, command("Acme 20m renewal")))
    assert told.startswith("Logged; I could not draw the receipt (id ")
    assert len(stored(ready)[0]) == 1


def test_an_error_of_ours_before_the_commit_gives_the_line_back(
    ready: AppFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(conversations, "add", fail)
    told = words(send(ready.events_url, command(LINE)))
    assert "NOT saved" in told and AS_TYPED in told and "Something went wrong." in told
    assert stored(ready) == ([], 0)


def test_a_drawing_that_takes_too_long_after_the_commit_never_says_not_saved(
    ready: AppFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from handlers.conversations import logcall

    answered = threading.Event()
    draw = logcall.render

    def render_slowly(answer: Any) -> Any:
        answered.wait(10)
        return draw(answer)

    monkeypatch.setattr(logcall, "render", render_slowly)
    told = words(send(ready.events_url, command("Acme 20m renewal")))
    answered.set()
    assert told.startswith("Logged; I could not draw the receipt (id ")
    assert len(stored(ready)[0]) == 1


def test_a_thread_that_is_late_commits_nothing_after_the_person_was_told(
    ready: AppFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered, ended = threading.Event(), threading.Event()
    add = conversations.add

    def add_slowly(*arguments: Any, **options: Any) -> Any:
        answered.wait(10)
        try:
            return add(*arguments, **options)
        finally:
            ended.set()

    monkeypatch.setattr(conversations, "add", add_slowly)
    told = words(send(ready.events_url, command(LINE)))
    assert "NOT saved" in told and AS_TYPED in told and "took too long" in told
    answered.set()
    assert ended.wait(10)
    with ready.runtime.deps.database.transaction():  # behind the late one
        pass
    assert stored(ready) == ([], 0)


def test_it_is_not_ready_while_postgresql_lets_nobody_in(postgres_server: str) -> None:
    from tests.conftest import MONDAY_9AM
    from tests.databases import as_engine_url, new_postgres

    address = new_postgres(postgres_server)
    with AppFixture.open(as_engine_url(address), now=MONDAY_9AM) as app:
        base = app.events_url.removesuffix("/slack/events")
        assert httpx.get(f"{base}/readyz").status_code == 200
        name = app.runtime.deps.database.url.database
        with psycopg.connect(postgres_server, autocommit=True) as admin:
            admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
            admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
            answer = httpx.get(f"{base}/readyz")
            assert (answer.status_code, answer.text) == (503, "the database does not answer")
            assert "NOT saved" in words(send(app.events_url, command(LINE)))
            admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
        assert httpx.get(f"{base}/readyz").status_code == 200


class TestDeadline:
    def test_in_time_a_commit_may_begin(self) -> None:
        clock = [100.0]
        deadline = Deadline(monotonic=lambda: clock[0])
        clock[0] += COMMIT_WITHIN
        deadline.check()
        assert deadline.give_up()

    def test_past_it_none_may_begin(self) -> None:
        clock = [100.0]
        deadline = Deadline(monotonic=lambda: clock[0])
        clock[0] += COMMIT_WITHIN + 0.01
        with pytest.raises(DeadlinePassed):
            deadline.check()
        assert not deadline.give_up()

    def test_after_the_person_was_told_none_may_begin_however_early_it_is(self) -> None:
        deadline = Deadline()
        assert not deadline.give_up()
        with pytest.raises(DeadlinePassed):
            deadline.check()

    def test_the_time_of_waiting_in_a_queue_is_counted(self) -> None:
        deadline = Deadline(arrived=98.0, monotonic=lambda: 100.0)
        assert deadline.seconds_left == pytest.approx(ANSWER_WITHIN - 2.0)
        assert Deadline(arrived=90.0, monotonic=lambda: 100.0).seconds_left == 0.0


def stored(app: AppFixture) -> tuple[list[Any], int]:
    """The conversations that stand, and how many drafts there are."""
    from sqlalchemy import func, select

    from bot.storage.conversations.tables import drafts as table

    with app.runtime.deps.reading("T0INITECH") as scope:
        count = scope.session.execute(select(func.count()).select_from(table)).scalar_one()
        return conversations.active(scope), count


def _libpq(app: AppFixture) -> str:
    url = app.runtime.deps.database.url
    return url.set(drivername="postgresql").render_as_string(hide_password=False)
