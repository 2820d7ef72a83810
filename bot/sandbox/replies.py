"""What the app answers without a token: the body of a command's own answer, and posts to a response_url."""

import json
from collections.abc import Mapping
from typing import Any

from bot.sandbox.answers import ResponseUrl, ResponseUrls, SpentError
from bot.sandbox.content import Content, RefusalError, content
from bot.sandbox.messages import PostedMessage
from bot.sandbox.workspace import SandboxWorkspace

GONE, WRONG = 404, 400


class Replies:
    def __init__(self, workspace: SandboxWorkspace, urls: ResponseUrls) -> None:
        self._workspace = workspace
        self._urls = urls

    def command_answer(self, url: ResponseUrl, body: bytes, content_type: str, typed: str) -> Mapping[str, Any] | None:
        """Show what a command was answered with; what was read of it. Raises RefusalError if Slack would not."""
        text = _read(body, content_type)
        if text is None:
            return None
        if text.get("response_type") == "in_channel":
            checked = content(text)
            self._workspace.post(url.channel, url.user, typed, kind="command_echo")
            self._post(url, checked, "command_answer", text)
        elif text:
            self._post(url, content(text), "command_answer", text)
        return text

    def respond(self, id: str, said: Mapping[str, Any]) -> None:
        """One use of a response_url. Raises RefusalError: used_url, expired_url, no_text, invalid_blocks …"""
        try:
            url = self._urls.use(id)
        except SpentError as spent:
            raise RefusalError(spent.error, status=GONE) from None
        try:
            self._respond(url, said)
        except RefusalError as refusal:
            raise RefusalError(
                refusal.error,
                messages=refusal.body.get("response_metadata", {}).get("messages", ()),
                status=WRONG,
            ) from None

    def _respond(self, url: ResponseUrl, said: Mapping[str, Any]) -> None:
        if said.get("delete_original"):
            self._delete(url, said)
        elif said.get("replace_original"):
            self._replace(url, content(said), said)
        else:
            self._post(url, content(said), "response_url", said)

    def _original(self, url: ResponseUrl) -> PostedMessage | None:
        """The message it belongs to, if it still stands.

        Raises RefusalError message_not_found where there never was one, as with a command, whose answer nothing
        replaces, and where somebody else wrote it.
        """
        found = self._workspace.find(url.channel, url.original) if url.original else None
        if url.original is None or (found is not None and found.user != self._workspace.bot_user_id):
            raise RefusalError("message_not_found")
        return found

    def _delete(self, url: ResponseUrl, said: Mapping[str, Any]) -> None:
        original = self._original(url)
        if original is None:
            raise RefusalError("message_not_found")
        self._workspace.remove(original)
        self._workspace.accept("response_url", original, said)
        self._urls.forget_original(url.id)

    def _replace(self, url: ResponseUrl, checked: Content, said: Mapping[str, Any]) -> None:
        original = self._original(url)
        if original is None:
            self._post(url, checked, "response_url", said)
            return
        changed = self._workspace.change(
            original, text=checked.text, blocks=checked.blocks, attachments=checked.attachments
        )
        self._workspace.accept("response_url", changed, said, checked)

    def _post(self, url: ResponseUrl, checked: Content, method: str, said: Mapping[str, Any]) -> None:
        to = None if said.get("response_type") == "in_channel" else url.user
        message = self._workspace.post(
            url.channel,
            self._workspace.bot_user_id,
            checked.text,
            blocks=checked.blocks,
            attachments=checked.attachments,
            to=to,
        )
        self._workspace.accept(method, message, said, checked)


def _read(body: bytes, content_type: str) -> Mapping[str, Any] | None:
    """None for an empty answer. Raises RefusalError when it is called JSON and is none."""
    words = body.decode("utf-8", "replace")
    if not words.strip():
        return None
    if "json" not in content_type:
        return {"text": words}
    try:
        text = json.loads(words)
    except ValueError:
        raise RefusalError("invalid_json") from None
    if not isinstance(text, dict):
        raise RefusalError("invalid_json")
    return text
