"""Commands that save nothing: never NOT saved, and /leaderboard answers before it computes."""

import threading
from typing import Any

import pytest

from bot.domain.errors import StorageAway
from bot.services.accounts import accounts, cards
from bot.services.weekly import leaderboard
from tests.app_fixture import ANA, BO, AppFixture
from tests.handlers.reading import line_to_copy

FAILED = "That did not work: try again in a minute. (id "


@pytest.fixture
def acme(app: AppFixture) -> AppFixture:
    app.reads(ANA, "/account add Acme")
    app.reads(BO, "/logcall Acme 20m lunch talk")
    return app


def away(*_: object, **__: object) -> Any:
    raise StorageAway("gone")


def test_the_leaderboard_is_computed_after_its_ack(acme: AppFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    answered = threading.Event()
    compute = leaderboard.answer_for

    def compute_late(*arguments: Any) -> Any:
        assert answered.wait(10)
        return compute(*arguments)

    monkeypatch.setattr(leaderboard, "answer_for", compute_late)
    result = acme.type(BO, "/leaderboard quarter")
    answered.set()
    assert result.error is None and not result.body
    acme.settle()
    assert "Bo spoke to 1 customer" in acme.last_seen(BO).text


@pytest.mark.parametrize("failure", [StorageAway("gone"), ZeroDivisionError()])
def test_a_leaderboard_that_fails_is_told_in_words(
    acme: AppFixture, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, failure: Exception
) -> None:
    def fail(*_: object) -> Any:
        raise failure

    monkeypatch.setattr(leaderboard, "answer_for", fail)
    acme.type(BO, "/leaderboard quarter")
    acme.settle()
    told = acme.last_seen(BO).text
    assert told.startswith(FAILED)
    assert told.removeprefix(FAILED).strip(")") in caplog.text


def test_a_period_nobody_knows_is_refused_at_once(acme: AppFixture) -> None:
    _, answer = acme.deliver(BO, "yesteryear", command="/leaderboard")
    assert answer["text"].startswith("I know these: this week")
    assert line_to_copy(answer["blocks"]) == "/leaderboard yesteryear"


@pytest.mark.parametrize("command", ["/account Acme", "/touchbase account Acme", "/touchbase /account Acme"])
def test_a_card_that_cannot_be_read_is_no_loss(acme: AppFixture, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setattr(cards, "show", away)
    assert acme.reads(BO, command).startswith(FAILED)


@pytest.mark.parametrize("command", ["/account add Globex", "/touchbase account add Globex"])
def test_an_account_that_was_not_added_is_not_saved(
    acme: AppFixture, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr(accounts, "add", away)
    told = acme.reads(BO, command)
    assert told.startswith("*NOT saved. Send this again in a minute:*")
    assert line_to_copy(acme.last_seen(BO).blocks) == command
