"""Which listener a request reaches, by the tables that the modules of handlers declare."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from slack_bolt import App, BoltRequest

import handlers
from bot.slack import app as bolt
from handlers.commands import COMMANDS, would_save
from handlers.listeners import Listener

ACTIONS = {action_id: listener for each in handlers.LISTENERS for action_id, listener in each.actions.items()}


@pytest.fixture(scope="module")
def app() -> App:
    built = bolt.build(
        authorizer=lambda *_: None,  # type: ignore[arg-type]
        recognise=lambda *_: None,  # type: ignore[arg-type]
        answer_error=lambda *_: None,  # type: ignore[arg-type]
        executor=ThreadPoolExecutor(1),
    )
    handlers.register(built, None, run_later=None, user_replies=None)  # type: ignore[arg-type]
    return built


def reached(app: App, action_id: str) -> list[tuple[str, str]]:
    """The module and the name of every listener for a press of that action_id."""
    body: dict[str, Any] = {"type": "block_actions", "actions": [{"action_id": action_id, "block_id": "b"}]}
    request = BoltRequest(body=json.dumps(body), headers={"content-type": ["application/json"]})
    listeners = [each for each in app._listeners if each.matches(req=request, resp=None)]  # type: ignore[arg-type]
    return [(each.ack_function.__module__, each.ack_function.__name__) for each in listeners]


@pytest.mark.parametrize("more", ["", ":1", ":0123456789AB", ":a b:c", "_0", "_12"])
def test_a_press_reaches_the_one_listener_of_its_id_whatever_makes_it_unique_in_a_message(app: App, more: str) -> None:
    def name(listener: Listener) -> tuple[str, str]:
        return listener.__module__, listener.__name__

    found = {action_id: reached(app, f"{action_id}{more}") for action_id in ACTIONS}
    assert found == {action_id: [name(listener)] for action_id, listener in ACTIONS.items()}


@pytest.mark.parametrize("action_id", ["", "sponsor", "sponsor_yes_", "x_sponsor_yes", "sponsor_yes more", ":1"])
def test_an_id_that_only_resembles_one_of_ours_reaches_nobody(app: App, action_id: str) -> None:
    assert reached(app, action_id) == []


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_no_command_would_save_anything_by_explaining_itself(command: Any) -> None:
    for text in ("help", " ? ", "HELP"):
        assert not would_save(f"/{command.name}", text)
        assert not would_save("/touchbase", f"{command.name} {text}")


@pytest.mark.parametrize(
    ("command", "text", "saves"),
    [
        ("/logcall", "Acme 20m", True),
        ("/logcall", "", False),
        ("/touchbase", "logcall Acme 20m", True),
        ("/touchbase", "/logcall Acme 20m", True),
        ("/touchbase", "help", False),
        ("/account", "Acme", False),
        ("/account", "add Acme", True),
        ("/account", "Acme STAGE customer", True),
        ("/account", "merge Acme Inc into Acme", False),
        ("/account", "edit Acme", False),
        ("/owner", "Acme", False),
        ("/owner", "Acme <@U1>", True),
        ("/sponsor", "Acme none", True),
        ("/sponsor", "", False),
        ("/leaderboard", "last week", False),
        ("/frobnicate", "Acme", False),
    ],
)
def test_a_command_would_save_what_it_says(command: str, text: str, saves: bool) -> None:
    assert would_save(command, text) is saves
