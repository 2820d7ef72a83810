"""App manifests as Slack checks them: the limits of every field, and what one setting needs of another.

The lengths, counts and patterns are those of Slack's published schema of manifests (major version 2), the request
addresses and the rules between settings those of its reference and of the answers of `apps.manifest.validate`.
"""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.blockkit.schema import (
    Report,
    Rule,
    Shape,
    all_of,
    anything,
    array,
    boolean,
    number,
    one_of,
    string,
)


class InvalidManifestError(ValueError):
    """Slack would not install the app; the problems name the field each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("invalid_manifest: " + "; ".join(problems))
        self.problems = problems


def check_manifest(manifest: Any) -> Report:
    """What Slack would refuse of `manifest`; a report without problems is a pass."""
    report = Report("manifest", error="invalid_manifest")
    _MANIFEST(manifest, "", report)
    return report


def refuse_invalid(manifest: Any) -> None:
    """Raises InvalidManifestError."""
    report = check_manifest(manifest)
    if report.problems:
        raise InvalidManifestError(report.problems)


def _features(manifest: Mapping[str, Any]) -> Mapping[str, Any]:
    features: Mapping[str, Any] = manifest.get("features", {})
    return features


def _settings(manifest: Mapping[str, Any]) -> Mapping[str, Any]:
    settings: Mapping[str, Any] = manifest.get("settings", {})
    return settings


def _needs_addresses(value: Any, pointer: str, report: Report) -> None:
    """Without Socket Mode, whatever Slack sends needs an address to go to."""
    settings = _settings(value)
    if settings.get("socket_mode_enabled"):
        return
    events, interactivity = settings.get("event_subscriptions", {}), settings.get("interactivity", {})
    if events.get("bot_events") and "request_url" not in events:
        report.add(
            "Event Subscription requires either Request URL or Socket Mode Enabled", "/settings/event_subscriptions"
        )
    if interactivity.get("is_enabled") and "request_url" not in interactivity:
        report.add("Interactivity requires a Request URL", "/settings/interactivity")
    for place, command in enumerate(_features(value).get("slash_commands", ())):
        if "url" not in command:
            report.add("missing required field: url", f"/features/slash_commands/{place}")


def _needs_scopes(value: Any, pointer: str, report: Report) -> None:
    scopes = set(value.get("oauth_config", {}).get("scopes", {}).get("bot", ()))
    for name, words in (("slash_commands", "Slash Commands"), ("shortcuts", "Shortcuts")):
        if _features(value).get(name) and "commands" not in scopes:
            report.add(f"{words} requires `commands` bot scope", f"/features/{name}")
    events = _settings(value).get("event_subscriptions", {}).get("bot_events", ())
    for place, event in enumerate(events):
        wanted = SCOPES_OF_EVENTS.get(event)
        if wanted and not scopes.intersection(wanted):
            missing = " or ".join(f"`{scope}`" for scope in wanted)
            report.add(f"{event} requires {missing} bot scope", f"/settings/event_subscriptions/bot_events/{place}")


def _different(item: Rule, most: int, *, least: int = 1) -> Rule:
    """An array without the same item twice."""
    items = array(item, most, least=least)

    def check(value: Any, pointer: str, report: Report) -> None:
        before = len(report.problems)
        items(value, pointer, report)
        if len(report.problems) == before and len(set(value)) < len(value):
            report.add("must not contain the same item twice", pointer)

    return check


def _not_slacks_own(value: Any, pointer: str, report: Report) -> None:
    if str(value["command"]).removeprefix("/") in BUILT_IN_COMMANDS:
        report.add("the slash command has an invalid name", f"{pointer}/command")


BUILT_IN_COMMANDS = frozenset(
    "away collapse dnd expand feed invite join leave me msg mute open pro remind search shortcuts shrug status topic "
    "who".split()
)
"""Slack's own commands, which no app may call its own."""

