"""chat.*: what the app says, changes and takes back."""

from typing import Any

from bot.sandbox.api.method import Method, MethodCall, message_json
from bot.sandbox.content import Content, RefusalError, content
from bot.sandbox.messages import PostedMessage

UPDATE_TEXT = 4_000


def post_message(call: MethodCall) -> dict[str, Any]:
    channel = where_to_post(call)
    line = content(call.arguments)
    message = _post(call, channel, line, thread_ts=call.text("thread_ts") or None)
    shown = message_json(call, message, with_metadata=True)
    return {"channel": channel, "ts": message.ts, "message": shown}


def post_ephemeral(call: MethodCall) -> dict[str, Any]:
    channel, user = where_to_post(call), call.text("user")
    if user not in call.workspace.people:
        raise RefusalError("user_not_found" if user else "invalid_arguments")
    if not call.workspace.is_member(channel, user):
        raise RefusalError("user_not_in_channel")
    return {
        "message_ts": _post(
            call, channel, content(call.arguments), to=user, thread_ts=call.text("thread_ts") or None
        ).ts
    }


def update(call: MethodCall) -> dict[str, Any]:
    message = _own_message(call, "cant_update_message")
    line = content(call.arguments, max_text=UPDATE_TEXT)
    fields: dict[str, Any] = {"text": line.text, "blocks": line.blocks}
    fields |= {name: getattr(line, name) for name in ("attachments", "metadata") if getattr(line, name) is not None}
    changed = call.workspace.change(message, **fields)
    call.workspace.accept(call.method, changed, call.arguments, line)
    shown = message_json(call, changed, with_metadata=True)
    return {"channel": changed.channel, "ts": changed.ts, "text": changed.text, "message": shown}


def delete(call: MethodCall) -> dict[str, Any]:
    message = _own_message(call, "cant_delete_message")
    call.workspace.remove(message)
    call.workspace.accept(call.method, message, call.arguments)
    return {"channel": message.channel, "ts": message.ts}


def get_permalink(call: MethodCall) -> dict[str, Any]:
    channel, ts = call.channel(), call.text("message_ts")
    message = call.workspace.find(channel, ts)
    if message is None or message.is_ephemeral:
        raise RefusalError("message_not_found")
    link = f"https://{call.workspace.team.domain}.slack.com/archives/{channel}/p{ts.replace('.', '')}"
    return {"channel": channel, "permalink": link}


METHODS = {
    "chat.postMessage": Method(post_message, ("chat:write",)),
    "chat.postEphemeral": Method(post_ephemeral, ("chat:write",), 100),
    "chat.update": Method(update, ("chat:write",), 50),
    "chat.delete": Method(delete, ("chat:write",), 50),
    "chat.getPermalink": Method(get_permalink, (), 600),
}


def where_to_post(call: MethodCall) -> str:
    """The conversation meant by an id or a `#name`; a message may name a person. Raises RefusalError where the bot may
    not post."""
    workspace, given = call.workspace, call.text("channel")
    if call.method == "chat.postMessage" and given in workspace.people and given != call.app.bot_user_id:
        return workspace.dm_of(given)
    named = workspace.channel_named(given.removeprefix("#"))
    channel_id = named.id if named else given
    if not workspace.knows(channel_id):
        raise RefusalError("channel_not_found")
    channel = workspace.channels.get(channel_id)
    if channel is not None and channel.is_archived:
        raise RefusalError("is_archived")
    if channel is not None and not workspace.is_member(channel_id, call.app.bot_user_id):
        if channel.is_private:
            raise RefusalError("channel_not_found")
        if "chat:write.public" not in call.app.scopes:
            raise RefusalError("not_in_channel")
    return channel_id


def _post(call: MethodCall, channel: str, content: Content, **fields: Any) -> PostedMessage:
    message = call.workspace.post(
        channel,
        call.app.bot_user_id,
        content.text,
        blocks=content.blocks,
        attachments=content.attachments,
        metadata=content.metadata,
        **fields,
    )
    call.workspace.accept(call.method, message, call.arguments, content)
    return message


def _own_message(call: MethodCall, error: str) -> PostedMessage:
    channel_id = call.channel()
    channel = call.workspace.channels.get(channel_id)
    if channel is not None and channel.is_archived:
        raise RefusalError("is_archived")
    message = call.workspace.find(channel_id, call.text("ts"))
    if message is None or message.is_ephemeral:
        raise RefusalError("message_not_found")
    if message.user != call.app.bot_user_id:
        raise RefusalError(error)
    return message
