"""Replies to a person by calls to Slack: to a response_url, in a modal, their Home tab or a direct message.

Messages that nobody asked for leave through the outbox instead.
"""

import json
from contextlib import suppress
from http.client import HTTPException
from typing import Any, Protocol
from urllib.error import HTTPError
from urllib.request import Request

from bot.domain.errors import SlackTrouble
from bot.messages.blocks import Message, View
from bot.slack.api.files import is_address_of_slack, opener

_ERRORS = (OSError, HTTPException, ValueError)
_SECONDS = 5
_REPLY_LIMIT = 64 * 1024


class Submit(Protocol):
    def __call__(self, workspace_id: str, method: str, **arguments: Any) -> None:
        """Call a method of the Web API with JSON. Raises SlackTrouble."""
        ...


class UserReplies:
    """Every call is made once; SlackTrouble when Slack does not take it. `api_url` is where the Web API is.

    What was rate-limited is called again by whoever runs it, see bot.slack.error_handler.
    """

    def __init__(self, submit: Submit, *, api_url: str) -> None:
        self._submit = submit
        self._api_url = api_url
        self._opener = opener()

    def respond(self, response_url: str, message: Message, *, replace: bool) -> None:
        """Answer through a response_url: replace the message that was pressed in, or add one only they see.

        The address came in a request: what was logged is posted to Slack's own hosts and to no other.
        """
        if not is_address_of_slack(response_url, self._api_url):
            raise SlackTrouble("response_url: not an address of Slack's", permanent=True)
        how = {"replace_original": True} if replace else {"replace_original": False, "response_type": "ephemeral"}
        content = json.dumps({**how, **message.payload()}).encode()
        headers = {"Content-Type": "application/json; charset=utf-8"}
        request = Request(response_url, data=content, headers=headers, method="POST")
        try:
            with self._opener.open(request, timeout=_SECONDS) as answer:
                _check_reply(answer.read(_REPLY_LIMIT))
        except HTTPError as error:
            with error:  # it is an answer, and has its connection
                raise _refused(error) from error
        except _ERRORS as error:
            raise SlackTrouble(type(error).__name__) from error

    def open_modal(self, workspace_id: str, trigger_id: str, view: View) -> None:
        """Within 3 s of what gave the trigger, once."""
        self._submit(workspace_id, "views.open", trigger_id=trigger_id, view=view)

    def push_modal(self, workspace_id: str, trigger_id: str, view: View) -> None:
        """On top of the modal that gave the trigger; three lie on each other at most."""
        self._submit(workspace_id, "views.push", trigger_id=trigger_id, view=view)

    def update_modal(self, workspace_id: str, view_id: str, view: View) -> None:
        self._submit(workspace_id, "views.update", view_id=view_id, view=view)

    def publish_home(self, workspace_id: str, member_id: str, view: View) -> None:
        self._submit(workspace_id, "views.publish", user_id=member_id, view=view)

    def post(self, workspace_id: str, channel: str, message: Message, *, thread: str | None = None) -> None:
        """Answer a line that was typed to the bot, where it was typed: in a `thread`, by its first message's ts."""
        self._submit(
            workspace_id,
            "chat.postMessage",
            channel=channel,
            unfurl_links=False,
            unfurl_media=False,
            **({"thread_ts": thread} if thread else {}),
            **message.payload(),
        )

    def post_ephemeral(
        self, workspace_id: str, channel: str, member_id: str, message: Message, *, thread: str | None = None
    ) -> None:
        """Answer somebody in a channel so that only they see it."""
        place = {"channel": channel, "user": member_id, **({"thread_ts": thread} if thread else {})}
        self._submit(workspace_id, "chat.postEphemeral", **place, **message.payload())


def _check_reply(reply: bytes) -> None:
    """Raise SlackTrouble unless Slack accepted: with an empty body, "ok", or an object in JSON that is ok."""
    text = reply.decode("utf-8", "replace").strip()
    if text.casefold() in ("", "ok"):
        return
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict) or answer.get("ok") is not True:
        reason = answer.get("error") if isinstance(answer, dict) else None
        raise SlackTrouble(f"response_url: {reason or text[:200]}", permanent=True)


def _refused(error: HTTPError) -> SlackTrouble:
    wait = error.headers.get("Retry-After", "")
    if error.code == 429 and wait.isdigit():
        return SlackTrouble("response_url: 429", retry_after=float(wait))
    text = ""
    with suppress(*_ERRORS):
        text = error.read(_REPLY_LIMIT).decode("utf-8", "replace")
    return SlackTrouble(f"response_url: {error.code} {text[:200]}", permanent=True)
