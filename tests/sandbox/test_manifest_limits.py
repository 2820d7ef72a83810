"""A manifest Slack would not install is refused, with the field and the reason; its last permitted value passes."""

import copy
from typing import Any

import pytest

from bot.sandbox import InvalidManifestError, Sandbox, check_manifest
from tests.sandbox.conftest import MANIFEST, TEAM, App, addressed, settings
from tests.sandbox.kit import Json

URL = "https://touchbase.example.com/slack/events"
SHORTCUT: Json = {"name": "Log it", "type": "global", "callback_id": "log", "description": "Opens the form"}
COMMAND: Json = {"command": "/logcall", "description": "Log it", "url": URL}
MISSING = object()


def whole() -> Json:
    manifest = addressed(MANIFEST)
    manifest["features"]["shortcuts"] = [dict(SHORTCUT)]
    manifest["settings"]["interactivity"] = {"is_enabled": True, "request_url": URL}
    return manifest


def changed(path: str, value: Any) -> Json:
    """The whole manifest with another value at `path`, or without it."""
    manifest = whole()
    *way, last = [int(step) if step.isdecimal() else step for step in path.split("/")]
    inner: Any = manifest
    for step in way:
        inner = inner[step] if isinstance(step, int) else inner.setdefault(step, {})
    if value is MISSING:
        del inner[last]
    else:
        inner[last] = copy.deepcopy(value)
    return manifest


def test_a_whole_manifest_is_taken() -> None:
    assert check_manifest(whole()).problems == []


def events(count: int) -> list[str]:
    return [f"event_{number}" for number in range(count)]


def commands(count: int) -> list[Json]:
    return [{**COMMAND, "command": f"/c{number}"} for number in range(count)]


def shortcuts(count: int) -> list[Json]:
    return [{**SHORTCUT, "callback_id": f"c{number}"} for number in range(count)]


# where, the last value that Slack takes, and one too many
LIMITS: list[tuple[str, Any, Any]] = [
    ("display_information/name", "x" * 35, "x" * 36),
    ("display_information/name", "x", ""),
    ("display_information/description", "x" * 140, "x" * 141),
    ("display_information/long_description", "x" * 4000, "x" * 4001),
    ("display_information/long_description", "x" * 174, "x" * 173),
    ("display_information/background_color", "#14532d", "#14532"),
    ("display_information/background_color", "#abc", "green"),
    ("features/bot_user/display_name", "x" * 80, "x" * 81),
    ("features/shortcuts/0/name", "x" * 24, "x" * 25),
    ("features/shortcuts/0/callback_id", "x" * 255, "x" * 256),
    ("features/shortcuts/0/description", "x" * 150, "x" * 151),
    ("features/shortcuts/0/type", "message", "channel"),
    ("features/shortcuts", shortcuts(10), shortcuts(11)),
    ("features/shortcuts", shortcuts(1), []),
    ("features/slash_commands/0/command", "/" + "x" * 31, "/" + "x" * 32),
    ("features/slash_commands/0/command", "/log-call_2", "logcall"),
    ("features/slash_commands/0/command", "/lc", "/"),
    ("features/slash_commands/0/command", "/lc", "/log call"),
    ("features/slash_commands/0/command", "/lc", "/LogCall"),
    ("features/slash_commands/0/command", "/status-of", "/status"),
    ("features/slash_commands/0/description", "x" * 2000, "x" * 2001),
    ("features/slash_commands/0/usage_hint", "x" * 1000, "x" * 1001),
    ("features/slash_commands/0/usage_hint", "x", ""),
    ("features/slash_commands", commands(50), commands(51)),
    ("features/slash_commands", commands(1), []),
    ("features/unfurl_domains", ["a.example"] * 1, [f"{n}.example" for n in range(6)]),
    ("oauth_config/redirect_urls", ["https://a.example/oauth"], ["http://a.example/oauth"]),
    ("oauth_config/scopes/user", ["x"] * 255, ["x"] * 256),
    ("settings/event_subscriptions/user_events", events(100), events(101)),
    ("settings/event_subscriptions/user_events", ["reaction_added"], ["reaction_added"] * 2),
    ("_metadata", {"major_version": 2, "minor_version": 1}, {"major_version": 3}),
]
ADDRESSES = [
    "features/slash_commands/0/url",
    "settings/event_subscriptions/request_url",
    "settings/interactivity/request_url",
    "settings/interactivity/message_menu_options_url",
]


