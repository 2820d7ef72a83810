"""Slash commands: from what somebody typed to what they see."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from bot.sandbox.answers import ResponseUrl
from bot.sandbox.content import RefusalError
from bot.sandbox.deliveries import escaping
from bot.sandbox.deliveries.app_connection import AppConnection
from bot.sandbox.deliveries.http_sender import AppReply
from bot.sandbox.replies import Replies

NOT_A_COMMAND = (
    "{name} is not a valid command. In Slack, all messages that start with “/” are read as commands. "
    "If you are trying to send a message, put a space before the slash. Only you can see this."
)
FAILED = '{name} failed with the error "{error}"'
SHOWN_ERRORS = {"http_error": "dispatch_failed", "unreachable": "dispatch_failed"}


@dataclass(frozen=True)
class CommandResult:
    """What came back for a typed command: `body` if it was JSON, `error` if Slack shows one."""

    status: int | None
    body: Mapping[str, Any] | None
    ms: float
    error: str | None
    text: str = ""
    trigger_id: str = ""
    response_url: str = ""


class Commands:
    def __init__(self, link: AppConnection, replies: Replies) -> None:
        self._link = link
        self._replies = replies
        self._workspace = link.workspace

    def send(self, user_id: str, channel_id: str, typed: str, trigger_id: str | None = None) -> CommandResult:
        """Deliver a typed command, signed, and show what it is answered with."""
        name, words = [*typed.split(maxsplit=1), "", ""][:2]
        declared = self._link.app.commands.get(name)
        if declared is None:
            self._tell(user_id, channel_id, NOT_A_COMMAND.format(name=name))
            return CommandResult(None, None, 0.0, "unknown_command")
        url = self._link.urls.make(channel_id, user_id)
        trigger = self._link.trigger(user_id, trigger_id)
        escaped = self._escaped(user_id, words.strip(), bool(declared.get("should_escape")))
        form = self._form(user_id, channel_id, name, escaped, url, trigger)
        reply = self._link.deliver(urlencode(form).encode(), name)
        error = reply.error or self._show(url, reply, name, typed)
        if error is not None:
            failed = FAILED.format(name=name, error=SHOWN_ERRORS.get(error, error))
            self._tell(user_id, channel_id, failed)
        return _result(reply, error, trigger, form["response_url"])

    def _show(self, url: ResponseUrl, reply: AppReply, name: str, typed: str) -> str | None:
        try:
            self._replies.command_answer(url, reply.body, reply.content_type, typed.strip())
        except RefusalError as refusal:
            problems = refusal.body.get("errors", ())
            self._link.complain(name, "; ".join([refusal.error, *problems]))
            return "invalid_command_response"
        return None

    def _form(
        self, user_id: str, channel_id: str, name: str, text: str, url: ResponseUrl, trigger_id: str
    ) -> dict[str, str]:
        workspace, app = self._workspace, self._link.app
        person, channel = workspace.people[user_id], workspace.channels.get(channel_id)
        hidden = "privategroup" if channel else "directmessage"
        return {
            "token": _verification_token(app.id),
            "team_id": workspace.team.id,
            "team_domain": workspace.team.domain,
            "channel_id": channel_id,
            "channel_name": channel.name if channel and not channel.is_private else hidden,
            "user_id": user_id,
            "user_name": person.name,
            "command": name,
            "text": text,
            "api_app_id": app.id,
            "is_enterprise_install": "false",
            **({"enterprise_id": workspace.team.enterprise_id} if workspace.team.enterprise_id else {}),
            "response_url": self._link.response_address(url),
            "trigger_id": trigger_id,
        }

    def _escaped(self, user_id: str, text: str, should_escape: bool) -> str:
        if not should_escape:
            return escaping.entities(text)
        workspace = self._workspace
        people = escaping.mentions(workspace.people.values(), workspace.team.usergroups, labelled=True)
        seen = [
            (channel.id, channel.name)
            for channel in workspace.channels.values()
            if workspace.may_see(channel.id, user_id)
        ]
        return escaping.typed(text, people, escaping.channels(seen))

    def _tell(self, user_id: str, channel_id: str, text: str) -> None:
        self._workspace.post(channel_id, "USLACKBOT", text, to=user_id, kind="error")


def _result(reply: AppReply, error: str | None, trigger_id: str, response_url: str) -> CommandResult:
    text = reply.body.decode("utf-8", "replace")
    try:
        parsed = json.loads(text) if "json" in reply.content_type else None
    except ValueError:
        parsed = None
    body = parsed if isinstance(parsed, dict) else None
    return CommandResult(reply.status, body, reply.ms, error, text, trigger_id, response_url)


_TOKENS: dict[str, str] = {}


def _verification_token(app_id: str) -> str:
    """Slack's old shared token: still sent, checked by nobody who checks signatures."""
    return _TOKENS.setdefault(app_id, secrets.token_hex(12))
