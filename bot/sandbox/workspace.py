"""The state of the sandbox's workspace: who is where, what stands in each conversation, what was accepted."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.sandbox.blockkit import with_ids
from bot.sandbox.content import Content
from bot.sandbox.files import FileStore
from bot.sandbox.messages import BROADCASTS, Accepted, Json, PostedMessage, notified
from bot.sandbox.team import AppSettings, Team, TeamChannel, TeamPerson
from bot.sandbox.views import Views
from bot.sandbox.wire import Hub


class SandboxWorkspace:
    """Every change goes through here, under one lock, and is published to the pages that may see it.

    `real` is the wire's time in seconds; `shown` the time on the page, kept with each message.
    """

    def __init__(
        self, team: Team, hub: Hub, views: Views, real: Callable[[], float], shown: Callable[[], datetime]
    ) -> None:
        self.team = team
        self.hub = hub
        self.views = views
        self.files = FileStore(team.id, real)
        self.lock = threading.RLock()
        self.people = {person.id: person for person in team.people}
        self.channels = {channel.id: channel for channel in team.channels}
        self.members = {channel.id: set(channel.members) for channel in team.channels}
        self.app: AppSettings | None = None
        self.snoozed_until: dict[str, float] = {}
        self._real, self._shown = real, shown
        self._messages: dict[str, dict[str, PostedMessage]] = {channel.id: {} for channel in team.channels}
        self._accepted: list[Accepted] = []
        self._last_ts = 0

    def install(self, app: AppSettings) -> None:
        with self.lock:
            self.app = app
            self.people[app.bot_user_id] = TeamPerson(
                app.bot_user_id, app.bot_name.lower().replace(" ", ""), app.bot_name, is_bot=True
            )
            for channel in self.channels.values():
                if channel.bot_is_member:
                    self.members[channel.id].add(app.bot_user_id)
        self.hub.publish({"type": "state"})

    @property
    def bot_user_id(self) -> str:
        return self.app.bot_user_id if self.app else ""

    def dm_of(self, user_id: str) -> str:
        """The id of the person's direct message with the bot."""
        return "D" + user_id[1:]

    def dm_partner(self, channel_id: str) -> str | None:
        """The person of a direct message with the bot, if it is one."""
        user_id = next((id for id in self.people if self.dm_of(id) == channel_id), None)
        return None if user_id == self.bot_user_id else user_id

    def somebody(self) -> str:
        """Who one is before one has said: the first person of this company who can log in."""
        return next(
            person.id for person in self.people.values() if not (person.is_bot or person.deleted or person.team_id)
        )

    def knows(self, channel_id: str) -> bool:
        return channel_id in self.channels or self.dm_partner(channel_id) is not None

    def channel_named(self, name: str) -> TeamChannel | None:
        return next((channel for channel in self.channels.values() if channel.name == name), None)

    def is_member(self, channel_id: str, user_id: str) -> bool:
        if channel_id in self.channels:
            return user_id in self.members[channel_id]
        return user_id in (self.dm_partner(channel_id), self.bot_user_id)

    def may_see(self, channel_id: str, user_id: str) -> bool:
        """Whether a person finds this conversation: a public channel, or one they are in."""
        channel = self.channels.get(channel_id)
        is_public = channel is not None and not channel.is_private
        return is_public or self.is_member(channel_id, user_id)

    def join(self, channel_id: str, user_id: str) -> None:
        with self.lock:
            self.members[channel_id].add(user_id)
        self.hub.publish({"type": "state"})

    def leave(self, channel_id: str, user_id: str) -> None:
        with self.lock:
            self.members[channel_id].discard(user_id)
        self.hub.publish({"type": "state"})

    def change_person(self, person: TeamPerson) -> None:
        with self.lock:
            self.people[person.id] = person
        self.hub.publish({"type": "state"})

    def change_channel(self, channel: TeamChannel) -> None:
        with self.lock:
            self.channels[channel.id] = channel
            self.members.setdefault(channel.id, set(channel.members))
            self._messages.setdefault(channel.id, {})
        self.hub.publish({"type": "state"})

    def post(self, channel: str, user: str, text: str, **fields: Any) -> PostedMessage:
        """Put a new message into a conversation. `fields` are Message's other ones."""
        with self.lock:
            message = PostedMessage(self._mint_ts(), channel, user, text, self._shown(), **_with_ids(fields))
            self._messages.setdefault(channel, {})[message.ts] = message
            self._publish("posted", message)
        return message

    def change(self, message: PostedMessage, **fields: Any) -> PostedMessage:
        """Edit a message. As in Slack, one that has blocks or a single reader is not marked as edited."""
        is_marked = not fields.get("blocks") and not message.is_ephemeral
        with self.lock:
            changed = replace(message, edited=is_marked, **_with_ids(fields))
            self._messages[message.channel][message.ts] = changed
            self._publish("changed", changed)
        return changed

    def remove(self, message: PostedMessage) -> None:
        with self.lock:
            self._messages[message.channel].pop(message.ts, None)
            self._publish("deleted", message)

    def clear_messages(self, *, only_ephemeral: bool = False) -> None:
        with self.lock:
            for channel, messages in self._messages.items():
                kept = {ts: each for ts, each in messages.items() if only_ephemeral and not each.is_ephemeral}
                self._messages[channel] = kept
        self.hub.publish({"type": "state"})

    def find(self, channel: str, ts: str) -> PostedMessage | None:
        return self._messages.get(channel, {}).get(ts)

    def messages(self, channel: str) -> list[PostedMessage]:
        """All that stands in a conversation, ephemeral ones too, oldest first."""
        with self.lock:
            return list(self._messages.get(channel, {}).values())

    def everywhere(self) -> list[str]:
        """Every conversation in which something was said."""
        with self.lock:
            return list(self._messages)

    def accept(self, method: str, message: PostedMessage, arguments: Json, content: Content | None = None) -> None:
        """Enter a write of the app into the log that tests judge by; `said` is None where it took words away."""
        content = content or Content("")
        blocks: Sequence[Json] = content.blocks or ()
        row = Accepted(
            method=method,
            received=self._real(),
            at=message.at,
            channel=message.channel,
            ts=message.ts,
            text=content.text,
            blocks=blocks,
            metadata=message.metadata,
            to=message.to,
            notifies=notified(self._as_read(content.text, arguments), blocks, content.attachments or ()),
            arguments=arguments,
        )
        with self.lock:
            self._accepted.append(row)

    def _as_read(self, text: str, arguments: Json) -> str:
        """With `link_names` or `parse=full`, Slack makes mentions of bare names too."""
        is_parsed = arguments.get("parse") == "full" or str(arguments.get("link_names")).lower() in ("1", "true")
        if not is_parsed:
            return text
        tokens = {"@" + person.name: f"<@{person.id}>" for person in self.people.values()}
        tokens |= {f"@{word}": f"<!{word}>" for word in BROADCASTS}
        return " ".join(tokens.get(word.strip(".,;:!?()").lower(), word) for word in text.split())

    def accepted(self) -> Iterator[Accepted]:
        with self.lock:
            return iter(list(self._accepted))

    def _mint_ts(self) -> str:
        """Slack's message id: real time in microseconds, never twice."""
        self._last_ts = max(self._last_ts + 1, int(self._real() * 1_000_000))
        return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def _publish(self, op: str, message: PostedMessage) -> None:
        event = {"type": "message", "op": op, "message": message.shown()}
        self.hub.publish(event, lambda user_id: self._may_read(message, user_id))

    def _may_read(self, message: PostedMessage, user_id: str) -> bool:
        return message.is_readable_by(user_id) and self.may_see(message.channel, user_id)


def _with_ids(fields: dict[str, Any]) -> dict[str, Any]:
    """What is shown can be pressed, so its blocks get the ids they came without."""
    return {**fields, "blocks": with_ids(fields["blocks"])} if fields.get("blocks") else fields
