"""What Slack tells of the app and of channels: an invitation, a mention, sharing, the end of an installation."""

import logging
from datetime import UTC, datetime
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.context import BoltContext

from bot.domain.workspace.members import Caller
from bot.messages.conversations import lines
from bot.parsing.typed import as_typed
from bot.services.deps import Deps
from bot.services.workspace import greetings, workspaces
from bot.slack.origins import thread_of
from handlers.answers import Answers, workspace_of

_log = logging.getLogger("touchbase")

_NO_TIME = 253_402_300_800
"""Seconds: the end of the last year that a date can be in."""


def register(app: App, deps: Deps, answers: Answers) -> None:
    _register_channels(app, deps, answers)
    _register_ends(app, deps)


def _register_channels(app: App, deps: Deps, answers: Answers) -> None:
    @app.event("member_joined_channel")
    def joined(event: dict[str, Any], body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        if event.get("user") == context.bot_user_id and event.get("channel") and not _is_shared(body):
            greetings.greet(deps, workspace_of(context), str(event["channel"]))
        ack()

    @app.event("app_mention")
    def mentioned(event: dict[str, Any], body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        ack()
        caller: Caller | None = context.get("caller")
        if caller is None or event.get("bot_id") or not event.get("channel") or _is_shared(body):
            return  # where another company reads along nothing is ever posted
        text = str(event.get("text") or "").replace(f"<@{context.bot_user_id}>", " ")
        said = lines.mentioned(" ".join(as_typed(text).split()))
        workspace_id, channel, thread = caller.workspace.id, str(event["channel"]), thread_of(event)
        answers.later(
            lambda: answers.people.say_privately(workspace_id, channel, caller.member.id, said, thread=thread)
        )

    @app.event("channel_shared")
    def shared(event: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        deps.slack.hear_of_sharing(workspace_of(context), str(event.get("channel")), is_shared=True)
        ack()

    @app.event("channel_unshared")
    def unshared(event: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        is_shared = bool(event.get("is_ext_shared"))  # with a third company
        deps.slack.hear_of_sharing(workspace_of(context), str(event.get("channel")), is_shared=is_shared)
        ack()


def _register_ends(app: App, deps: Deps) -> None:
    @app.event("app_uninstalled")
    def uninstalled(body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        _end(body, workspace_of(context), "the app was uninstalled")
        ack()

    @app.event("tokens_revoked")
    def revoked(event: dict[str, Any], body: dict[str, Any], context: BoltContext, ack: Ack) -> None:
        if (event.get("tokens") or {}).get("bot"):  # those of people are not ours
            _end(body, workspace_of(context), "its token was revoked")
        ack()

    def _end(body: dict[str, Any], workspace_id: str, what: str) -> None:
        if workspaces.end_installation(deps, workspace_id, at=_happened_at(body)):
            _log.error(
                "%s: %s. Nothing is posted any more, and nothing is deleted: install it again, put the new token "
                "into .env and restart",
                workspace_id,
                what,
            )
        else:
            _log.info("%s: Slack says that %s, before it was installed as it is now", workspace_id, what)


def _happened_at(body: dict[str, Any]) -> datetime | None:
    """By Slack's clock; None in what tells no time."""
    told = body.get("event_time")
    return datetime.fromtimestamp(told, UTC) if type(told) is int and 0 < told < _NO_TIME else None


def _is_shared(body: dict[str, Any]) -> bool:
    return bool(body.get("is_ext_shared_channel"))
