"""Who is in the sandbox's workspace, and the app that is installed there: values only."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class TeamPerson:
    """A member. `name` is the handle typed after @; `team_id` is set for people whose home is another workspace.

    They are of another company, unless ours is among the `workspaces` that an organisation lists for them.
    """

    id: str
    name: str
    real_name: str
    tz: str = "Europe/Berlin"
    title: str = ""
    department: str = ""
    is_admin: bool = False
    is_owner: bool = False
    is_restricted: bool = False
    deleted: bool = False
    team_id: str | None = None
    is_bot: bool = False
    status_text: str = ""
    status_emoji: str = ""
    display_name: str = ""  # as people chose it in Slack; many leave it empty
    workspaces: tuple[str, ...] = ()


@dataclass(frozen=True)
class TeamChannel:
    """A conversation as it stands at the start; who joins or leaves later is the workspace's business."""

    id: str
    name: str
    is_private: bool = False
    is_archived: bool = False
    is_ext_shared: bool = False
    is_general: bool = False
    members: tuple[str, ...] = ()
    bot_is_member: bool = True
    topic: str = ""


@dataclass(frozen=True)
class TeamUserGroup:
    id: str
    handle: str
    name: str
    users: tuple[str, ...] = ()


@dataclass(frozen=True)
class Team:
    id: str = "T0SANDBOX"
    name: str = "Sandbox"
    domain: str = "sandbox"
    people: tuple[TeamPerson, ...] = ()
    channels: tuple[TeamChannel, ...] = ()
    zone: str = "Europe/Berlin"
    usergroups: tuple[TeamUserGroup, ...] = ()
    enterprise_id: str | None = None  # of the organisation that the workspace is part of (Enterprise Grid)
    first_line: str = ""  # what a newcomer may try: above the message box until they have sent something


@dataclass(frozen=True)
class AppSettings:
    """The installed app: its Slack manifest, where its deliveries go, and the secrets both sides know.

    With an `app_token` (xapp-…) the app may connect by Socket Mode; while it is connected, deliveries go that way.
    """

    manifest: Mapping[str, Any]
    events_url: str
    signing_secret: str
    bot_token: str
    id: str = "A0SANDBOX"
    bot_id: str = "B0SANDBOX"
    bot_user_id: str = "U0SANDBOXBOT"
    app_token: str | None = None

    @property
    def name(self) -> str:
        return str(self.manifest.get("display_information", {}).get("name", "App"))

    @property
    def bot_name(self) -> str:
        return str(self._features.get("bot_user", {}).get("display_name", self.name))

    @property
    def scopes(self) -> frozenset[str]:
        return frozenset(self.manifest.get("oauth_config", {}).get("scopes", {}).get("bot", ()))

    @property
    def commands(self) -> Mapping[str, Mapping[str, Any]]:
        """The declared slash commands, by name with its slash."""
        return {each["command"]: each for each in self._features.get("slash_commands", ())}

    @property
    def shortcuts(self) -> tuple[Mapping[str, Any], ...]:
        return tuple(self._features.get("shortcuts", ()))

    @property
    def home_enabled(self) -> bool:
        return bool(self._features.get("app_home", {}).get("home_tab_enabled", False))

    @property
    def bot_events(self) -> frozenset[str]:
        """The event subscriptions, e.g. `app_home_opened`, `message.im`."""
        subscriptions = self.manifest.get("settings", {}).get("event_subscriptions", {})
        return frozenset(subscriptions.get("bot_events", ()))

    @property
    def socket_mode(self) -> bool:
        """Whether the manifest switches Socket Mode on: then nothing is ever sent over HTTP."""
        return bool(self.manifest.get("settings", {}).get("socket_mode_enabled", False))

    @property
    def _features(self) -> Mapping[str, Any]:
        features: Mapping[str, Any] = self.manifest.get("features", {})
        return features
