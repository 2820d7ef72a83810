"""Workspaces, their members, and who is asking."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from bot.domain.setup.pause import Pause


@dataclass(frozen=True)
class Workspace:
    """One Slack workspace. `id` is Slack's team id; `zone` an IANA name; `channel` where it posts, if chosen.

    `accounts_version` changes whenever a name by which an account is found changes. `channel_of` is who chose the
    channel, `zone_chosen_by` who named the zone: None where TOUCHBASE_CHANNEL did, or the zone is that of `zone_of`.
    `env_channel` is what TOUCHBASE_CHANNEL says. `first_admin` was told how to set it up, `is_set_up` once the list of
    first steps was put away. `headcount` is how many people are in it, as Slack last said.
    """

    id: str
    name: str
    zone: str
    zone_of: str | None
    channel: str | None
    accounts_version: int
    channel_of: str | None = None
    env_channel: str | None = None
    zone_chosen_by: str | None = None
    pause: Pause | None = None
    first_admin: str | None = None
    is_set_up: bool = False
    headcount: int | None = None


@dataclass(frozen=True)
class Profile:
    """What Slack says of a person. A guest is restricted, a bot, or of another company.

    `title` is what they do, in their own words.
    `real_names` are what they are called beside the name they chose to go by; they are not kept.
    """

    id: str
    name: str
    zone: str | None
    is_admin: bool = False
    is_guest: bool = False
    is_deactivated: bool = False
    title: str = ""
    real_names: tuple[str, ...] = field(default=(), compare=False)

    @property
    def is_unseen(self) -> bool:
        """Whether Slack answered that it knows nobody by this id, or lets us not see them: not one of us."""
        return not self.name

    @classmethod
    def unseen(cls, member_id: str) -> "Profile":
        return cls(id=member_id, name="", zone=None, is_guest=True)


@dataclass(frozen=True)
class Roster:
    """A page of everybody Slack knows in a workspace, deactivated people too; `cursor` asks for the next, if any."""

    people: tuple[Profile, ...]
    cursor: str | None


@dataclass(frozen=True)
class Member:
    """A person as we know them; `is_known` is False until Slack told who they are, `known_at` when it last did.

    `is_new` until they have read the first words, once.
    """

    profile: Profile
    is_known: bool
    opted_out: bool = False
    is_new: bool = field(default=True, compare=False)
    known_at: datetime | None = field(default=None, compare=False)

    @property
    def id(self) -> str:
        return self.profile.id

    @property
    def may_take_part(self) -> bool:
        return not (self.profile.is_guest or self.profile.is_deactivated)


@dataclass(frozen=True)
class Caller:
    """Who is asking, and where.

    `may_be_foreign`: Slack has not told who they are, and the request names another workspace of an organisation that
    ours belongs to.
    """

    workspace: Workspace
    member: Member
    may_be_foreign: bool = False

    @property
    def zone(self) -> str:
        return self.member.profile.zone or self.workspace.zone


class Origin(Enum):
    """What a request says of the workspace that its author belongs to.

    UNCLEAR: another one, while ours is part of an organisation with many; only Slack knows whether they belong to ours.
    """

    OURS = "ours"
    OTHER = "other"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Identity:
    """What `auth.test` says of a bot token. `scopes` is Slack's comma-separated list."""

    workspace_id: str
    workspace: str
    app_id: str
    bot_id: str
    bot_user_id: str
    scopes: str
