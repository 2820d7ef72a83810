"""The log: one line an event, and never a token or a password in it."""

import io
import logging
import sys
from collections.abc import Iterator

import pytest

from bot import logs
from bot.logs import redact


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("token xoxb-12-34-AbC9 refused", "token [secret] refused"),
        ("xapp-1-A0-9-f", "[secret]"),
        ("xoxe.xoxp-1-Mi0yLT", "xoxe.[secret]"),
        ("{'token': 'xoxp-1-2', 'ok': False}", "{'token': '[secret]', 'ok': False}"),
        ("postgresql+psycopg://ana:s3cret@db:5432/t", "postgresql+psycopg://[secret]@db:5432/t"),
        ("postgresql://:s3cret@db/t", "postgresql://[secret]@db/t"),
        ("postgresql://ana:p@ss:w@rd@db/t and more", "postgresql://[secret]@db/t and more"),
        ("postgresql:///t?host=db&password=s3cret&user=ana", "postgresql:///t?host=db&password=[secret]&user=ana"),
        ("Bearer xoxb-1 and xoxb-2", "Bearer [secret] and [secret]"),
    ],
)
def test_tokens_and_passwords_are_blanked_out(text: str, clean: str) -> None:
    assert redact(text) == clean


@pytest.mark.parametrize(
    "text",
    [
        "serving Initech (T0INITECH)",
        "http://127.0.0.1:3000/slack/events",
        "2026-11-23 08:00:00 at 16:00, mail ana@initech.com",
        "postgresql://db.initech.com:5432/touchbase",
        "postgresql://ana@db/touchbase",
    ],
)
def test_everything_else_stays_as_it_is(text: str) -> None:
    assert redact(text) == text


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What is written to stderr by the logging that `configure` set up."""
    root, stream = logging.getLogger(), io.StringIO()
    handlers, level = root.handlers[:], root.level
    root.handlers[:] = []  # pytest's own are not ours to close
    monkeypatch.setattr(sys, "stderr", stream)
    logs.configure()
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)


def test_a_token_in_an_argument_or_a_traceback_is_not_logged(logged: io.StringIO) -> None:
    log = logging.getLogger("touchbase.test")
    log.info("calling with %s", {"token": "xoxb-1-2"})
    try:
        raise ValueError("bad address postgresql://ana:s3cret@db/t")
    except ValueError:
        log.exception("failed")
    assert "xoxb" not in logged.getvalue() and "s3cret" not in logged.getvalue()
    assert "INFO touchbase.test calling with {'token': '[secret]'}" in logged.getvalue()
    assert "Traceback" in logged.getvalue()


def test_chatty_libraries_are_heard_only_when_something_is_wrong(logged: io.StringIO) -> None:
    logging.getLogger("apscheduler.scheduler").info("every beat")
    logging.getLogger("slack_bolt").warning("worth knowing")
    assert "every beat" not in logged.getvalue()
    assert "worth knowing" in logged.getvalue()
