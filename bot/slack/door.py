"""The one error door for people: every error becomes words for whoever asked, with an id that is in the log too."""

import json
import logging
import secrets
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import datetime
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.context import BoltContext
from slack_bolt.error import BoltUnhandledRequestError

from bot.domain.errors import NotSaved, Refusal, SlackTrouble
from bot.messages import refusals
from bot.messages.blocks import Message
from bot.parsing.typed import as_typed

SAVED = "saved"
"""A handler sets `context[SAVED]` after its commit: from then on no error may say NOT saved."""

Respond = Callable[[str, Message, bool], None]

_log = logging.getLogger("touchbase.door")


class Door:
    """`respond` posts to a response_url: (address, message, replace the message that was pressed in)."""

    def __init__(self, *, now: Callable[[], datetime], respond: Respond, executor: Executor) -> None:
        self._now = now
        self._respond = respond
        self._executor = executor

    def answer(self, error: Exception, body: dict[str, Any], context: BoltContext) -> BoltResponse:
        """What goes back for a request that failed with `error`."""
        message = self._message(error, body, saved=bool(context.get(SAVED)))
        if "command" in body:
            return _as_json(message)
        if response_url := body.get("response_url"):
            self.later(lambda: self._respond(response_url, message, False))
            return BoltResponse(status=200, body="")
        # An event or an option search: Slack tries an event again, a search shows nothing.
        return BoltResponse(status=503, body="")

    def too_late(self, body: dict[str, Any], *, commit_begun: bool) -> BoltResponse:
        """What the front answers at its deadline, whatever the thread does."""
        error_id = _new_id()
        _log.warning("no answer in time, id %s, commit begun: %s", error_id, commit_begun)
        return self.answer(_TooLate(error_id), body, BoltContext())

    def later(self, call: Callable[[], None]) -> None:
        """Run a call to Slack in answer to a person, after what it follows has succeeded."""
        self._executor.submit(self._guarded, call)

    def _guarded(self, call: Callable[[], None]) -> None:
        try:
            call()
        except SlackTrouble as trouble:
            _log.warning("an answer did not reach Slack: %s", trouble.error)
        except Exception:
            _log.exception("an answer to a person failed, id %s", _new_id())

    def _message(self, error: Exception, body: dict[str, Any], *, saved: bool) -> Message:
        command, typed = str(body.get("command") or ""), str(body.get("text") or "")
        if isinstance(error, Refusal):
            return refusals.refused(error.words, typed=as_typed(error.typed), command=command)
        if isinstance(error, BoltUnhandledRequestError):
            return refusals.unknown_command(command or "that button")
        error_id = error.error_id if isinstance(error, _TooLate) else _new_id()
        if not isinstance(error, _TooLate):
            _log.error("request failed, id %s: %r", error_id, error, exc_info=not isinstance(error, NotSaved))
        if saved:
            return refusals.logged_but_not_drawn(error_id=error_id)
        if not command:
            return refusals.not_done(error_id=error_id)
        reason = error.reason if isinstance(error, NotSaved) else "Something went wrong."
        at = f"{self._now():%H:%M} UTC"
        return refusals.not_saved(command=command, typed=as_typed(typed), reason=reason, at=at, error_id=error_id)


class _TooLate(NotSaved):
    reason = "The answer took too long."

    def __init__(self, error_id: str) -> None:
        super().__init__(error_id)
        self.error_id = error_id


def _new_id() -> str:
    return secrets.token_hex(3)


def _as_json(message: Message) -> BoltResponse:
    payload = {"response_type": "ephemeral", **message.payload()}
    return BoltResponse(status=200, body=json.dumps(payload), headers={"content-type": "application/json"})
