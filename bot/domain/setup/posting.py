"""Where and when the weekly posts of a workspace go, as an admin sees and changes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from bot.domain.setup.pause import Pause
from bot.domain.workspace.schedule import FRIDAY, MONDAY, SPREAD, Moves, PostRule

_DAYS_OFFERED = 3


@dataclass(frozen=True)
class PostTime:
    """The day and time of a weekly post; `weekday` 0 is Monday. One that `is_off` goes out on none."""

    weekday: int
    at: time
    is_off: bool = False


@dataclass(frozen=True)
class WeeklyPost:
    """`days` are those it may go out on: a post about a week belongs to one end of it. `next_at` is when it goes out
    next, as the wall shows it where the workspace is; None where nobody knows. One that `is_monthly` goes out on the
    first such day of a month, to the programme owner."""

    kind: str
    label: str
    time: PostTime
    days: tuple[int, ...]
    next_at: datetime | None = None
    is_monthly: bool = False

    @property
    def keeps_old_time(self) -> bool:
        """Whether it goes out once more at the time it had before it was moved."""
        if self.next_at is None:
            return False
        return abs(self.next_at - datetime.combine(self.next_at, self.time.at)) > SPREAD


@dataclass(frozen=True)
class Posting:
    """How it stands. `chosen_by` named the channel, None where TOUCHBASE_CHANNEL did; `env_channel` is what that names.
    The zone is that of `zone_of`, unless an admin named it. `programme_owner` reads the monthly page. `names` maps
    member ids to names.
    """

    channel: str | None
    zone: str
    posts: tuple[WeeklyPost, ...]
    chosen_by: str | None = None
    env_channel: str | None = None
    zone_chosen_by: str | None = None
    zone_of: str | None = None
    pause: Pause | None = None
    programme_owner: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def chosen(self) -> "ChosenPosting":
        return ChosenPosting(self.channel or "", self.zone, {post.kind: post.time for post in self.posts})

    @property
    def in_channel(self) -> tuple[WeeklyPost, ...]:
        """The posts that everybody reads."""
        return tuple(post for post in self.posts if not post.is_monthly)

    @property
    def first_on(self) -> date | None:
        """The day of the next post in the channel."""
        return min((post.next_at.date() for post in self.in_channel if post.next_at is not None), default=None)


@dataclass(frozen=True)
class ChosenPosting:
    """What stands in the form, when it was opened or as an admin left it; "" while no channel is chosen."""

    channel: str
    zone: str
    times: Mapping[str, PostTime]


@dataclass(frozen=True)
class ChangedPosting:
    """What an admin changed, and how it stands now; `old_channel` where the channel is another one."""

    posting: Posting
    has_new_channel: bool = False
    has_new_zone: bool = False
    moved: tuple[str, ...] = ()

    @property
    def is_anything(self) -> bool:
        return self.has_new_channel or self.has_new_zone or bool(self.moved)


class ChannelProblem(StrEnum):
    """Why the bot cannot post into a channel."""

    NOT_INVITED = "not invited"
    SHARED = "shared"  # with another company: nothing is ever posted there
    ARCHIVED = "archived"
    UNSEEN = "unseen"  # a private one that it was not invited to, or Slack did not answer


@dataclass(frozen=True)
class RefusedChannel:
    """A channel that was picked and cannot be; `name` is "" where Slack did not tell it."""

    id: str
    name: str
    problem: ChannelProblem

    @property
    def may_be_entered(self) -> bool:
        """Whether somebody there can invite the bot."""
        return self.problem in (ChannelProblem.NOT_INVITED, ChannelProblem.UNSEEN)


def days_offered(rule: PostRule) -> tuple[int, ...]:
    """The days on which a post may go out: its usual one and those towards the middle of the week."""
    if rule.moves is Moves.LATER:
        return tuple(day for day in range(rule.weekday, rule.weekday + _DAYS_OFFERED) if day <= FRIDAY)
    return tuple(day for day in range(rule.weekday - _DAYS_OFFERED + 1, rule.weekday + 1) if day >= MONDAY)
