"""What every use case may reach for, put together once in bot.bootstrap."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.domain.channels import Channel
from bot.domain.deliveries import Outcome, Timings, Verdict
from bot.domain.members import Profile
from bot.messages.blocks import Message
from bot.services.directories import Directories
from bot.storage.engine import Database, Guard


class Slack(Protocol):
    """The calls to Slack that services need; bot.slack.gateway has the real ones."""

    def look_up(self, workspace_id: str, member_id: str) -> Profile | None:
        """Who a person is, within 0.7 s; None without an answer."""
        ...

    def channel_named(self, workspace_id: str, channel: str) -> Channel | None:
        """The channel with this id, within 0.7 s; None without an answer, or where the bot may not see it."""
        ...

    def prepare(self, workspace_id: str, target: str) -> Outcome | None:
        """Find out where a post to a channel or person goes; None when it may go, else what stands against it."""
        ...

    def post(self, workspace_id: str, target: str, message: Message, *, delivery_id: str) -> Outcome:
        """Post to a channel or person, once, with the delivery's id as metadata."""
        ...

    def find_post(self, workspace_id: str, target: str, *, delivery_id: str, oldest: float, latest: float) -> Verdict:
        """Whether the message of a delivery stands in the channel, between two instants (seconds since 1970)."""
        ...


__all__ = ["Deps", "Guard", "NoSlack", "Slack"]


@dataclass(frozen=True)
class Deps:
    """`now` is the clock of the rules (real, simulated or given); `wake` tells the senders that something is due."""

    database: Database
    now: Callable[[], datetime]
    slack: Slack
    timings: Timings
    directories: Directories
    wake: Callable[[], None] = field(default=lambda: None)


class NoSlack:
    """For imports and exports, which tell nobody anything."""

    def look_up(self, workspace_id: str, member_id: str) -> Profile | None:
        return None

    def channel_named(self, workspace_id: str, channel: str) -> Channel | None:
        return None

    def prepare(self, workspace_id: str, target: str) -> Outcome | None:
        raise NotImplementedError("nothing is posted by an import or an export")

    def post(self, workspace_id: str, target: str, message: Message, *, delivery_id: str) -> Outcome:
        raise NotImplementedError("nothing is posted by an import or an export")

    def find_post(self, workspace_id: str, target: str, *, delivery_id: str, oldest: float, latest: float) -> Verdict:
        raise NotImplementedError("nothing is posted by an import or an export")
