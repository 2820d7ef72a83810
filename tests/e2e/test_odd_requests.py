"""Whatever shape a signed request has, its sender gets an answer that makes sense, and the next one is served."""

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.app_fixture import ANA, AppFixture
from tests.conftest import MONDAY_9AM
from tests.databases import as_engine_url, lent_database
from tests.e2e.odd_interactions import odd_interactions
from tests.e2e.odd_requests import Answer, OddRequest, odd_requests
from tests.slack.wire import command, send, sign, words

ODD = [*odd_requests(), *odd_interactions()]


@pytest.fixture(scope="module")
def app(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppFixture]:
    """On PostgreSQL, which refuses what SQLite takes: NUL in a text."""
    folder: Path = tmp_path_factory.mktemp("odd")
    with (
        lent_database("postgresql", request, folder) as url,
        AppFixture.open(as_engine_url(url), now=MONDAY_9AM) as opened,
    ):
        opened.reads(ANA, "/account add Acme")
        yield opened


def test_there_are_many_odd_requests_and_each_has_a_name_of_its_own() -> None:
    names = [odd.name for odd in ODD]
    assert len(names) > 300
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.name)
def test_an_odd_request_is_answered_and_the_next_one_served(
    app: AppFixture, odd: OddRequest, caplog: pytest.LogCaptureFixture
) -> None:
    before = _with_a_modal_open(app)
    body = odd.body(app.sandbox.trigger(ANA))
    answer = send(app.events_url, body, {**sign(body), "content-type": odd.content_type})
    app.settle()
    assert _kind_of(answer, app, before) is odd.answer, (answer.status_code, answer.text)
    assert "request failed" not in caplog.text
    assert words(send(app.events_url, command("help")))


def _with_a_modal_open(app: AppFixture) -> str:
    """The id of the one modal that ana has before her, over which another may be shown."""
    shown = app.sandbox.workspace.views
    shown.clear(ANA)
    title = {"type": "plain_text", "text": "Before"}
    return shown.open(app.sandbox.trigger(ANA), {"type": "modal", "title": title, "blocks": [_LINE]}).id


_LINE = {"type": "divider"}


def _kind_of(answer: httpx.Response, app: AppFixture, before: str) -> Answer | None:
    """Which kind of answer it was, by all that the person may see; None for one that makes no sense."""
    if answer.status_code in (400, 401):
        return Answer.REFUSED
    if answer.status_code != 200:
        return None
    if answer.text:
        given = json.loads(answer.text)
        if given.get("text") or given.get("challenge"):
            return Answer.WORDS
        if "options" in given:
            return Answer.OPTIONS
        return Answer.STAYS if given.get("errors") or given.get("view") else None
    return Answer.MODAL if app.sandbox.views(ANA)[-1].id != before else Answer.EMPTY
