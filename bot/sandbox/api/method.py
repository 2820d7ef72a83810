"""One call of a Web API method: its arguments as Slack reads them, and what a method is."""

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.sandbox.content import RefusalError
from bot.sandbox.messages import PostedMessage
from bot.sandbox.team import AppSettings, TeamChannel
from bot.sandbox.views import View
from bot.sandbox.workspace import SandboxWorkspace

Item = TypeVar("Item")


@dataclass(frozen=True)
class MethodCall:
    """`arguments` come from a form, a query or JSON: strings, numbers and lists all occur."""

    method: str
    arguments: Mapping[str, Any]
    workspace: SandboxWorkspace
    app: AppSettings

    def text(self, name: str) -> str:
        value = self.arguments.get(name)
        return "" if value is None else str(value)

    def flag(self, name: str) -> bool:
        return str(self.arguments.get(name, "")).lower() in ("1", "true")

    def count(self, name: str, default: int, most: int) -> int:
        """A positive number, cut to `most`. Raises RefusalError invalid_limit."""
        given = self.text(name)
        if not given:
            return default
        if not given.isdecimal() or int(given) < 1:
            raise RefusalError("invalid_limit")
        return min(int(given), most)

    def names(self, name: str) -> list[str]:
        """A list that may be written with commas."""
        value = self.arguments.get(name)
        parts = value if isinstance(value, list) else self.text(name).split(",")
        return [str(part).strip() for part in parts if str(part).strip()]

    def need(self, *scopes: str) -> None:
        """Raises RefusalError missing_scope, as Slack words it, when the manifest does not ask for one."""
        for scope in scopes:
            if scope not in self.app.scopes:
                provided = ",".join(sorted(self.app.scopes))
                raise RefusalError("missing_scope", needed=scope, provided=provided)

    def channel(self, family: str | None = None) -> str:
        """The id of a conversation the app can find; `family` names the scopes it takes, e.g. `history`."""
        channel_id = self.text("channel")
        workspace = self.workspace
        if not workspace.knows(channel_id):
            raise RefusalError("channel_not_found")
        if family is not None:
            self.need(f"{kind_of(workspace.channels.get(channel_id))}:{family}")
        if not workspace.may_see(channel_id, self.app.bot_user_id):
            raise RefusalError("channel_not_found")
        return channel_id

    def page(self, items: Sequence[Item], default: int, most: int) -> tuple[Sequence[Item], dict[str, str]]:
        """The asked-for part of `items` and its response_metadata. Raises RefusalError invalid_cursor."""
        limit, start = self.count("limit", default, most), _start(self.text("cursor"))
        following = start + limit
        cursor = _cursor(following) if following < len(items) else ""
        return items[start:following], {"next_cursor": cursor}


Handler = Callable[[MethodCall], dict[str, Any]]


@dataclass(frozen=True)
class Method:
    """`per_minute` is the method's tier; None where Slack has another rule or none.

    An `app_level` method takes the app-level token (xapp-…), every other the bot token.
    """

    handler: Handler
    scopes: tuple[str, ...] = ()
    per_minute: int | None = None
    app_level: bool = False


@dataclass(frozen=True)
class MethodResult:
    body: Mapping[str, Any]
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def error(self) -> str | None:
        return None if self.body.get("ok") else str(self.body.get("error"))


def kind_of(channel: TeamChannel | None) -> str:
    """The family of scopes a conversation belongs to."""
    if channel is None:
        return "im"
    return "groups" if channel.is_private else "channels"


def message_json(call: MethodCall, message: PostedMessage, *, with_metadata: bool = False) -> dict[str, Any]:
    """A message as Slack's methods and payloads carry it."""
    body: dict[str, Any] = {
        "type": "message",
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "team": call.workspace.team.id,
    }
    if message.user == call.app.bot_user_id:
        body |= {"bot_id": call.app.bot_id, "app_id": call.app.id}
    for name in ("blocks", "attachments", "files", "thread_ts"):
        if getattr(message, name) is not None:
            body[name] = getattr(message, name)
    if message.edited:
        body["edited"] = {"user": message.user, "ts": message.ts}
    if with_metadata and message.metadata is not None:
        body["metadata"] = message.metadata
    return body


def view_json(team_id: str, app: AppSettings, view: View) -> dict[str, Any]:
    """A view as Slack's methods and payloads carry it."""
    return {
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "submit": None,
        "close": None,
        "clear_on_close": False,
        "notify_on_close": False,
        **view.given,
        "id": view.id,
        "team_id": team_id,
        "app_id": app.id,
        "app_installed_team_id": team_id,
        "bot_id": app.bot_id,
        "hash": view.hash,
        "state": {"values": {}},
        "root_view_id": view.root,
        "previous_view_id": view.previous,
    }


def _cursor(place: int) -> str:
    return base64.b64encode(f"next:{place}".encode()).decode()


def _start(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        word, place = base64.b64decode(cursor, validate=True).decode().split(":")
    except (binascii.Error, ValueError):
        raise RefusalError("invalid_cursor") from None
    if word != "next" or not place.isdecimal():
        raise RefusalError("invalid_cursor")
    return int(place)
