"""Workspaces, their members, and who is asking."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Workspace:
    """One Slack workspace. `id` is Slack's team id; `zone` an IANA name; `channel` where it posts, if chosen.

    `accounts_version` changes whenever a name by which an account is found changes.
    """

    id: str
    name: str
    zone: str
    zone_of: str | None
    channel: str | None
    accounts_version: int


@dataclass(frozen=True)
class Profile:
    """What Slack says of a person. A guest is restricted, a bot, or of another company.

    `real_names` are what they are called beside the name they chose to go by; they are not kept.
    """

    id: str
    name: str
    zone: str | None
    is_admin: bool = False
    is_guest: bool = False
    is_deactivated: bool = False
    real_names: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Roster:
    """A page of everybody Slack knows in a workspace, deactivated people too; `cursor` asks for the next, if any."""

    people: tuple[Profile, ...]
    cursor: str | None


@dataclass(frozen=True)
class Member:
    """A person as we know them; `is_known` is False until Slack told who they are."""

    profile: Profile
    is_known: bool
    opted_out: bool = False

    @property
    def id(self) -> str:
        return self.profile.id

    @property
    def may_take_part(self) -> bool:
        return not (self.profile.is_guest or self.profile.is_deactivated)


@dataclass(frozen=True)
class Caller:
    """Who is asking, and where."""

    workspace: Workspace
    member: Member

    @property
    def zone(self) -> str:
        return self.member.profile.zone or self.workspace.zone


@dataclass(frozen=True)
class Identity:
    """What `auth.test` says of a bot token. `scopes` is Slack's comma-separated list."""

    workspace_id: str
    workspace: str
    app_id: str
    bot_id: str
    bot_user_id: str
    scopes: str