SCOPES_OF_EVENTS: Mapping[str, tuple[str, ...]] = {
    "app_mention": ("app_mentions:read",),
    "channel_shared": ("channels:read", "groups:read", "im:read", "mpim:read"),
    "channel_unshared": ("channels:read", "groups:read", "im:read", "mpim:read"),
    "member_joined_channel": ("channels:read", "groups:read"),
    "member_left_channel": ("channels:read", "groups:read"),
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "message.mpim": ("mpim:history",),
    "team_join": ("users:read",),
    "user_change": ("users:read",),
}
"""One of these scopes an event takes; events that are not here take none, or are none of ours to know."""


def _address(most: int) -> Rule:
    return string(most, pattern=r"https://[^\s/?#@]+(/\S*)?")


_NAME = string(50, least=1)
_COMMAND = Shape(
    {"command": string(32, least=2, pattern=r"/[^\sA-Z]+"), "description": string(2000, least=1)},
    {"url": _address(3000), "usage_hint": string(1000, least=1), "should_escape": boolean},
    _not_slacks_own,
)
_SHORTCUT = Shape(
    {
        "name": string(24, least=1),
        "type": one_of("message", "global"),
        "callback_id": string(255, least=1),
        "description": string(150, least=1),
    }
)
_SCOPES = array(_NAME, 255, least=0)
_EVENTS = _different(_NAME, 100, least=0)

_METADATA = Shape(
    optional={
        "major_version": number(least=1, most=2, whole=True),
        "minor_version": number(least=0, whole=True),
        "schema_version": number(least=0, whole=True),
        "min_version": number(least=0, whole=True),
    }
)
_DISPLAY = Shape(
    {"name": string(35, least=1)},
    {
        "description": string(140, least=1),
        "long_description": string(4000, least=174),
        "background_color": string(pattern="#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?"),
    },
)
_FEATURES = Shape(
    optional={
        "app_home": Shape(
            optional=dict.fromkeys(
                ("home_tab_enabled", "messages_tab_enabled", "messages_tab_read_only_enabled"), boolean
            )
        ),
        "bot_user": Shape({"display_name": string(80, least=1)}, {"always_online": boolean}),
        "shortcuts": array(_SHORTCUT, 10),
        "slash_commands": array(_COMMAND, 50),
        "unfurl_domains": _different(string(255, pattern="(?![.-])[-a-z0-9.]+[a-z0-9]"), 5),
        **dict.fromkeys(("functions", "workflow_steps", "assistant_view", "agent_view", "code_channels"), anything),
    }
)
_OAUTH = Shape(
    optional={
        "redirect_urls": _different(_address(2500), 1000, least=0),
        "scopes": Shape(optional=dict.fromkeys(("bot", "user", "bot_optional", "user_optional"), _SCOPES)),
        "token_management_enabled": boolean,
        "pkce_enabled": boolean,
    }
)
_SETTINGS = Shape(
    optional={
        "allowed_ip_address_ranges": _different(string(pattern=r"[0-9]{1,3}(\.[0-9]{1,3}){3}(/[0-9]{1,2})?"), 50),
        "event_subscriptions": Shape(
            optional={
                "request_url": _address(3500),
                "bot_events": _EVENTS,
                "user_events": _EVENTS,
                "metadata_subscriptions": array(anything, 20),
            }
        ),
        "incoming_webhooks": Shape(optional={"incoming_webhooks_enabled": boolean}),
        "interactivity": Shape(
            {"is_enabled": boolean}, {"request_url": _address(3500), "message_menu_options_url": _address(3500)}
        ),
        "siws_links": Shape(optional={"initiate_uri": _address(3500)}),
        **dict.fromkeys(
            ("org_deploy_enabled", "socket_mode_enabled", "token_rotation_enabled", "is_hosted", "is_mcp_enabled"),
            boolean,
        ),
        "hermes_app_type": string(),
        "function_runtime": string(),
    }
)
_MANIFEST = Shape(
    {"display_information": _DISPLAY},
    {
        "$schema": string(),
        "_metadata": _METADATA,
        "features": _FEATURES,
        "oauth_config": _OAUTH,
        "settings": _SETTINGS,
        **dict.fromkeys(
            (
                "app_directory",
                "datastores",
                "external_auth_providers",
                "functions",
                "mcp_servers",
                "outgoing_domains",
                "types",
                "workflows",
            ),
            anything,
        ),
    },
    all_of(_needs_addresses, _needs_scopes),
)
