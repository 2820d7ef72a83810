"""`Deps`, what a use case may reach: database, clock, Slack and outbox. Put together once, in bot.bootstrap."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.db.engine import Guard
from bot.db.scope import Transactional
from bot.domain.deliveries.model import LookupResult, Outcome
from bot.domain.transfers import Attachment
from bot.domain.workspace.channels import Channel
from bot.domain.workspace.departments import NoGroups, UserGroup
from bot.domain.workspace.members import Profile, Roster
from bot.messages.blocks import Message
from bot.outbox.ports import Outbox, Transport
from bot.services.accounts.name_indexes import NameIndexes
from bot.services.workspace.member_checks import Confirmations


class CommitGuard(Guard, Protocol):
    """A guard that says, in an error after the next commit, what was done."""

    def on_commit(self, message: str) -> Guard: ...


class Slack(Transport, Protocol):
    """The calls to Slack that services need, beside those of deliveries; bot.slack.api.gateway has the real ones."""

    def look_up(self, workspace_id: str, member_id: str) -> Profile | None:
        """Who a person is, within 0.7 s; unseen where Slack knows nobody by that id; None without an answer."""
        ...

    def roster(self, workspace_id: str, cursor: str | None) -> Roster | None:
        """A page of everybody in the workspace, from `cursor` on, within 10 s; None without an answer."""
        ...

    def user_groups(self, workspace_id: str, *, with_people: bool) -> tuple[UserGroup, ...] | NoGroups:
        """The workspace's user groups, within 0.7 s; with whoever is in them it may take 10 s."""
        ...

    def channel_named(self, workspace_id: str, channel: str) -> Channel | None:
        """The channel with this id, within 0.7 s; None without an answer, or where the bot may not see it."""
        ...

    def hear_of_sharing(self, workspace_id: str, channel: str, *, is_shared: bool) -> None:
        """Slack tells that a channel is shared with another company, or no longer is."""
        ...

    def send_file(self, workspace_id: str, member_id: str, file: Attachment) -> Outcome | None:
        """Put a file into somebody's direct messages; None when it stands there, else what stands against it."""
        ...

    def fetch_file(self, workspace_id: str, address: str, *, most: int) -> bytes:
        """The bytes of a file that somebody put into a form, at most so many, within a minute. Raises SlackTrouble."""
        ...


__all__ = ["CommitGuard", "Deps", "Guard", "NoSlack", "Slack"]


@dataclass(frozen=True)
class Deps(Transactional):
    """What a use case may reach; it opens the transactions in a workspace."""

    slack: Slack
    outbox: Outbox
    directories: NameIndexes = field(default_factory=NameIndexes)
    confirmations: Confirmations = field(default_factory=Confirmations)


class NoSlack:
    """For imports and exports, which tell nobody anything."""

    def now(self) -> datetime | None:
        return None

    def look_up(self, workspace_id: str, member_id: str) -> Profile | None:
        return None

    def roster(self, workspace_id: str, cursor: str | None) -> Roster | None:
        return None

    def user_groups(self, workspace_id: str, *, with_people: bool) -> tuple[UserGroup, ...] | NoGroups:
        return NoGroups.NO_ANSWER

    def channel_named(self, workspace_id: str, channel: str) -> Channel | None:
        return None

    def hear_of_sharing(self, workspace_id: str, channel: str, *, is_shared: bool) -> None:
        """Nothing is posted by an import or an export."""

    def prepare(self, workspace_id: str, target: str) -> Outcome | None:
        raise NotImplementedError("nothing is posted by an import or an export")

    def post(self, workspace_id: str, target: str, message: Message, *, delivery_id: str) -> Outcome:
        raise NotImplementedError("nothing is posted by an import or an export")

    def update(self, workspace_id: str, target: str, ts: str, message: Message, *, redacts: bool) -> Outcome:
        raise NotImplementedError("nothing is edited by an import or an export")

    def find_post(
        self, workspace_id: str, target: str, *, delivery_id: str, oldest: float, latest: float
    ) -> LookupResult:
        raise NotImplementedError("nothing is posted by an import or an export")

    def send_file(self, workspace_id: str, member_id: str, file: Attachment) -> Outcome | None:
        raise NotImplementedError("nothing is sent by an import or an export")

    def fetch_file(self, workspace_id: str, address: str, *, most: int) -> bytes:
        raise NotImplementedError("nothing is fetched by an import or an export")
