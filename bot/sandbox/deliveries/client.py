"""What a person can do in a Slack client: type, press, choose. The page and the tests come through here."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.sandbox.api.users import user_json
from bot.sandbox.deliveries import escaping
from bot.sandbox.deliveries.commands import CommandResult, Commands
from bot.sandbox.deliveries.events import Events
from bot.sandbox.deliveries.interactions import Interactions
from bot.sandbox.deliveries.shortcuts import Shortcuts
from bot.sandbox.deliveries.submissions import Submissions
from bot.sandbox.messages import PostedMessage
from bot.sandbox.team import TeamPerson
from bot.sandbox.workspace import SandboxWorkspace


class Client:
    def __init__(
        self,
        workspace: SandboxWorkspace,
        commands: Commands,
        interactions: Interactions,
        submissions: Submissions,
        shortcuts: Shortcuts,
        events: Events,
    ) -> None:
        self._workspace = workspace
        self._events = events
        self.command_to_app = commands.send
        self.action = interactions.action
        self.suggest = interactions.suggest
        self.submit = submissions.submit
        self.close = submissions.close
        self.shortcut = shortcuts.run
        self.open_home = shortcuts.open_home

    def command(self, user_id: str, channel_id: str, typed: str, trigger_id: str | None = None) -> CommandResult:
        """Type a slash command. `/invite @bot` is Slack's own; all others are the app's, or nobody's."""
        if typed.split()[:1] == ["/invite"]:
            return self._invite(channel_id)
        return self.command_to_app(user_id, channel_id, typed, trigger_id)

    def message(
        self,
        user_id: str,
        channel_id: str,
        words: str,
        *,
        subtype: str | None = None,
        thread_ts: str | None = None,
        files: Sequence[Mapping[str, Any]] = (),
    ) -> PostedMessage:
        """Write into a channel or to the bot, or into a thread there; the app hears of it if it subscribes.

        With `files` it is a `file_share`; `subtype` is Slack's name for another kind of message.
        """
        workspace = self._workspace
        people = escaping.mentions(workspace.people.values(), workspace.team.usergroups, labelled=False)
        seen = [
            (channel.id, channel.name)
            for channel in workspace.channels.values()
            if workspace.may_see(channel.id, user_id)
        ]
        text = escaping.typed(words, people, escaping.channels(seen))
        message = workspace.post(channel_id, user_id, text, thread_ts=thread_ts, files=files or None)
        self._tell_app(message, subtype or ("file_share" if files else None))
        return message

    def share_channel(self, channel_id: str, *, is_shared: bool) -> None:
        """Share a channel with another company, or end that."""
        workspace = self._workspace
        workspace.change_channel(replace(workspace.channels[channel_id], is_ext_shared=is_shared))
        kind = "channel_shared" if is_shared else "channel_unshared"
        team = {"connected_team_id" if is_shared else "previously_connected_team_id": "T0ELSEWHERE"}
        ended = {} if is_shared else {"is_ext_shared": False}
        self._events.emit(kind, {"type": kind, "channel": channel_id, **team, **ended})

    def uninstall(self) -> None:
        """Take the app away: Slack tells of both, in either order."""
        bot = self._workspace.bot_user_id
        self._events.emit("tokens_revoked", {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [bot]}})
        self._events.emit("app_uninstalled", {"type": "app_uninstalled"})

    def change_person(self, person: TeamPerson) -> None:
        """Let somebody be called otherwise, be an admin, or be deactivated; the app hears of it if it subscribes."""
        self._workspace.change_person(person)
        event = {"type": "user_change", "user": user_json(self._workspace.team.id, person)}
        self._events.emit("user_change", event)

    def _tell_app(self, message: PostedMessage, subtype: str | None) -> None:
        workspace = self._workspace
        if workspace.app is None or not workspace.is_member(message.channel, workspace.bot_user_id):
            return
        channel = workspace.channels.get(message.channel)
        kind = "im" if channel is None else "group" if channel.is_private else "channel"
        subscription = {"im": "message.im", "group": "message.groups", "channel": "message.channels"}[kind]
        event = {
            "user": message.user,
            "text": message.text,
            "ts": message.ts,
            "event_ts": message.ts,
            **_teams(workspace.people[message.user], workspace.team.id),
            "channel": message.channel,
            **({"thread_ts": message.thread_ts} if message.thread_ts else {}),
        }
        more: dict[str, Any] = {"subtype": subtype} if subtype else {}
        if message.files:
            more["files"] = list(message.files)
        self._events.emit(subscription, {"type": "message", **event, **more, "channel_type": kind})
        if kind != "im" and f"<@{workspace.bot_user_id}>" in message.text:
            self._events.emit("app_mention", {"type": "app_mention", **event})

    def _invite(self, channel_id: str) -> CommandResult:
        workspace = self._workspace
        channel = workspace.channels.get(channel_id)
        if channel is None or channel.is_archived:
            return CommandResult(None, None, 0.0, "channel_not_found")
        workspace.join(channel_id, workspace.bot_user_id)
        joined = {"type": "member_joined_channel", "user": workspace.bot_user_id, "channel": channel_id}
        kind = "G" if channel.is_private else "C"
        self._events.emit("member_joined_channel", {**joined, "channel_type": kind, "team": workspace.team.id})
        return CommandResult(None, None, 0.0, None)


def _teams(person: TeamPerson, here: str) -> dict[str, str]:
    """Which workspace somebody who writes is of; Slack says it three times where it is another."""
    if person.team_id is None:
        return {"team": here}
    return {"team": person.team_id, "user_team": person.team_id, "source_team": person.team_id}
