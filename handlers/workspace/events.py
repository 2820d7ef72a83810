"""What Slack tells of the app and of channels: an invitation, a mention, sharing, the end of an installation."""

import logging

from bot.domain.workspace.members import Caller
from bot.messages.blocks import Message
from bot.messages.conversations import lines
from bot.messages.workspace.help import not_built_in
from bot.parsing.typed import as_typed
from bot.services.conversations import log_conversation
from bot.services.deps import Deps
from bot.services.workspace import greetings, workspaces
from bot.slack.origins import thread_of
from handlers.conversations.logcall import render
from handlers.listeners import Listeners
from handlers.request import SlackEvent

_log = logging.getLogger("touchbase")


def joined(deps: Deps, event: SlackEvent) -> None:
    """Greet a channel that the bot was added to."""
    is_bot, channel = event.fields.get("user") == event.bot_user_id, event.fields.get("channel")
    if is_bot and channel and not event.is_in_shared_channel:
        greetings.greet(deps, event.workspace_id, str(channel))
    event.ack()


def mentioned(deps: Deps, event: SlackEvent) -> None:
    """Answer somebody who called the bot in a channel: what is no line as anywhere, a line with where it is logged."""
    caller, channel = event.caller, event.fields.get("channel")
    if caller is None or event.fields.get("bot_id") or not channel or event.is_in_shared_channel:
        event.ack()
        return  # where another company reads along nothing is ever posted
    message = _answer(deps, caller, str(event.fields.get("text") or "").replace(f"<@{event.bot_user_id}>", " "))
    event.ack()
    replies, thread = event.slack.user_replies, thread_of(event.fields)
    event.slack.run_later(
        lambda: replies.post_ephemeral(event.workspace_id, str(channel), caller.member.id, message, thread=thread)
    )


def _answer(deps: Deps, caller: Caller, text: str) -> Message:
    text = text.strip().removeprefix("/logcall ").strip()
    if (instead := not_built_in(text)) is not None:
        return instead
    line = log_conversation.answer_no_line(deps, caller, text) if text else None
    return lines.mentioned(" ".join(as_typed(text).split())) if line is None else render(line)


def shared(deps: Deps, event: SlackEvent) -> None:
    deps.slack.hear_of_sharing(event.workspace_id, str(event.fields.get("channel")), is_shared=True)
    event.ack()


def unshared(deps: Deps, event: SlackEvent) -> None:
    is_shared = bool(event.fields.get("is_ext_shared"))  # with a third company
    deps.slack.hear_of_sharing(event.workspace_id, str(event.fields.get("channel")), is_shared=is_shared)
    event.ack()


def uninstalled(deps: Deps, event: SlackEvent) -> None:
    _end_installation(deps, event, "the app was uninstalled")
    event.ack()


def revoked(deps: Deps, event: SlackEvent) -> None:
    if (event.fields.get("tokens") or {}).get("bot"):  # those of people are not ours
        _end_installation(deps, event, "its token was revoked")
    event.ack()


def _end_installation(deps: Deps, event: SlackEvent, reason: str) -> None:
    if workspaces.end_installation(deps, event.workspace_id, at=event.happened_at):
        _log.error(
            "%s: %s. Nothing is posted any more, and nothing is deleted: install it again, put the new token "
            "into .env and restart",
            event.workspace_id,
            reason,
        )
    else:
        _log.info("%s: Slack says that %s, before it was installed as it is now", event.workspace_id, reason)


LISTENERS = Listeners(
    events={
        "member_joined_channel": joined,
        "app_mention": mentioned,
        "channel_shared": shared,
        "channel_unshared": unshared,
        "app_uninstalled": uninstalled,
        "tokens_revoked": revoked,
    }
)
