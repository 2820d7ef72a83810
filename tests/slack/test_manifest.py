"""The manifest is the one truth: what it declares has a listener, and what is called has its scope."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_bolt import BoltRequest

import handlers
from bot import bootstrap
from bot.config import Settings, is_public_address
from bot.db.engine import Database
from bot.sandbox import check_manifest
from bot.slack import manifest
from handlers import commands

ROOT = Path(__file__).parents[2]

SCOPES_OF = {
    "auth.test": set[str](),
    "users.info": {"users:read"},
    "users.list": {"users:read"},
    "usergroups.list": {"usergroups:read"},
    "conversations.info": {"channels:read", "groups:read"},
    "conversations.open": {"im:write"},
    "conversations.history": {"channels:history", "groups:history", "im:history"},
    "chat.postMessage": {"chat:write"},
    "files.getUploadURLExternal": {"files:write"},
    "files.completeUploadExternal": {"files:write"},
}
"""What each method that we call needs, from Slack's reference."""

SCOPES_OF_EVENTS = {
    "app_home_opened": set[str](),
    "app_mention": {"app_mentions:read"},
    "app_uninstalled": set[str](),
    "channel_shared": {"channels:read", "groups:read"},
    "channel_unshared": {"channels:read", "groups:read"},
    "member_joined_channel": {"channels:read", "groups:read"},
    "message.im": {"im:history"},
    "tokens_revoked": set[str](),
    "user_change": {"users:read"},
}
"""What each event that we hear needs, from Slack's reference."""

FILE_INPUT = {"files:read"}
"""What a form's field for files takes, and fetching what was put into it."""


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Any]:
    """The Bolt app with every listener, as bootstrap puts it together."""
    env = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"}
    settings = Settings.from_env(env, base=tmp_path)
    runtime = bootstrap.build(settings, Database(settings.database_url), clock=lambda: None)  # type: ignore[arg-type,return-value]
    yield bootstrap.build_app(runtime, bootstrap.build_error_handler(runtime))
    runtime.close()


def listens(app: Any, command: str) -> str | None:
    """The name of the first listener for `command`."""
    request = BoltRequest(body=f"command={command.replace('/', '%2F')}&text=x&trigger_id=1")
    for listener in app._listeners:
        if listener.matches(req=request, resp=None):
            return str(listener.ack_function.__name__)
    return None


def test_every_declared_command_has_a_listener_of_its_own(app: Any) -> None:
    found = {command: listens(app, command) for command in manifest.commands()}
    assert None not in found.values()
    assert "unknown" not in found.values()
    assert len(set(found.values())) == len(found)


def test_every_command_that_is_listened_to_is_declared() -> None:
    names = {f"/{command.name}" for command in (*commands.COMMANDS, commands.TOUCHBASE)}
    assert names == set(manifest.commands())


def test_every_shortcut_that_is_listened_to_is_declared_and_the_other_way_round() -> None:
    listened = {callback_id for each in handlers.LISTENERS for callback_id in each.shortcuts}
    assert {each["callback_id"] for each in manifest.read()["features"]["shortcuts"]} == listened


def test_every_event_that_is_subscribed_to_has_a_listener_and_the_other_way_round() -> None:
    kinds = {each.partition(".")[0] for each in manifest.read()["settings"]["event_subscriptions"]["bot_events"]}
    assert kinds == {each.partition(".")[0] for each in SCOPES_OF_EVENTS}
    assert {event_type for each in handlers.LISTENERS for event_type in each.events} == kinds


def test_no_two_modules_listen_to_the_same() -> None:
    kinds = ("actions", "options", "views", "shortcuts", "events")
    ids = [(kind, each) for listeners in handlers.LISTENERS for kind in kinds for each in getattr(listeners, kind)]
    assert len(ids) == len(set(ids))


def test_any_other_command_falls_to_the_one_that_says_so(app: Any) -> None:
    assert listens(app, "/frobnicate") == "unknown"


def test_commands_are_escaped_so_that_people_arrive_by_their_ids() -> None:
    assert all(command["should_escape"] for command in manifest.read()["features"]["slash_commands"])


def test_the_scopes_are_those_of_the_methods_that_are_called_and_no_more() -> None:
    source = "".join((ROOT / f"bot/slack/api/{name}.py").read_text() for name in ("gateway", "files"))
    called = set(re.findall(r'"([a-z]+\.[a-zA-Z.]+)"', source)) | {"chat.postMessage"}
    assert "chat_postMessage(" in source
    assert called == set(SCOPES_OF)
    assert set(manifest.scopes()) == {"commands"}.union(FILE_INPUT, *SCOPES_OF.values(), *SCOPES_OF_EVENTS.values())


@pytest.mark.parametrize("socket", [False, True], ids=["url", "socket"])
@pytest.mark.parametrize("url", ["https://bot.initech.com", None])
def test_slack_takes_every_field_of_either_kind(url: str | None, socket: bool) -> None:
    assert check_manifest(manifest.fitted(url=url, socket=socket)).problems == []


@pytest.mark.parametrize(
    "url", ["https://bot.initech.com", "https://bot.initech.com/", "https://bot.initech.com/slack/events"]
)
def test_an_address_is_put_wherever_slack_needs_one(url: str) -> None:
    fitted = manifest.fitted(url=url, socket=False)
    assert set(addresses(fitted)) == {"https://bot.initech.com/slack/events"}
    assert len(addresses(fitted)) == len(manifest.commands()) + 3
    assert fitted["settings"]["socket_mode_enabled"] is False


@given(st.text(alphabet="abc019.:/@?#-_~%+[]\\ \n\u00a0\u0661ü", max_size=30))
def test_whatever_address_is_taken_slack_takes_too(rest: str) -> None:
    address = f"https://{rest}"
    if is_public_address(address):
        parts = urlsplit(address)
        assert parts.hostname and not (parts.username or parts.password or parts.query or parts.fragment)
        assert check_manifest(manifest.fitted(url=address, socket=False)).problems == []


def test_without_an_address_the_example_stands_in_its_place() -> None:
    assert manifest.fitted(url=None, socket=False) == manifest.read()


def test_socket_mode_needs_no_address() -> None:
    fitted = manifest.fitted(url="https://bot.initech.com", socket=True)
    assert addresses(fitted) == []
    assert fitted["settings"]["socket_mode_enabled"] is True
    assert fitted["settings"]["interactivity"] == {"is_enabled": True}


def test_fitting_one_changes_nothing_of_the_next() -> None:
    manifest.fitted(url="https://bot.initech.com", socket=True)
    assert json.loads((ROOT / "bot/slack/manifest.json").read_text()) == manifest.read()


def addresses(node: Any) -> list[str]:
    if isinstance(node, dict):
        return [found for value in node.values() for found in addresses(value)]
    if isinstance(node, list):
        return [found for value in node for found in addresses(value)]
    return [node] if isinstance(node, str) and node.startswith("https://") else []