@pytest.mark.parametrize(("path", "just_right", "too_much"), LIMITS)
def test_each_field_has_its_limit(path: str, just_right: Any, too_much: Any) -> None:
    assert check_manifest(changed(path, just_right)).problems == []
    problems = check_manifest(changed(path, too_much)).problems
    assert len(problems) == 1 and f"[json-pointer:/{path}" in problems[0]


@pytest.mark.parametrize("path", ADDRESSES)
def test_whatever_slack_sends_goes_to_an_https_address(path: str) -> None:
    assert check_manifest(changed(path, "https://x.example:8443/a/slack/events")).problems == []
    for wrong in ("http://x.example/slack/events", "https://", "https:///slack", "x.example", "https://a:b@x.example"):
        assert check_manifest(changed(path, wrong)).problems == [
            f"does not match the required pattern [json-pointer:/{path}]"
        ]


# what one setting needs of another
NEEDS: list[tuple[str, Any, str]] = [
    ("display_information/name", MISSING, "missing required field: name [json-pointer:/display_information]"),
    ("features/slash_commands/1/url", MISSING, "missing required field: url [json-pointer:/features/slash_commands/1]"),
    (
        "settings/event_subscriptions/request_url",
        MISSING,
        "Event Subscription requires either Request URL or Socket Mode Enabled "
        "[json-pointer:/settings/event_subscriptions]",
    ),
    (
        "settings/interactivity/request_url",
        MISSING,
        "Interactivity requires a Request URL [json-pointer:/settings/interactivity]",
    ),
    ("settings/interactivity/is_enabled", MISSING, "missing required field: is_enabled"),
    ("features/home", True, "invalid additional property: home [json-pointer:/features]"),
]


@pytest.mark.parametrize(("path", "value", "problem"), NEEDS)
def test_what_is_missing_or_unknown_is_named(path: str, value: Any, problem: str) -> None:
    [found] = check_manifest(changed(path, value)).problems
    assert found.startswith(problem)


def without_scope(scope: str) -> Json:
    manifest = whole()
    manifest["oauth_config"]["scopes"]["bot"].remove(scope)
    return manifest


@pytest.mark.parametrize(
    ("scope", "problems"),
    [
        ("commands", ["Slash Commands requires `commands` bot scope", "Shortcuts requires `commands` bot scope"]),
        ("im:history", ["message.im requires `im:history` bot scope"]),
        ("users:read", ["user_change requires `users:read` bot scope"]),
        ("channels:read", []),  # member_joined_channel: groups:read is enough
        ("dnd:read", []),
    ],
)
def test_commands_and_events_take_their_scopes(scope: str, problems: list[str]) -> None:
    found = check_manifest(without_scope(scope)).problems
    assert [each.partition(" [")[0] for each in found] == problems


def test_socket_mode_needs_no_address() -> None:
    manifest = copy.deepcopy(MANIFEST)
    assert len(check_manifest(manifest).problems) == 3
    manifest["settings"]["socket_mode_enabled"] = True
    assert check_manifest(manifest).problems == []


@pytest.mark.parametrize("nonsense", [None, [], "x", {}, {"display_information": []}, {"display_information": None}])
def test_what_is_no_manifest_is_none(nonsense: Any) -> None:
    assert check_manifest(nonsense).problems != []


def test_the_sandbox_installs_no_app_that_slack_would_refuse(app: App, sandbox: Sandbox) -> None:
    features = {**MANIFEST["features"], "shortcuts": [{**SHORTCUT, "name": "Log as customer conversation"}]}
    refused = settings(app.url, features=features)
    for install in (lambda: Sandbox(TEAM, refused), lambda: sandbox.connect(refused)):
        with pytest.raises(InvalidManifestError) as raised:
            install()
        assert raised.value.problems == ["must be less than 25 characters [json-pointer:/features/shortcuts/0/name]"]
        assert "/features/shortcuts/0/name" in str(raised.value)
    assert sandbox.workspace.app is not None and sandbox.workspace.app.shortcuts == ()
