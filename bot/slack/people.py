"""Calls to Slack in answer to a person: through the response_url of what they did, a modal, their Home tab, or a direct
message. What is unprompted leaves through the outbox instead."""

from http.client import HTTPException
from typing import Any, Protocol

from slack_sdk.errors import SlackClientError
from slack_sdk.webhook import WebhookClient

from bot.domain.errors import SlackTrouble
from bot.messages.blocks import Message, View

_ERRORS = (SlackClientError, OSError, HTTPException, ValueError, AttributeError)
_SECONDS = 5


class Submit(Protocol):
    def __call__(self, workspace_id: str, method: str, **arguments: Any) -> None:
        """Call a method of the Web API with JSON. Raises SlackTrouble."""
        ...


class People:
    """Every call is made once and raises SlackTrouble when Slack does not take it."""

    def __init__(self, submit: Submit) -> None:
        self._submit = submit

    def respond(self, response_url: str, message: Message, *, replace: bool) -> None:
        """Answer through a response_url: replace the message that was pressed in, or add one only they see."""
        try:
            answer = WebhookClient(response_url, timeout=_SECONDS, retry_handlers=[]).send(
                response_type="ephemeral", replace_original=replace, **message.payload()
            )
        except _ERRORS as error:
            raise SlackTrouble(type(error).__name__) from error
        if answer.status_code != 200 or answer.body.strip() not in ("ok", "", '{"ok":true}'):
            raise SlackTrouble(f"response_url: {answer.status_code} {answer.body[:200]}", permanent=True)

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

    def say(self, workspace_id: str, channel: str, message: Message, *, thread: str | None = None) -> None:
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

    def say_privately(
        self, workspace_id: str, channel: str, member_id: str, message: Message, *, thread: str | None = None
    ) -> None:
        """Answer somebody in a channel so that only they see it."""
        place = {"channel": channel, "user": member_id, **({"thread_ts": thread} if thread else {})}
        self._submit(workspace_id, "chat.postEphemeral", **place, **message.payload())
