"""A response_url: five uses, thirty minutes, and what it may change."""

import json
from typing import Any
from urllib.request import Request, urlopen

import httpx
import pytest

from bot.sandbox import Sandbox
from tests.sandbox.conftest import ANA, BOT, CUSTOMERS, MANIFEST, App, Real, settings

SHORTCUT = {"name": "Log it", "type": "message", "callback_id": "log_message", "description": "Opens the form"}


@pytest.fixture
def url(served: Sandbox) -> str:
    return served.command(ANA, CUSTOMERS, "/logcall Acme").response_url


def post(url: str, **body: Any) -> tuple[int, str]:
    answer = httpx.post(url, json=body, trust_env=False)
    return answer.status_code, answer.text if answer.status_code == 200 else answer.json()["error"]


def test_it_answers_its_author_only_unless_told_otherwise(served: Sandbox, url: str) -> None:
    assert post(url, text="for you") == (200, "ok")
    assert post(url, text="for all", response_type="in_channel") == (200, "ok")
    assert [each.text for each in served.ephemerals(ANA)] == ["for you"]
    assert [each.text for each in served.messages(CUSTOMERS)] == ["for all"]
    assert [each.method for each in served.posts()] == ["response_url", "response_url"]


def test_it_posts_where_the_bot_is_no_member(served: Sandbox) -> None:
    url = served.command(ANA, "C0RAND", "/logcall Acme").response_url
    assert post(url, text="hi", response_type="in_channel") == (200, "ok")
    assert [each.text for each in served.messages("C0RAND")] == ["hi"]


def test_the_sixth_use_is_refused(served: Sandbox, url: str) -> None:
    assert [post(url, text="x")[0] for _ in range(5)] == [200] * 5
    assert post(url, text="x") == (404, "used_url")
    assert len(served.posts()) == 5


def test_after_thirty_minutes_it_has_expired(served: Sandbox, url: str, real: Real) -> None:
    real.now += 30 * 60 + 1
    assert post(url, text="x") == (404, "expired_url")


def test_an_address_nobody_was_given_is_refused(served: Sandbox) -> None:
    assert post(served.url + "/response/nope", text="x") == (404, "no_such_url")


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({}, "no_text"),
        ({"blocks": [{"type": "nope"}]}, "invalid_blocks"),
        ({"text": "x", "blocks": "x"}, "invalid_blocks_format"),
        ({"delete_original": True}, "message_not_found"),
        ({"text": "x", "replace_original": True}, "message_not_found"),
    ],
)
def test_it_refuses_what_a_message_may_not_be(served: Sandbox, url: str, body: dict[str, Any], error: str) -> None:
    assert post(url, **body) == (400, error)
    assert served.ephemerals(ANA) == []


@pytest.mark.parametrize("response_type", ["ephemeral", "in_channel"])
def test_a_commands_own_url_replaces_neither_its_answer_nor_what_it_posted_itself(
    served: Sandbox, app: App, response_type: str
) -> None:
    app.says({"text": "first", "response_type": response_type})
    url = served.command(ANA, CUSTOMERS, "/logcall Acme").response_url
    assert post(url, text="second", response_type=response_type) == (200, "ok")
    assert post(url, text="third", replace_original=True) == (400, "message_not_found")
    assert post(url, delete_original=True) == (400, "message_not_found")
    shown = [each.text for each in served.workspace.messages(CUSTOMERS) if each.user == BOT]
    assert shown == ["first", "second"]


def test_what_a_person_wrote_is_not_replaced_by_the_shortcut_on_it(served: Sandbox, app: App) -> None:
    features = {**MANIFEST["features"], "shortcuts": [SHORTCUT]}
    served.connect(settings(app.url, features=features))
    said = served.message(ANA, CUSTOMERS, "We spoke to Acme")
    served.shortcut(ANA, "log_message", CUSTOMERS, said.ts)
    url = app.deliveries[-1].payload["response_url"]
    assert post(url, text="changed", replace_original=True) == (400, "message_not_found")
    assert post(url, delete_original=True) == (400, "message_not_found")
    assert post(url, text="beside it") == (200, "ok")
    assert [each.text for each in served.messages(CUSTOMERS)] == ["We spoke to Acme"]


def test_it_replaces_and_deletes_the_message_whose_button_was_pressed(served: Sandbox, app: App) -> None:
    button = {"type": "button", "text": {"type": "plain_text", "text": "Undo"}, "action_id": "undo"}
    app.says({"text": "one", "blocks": [{"type": "actions", "elements": [button]}]})
    served.command(ANA, CUSTOMERS, "/logcall Acme")
    app.answer = (200, "text/plain", "")
    served.press(ANA, served.ephemerals(ANA)[0], "undo")
    url = app.deliveries[-1].payload["response_url"]
    post(url, text="two", replace_original=True)
    assert [(each.text, each.blocks) for each in served.ephemerals(ANA)] == [("two", None)]
    post(url, delete_original=True)
    assert served.ephemerals(ANA) == []
    assert post(url, text="three", replace_original=True) == (400, "message_not_found")


def test_the_standard_librarys_client_may_post_a_form(served: Sandbox, url: str) -> None:
    body = b"payload=" + json.dumps({"text": "hello"}).encode()
    with urlopen(Request(url, body)) as answer:
        assert answer.read() == b"ok"
    assert [each.text for each in served.ephemerals(ANA)] == ["hello"]
