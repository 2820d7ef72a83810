"""files.*: an app sends a file in three steps: it asks for an address, posts the bytes there, and says where to share.

The bytes go to an address outside the Web API (bot.sandbox.http.files).
"""

import json
from typing import Any

from bot.sandbox.api.chat import where_to_post
from bot.sandbox.api.method import Method, MethodCall
from bot.sandbox.content import Content, RefusalError
from bot.sandbox.files import MAX_BYTES, File

ALT_TEXT = 1000
SNIPPET_BYTES = 1024 * 1024
TOGETHER = 100
"""Channels and files in one call."""


def get_upload_address(call: MethodCall) -> dict[str, Any]:
    name, given = call.text("filename"), call.text("length")
    if not name or not given.isdecimal() or int(given) == 0:
        raise RefusalError("missing_argument" if not name or given in ("", "0") else "invalid_arguments")
    if int(given) > MAX_BYTES:
        raise RefusalError("file_upload_size_restricted")
    if call.text("snippet_type") and int(given) > SNIPPET_BYTES:
        raise RefusalError("snippet_too_large")
    if len(call.text("alt_txt")) > ALT_TEXT:
        raise RefusalError("alt_txt_too_large")
    files = call.workspace.files
    file = files.promise(name, int(given), call.app.bot_user_id)
    return {"upload_url": files.upload_address(file), "file_id": file.id}


def complete(call: MethodCall) -> dict[str, Any]:
    """Raises RefusalError: invalid_arguments, file_not_found, channel_not_found, not_in_channel, is_archived."""
    titles, channels = _titles(call), _channels(call)
    files = call.workspace.files
    done = files.complete(titles, tuple(channels))
    for channel in channels:
        _share(call, channel, done)
    return {"files": [files.as_json(each) for each in done]}


def info(call: MethodCall) -> dict[str, Any]:
    files = call.workspace.files
    file = files.find(call.text("file"))
    return {"file": files.as_json(file), "comments": [], "response_metadata": {"next_cursor": ""}}


METHODS = {
    "files.getUploadURLExternal": Method(get_upload_address, ("files:write",), 100),
    "files.completeUploadExternal": Method(complete, ("files:write",), 100),
    "files.info": Method(info, ("files:read",), 100),
}


def _titles(call: MethodCall) -> list[tuple[str, str]]:
    """The files to complete, by id, with their titles."""
    given = call.arguments.get("files")
    try:
        listed = json.loads(given) if isinstance(given, str) else given
    except ValueError:
        raise RefusalError("invalid_arguments") from None
    if not isinstance(listed, list) or not 0 < len(listed) <= TOGETHER:
        raise RefusalError("invalid_arguments")
    if not all(isinstance(each, dict) and isinstance(each.get("id"), str) for each in listed):
        raise RefusalError("invalid_arguments")
    return [(each["id"], str(each.get("title") or "")) for each in listed]


def _channels(call: MethodCall) -> list[str]:
    """Where to share; nowhere is allowed too. Unlike a message, it takes an id, never a name or a person's."""
    named = [call.text("channel_id")] if call.text("channel_id") else call.names("channels")
    if len(named) > TOGETHER or (len(named) > 1 and call.text("thread_ts")):
        raise RefusalError("invalid_arguments")
    for each in named:
        if not call.workspace.knows(each):
            raise RefusalError("channel_not_found")
        where_to_post(MethodCall(call.method, {"channel": each}, call.workspace, call.app))
    return named


def _share(call: MethodCall, channel: str, done: list[File]) -> None:
    line = Content(call.text("initial_comment"))
    message = call.workspace.post(
        channel,
        call.app.bot_user_id,
        line.text,
        files=[call.workspace.files.as_json(file) for file in done],
        thread_ts=call.text("thread_ts") or None,
    )
    call.workspace.accept(call.method, message, call.arguments, line)
