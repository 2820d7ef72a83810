"""The app manifest: manifest.json declares commands, scopes and addresses; here it is fitted to an installation."""

import json
from importlib.resources import files
from typing import Any

Manifest = dict[str, Any]

PLACEHOLDER = "https://touchbase.example.com"
EVENTS_PATH = "/slack/events"


def read() -> Manifest:
    """The manifest as it is in the repository."""
    manifest: Manifest = json.loads(files("bot.slack").joinpath("manifest.json").read_text("utf-8"))
    return manifest


def fitted(*, url: str | None, socket: bool) -> Manifest:
    """The manifest for an app reached at `url`, below which Slack's requests are taken, or by Socket Mode, which needs
    no address."""
    manifest = read()
    address = f"{(url or PLACEHOLDER).rstrip('/').removesuffix(EVENTS_PATH)}{EVENTS_PATH}"
    for command in manifest["features"]["slash_commands"]:
        _place(command, "url", None if socket else address)
    interactivity = manifest["settings"]["interactivity"]
    _place(interactivity, "request_url", None if socket else address)
    _place(interactivity, "message_menu_options_url", None if socket else address)
    _place(manifest["settings"]["event_subscriptions"], "request_url", None if socket else address)
    manifest["settings"]["socket_mode_enabled"] = socket
    return manifest


def scopes() -> tuple[str, ...]:
    return tuple(read()["oauth_config"]["scopes"]["bot"])


def commands() -> tuple[str, ...]:
    return tuple(command["command"] for command in read()["features"]["slash_commands"])


def _place(where: dict[str, Any], name: str, address: str | None) -> None:
    if address is None:
        where.pop(name, None)
    else:
        where[name] = address
