"""Presses, choices and type-ahead reach the app in Slack's layout."""

from typing import Any

import pytest

from bot.sandbox import PostedMessage, Sandbox
from tests.sandbox.conftest import ANA, BO, CUSTOMERS, App

UNDO = {"type": "button", "text": {"type": "plain_text", "text": "Undo"}, "action_id": "undo", "value": "7"}
BLOCKS = [{"type": "actions", "block_id": "receipt", "elements": [UNDO]}]


@pytest.fixture
def posted(sandbox: Sandbox) -> PostedMessage:
    metadata = {"event_type": "e", "event_payload": {}}
    return sandbox.workspace.post(CUSTOMERS, "U0SANDBOXBOT", "Acme", blocks=BLOCKS, metadata=metadata)


def container(message: PostedMessage) -> dict[str, Any]:
    return {"type": "message", "channel": message.channel, "ts": message.ts}


def test_a_press_carries_the_message_the_state_and_a_way_to_answer(
    served: Sandbox, app: App, posted: PostedMessage
) -> None:
    action = {"action_id": "undo", "block_id": "receipt", "type": "button", "value": "7"}
    state = {"values": {"b": {"a": {"type": "plain_text_input", "value": "x"}}}}
    assert served.action(ANA, container(posted), action, state) == {"ok": True}
    payload = app.next().payload
    assert payload["type"] == "block_actions" and payload["api_app_id"] == "A0SANDBOX"
    assert payload["user"] == {"id": ANA, "username": "ana", "name": "ana", "team_id": "T0INITECH"}
    assert payload["team"] == {"id": "T0INITECH", "domain": "initech"}
    assert payload["container"] == {
        "type": "message",
        "message_ts": posted.ts,
        "channel_id": CUSTOMERS,
        "is_ephemeral": False,
    }
    assert payload["channel"] == {"id": CUSTOMERS, "name": "customers"}
    assert payload["message"]["blocks"] == BLOCKS and payload["message"]["metadata"]["event_type"] == "e"
    assert payload["state"] == state and payload["trigger_id"]
    assert payload["response_url"].startswith(served.url + "/response/")
    [pressed] = payload["actions"]
    assert {name: pressed[name] for name in action} == action and "action_ts" in pressed


def test_a_press_in_an_ephemeral_message_carries_no_message(sandbox: Sandbox, app: App) -> None:
    app.says({"text": "Acme", "blocks": BLOCKS})
    sandbox.command(ANA, CUSTOMERS, "/logcall Acme")
    app.answer = (200, "text/plain", "")
    assert sandbox.press(ANA, sandbox.ephemerals(ANA)[0], "undo") == {"ok": True}
    payload = app.deliveries[-1].payload
    assert payload["container"]["is_ephemeral"] is True and "message" not in payload
    assert payload["actions"][0]["value"] == "7" and payload["actions"][0]["block_id"] == "receipt"


def test_the_words_a_press_is_answered_with_are_not_shown(sandbox: Sandbox, app: App, posted: PostedMessage) -> None:
    app.says({"text": "ignored"})
    sandbox.press(ANA, posted, "undo")
    assert sandbox.posts() == [] and sandbox.ephemerals(ANA) == []


@pytest.mark.parametrize(("status", "error"), [(500, "dispatch_failed"), (404, "dispatch_failed")])
def test_a_press_the_app_does_not_take_warns_the_person(
    sandbox: Sandbox, app: App, posted: PostedMessage, status: int, error: str
) -> None:
    app.answer = (status, "text/plain", "")
    assert sandbox.press(ANA, posted, "undo") == {"ok": False, "error": error}


def test_a_button_that_an_edit_took_away_cannot_be_pressed(sandbox: Sandbox, app: App, posted: PostedMessage) -> None:
    sandbox.workspace.change(posted, blocks=None)
    action = {"action_id": "undo", "block_id": "receipt", "type": "button"}
    assert sandbox.action(ANA, container(posted), action)["error"] == "action_not_found"
    assert app.deliveries == []


def test_nobody_presses_in_a_message_only_another_sees(sandbox: Sandbox, app: App) -> None:
    hidden = sandbox.workspace.post(CUSTOMERS, "U0SANDBOXBOT", "x", blocks=BLOCKS, to=ANA)
    assert sandbox.press(BO, hidden, "undo")["error"] == "message_not_found"
    assert app.deliveries == []


def test_type_ahead_gets_what_the_app_offers(sandbox: Sandbox, app: App, posted: PostedMessage) -> None:
    offered = {"options": [{"text": {"type": "plain_text", "text": "Acme"}, "value": "1"}]}
    app.says(offered)
    assert sandbox.suggest(ANA, container(posted), "search", "receipt", "ac") == offered
    payload = app.next().payload
    assert {name: payload[name] for name in ("type", "action_id", "block_id", "value")} == {
        "type": "block_suggestion",
        "action_id": "search",
        "block_id": "receipt",
        "value": "ac",
    }


def option(text: str = "Acme", value: str = "1") -> dict[str, Any]:
    return {"text": {"type": "plain_text", "text": text}, "value": value}


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"options": [option()] * 101},
        {"options": [], "option_groups": []},
        [],
        {"options": "x"},
        {"options": [option(value="")]},
        {"options": [option("x" * 76)]},
        {"option_groups": [{"label": {"type": "plain_text", "text": "x"}, "options": [option(value="x" * 151)]}]},
    ],
)
def test_type_ahead_that_offers_nothing_usable_is_an_error(
    sandbox: Sandbox, app: App, posted: PostedMessage, answer: Any
) -> None:
    app.says(answer)
    said = sandbox.suggest(ANA, container(posted), "search", "receipt", "ac")
    assert said == {"error": "invalid_suggestion_response"}
